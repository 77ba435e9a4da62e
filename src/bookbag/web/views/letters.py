"""Entering a letter. The search is a post that changes nothing, so that no word typed so far is lost."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bookbag.desk.actions import letters
from bookbag.errors import Invalid
from bookbag.policy.permissions import Act
from bookbag.policy.values import Category
from bookbag.web import access
from bookbag.web.forms.letters import NewLetter
from bookbag.web.requests import AtSchool
from bookbag.web.views.people import found_by_name


@require_http_methods(["GET", "POST"])
def new(request: AtSchool) -> HttpResponse:
    """Enter a letter that came by post or by hand."""
    access.leave_for(request, Act.LOG_LETTER)
    words = request.POST.get("search", "")
    found = found_by_name(request.school.id, words)
    if request.method == "GET" or request.POST.get("do") == "search":
        local = timezone.localtime(request.now)
        now = {"received_on": local.date(), "received_time": local.time()}
        form = NewLetter(found, initial=now | request.POST.dict())
    else:
        form = NewLetter(found, request.POST)
        if form.is_valid():
            try:
                case = letters.log(_letter(form), by=request.actor, now=request.now)
            except Invalid as wrong:
                form.complain(wrong.fields)
            else:
                messages.success(request, "The letter is entered, and its dates are set.")
                return redirect("case", request.school.slug, case.id)
    return render(request, "desk/new_letter.html", {"form": form, "found": found, "searched": words})


def _letter(form: NewLetter) -> letters.Letter:
    given = form.cleaned_data
    return letters.Letter(
        subject=given["subject"],
        text=given["text"],
        received_at=form.received_at(timezone.get_current_timezone()),
        from_name=given["from_name"],
        contact_id=UUID(given["contact"]) if given["contact"] else None,
        category=Category(given["category"]),
        came_by=given["came_by"],
    )
