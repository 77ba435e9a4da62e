"""What families have agreed to about their children: how it stands, who is to be asked, and where parents differ."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bookbag.people import queries, restrictions
from bookbag.people.models import ConsentAnswer, ConsentTalk, Pupil, SchoolClass
from bookbag.policy.consenting import (
    NO,
    Adult,
    Answer,
    Holding,
    How,
    State,
    Topic,
    counts,
    differ,
    holds,
)
from bookbag.policy.telling import WRITING


@dataclass(frozen=True, slots=True)
class Standing:
    """How one topic stands for a child: what holds, and each answer that stands, by the adult's id (None: the pupil)."""

    topic: Topic
    holding: Holding
    answers: dict[UUID | None, ConsentAnswer]
    differs: bool
    spoken: ConsentTalk | None = None


@dataclass(frozen=True, slots=True)
class OfPupil:
    """All consents of a child."""

    pupil: Pupil
    adults: tuple[Adult, ...]
    standings: tuple[Standing, ...]
    pupil_counts: bool

    def waiting(self) -> list[Standing]:
        """Topics on which nobody has answered, or the answer has lapsed or counts no more."""
        return [each for each in self.standings if each.holding.state not in {State.GIVEN, *NO}]

    def conflicts(self) -> list[Standing]:
        """Topics on which parents differ, until somebody has spoken with both."""
        return [each for each in self.standings if each.differs and each.spoken is None]


def of_pupils(school_id: int, pupils: Sequence[Pupil], topics: Sequence[Topic], *, today: date) -> list[OfPupil]:
    """The consents of these children, in their order, in four queries."""
    ids = [pupil.id for pupil in pupils]
    limited = restrictions.limited(ids, of=WRITING, today=today)
    adults: dict[UUID, list[Adult]] = defaultdict(list)
    for tie in queries.relationships_of(ids):
        first = tie.pupil_id in limited.get(tie.contact_id, ())
        adult = Adult(tie.contact_id, tie.contact.full_name, tie.parental_responsibility, office_first=first)
        adults[tie.pupil_id].append(adult)
    answers: dict[tuple[UUID, str], list[ConsentAnswer]] = defaultdict(list)
    entered = ConsentAnswer.objects.filter(school_id=school_id, pupil_id__in=ids).select_related("entered_by")
    for each in entered.order_by("entered_at", "id"):
        answers[each.pupil_id, each.topic].append(each)
    talks = ConsentTalk.objects.filter(school_id=school_id, pupil_id__in=ids).select_related("entered_by")
    spoken = {(each.pupil_id, each.topic): each for each in talks.order_by("entered_at")}
    return [
        OfPupil(
            pupil,
            tuple(adults[pupil.id]),
            tuple(
                _standing(
                    topic,
                    Asked(pupil, adults[pupil.id], today),
                    answers[pupil.id, topic.name],
                    spoken.get((pupil.id, topic.name)),
                )
                for topic in topics
            ),
            counts(pupil.born_on, today),
        )
        for pupil in pupils
    ]


@dataclass(frozen=True, slots=True)
class Asked:
    """About whom is asked, of whom, and on which day."""

    pupil: Pupil
    adults: Sequence[Adult]
    today: date


def _standing(topic: Topic, of: Asked, entered: Sequence[ConsentAnswer], talk: ConsentTalk | None) -> Standing:
    values = [_value(each) for each in entered]
    since = max((each.entered_at for each in entered), default=None)
    counted = counts(of.pupil.born_on, of.today)
    return Standing(
        topic,
        holds(topic, of.adults, values, pupil_counts=counted, today=of.today),
        {each.contact_id: each for each in entered},
        differ(topic, of.adults, values, today=of.today),
        talk if talk and _later(talk, since) else None,
    )


def _later(talk: ConsentTalk, since: datetime | None) -> bool:
    return since is None or talk.entered_at >= since


def _value(entered: ConsentAnswer) -> Answer:
    return Answer(entered.contact_id, State(entered.state), entered.answered_on, How(entered.how), entered.until)


def of_pupil(school_id: int, pupil: Pupil, topics: Sequence[Topic], *, today: date) -> OfPupil:
    """The consents of one child."""
    (found,) = of_pupils(school_id, [pupil], topics, today=today)
    return found


def with_both(school_id: int) -> list[Pupil]:
    """Children at the school about whom somebody has said yes and somebody no, to whatever it was; by name."""
    refused = ConsentAnswer.objects.filter(school_id=school_id, state__in=list(NO)).values("pupil_id")
    given = ConsentAnswer.objects.filter(school_id=school_id, state=State.GIVEN).values("pupil_id")
    both = Pupil.objects.filter(school_id=school_id, left_on=None, id__in=refused).filter(id__in=given)
    return list(both.select_related("school_class").order_by("sort_key", "id"))


def conflicts(school_id: int, pupils: Sequence[Pupil], topics: Sequence[Topic], *, today: date) -> list[OfPupil]:
    """Those of these children whose parents have answered something differently, and nobody has spoken with both."""
    return [each for each in of_pupils(school_id, pupils, topics, today=today) if each.conflicts()]


def classes(school_id: int) -> list[SchoolClass]:
    """The classes of the school, by name."""
    return list(SchoolClass.objects.filter(school_id=school_id).order_by("name"))


def pupils_in(school_class: SchoolClass) -> list[Pupil]:
    """The children in a class now, by name."""
    found = Pupil.objects.filter(school_id=school_class.school_id, school_class=school_class, left_on=None)
    return list(found.select_related("school_class").order_by("sort_key", "id"))


def history(school_id: int, pupil_id: UUID) -> list[ConsentAnswer]:
    """Every answer about a child, the latest first. Nothing is ever taken out."""
    entered = ConsentAnswer.objects.filter(school_id=school_id, pupil_id=pupil_id)
    return list(entered.select_related("contact", "entered_by").order_by("-entered_at", "-id"))
