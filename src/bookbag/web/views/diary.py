"""The diary: what is arranged for whom, a call or a meeting put in, a call that cannot be taken."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.desk import calls as desk_calls
from bookbag.desk import diary as desk
from bookbag.desk.actions import diary
from bookbag.desk.actions.diary import Agreed, ArrangedKind
from bookbag.errors import Invalid, NotFound
from bookbag.people import queries as people
from bookbag.web import access
from bookbag.web.forms.telephone import Arrange
from bookbag.web.requests import AtSchool, sent

if TYPE_CHECKING:
    from bookbag.desk.models import Arranged


@require_safe
def diary_page(request: AtSchool) -> HttpResponse:
    """What is arranged from today on: one's own; for the office everybody's."""
    access.desk_for(request)
    return render(request, "calls/diary.html", {"entries": desk.to_come(request.actor, now=request.now)})


@require_http_methods(["GET", "POST"])
def arrange(request: AtSchool) -> HttpResponse:
    """Put a call or a meeting into somebody's diary."""
    access.desk_for(request)
    school = request.school.id
    staff = people.colleagues(school, today=timezone.localdate(request.now))
    if not request.actor.works_whole_desk:
        staff = [each for each in staff if each.id == request.actor.staff_id]
    start = {"kind": ArrangedKind.CALL, "minutes": 15, "recipient": request.actor.staff_id}
    form = Arrange(staff, sent(request), initial=start | {"day": timezone.localdate(request.now)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            agreed = Agreed(
                kind=ArrangedKind(given["kind"]),
                staff_id=given["recipient"],
                starts=form.starts,
                minutes=given["minutes"],
                who=given["who"],
                number=given["number"],
                pupil_id=_child(request, given["child"]),
            )
            diary.arrange(agreed, anyway=given["anyway"], by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, "It is in the diary.")
            return redirect("diary", request.school.slug)
    return render(request, "calls/arrange.html", {"form": form, "clash": "anyway" in form.errors})


def _child(request: AtSchool, letters: str) -> UUID | None:
    if not letters.strip():
        return None
    found = desk_calls.children_beginning(request.school.id, letters)
    if len(found) != 1:
        says = f"{len(found)} children are called so. Type more of the name." if found else "No child is called so."
        raise Invalid(fields={"child": says})
    return found[0].id


@require_POST
def cannot_take(request: AtSchool, entry_id: UUID) -> HttpResponse:
    """Say that one cannot take a call: the office takes a message."""
    diary.cannot_take(_entry_for(request, entry_id), by=request.actor, now=request.now)
    messages.success(request, "The office sees it, with the number, and takes a message for you.")
    return redirect("today", request.school.slug)


@require_POST
def took_place(request: AtSchool, entry_id: UUID) -> HttpResponse:
    """Say that it took place."""
    diary.took_place(_entry_for(request, entry_id), by=request.actor, now=request.now)
    return redirect("diary", request.school.slug)


def _entry_for(request: AtSchool, entry_id: UUID) -> "Arranged":
    access.desk_for(request)
    found = desk.find(request.actor, entry_id)
    if found is None:
        raise NotFound
    return found
