"""Consents: an answer entered for a family, and that somebody spoke with parents who differ. Both are only ever added."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bookbag.errors import Invalid
from bookbag.people import consents, queries
from bookbag.people.models import ConsentAnswer, ConsentTalk
from bookbag.policy.consenting import NO, How, State, Topic
from bookbag.policy.permissions import Act, Actor, Standing, may
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """What a family has said, or that it was asked. Without a contact it is the pupil's own answer."""

    pupil_id: UUID
    topic: Topic
    contact_id: UUID | None
    state: State
    on: date
    how: How
    evidence: str = ""
    until: date | None = None


def enter(answer: NewAnswer, *, today: date, by: Actor, now: datetime) -> ConsentAnswer:
    """Enter an answer. Raises `Invalid` where this adult may not give it, or it cannot be so."""
    may(by, Act.KEEP_CONSENTS, Standing(school_id=by.school_id)).require()
    with tenancy.atomic():
        if faults := _faults(answer, today, by):
            raise Invalid(fields=faults)
        entered = ConsentAnswer.objects.create(
            school_id=by.school_id,
            pupil_id=answer.pupil_id,
            contact_id=answer.contact_id,
            topic=answer.topic.name,
            state=answer.state,
            answered_on=answer.on,
            until=answer.until,
            how=answer.how,
            evidence=answer.evidence.strip(),
            entered_by_id=by.person,
            entered_at=now,
        )
        note(
            Kind.CONSENT_ANSWERED,
            by=by,
            now=now,
            thing="pupil",
            thing_id=answer.pupil_id,
            clause=answer.topic.clause,
            topic=answer.topic.name,
            state=str(answer.state),
            adult=str(answer.contact_id or ""),
        )
        return entered


def _faults(answer: NewAnswer, today: date, by: Actor) -> dict[str, str]:
    faults = {}
    if answer.on > today:
        faults["on"] = "That day has not come yet."
    if answer.until and answer.state is State.GIVEN and answer.until < answer.on:
        faults["until"] = "It cannot end before it was given."
    if answer.state is not State.ASKED and not answer.evidence.strip():
        faults["evidence"] = "Say who took the answer, or where the slip is kept."
    if barred := _barred(answer, today, by):
        faults["who"] = barred
    return faults


def _barred(answer: NewAnswer, today: date, by: Actor) -> str:
    """Why this person may not say that. Whoever has said yes may always take it back."""
    pupil = queries.pupil(by.school_id, answer.pupil_id)
    if pupil is None:
        return "There is no such child."
    whole = consents.of_pupil(by.school_id, pupil, [answer.topic], today=today)
    (standing,) = whole.standings
    last = standing.answers.get(answer.contact_id)
    if answer.state is State.WITHDRAWN:
        return "" if last and last.state == State.GIVEN else "They have not said yes, so there is nothing to take back."
    if answer.contact_id is None:
        return "" if whole.pupil_counts and not answer.topic.personal else "A pupil of this age is not asked this."
    adult = next((each for each in whole.adults if each.id == answer.contact_id), None)
    if adult is None:
        return "This adult is not linked to the child."
    cannot = adult.barred(answer.topic)
    a_no = answer.state in NO and adult.responsible is None and not adult.office_first
    return "" if a_no else cannot


def spoke(pupil_id: UUID, topic: Topic, words: str, *, by: Actor, now: datetime) -> ConsentTalk:
    """Say that somebody has spoken with both parents. The answers stay as they are. Raises `Invalid` without a note."""
    may(by, Act.KEEP_CONSENTS, Standing(school_id=by.school_id)).require()
    if not words.strip():
        raise Invalid(fields={"note": "Say who was spoken with, and what came of it."})
    with tenancy.atomic():
        talk = ConsentTalk.objects.create(
            school_id=by.school_id,
            pupil_id=pupil_id,
            topic=topic.name,
            note=words.strip(),
            entered_by_id=by.person,
            entered_at=now,
        )
        note(Kind.CONSENT_TALKED, by=by, now=now, thing="pupil", thing_id=pupil_id, topic=topic.name)
        return talk
