"""What families have agreed to about their children: how it stands, who is to be asked, and where parents differ."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from bookbag.people import queries, restrictions
from bookbag.people.models import ConsentAnswer, ConsentTalk, ConsentTopic, Pupil, SchoolClass
from bookbag.policy import consenting
from bookbag.policy.consent_topics import Topic, Wording, topics
from bookbag.policy.consenting import NO, Adult, Answer, Bar, Child, Holding, How, State, differ, holds
from bookbag.policy.packs import Pack
from bookbag.policy.telling import WRITING
from bookbag.schools.models import School

What = ConsentTalk.What
SELF = "self"
"""What a pupil of age is to themselves."""
Answers = Mapping[UUID | None, ConsentAnswer]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one topic stands for a child: what holds, and each answer that stands, by the adult's id (None: the pupil)."""

    topic: Topic
    holding: Holding
    answers: Answers
    differs: bool
    spoken: ConsentTalk | None = None
    stopped: ConsentTalk | None = None

    def taken_back(self) -> list[ConsentAnswer]:
        """Each yes that was taken back, until somebody has taken down what was up. Of what is an adult's own nothing is."""
        if self.topic.personal:
            return []
        back = [each for each in self.answers.values() if each.state == State.WITHDRAWN]
        return [each for each in back if self.stopped is None or self.stopped.entered_at < each.entered_at]


@dataclass(frozen=True, slots=True)
class OfPupil:
    """All consents of a child."""

    pupil: Pupil
    child: Child
    adults: tuple[Adult, ...]
    standings: tuple[Standing, ...]
    own: frozenset[UUID] = frozenset()
    """The adult that the pupil is, once of age: what that one says about the child is the pupil's own answer."""

    def said_by(self, contact_id: UUID, standing: Standing) -> ConsentAnswer | None:
        """What this adult has answered last."""
        return standing.answers.get(_speaker(standing.topic, contact_id, self.own))

    def bar(self, topic: Topic, contact_id: UUID) -> Bar | None:
        """Why this adult's yes cannot be taken, or None."""
        if _speaker(topic, contact_id, self.own) is None:
            return None if self.child.own_counts else Bar.NOT_RESPONSIBLE
        return next((each.bar(topic, self.child) for each in self.adults if each.id == contact_id), Bar.NOT_RESPONSIBLE)

    def waiting(self) -> list[Standing]:
        """Topics on which nobody has answered, or the answer has lapsed or counts no more."""
        shared = [each for each in self.standings if not each.topic.personal]
        return [each for each in shared if each.holding.state not in {State.GIVEN, *NO}]

    def conflicts(self) -> list[Standing]:
        """Topics on which parents differ, until somebody has spoken with both."""
        return [each for each in self.standings if each.differs and each.spoken is None]

    def to_stop(self) -> list[Standing]:
        """Topics on which somebody has taken a yes back, until what was up is taken down."""
        return [each for each in self.standings if each.taken_back()]

    def to_ask(self, topic: Topic) -> list[str]:
        """Who may say yes to a topic, by name; the pupil alone where the pupil is of age."""
        if self.child.of_age and not topic.personal:
            return [self.child.name]
        return [adult.name for adult in self.adults if adult.bar(topic, self.child) is None]


def wordings(school_id: int) -> list[Wording]:
    """Every wording of the school's own, the retired and the earlier ones among them."""
    return [
        Wording(
            each.name,
            each.label,
            each.explained,
            each.version,
            yearly=each.yearly,
            retired=each.retired_on is not None,
            passes_data=each.passes_data,
        )
        for each in ConsentTopic.objects.filter(school_id=school_id).order_by("name", "version")
    ]


def topics_of(school: School, packs: Iterable[Pack]) -> tuple[Topic, ...]:
    """What families of a school are asked, in the words of today."""
    return topics(packs, wordings(school.id))


def holds_for(
    school: School, pupils: Sequence[Pupil], asked: Sequence[Topic], *, today: date
) -> dict[tuple[UUID, str], Holding]:
    """What holds for each of these children and topics, by the child's id and the topic's name, however many there are.

    What an adult answers for themselves is not asked here: it holds for nobody else.
    """
    found = of_pupils(school, pupils, [topic for topic in asked if not topic.personal], today=today)
    return {(each.pupil.id, one.topic.name): one.holding for each in found for one in each.standings}


def of_pupil(school: School, pupil: Pupil, asked: Sequence[Topic], *, today: date) -> OfPupil:
    """The consents of one child."""
    (found,) = of_pupils(school, [pupil], asked, today=today)
    return found


def of_pupils(school: School, pupils: Sequence[Pupil], asked: Sequence[Topic], *, today: date) -> list[OfPupil]:
    """The consents of these children, in their order, in four queries."""
    ids = [pupil.id for pupil in pupils]
    adults, selves = _adults(ids, today)
    answers, talks = _Entered(school.id, ids, adults, asked), _talks(school.id, ids)
    found = []
    for pupil in pupils:
        child = consenting.child(
            pupil.full_name,
            pupil.born_on,
            own_from=school.own_consent_from,
            in_care_of=pupil.looked_after_by,
            today=today,
        )
        of = Asked(pupil, child, adults[pupil.id], frozenset(selves[pupil.id]), today)
        standings = [_standing(topic, of, answers.about(topic, of), talks) for topic in asked]
        found.append(OfPupil(pupil, child, tuple(of.adults), tuple(standings), of.own))
    return found


@dataclass(frozen=True, slots=True)
class Asked:
    """About whom is asked, of whom, and on which day."""

    pupil: Pupil
    child: Child
    adults: Sequence[Adult]
    own: frozenset[UUID]
    today: date


def _speaker(topic: Topic, contact_id: UUID | None, own: frozenset[UUID]) -> UUID | None:
    """Whose answer it is: None where the adult is the pupil and speaks about the child."""
    return None if contact_id in own and not topic.personal else contact_id


def _adults(pupils: Sequence[UUID], today: date) -> tuple[dict[UUID, list[Adult]], dict[UUID, set[UUID]]]:
    """The adults of each child; and those who are the child, being of age."""
    limited = restrictions.limited(pupils, of=WRITING, today=today)
    adults: dict[UUID, list[Adult]] = defaultdict(list)
    selves: dict[UUID, set[UUID]] = defaultdict(set)
    for tie in queries.relationships_of(pupils):
        adult = Adult(
            tie.contact_id,
            tie.contact.organisation or tie.contact.full_name,
            tie.parental_responsibility,
            office_first=tie.pupil_id in limited.get(tie.contact_id, ()),
            decides=frozenset(tie.decides),
            told=tie.told,
        )
        adults[tie.pupil_id].append(adult)
        if tie.kind == SELF:
            selves[tie.pupil_id].add(tie.contact_id)
    return adults, selves


class _Entered:
    """Answers about some children; and what their adults have said of themselves, whichever child it was said with."""

    def __init__(
        self, school_id: int, pupils: Sequence[UUID], adults: Mapping[UUID, Sequence[Adult]], asked: Sequence[Topic]
    ) -> None:
        personal = [topic.name for topic in asked if topic.personal]
        everybody = {adult.id for of_one in adults.values() for adult in of_one} if personal else set()
        wanted = Q(pupil_id__in=pupils) | Q(contact_id__in=everybody, topic__in=personal)
        rows = ConsentAnswer.objects.filter(wanted, school_id=school_id).select_related("entered_by")
        self.by_pupil: dict[tuple[UUID, str], list[ConsentAnswer]] = defaultdict(list)
        self.by_adult: dict[tuple[UUID | None, str], list[ConsentAnswer]] = defaultdict(list)
        for each in rows.order_by("entered_at", "id"):
            self.by_pupil[each.pupil_id, each.topic].append(each)
            self.by_adult[each.contact_id, each.topic].append(each)

    def about(self, topic: Topic, of: Asked) -> list[ConsentAnswer]:
        """What was answered about a topic and a child, in the order in which it was entered."""
        if topic.personal:
            return [each for adult in of.adults for each in self.by_adult[adult.id, topic.name]]
        return self.by_pupil[of.pupil.id, topic.name]


Talks = Mapping[tuple[UUID, str, str], ConsentTalk]


def _talks(school_id: int, pupils: Sequence[UUID]) -> Talks:
    talks = ConsentTalk.objects.filter(school_id=school_id, pupil_id__in=pupils).select_related("entered_by")
    return {(each.pupil_id, each.topic, each.what): each for each in talks.order_by("entered_at")}


def _standing(topic: Topic, of: Asked, entered: Sequence[ConsentAnswer], talks: Talks) -> Standing:
    speakers = [_speaker(topic, each.contact_id, of.own) for each in entered]
    values = [_value(each, who) for each, who in zip(entered, speakers, strict=True)]
    since = max((each.entered_at for each in entered), default=None)
    talk = talks.get((of.pupil.id, topic.name, What.SPOKE))
    return Standing(
        topic,
        holds(topic, of.adults, values, of=of.child, today=of.today),
        dict(zip(speakers, entered, strict=True)),
        differ(topic, of.adults, values, of=of.child, today=of.today),
        talk if talk and _later(talk, since) else None,
        talks.get((of.pupil.id, topic.name, What.STOPPED)),
    )


def _later(talk: ConsentTalk, since: datetime | None) -> bool:
    return since is None or talk.entered_at >= since


def _value(entered: ConsentAnswer, who: UUID | None) -> Answer:
    return Answer(
        who,
        State(entered.state),
        entered.answered_on,
        How(entered.how),
        entered.until,
        entered.version,
    )


def stands(entered: ConsentAnswer, topic: Topic, *, today: date) -> State:
    """What an answer is worth today."""
    return _value(entered, entered.contact_id).stands(topic, today)


def answered_both_ways(school_id: int) -> list[Pupil]:
    """Children at the school about whom somebody has said yes and somebody no, or taken a yes back; by name."""
    entered = ConsentAnswer.objects.filter(school_id=school_id)
    refused = entered.filter(state=State.REFUSED).values("pupil_id")
    given = entered.filter(state=State.GIVEN).values("pupil_id")
    back = entered.filter(state=State.WITHDRAWN).values("pupil_id")
    either = (Q(id__in=refused) & Q(id__in=given)) | Q(id__in=back)
    pupils = Pupil.objects.filter(either, school_id=school_id, left_on=None).select_related("school_class")
    return list(pupils.order_by("sort_key", "id"))


def unsettled(school: School, pupils: Sequence[Pupil], asked: Sequence[Topic], *, today: date) -> list[OfPupil]:
    """Those of these children with something for the office: see `conflicts` and `to_stop` of each."""
    found = of_pupils(school, pupils, asked, today=today)
    return [each for each in found if each.conflicts() or each.to_stop()]


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


def own_history(school_id: int, contact_id: UUID, pupils: Sequence[Pupil]) -> list[ConsentAnswer]:
    """What an adult has answered about these children, the latest first; not what anybody else has."""
    entered = ConsentAnswer.objects.filter(school_id=school_id, contact_id=contact_id, pupil__in=pupils)
    return list(entered.exclude(state=State.ASKED).select_related("pupil").order_by("-entered_at", "-id"))


def labels(school_id: int, asked: Sequence[Topic]) -> dict[tuple[str, int], str]:
    """How a topic was put in each of its versions, by its name and the version."""
    now = {(topic.name, topic.version): topic.label for topic in asked}
    return now | {(each.name, each.version): each.label for each in wordings(school_id)}


def answer(school_id: int, answer_id: UUID) -> ConsentAnswer | None:
    """One answer, or None."""
    return ConsentAnswer.objects.filter(school_id=school_id, id=answer_id).first()


def retired(school: School, packs: Iterable[Pack]) -> list[Wording]:
    """What families were asked once and are not now, in its last words."""
    now = {topic.name for topic in topics_of(school, packs)}
    last = {each.name: each for each in wordings(school.id)}
    return [each for each in last.values() if each.name not in now]
