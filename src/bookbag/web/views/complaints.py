"""Complaints and concerns: all that are open, and one with its stages and what was done about it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bookbag.desk import complaints
from bookbag.desk.actions import complaints as actions
from bookbag.errors import Invalid, NotFound
from bookbag.people import queries as people
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.complaints import EnterStep
from bookbag.web.requests import AtSchool, sent


@require_safe
def board(request: AtSchool) -> HttpResponse:
    """What is open, the longest first, and how many days those of this term took."""
    access.desk_for(request)
    return render(
        request,
        "complaints/board.html",
        {"board": complaints.board(request.actor, request.school, now=request.now), "longest": complaints.LONGEST},
    )


@require_http_methods(["GET", "POST"])
def complaint(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Where one stands, and a form for what was done."""
    found = access.case_for(request, case_id, Act.ANSWER)
    if not complaints.is_one(found):
        raise NotFound
    staff = people.staff_in_order(request.school.id)
    form = EnterStep(staff, sent(request), initial={"done_on": timezone.localdate(request.now)})
    if form.is_bound and form.is_valid():
        try:
            actions.say(found, form.step(request.now), by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, "Entered.")
            return redirect("complaint", request.school.slug, found.id)
    standing = complaints.of(found, request.school)
    return render(request, "complaints/complaint.html", {"case": found, "standing": standing, "form": form})
