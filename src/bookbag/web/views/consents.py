"""Consents: who is to be asked, a child's page, an answer entered for a family, and where parents differ."""

import csv
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bookbag.adoption import queries as adoption
from bookbag.errors import Invalid, NotFound
from bookbag.people import consents
from bookbag.people import queries as people
from bookbag.people.actions import consents as actions
from bookbag.people.actions.consents import NewAnswer
from bookbag.policy.consenting import How, State, Topic, topics
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.consents import EnterAnswer, Spoke
from bookbag.web.requests import AtSchool, sent

if TYPE_CHECKING:
    from bookbag.people.models import Pupil, SchoolClass

TONES = {State.GIVEN: "done", State.REFUSED: "late", State.WITHDRAWN: "late", State.LAPSED: "today"}


@require_safe
def consent_lists(request: AtSchool) -> HttpResponse:
    """Where parents differ at the school; and of one class, who is still to be asked what."""
    access.leave_for(request, Act.KEEP_CONSENTS)
    asked, classes, chosen = _topics(request), consents.classes(request.school.id), _class(request)
    told = {
        "conflicts": consents.conflicts(
            request.school.id, consents.with_both(request.school.id), asked, today=_today(request)
        ),
        "classes": classes,
        "chosen": chosen,
        "rows": [each for each in _of_class(request, chosen) if each.waiting()],
    }
    return render(request, "consents/lists.html", told)


@require_safe
def as_table(request: AtSchool) -> HttpResponse:
    """The consents of a class as a table to take away: what holds for each child."""
    access.leave_for(request, Act.KEEP_CONSENTS)
    chosen, asked = _class(request), _topics(request)
    written = StringIO()
    table = csv.writer(written)
    table.writerow(["Child", "Class", *(topic.label for topic in asked)])
    for each in _of_class(request, chosen):
        cells = [each.pupil.full_name, chosen.name if chosen else "", *(one.holding.state for one in each.standings)]
        table.writerow([f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell for cell in cells])
    name = f"{request.school.slug}-consents-{_today(request):%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(f"\ufeff{written.getvalue()}", content_type="text/csv; charset=utf-8", headers=headers)


def _class(request: AtSchool) -> "SchoolClass | None":
    classes = consents.classes(request.school.id)
    named = request.GET.get("class", "")
    return next((each for each in classes if each.name == named), classes[0] if classes else None)


def _of_class(request: AtSchool, chosen: "SchoolClass | None") -> list[consents.OfPupil]:
    pupils = consents.pupils_in(chosen) if chosen else []
    return consents.of_pupils(request.school.id, pupils, _topics(request), today=_today(request))


@require_safe
def of_pupil(request: AtSchool, pupil_id: UUID) -> HttpResponse:
    """All that was answered about a child: each topic, what holds and why, and what each adult said."""
    pupil = _pupil(request, pupil_id)
    found = consents.of_pupil(request.school.id, pupil, _topics(request), today=_today(request))
    people_asked: list[tuple[UUID | None, str]] = [(each.id, each.name) for each in found.adults]
    people_asked += [(None, "The pupil")] if found.pupil_counts else []
    told = {
        "pupil": pupil,
        "rows": [
            {
                "standing": each,
                "tone": TONES.get(each.holding.state, ""),
                "said": [(name, each.answers.get(who)) for who, name in people_asked],
            }
            for each in found.standings
        ],
        "people": [name for _, name in people_asked],
        "history": consents.history(request.school.id, pupil.id),
    }
    return render(request, "consents/pupil.html", told)


@require_http_methods(["GET", "POST"])
def enter(request: AtSchool, pupil_id: UUID, topic_name: str) -> HttpResponse:
    """Enter what somebody has said by phone, on a slip or in person; to take a yes back is on the same form."""
    pupil, topic = _pupil(request, pupil_id), _topic(request, topic_name)
    found = consents.of_pupil(request.school.id, pupil, [topic], today=_today(request))
    own = found.pupil_counts and not topic.personal
    form = EnterAnswer(found.adults, sent(request), pupil=own, initial={"on": _today(request)})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        answer = NewAnswer(
            pupil.id,
            topic,
            form.contact_id,
            State(given["state"]),
            given["on"],
            How(given["how"]),
            given["evidence"],
            given["until"] if given["state"] == State.GIVEN else None,
        )
        try:
            actions.enter(answer, today=_today(request), by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, f"Entered: {topic.label}.")
            return redirect("consents-of-pupil", request.school.slug, pupil.id)
    barred = [words for each in found.adults if (words := each.barred(topic))]
    told = {"form": form, "pupil": pupil, "topic": topic, "barred": barred}
    return render(request, "consents/enter.html", told)


@require_http_methods(["GET", "POST"])
def spoke(request: AtSchool, pupil_id: UUID, topic_name: str) -> HttpResponse:
    """Say that somebody has spoken with both parents, which takes the line off the list and changes no answer."""
    pupil, topic = _pupil(request, pupil_id), _topic(request, topic_name)
    found = consents.of_pupil(request.school.id, pupil, [topic], today=_today(request))
    (standing,) = found.standings
    form = Spoke(sent(request))
    if form.is_bound and form.is_valid():
        try:
            actions.spoke(pupil.id, topic, form.cleaned_data["note"], by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, "Noted. The answers stay as they are.")
            return redirect("consents-of-pupil", request.school.slug, pupil.id)
    told = {
        "form": form,
        "pupil": pupil,
        "standing": standing,
        "said": [(each.name, standing.answers.get(each.id)) for each in found.adults],
    }
    return render(request, "consents/spoke.html", told)


def _pupil(request: AtSchool, pupil_id: UUID) -> "Pupil":
    access.leave_for(request, Act.KEEP_CONSENTS)
    pupil = people.pupil(request.school.id, pupil_id)
    if pupil is None:
        raise NotFound
    return pupil


def _topics(request: AtSchool) -> tuple[Topic, ...]:
    return topics(adoption.packs_of(request.school))


def _topic(request: AtSchool, name: str) -> Topic:
    found = next((each for each in _topics(request) if each.name == name), None)
    if found is None:
        raise NotFound
    return found


def _today(request: AtSchool) -> date:
    return timezone.localdate(request.now)
