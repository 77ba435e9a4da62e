"""An address that no longer works: the office asks the family, enters the new one, and what came back goes there."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.desk.actions import sending_again
from bookbag.errors import Invalid, NotFound
from bookbag.outbox import queries as outbox
from bookbag.people import resting
from bookbag.people.actions import points
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.points import Mend
from bookbag.web.requests import AtSchool, sent

if TYPE_CHECKING:
    from bookbag.people.resting import Resting


def _resting(request: AtSchool, point_id: UUID) -> "Resting":
    access.whole_desk_for(request)
    found = resting.one(request.school.id, point_id)
    if found is None:
        raise NotFound
    access.contact_for(request, found.contact.id, Act.KEEP_FAMILIES)
    return found


@require_http_methods(["GET", "POST"])
def mend(request: AtSchool, point_id: UUID) -> HttpResponse:
    """Whose it is, how to ask them, what came back; and the new address."""
    one = _resting(request, point_id)
    came_back = outbox.came_back_from(request.school.id, one.point.folded)
    form = Mend(sent(request), came_back=len(came_back))
    if request.method == "POST" and form.is_valid():
        again = bool(form.cleaned_data.get("again"))
        value, old = form.cleaned_data["value"], one.point.value
        try:
            number = sending_again.correct(point_id, value, old=old, again=again, by=request.actor, now=request.now)
        except Invalid as fault:
            form.add_error("value", fault.fields["value"])
        else:
            messages.success(request, _said(one.contact.full_name, number, wanted=again))
            return redirect("today", request.school.slug)
    return render(request, "points/mend.html", {"one": one, "came_back": came_back, "form": form})


def _said(name: str, number: int, *, wanted: bool) -> str:
    if number:
        return f"We hold the new address of {name}. What came back is on its way there: {number}."
    if wanted:
        return f"We hold the new address of {name}. Nothing was sent again: the instruction is to ask the office first."
    return f"We hold the new address of {name}."


@require_safe
def slip(request: AtSchool, point_id: UUID) -> HttpResponse:
    """A slip for the book bag that asks for the new address."""
    return render(request, "points/slip.html", {"one": _resting(request, point_id)})


@require_POST
def works(request: AtSchool, point_id: UUID) -> HttpResponse:
    """Say that the address works after all."""
    one = _resting(request, point_id)
    points.wake(point_id, by=request.actor, now=request.now)
    messages.success(request, f"Noted: the address of {one.contact.full_name} works.")
    return redirect("today", request.school.slug)
