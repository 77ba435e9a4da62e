"""Consents: an answer entered, slips that went out, and what somebody did about answers. All of it is only ever added."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bookbag.errors import Invalid
from bookbag.people import consents, queries
from bookbag.people.consent_slips import Slip
from bookbag.people.models import ConsentAnswer, ConsentTalk
from bookbag.policy.consent_topics import Topic
from bookbag.policy.consenting import NO, Bar, How, State, ends_with_year
from bookbag.policy.permissions import Act, Actor, Standing, may
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import storing, tenancy
from bookbag.schools.models import School

SCANS = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
"""How a scan begins: a PDF or a picture, as scanners and telephones make them."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan of a slip."""

    name: str
    content: bytes


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
    scan: Scan | None = None


def enter(school: School, answer: NewAnswer, *, today: date, by: Actor, now: datetime) -> ConsentAnswer:
    """Enter an answer. Raises `Invalid` where this adult may not give it, or it cannot be so."""
    may(by, Act.KEEP_CONSENTS, Standing(school_id=school.id, pupils=frozenset([answer.pupil_id]))).require()
    with tenancy.atomic():
        if faults := _faults(school, answer, today):
            raise Invalid(fields=faults)
        entered = ConsentAnswer.objects.create(
            school_id=school.id,
            pupil_id=answer.pupil_id,
            contact_id=answer.contact_id,
            topic=answer.topic.name,
            version=answer.topic.version,
            state=answer.state,
            answered_on=answer.on,
            until=_until(answer),
            how=answer.how,
            evidence=answer.evidence.strip(),
            scan=storing.keep(school.id, answer.scan.content) if answer.scan else "",
            scan_name=answer.scan.name[-200:] if answer.scan else "",
            entered_by_id=by.staff_id,
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


def _until(answer: NewAnswer) -> date | None:
    """The last day of a yes: what was said, and no later than the school year where the topic ends with it."""
    if answer.state is not State.GIVEN:
        return None
    ends = [answer.until] if answer.until else []
    ends += [ends_with_year(answer.on)] if answer.topic.yearly else []
    return min(ends, default=None)


def _faults(school: School, answer: NewAnswer, today: date) -> dict[str, str]:
    faults = {}
    if answer.on > today:
        faults["on"] = "That day has not come yet."
    if answer.until and answer.state is State.GIVEN and answer.until < answer.on:
        faults["until"] = "It cannot end before it was given."
    seen_to = answer.evidence.strip() or answer.scan or answer.how is How.FAMILY_PAGE
    if answer.state is not State.ASKED and not seen_to:
        faults["evidence"] = "Say who took the answer, or where the slip is kept."
    if answer.scan and not answer.scan.content.startswith(SCANS):
        faults["scan"] = "Choose a PDF, or a picture saved as PNG or JPEG."
    if barred := _barred(school, answer, today):
        faults["who"] = barred
    return faults


def _barred(school: School, answer: NewAnswer, today: date) -> str:
    """Why this person may not say that. Whoever has said yes may always take it back."""
    pupil = queries.pupil(school.id, answer.pupil_id)
    if pupil is None:
        return "There is no such child."
    whole = consents.of_pupil(school, pupil, [answer.topic], today=today)
    (standing,) = whole.standings
    who, topic = answer.contact_id, answer.topic
    last = whole.said_by(who, standing) if who else standing.answers.get(None)
    if answer.state is State.WITHDRAWN:
        return "" if last and last.state == State.GIVEN else "They have not said yes, so there is nothing to take back."
    if who is None or who in whole.own:
        asked = who is not None if topic.personal else whole.child.own_counts
        return "" if asked else "A pupil of this age is not asked this."
    adult = next((each for each in whole.adults if each.id == who), None)
    if adult is None:
        return "This adult is not linked to the child."
    a_no = answer.state in NO and adult.bar(topic, whole.child) is Bar.UNKNOWN
    return "" if a_no else adult.barred(topic, whole.child)


def asked(school: School, slips: Iterable[Slip], *, today: date, by: Actor, now: datetime) -> int:
    """Say that these slips went out today, and return how many it were."""
    may(by, Act.KEEP_CONSENTS, Standing(school_id=school.id)).require()
    with tenancy.atomic():
        went = list(slips)
        ConsentAnswer.objects.bulk_create(
            ConsentAnswer(
                school_id=school.id,
                pupil_id=slip.pupil.id,
                contact_id=slip.adult_id,
                topic=topic.name,
                version=topic.version,
                state=State.ASKED,
                answered_on=today,
                how=How.SLIP,
                entered_by_id=by.person,
                entered_at=now,
            )
            for slip in went
            for topic in slip.topics
        )
        if went:
            note(Kind.CONSENTS_ASKED, by=by, now=now, thing="school", thing_id=None, slips=len(went))
        return len(went)


def spoke(pupil_id: UUID, topic: Topic, words: str, *, by: Actor, now: datetime) -> ConsentTalk:
    """Say that somebody has spoken with both parents. The answers stay as they are. Raises `Invalid` without a note."""
    _need(words, "Say who was spoken with, and what came of it.")
    return _did(ConsentTalk.What.SPOKE, Kind.CONSENT_TALKED, pupil_id, topic, words, by=by, now=now)


def stopped(pupil_id: UUID, topic: Topic, words: str, *, by: Actor, now: datetime) -> ConsentTalk:
    """Say that what was up after a yes that was taken back is down, or stopped. Raises `Invalid` without a note."""
    _need(words, "Say what was taken down or stopped, or that there was nothing.")
    return _did(ConsentTalk.What.STOPPED, Kind.CONSENT_STOPPED, pupil_id, topic, words, by=by, now=now)


def _need(words: str, otherwise: str) -> None:
    if not words.strip():
        raise Invalid(fields={"note": otherwise})


def _did(
    what: ConsentTalk.What, kind: Kind, pupil_id: UUID, topic: Topic, words: str, *, by: Actor, now: datetime
) -> ConsentTalk:
    may(by, Act.KEEP_CONSENTS, Standing(school_id=by.school_id, pupils=frozenset([pupil_id]))).require()
    with tenancy.atomic():
        done = ConsentTalk.objects.create(
            school_id=by.school_id,
            pupil_id=pupil_id,
            topic=topic.name,
            what=what,
            note=words.strip(),
            entered_by_id=by.person,
            entered_at=now,
        )
        note(kind, by=by, now=now, thing="pupil", thing_id=pupil_id, topic=topic.name)
        return done
