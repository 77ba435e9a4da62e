"""Consents of many: what waits for the office, whom to ask class by class with slips to print, and who may be pictured."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from bookbag.errors import NotFound
from bookbag.people import consent_slips, consents
from bookbag.people.actions import consents as actions
from bookbag.people.consents import OfPupil
from bookbag.policy.consent_topics import PICTURES, Topic
from bookbag.policy.consenting import Seen, seen
from bookbag.policy.permissions import Act
from bookbag.web import access, spreadsheets
from bookbag.web.requests import AtSchool
from bookbag.web.views.consents import today, topics_of

if TYPE_CHECKING:
    from bookbag.people.models import Pupil, SchoolClass


@require_safe
def lists(request: AtSchool) -> HttpResponse:
    """Where parents differ, what was taken back; and of one class, who is still to be asked what."""
    access.leave_for(request, Act.KEEP_CONSENTS)
    asked, classes, chosen = topics_of(request), consents.classes(request.school.id), _class(request)
    children = _of_class(request, chosen, asked)
    both_ways = _of_others(request, consents.answered_both_ways(request.school.id))
    told = {
        "unsettled": consents.unsettled(request.school, both_ways, asked, today=today(request)),
        "classes": classes,
        "chosen": chosen,
        "rows": [each for each in children if each.waiting()],
        "slips": len(consent_slips.slips(children, today=today(request))),
    }
    return render(request, "consents/lists.html", told)


@require_safe
def as_table(request: AtSchool) -> HttpResponse:
    """The consents of a class as a table to take away: what holds for each child."""
    access.leave_for(request, Act.KEEP_CONSENTS)
    chosen, asked = _class(request), [topic for topic in topics_of(request) if not topic.personal]
    name = chosen.name if chosen else ""
    rows = [
        [each.pupil.full_name, name, *(one.holding.state for one in each.standings)]
        for each in _of_class(request, chosen, asked)
    ]
    return spreadsheets.as_csv(
        request, "consents", today(request), ["Child", "Class", *(topic.label for topic in asked)], rows
    )


@require_safe
def slips(request: AtSchool) -> HttpResponse:
    """The slips of a class as a PDF: a page for each adult and child. Printing them says nothing about whether they went."""
    access.leave_for(request, Act.KEEP_CONSENTS)
    chosen = _class(request)
    found = consent_slips.slips(_of_class(request, chosen, topics_of(request)), today=today(request))
    if not found:
        raise NotFound
    content = consent_slips.as_pdf(request.school, found, today=today(request), now=request.now)
    name = f"{request.school.slug}-slips-{today(request):%Y-%m-%d}.pdf"
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


@require_POST
def asked(request: AtSchool) -> HttpResponse:
    """Say that the slips of a class went home today."""
    access.leave_for(request, Act.KEEP_CONSENTS)
    chosen = _class(request)
    found = consent_slips.slips(_of_class(request, chosen, topics_of(request)), today=today(request))
    number = actions.asked(request.school, found, today=today(request), by=request.actor, now=request.now)
    messages.success(request, f"Noted: {number} slip{'' if number == 1 else 's'} went home today.")
    return redirect(_with_class(reverse("consents", args=[request.school.slug]), chosen))


@require_safe
def pictured(request: AtSchool) -> HttpResponse:
    """Who of a class may be pictured where, to print: yes, no or ask first. It gives no reasons."""
    classes = _may_see(request)
    chosen = _class(request, classes)
    asked, rows = _pictured(request, chosen)
    told = {"classes": classes, "chosen": chosen, "topics": asked, "rows": rows, "today": today(request)}
    return render(request, "consents/pictured.html", told | {"keeps": access.allows(request, Act.KEEP_CONSENTS)})


@require_safe
def pictured_file(request: AtSchool) -> HttpResponse:
    """The same as a table to take away."""
    chosen = _class(request, _may_see(request))
    asked, rows = _pictured(request, chosen)
    name = chosen.name if chosen else ""
    cells = [[child, name, *words] for child, words in rows]
    return spreadsheets.as_csv(
        request, "pictures", today(request), ["Child", "Class", *(topic.label for topic in asked)], cells
    )


def _pictured(request: AtSchool, chosen: "SchoolClass | None") -> tuple[list[Topic], list[tuple[str, list[str]]]]:
    asked = [topic for topic in topics_of(request) if topic.name in PICTURES]
    pupils = consents.pupils_in(chosen) if chosen else []
    held = consents.holds_for(request.school, pupils, asked, today=today(request))
    own = request.actor.own_children
    return asked, [
        (each.full_name, [Seen.ASK if each.id in own else seen(held[each.id, topic.name]) for topic in asked])
        for each in pupils
    ]


def _may_see(request: AtSchool) -> "list[SchoolClass]":
    """The classes of whose children this person may see who may be pictured: all, or those that they teach."""
    access.desk_for(request)
    every = consents.classes(request.school.id)
    return [each for each in every if access.allows(request, Act.SEE_FAMILY, owner_id=each.teacher_id)]


def _class(request: AtSchool, among: "Sequence[SchoolClass] | None" = None) -> "SchoolClass | None":
    """The class that is asked for, by name; else the first."""
    classes = consents.classes(request.school.id) if among is None else among
    named = request.GET.get("class", "") or request.POST.get("class", "")
    return next((each for each in classes if each.name == named), classes[0] if classes else None)


def _with_class(url: str, chosen: "SchoolClass | None") -> str:
    return f"{url}?{urlencode({'class': chosen.name})}" if chosen else url


def _of_class(request: AtSchool, chosen: "SchoolClass | None", asked: Sequence[Topic]) -> list[OfPupil]:
    pupils = _of_others(request, consents.pupils_in(chosen)) if chosen else []
    return consents.of_pupils(request.school, pupils, asked, today=today(request))


def _of_others(request: AtSchool, pupils: "Iterable[Pupil]") -> "list[Pupil]":
    """These children without the reader's own, to whom a colleague sees."""
    return [each for each in pupils if each.id not in request.actor.own_children]
