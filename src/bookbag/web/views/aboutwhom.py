"""Saying whom a case is about of those who work here. After that the page may be gone for whoever has said so."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bookbag.desk import about
from bookbag.desk.actions import aboutwhom, complaint_letters
from bookbag.errors import Invalid
from bookbag.people import queries as people
from bookbag.policy.permissions import Act
from bookbag.safeguarding import readers
from bookbag.web import access
from bookbag.web.forms.aboutwhom import NOBODY, AboutWhom
from bookbag.web.requests import AtSchool, sent


@require_http_methods(["GET", "POST"])
def say(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Tick whom it is about, or nobody."""
    found = access.case_for(request, case_id, Act.ANSWER)
    ticked = [str(row.staff_id) for row in about.of(found)] or ([NOBODY] if found.is_about_staff is False else [])
    form = AboutWhom(people.staff_in_order(request.school.id), sent(request), initial={"staff": ticked})
    if form.is_bound and form.is_valid():
        try:
            kept = aboutwhom.say(found, form.cleaned_data["staff"], by=request.actor, now=request.now)
            readers.pass_on_above(kept)
            if found.is_about_staff is None:
                complaint_letters.tell_leaders(kept, by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            if about.is_kept_from(kept, request.actor):
                messages.success(request, "It is passed on to whoever looks into it. Nothing more for you to do.")
                return redirect("school", request.school.slug)
            messages.success(request, "Noted whom this is about.")
            return redirect("case", request.school.slug, kept.id)
    return render(request, "case/about_whom.html", {"case": found, "form": form})
