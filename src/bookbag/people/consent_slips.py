"""Which adult is to be asked what about which child, slip by slip: no slip knows of another adult. And the slips as a PDF."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from bookbag.paper.typesetting import Value, typeset
from bookbag.people import consents
from bookbag.people.consents import OfPupil, Standing
from bookbag.people.models import Pupil
from bookbag.policy import english
from bookbag.policy.consent_topics import Topic
from bookbag.policy.consenting import NO, WRITTEN, Adult, How, State
from bookbag.schools.models import School

TEMPLATE = Path(__file__).with_name("consent_slips.typ")


@dataclass(frozen=True, slots=True)
class Slip:
    """What one adult is asked about one child; a pupil of age is asked alone, and has no `adult_id`."""

    pupil: Pupil
    adult_id: UUID | None
    name: str
    topics: tuple[Topic, ...]


def slips(children: Iterable[OfPupil], *, today: date) -> list[Slip]:
    """The slips for these children: each adult who may answer, and what that adult has not answered.

    Nobody is asked twice on the same day of what they answer for themselves.
    """
    found, asked = [], set[tuple[UUID, str]]()
    for each in children:
        for who, name in _answering(each):
            wanted = [
                one.topic for one in each.standings if _open(one, who, today) and _is_theirs(one.topic, each, who)
            ]
            fresh = tuple(topic for topic in wanted if not (topic.personal and (who, topic.name) in asked))
            asked |= {(who, topic.name) for topic in fresh if who and topic.personal}
            if fresh:
                found.append(Slip(each.pupil, who, name, fresh))
    return found


def _answering(of: OfPupil) -> Iterator[tuple[UUID | None, str]]:
    yield from ((adult.id, adult.name) for adult in of.adults if adult.told and not adult.office_first)
    if of.child.of_age:
        yield None, of.child.name


def _is_theirs(topic: Topic, of: OfPupil, who: UUID | None) -> bool:
    if who is None:
        return not topic.personal
    adult: Adult = next(each for each in of.adults if each.id == who)
    return adult.bar(topic, of.child) is None


def _open(standing: Standing, who: UUID | None, today: date) -> bool:
    """Whether this adult has still to answer, or has said yes in a form that does not count."""
    said = standing.answers.get(who)
    if said is None:
        return True
    state = consents.stands(said, standing.topic, today=today)
    if state is State.GIVEN:
        return standing.topic.written and How(said.how) not in WRITTEN
    return state not in NO


def as_pdf(school: School, found: Sequence[Slip], *, today: date, now: datetime) -> bytes:
    """One page for each slip, to be cut from nothing and handed out."""
    values: dict[str, Value] = {
        "title": "Consents to answer",
        "school": school.name,
        "colour": school.colour,
        "made": english.full_day(today),
        "telephone": school.telephone,
        "slips": [_page(slip) for slip in found],
    }
    return typeset(TEMPLATE, values, now=now)


def _page(slip: Slip) -> dict[str, Value]:
    group = slip.pupil.school_class
    return {
        "to": slip.name,
        "child": slip.pupil.full_name,
        "group": group.name if group else "",
        "topics": [
            {"label": topic.label, "explained": topic.explained, "personal": topic.personal} for topic in slip.topics
        ],
    }
