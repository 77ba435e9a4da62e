"""Consents of a child: all that was answered, an answer entered for a family, and what the office did about answers."""

from datetime import date
from typing import TYPE_CHECKING, Any
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
from bookbag.people.actions.consents import NewAnswer, Scan
from bookbag.people.consents import OfPupil
from bookbag.policy.consent_topics import Topic, topics
from bookbag.policy.consenting import How, State
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.consents import EnterAnswer, Spoke, Stopped
from bookbag.web.requests import AtSchool, sent

if TYPE_CHECKING:
    from bookbag.people.models import ConsentAnswer, Pupil

TONES = {State.GIVEN: "done", State.REFUSED: "late", State.WITHDRAWN: "late", State.LAPSED: "today"}


@require_safe
def of_pupil(request: AtSchool, pupil_id: UUID) -> HttpResponse:
    """All that was answered about a child: each topic, what holds and why, who is to be asked, and what each adult said."""
    pupil = _pupil(request, pupil_id)
    found = consents.of_pupil(request.school, pupil, topics_of(request), today=today(request))
    told = {
        "pupil": pupil,
        "of": found,
        "rows": [
            {
                "standing": each,
                "tone": TONES.get(each.holding.state, ""),
                "said": [(name, answer) for name, answer in _said(found, each)],
                "to_ask": found.to_ask(each.topic),
            }
            for each in found.standings
        ],
        "people": [name for each in found.standings[:1] for name, _ in _said(found, each)],
        "history": _history(request, pupil),
    }
    return render(request, "consents/pupil.html", told)


def _said(of: OfPupil, standing: consents.Standing) -> "list[tuple[str, ConsentAnswer | None]]":
    """What each adult has answered to a topic, and the pupil where the pupil is old enough."""
    adults = [(each.name, of.said_by(each.id, standing)) for each in of.adults if each.id not in of.own]
    return [*adults, *([("The pupil", standing.answers.get(None))] if of.child.own_counts else [])]


def _history(request: AtSchool, pupil: "Pupil") -> list[dict[str, Any]]:
    labels = consents.labels(request.school.id, topics(adoption.packs_of(request.school)))
    return [
        {"answer": each, "label": labels.get((each.topic, each.version), each.topic)}
        for each in consents.history(request.school.id, pupil.id)
    ]


@require_http_methods(["GET", "POST"])
def enter(request: AtSchool, pupil_id: UUID, topic_name: str) -> HttpResponse:
    """Enter what somebody has said by phone, on a slip or in person; to take a yes back is on the same form."""
    pupil, topic = _pupil(request, pupil_id), topic_called(request, topic_name)
    found = consents.of_pupil(request.school, pupil, [topic], today=today(request))
    own = found.child.own_counts and not topic.personal
    form = EnterAnswer(found.adults, sent(request), request.FILES or None, pupil=own, initial={"on": today(request)})
    if form.is_bound and form.is_valid():
        try:
            actions.enter(
                request.school, _answer(form, pupil, topic), today=today(request), by=request.actor, now=request.now
            )
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, f"Entered: {topic.label}.")
            return redirect("consents-of-pupil", request.school.slug, pupil.id)
    barred = [words for each in found.adults if (words := each.barred(topic, found.child))]
    told = {"form": form, "pupil": pupil, "topic": topic, "barred": list(dict.fromkeys(barred)), "of": found}
    return render(request, "consents/enter.html", told)


def _answer(form: EnterAnswer, pupil: "Pupil", topic: Topic) -> NewAnswer:
    given = form.cleaned_data
    scan = given["scan"]
    return NewAnswer(
        pupil.id,
        topic,
        form.contact_id,
        State(given["state"]),
        given["on"],
        How(given["how"]),
        given["evidence"],
        given["until"],
        Scan(scan.name, scan.read()) if scan else None,
    )


@require_http_methods(["GET", "POST"])
def spoke(request: AtSchool, pupil_id: UUID, topic_name: str) -> HttpResponse:
    """Say that somebody has spoken with both parents, which takes the line off the list and changes no answer."""
    return _noted(request, pupil_id, topic_name, Spoke, "consents/spoke.html")


@require_http_methods(["GET", "POST"])
def stopped(request: AtSchool, pupil_id: UUID, topic_name: str) -> HttpResponse:
    """Say that what was up after a yes that was taken back is down, or that there was nothing."""
    return _noted(request, pupil_id, topic_name, Stopped, "consents/stopped.html")


def _noted(
    request: AtSchool, pupil_id: UUID, topic_name: str, what: type[Spoke | Stopped], template: str
) -> HttpResponse:
    pupil, topic = _pupil(request, pupil_id), topic_called(request, topic_name)
    found = consents.of_pupil(request.school, pupil, [topic], today=today(request))
    (standing,) = found.standings
    form = what(sent(request))
    act = actions.spoke if what is Spoke else actions.stopped
    if form.is_bound and form.is_valid():
        try:
            act(pupil.id, topic, form.cleaned_data["note"], by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, "Noted. The answers stay as they are.")
            return redirect("consents-of-pupil", request.school.slug, pupil.id)
    told = {"form": form, "pupil": pupil, "standing": standing, "said": _said(found, standing)}
    return render(request, template, told)


def _pupil(request: AtSchool, pupil_id: UUID) -> "Pupil":
    access.leave_for(request, Act.KEEP_CONSENTS, of=pupil_id)
    pupil = people.pupil(request.school.id, pupil_id)
    if pupil is None:
        raise NotFound
    return pupil


def topics_of(request: AtSchool) -> tuple[Topic, ...]:
    """What the families of this school are asked."""
    return consents.topics_of(request.school, adoption.packs_of(request.school))


def topic_called(request: AtSchool, name: str) -> Topic:
    """One of them, by its name. Raises `NotFound` for what nobody is asked."""
    found = next((each for each in topics_of(request) if each.name == name), None)
    if found is None:
        raise NotFound
    return found


def today(request: AtSchool) -> date:
    """The day on which it is asked, in London."""
    return timezone.localdate(request.now)
