"""Who is absent: the list of a day and its file for the register, a child put on it from a case, and the call back."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.desk import absences
from bookbag.desk import queries as desk
from bookbag.desk.actions import absences as actions
from bookbag.desk.actions.absences import Away
from bookbag.errors import Invalid, NotFound
from bookbag.policy.attendance import Code
from bookbag.policy.permissions import Act
from bookbag.web import access, spreadsheets
from bookbag.web.forms.absences import ChooseDay, PutAbsence, RangBack
from bookbag.web.requests import AtSchool, sent

if TYPE_CHECKING:
    from bookbag.desk.models import Absence, Case
    from bookbag.desk.triaging import Suggested

HEADS = ("Child", "Class", "Date", "Code", "Reason", "Who said it", "When", "Way", "Ring back first")


def _day(request: AtSchool) -> date:
    """The day that was chosen, else today."""
    chosen = ChooseDay(request.GET)
    return (chosen.is_valid() and chosen.cleaned_data["day"]) or timezone.localdate(request.now)


@require_safe
def list_of_day(request: AtSchool) -> HttpResponse:
    """The list of a day."""
    access.desk_for(request)
    day = _day(request)
    told = {"lines": absences.of_day(request.actor, day), "day": day, "choose": ChooseDay(initial={"day": day})}
    return render(request, "absences/list.html", told)


@require_safe
def as_table(request: AtSchool) -> HttpResponse:
    """The same to take into the register."""
    access.desk_for(request)
    day = _day(request)
    rows = [
        [
            line.row.pupil.full_name,
            line.row.pupil.school_class.name if line.row.pupil.school_class else "",
            f"{day:%d/%m/%Y}",
            str(line.code),
            line.reason,
            line.row.said_by,
            f"{timezone.localtime(line.row.said_at):%d/%m/%Y %H:%M}",
            line.row.case.channel,
            "yes" if line.row.in_doubt else "",
        ]
        for line in absences.of_day(request.actor, day)
    ]
    return spreadsheets.as_csv(request, "absences", day, HEADS, rows)


def of_case(request: AtSchool, found: "Case", suggested: "Suggested | None") -> dict[str, object]:
    """What the page of a case shows of it: whom it put on the list, and the form to do so."""
    pupils = [about.pupil for about in found.about_pupils.select_related("pupil").order_by("pupil__sort_key", "id")]
    initial = {"day": absences.day_meant(request.school, now=request.now), "answers": True}
    return {
        "absent": absences.of_case(found),
        "put_absence": PutAbsence(pupils, initial=initial)
        if pupils and access.may_do(request, found, Act.ANSWER)
        else None,
        "likely_absence": absences.is_likely(found, suggested.category if suggested else None),
    }


@require_POST
def put(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Put a child of the case on the list."""
    found = access.case_for(request, case_id, Act.ANSWER)
    form = PutAbsence([about.pupil for about in desk.view(found).pupils], request.POST)
    if not form.is_valid():
        raise Invalid("Choose the child, the day and one of the reasons on the list.")
    given = form.cleaned_data
    away = Away(UUID(given["child"]), given["day"], Code(given["code"]), answers=given["answers"])
    listed = actions.put(found, away, by=request.actor, now=request.now)
    if listed.in_doubt:
        messages.warning(request, "On the list, in red: ring back first. Nothing was sent.")
    else:
        messages.success(request, f"On the list. {_answered(listed)}")
    return redirect("case", request.school.slug, found.id)


def _answered(listed: "Absence") -> str:
    """What became of the message that it came from."""
    message = absences.who_said(listed.case)
    if not listed.answers or message is None:
        return "The message waits for its answer still."
    if not actions.is_written_to(listed.case, message):
        return "Nothing was sent: they have no e-mail here. Close the case if nothing more is owed."
    return "They are told so by e-mail."


@require_http_methods(["GET", "POST"])
def ring_back(request: AtSchool, absence_id: UUID) -> HttpResponse:
    """Say whom the office rang, at a number that is held, and that they said so too."""
    access.whole_desk_for(request)
    found = _absence_for(request, absence_id)
    adults = absences.can_be_rung(found)
    form = RangBack(adults, sent(request))
    if form.is_bound and form.is_valid():
        try:
            actions.confirm(found, rang=UUID(form.cleaned_data["rang"]), by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, f"Confirmed: {found.pupil.full_name} is absent.")
            return redirect("absences", request.school.slug)
    return render(request, "absences/ring_back.html", {"row": found, "adults": adults, "form": form})


@require_POST
def drop(request: AtSchool, absence_id: UUID) -> HttpResponse:
    """Take a child off the list."""
    access.whole_desk_for(request)
    found = _absence_for(request, absence_id)
    actions.drop(found, by=request.actor, now=request.now)
    name = found.pupil.full_name
    messages.warning(request, f"{name} is off the list. If nobody knows where {name} is, tell a safeguarding lead now.")
    return redirect("absences", request.school.slug)


def _absence_for(request: AtSchool, absence_id: UUID) -> "Absence":
    found = absences.find(request.actor, absence_id)
    if found is None:
        raise NotFound
    return found
