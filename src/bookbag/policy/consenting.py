"""Consents: who may answer, and what holds of answers that differ. Knows no tables.

Answers are only ever added. What holds is worked out from them: of two that differ the stricter, and of what nobody knows
the stricter too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from bookbag.policy import english
from bookbag.policy.consent_topics import Topic
from bookbag.policy.year import AUTUMN, begins_in

OWN_ANSWER_FROM = 13
"""From which age a pupil's own answer counts beside the parents', unless the school says otherwise."""
OF_AGE = 18


class State(StrEnum):
    """How a consent stands, in words for a screen."""

    NEVER_ASKED = "never asked"
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


NO = frozenset({State.REFUSED, State.WITHDRAWN})


class How(StrEnum):
    """How an answer reached the school."""

    SLIP = "paper slip"
    PHONE = "phone"
    IN_PERSON = "in person"
    FAMILY_PAGE = "family page"


WRITTEN = frozenset({How.SLIP, How.FAMILY_PAGE})


@dataclass(frozen=True, slots=True)
class Child:
    """What of a child decides whose answer counts."""

    name: str
    own_counts: bool = False
    of_age: bool = False
    in_care_of: str = ""
    """The local authority that looks after the child, or nothing."""


def child(name: str, born_on: date | None, *, own_from: int, in_care_of: str, today: date) -> Child:
    """What of this child decides whose answer counts, today. Of a child whose age nobody knows the parents' alone do."""
    age = -1 if born_on is None else _age(born_on, today)
    of_age = age >= OF_AGE
    return Child(name, own_counts=of_age or age >= own_from, of_age=of_age, in_care_of="" if of_age else in_care_of)


def _age(born_on: date, today: date) -> int:
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


class Bar(StrEnum):
    """Why an adult's yes cannot be taken."""

    OF_AGE = "the pupil is of age"
    OFFICE_FIRST = "the office comes first"
    IN_CARE = "somebody else decides for a child in care"
    NOT_RESPONSIBLE = "no parental responsibility"
    UNKNOWN = "nobody has said whether there is parental responsibility"


NOT_THEIRS = frozenset({Bar.IN_CARE, Bar.NOT_RESPONSIBLE})
"""Whose yes does not count."""
HOLDS_ON = {Bar.IN_CARE: frozenset({State.WITHDRAWN}), Bar.NOT_RESPONSIBLE: NO}
"""What of theirs still does. A no was taken only of somebody who could say it then, so that they lose responsibility is no
yes; beside whoever decides for a child in care it does not stand, and only what they take back does.
"""


@dataclass(frozen=True, slots=True)
class Adult:
    """An adult of a child, as far as a consent asks. Responsibility is None where nobody has said."""

    id: UUID
    name: str
    responsible: bool | None
    office_first: bool = False
    decides: frozenset[str] = frozenset()
    """Names of topics, for a child in care."""
    told: bool = True

    def bar(self, topic: Topic, of: Child) -> Bar | None:
        """Why this adult's yes cannot be taken, or None. To take one back is open to everybody."""
        if topic.personal:
            return None
        if of.of_age:
            return Bar.OF_AGE
        if self.office_first:
            return Bar.OFFICE_FIRST
        if of.in_care_of:
            return None if topic.name in self.decides else Bar.IN_CARE
        if self.responsible:
            return None
        return Bar.UNKNOWN if self.responsible is None else Bar.NOT_RESPONSIBLE

    def barred(self, topic: Topic, of: Child) -> str:
        """The same in words for staff, or nothing."""
        bar = self.bar(topic, of)
        return _BARRED[bar].format(name=self.name, child=of.name, authority=of.in_care_of) if bar else ""


_BARRED = {
    Bar.OF_AGE: "{child} is 18 or older and answers alone.",
    Bar.OFFICE_FIRST: "Ring the office before you contact {name}. A safeguarding lead says whether they may answer.",
    Bar.IN_CARE: "{authority} looks after {child}, and nobody has said that {name} decides this.",
    Bar.NOT_RESPONSIBLE: "{name} has no parental responsibility, so cannot answer for the child.",
    Bar.UNKNOWN: "Nobody has said yet whether {name} has parental responsibility. Only a no can be entered.",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, or that somebody was asked. `adult` is None for the pupil's own."""

    adult: UUID | None
    state: State
    on: date
    how: How
    until: date | None = None
    version: int = 1

    def stands(self, topic: Topic, today: date) -> State:
        """What it is worth today: a yes ends with its last day, and when the words are changed to which it was said."""
        if self.state is not State.GIVEN:
            return self.state
        over = self.until is not None and self.until < today
        return State.LAPSED if over or self.version != topic.version else State.GIVEN


@dataclass(frozen=True, slots=True)
class Holding:
    """What holds for a child and a topic: the state, whose answer makes it so, why, and the clause. True where it is a yes."""

    state: State
    by: str
    because: str
    clause: str = ""

    def __bool__(self) -> bool:
        return self.state is State.GIVEN


def ends_with_year(on: date) -> date:
    """The last day of the school year of a day."""
    return date(begins_in(on) + 1, AUTUMN - 1, 31)


def latest(answers: Iterable[Answer]) -> dict[UUID | None, Answer]:
    """The last answer of each, of answers in the order in which they were entered."""
    return {each.adult: each for each in answers}


def holds(topic: Topic, adults: Sequence[Adult], answers: Iterable[Answer], *, of: Child, today: date) -> Holding:
    """Say what holds. A no wins over a yes; a yes counts only of somebody who may give it, in the form that is asked."""
    counted = list(_counted(topic, adults, latest(answers), of=of, today=today))
    if not counted:
        return Holding(State.NEVER_ASKED, "", "Nobody has been asked.", topic.clause)
    return min(counted, key=lambda each: _STRICTER.index(each.state))


_STRICTER = (State.REFUSED, State.WITHDRAWN, State.GIVEN, State.LAPSED, State.ASKED, State.NEVER_ASKED)
"""Which of several rules. What has lapsed or waits for one adult does not undo the yes of another."""


def _counted(
    topic: Topic, adults: Sequence[Adult], last: dict[UUID | None, Answer], *, of: Child, today: date
) -> Iterator[Holding]:
    for adult in adults:
        if answer := last.get(adult.id):
            bar = adult.bar(topic, of)
            if _counts(bar, answer):
                yield _weighed(topic, adult.name, answer, today, barred=adult.barred(topic, of))
    for answer in _of_those_gone(adults, last, of=of):
        yield _weighed(topic, GONE, answer, today)
    own = last.get(None)
    if own and of.own_counts:
        yield _weighed(topic, "the pupil", own, today)


def _counts(bar: Bar | None, answer: Answer) -> bool:
    """Whether an answer counts beside those of others, whatever became of the place of who gave it."""
    if bar is Bar.OF_AGE:
        return False
    return bar not in NOT_THEIRS or answer.state in HOLDS_ON[bar]


GONE = "an adult who is no longer linked to the child"


def _of_those_gone(adults: Sequence[Adult], last: dict[UUID | None, Answer], *, of: Child) -> Iterator[Answer]:
    """Each no of somebody whose link has ended. Ending a link is no yes: it goes when they are linked and answer anew."""
    linked = {None, *(adult.id for adult in adults)}
    if not of.of_age:
        yield from (answer for who, answer in last.items() if who not in linked and answer.state in NO)


def _weighed(topic: Topic, name: str, answer: Answer, today: date, barred: str = "") -> Holding:
    state = answer.stands(topic, today)
    if state is State.GIVEN and barred:
        return Holding(State.NEVER_ASKED, name, barred, topic.clause)
    if state is State.GIVEN and topic.written and answer.how not in WRITTEN:
        because = f"{name} said yes, but {topic.clause} asks for it in writing."
        return Holding(State.ASKED, name, because, topic.clause)
    if state is State.LAPSED and answer.version != topic.version:
        because = f"{name} said yes on {english.full_day(answer.on)}, to words that have changed since."
        return Holding(state, name, because, topic.clause)
    until = f" until {english.full_day(answer.until)}" if state is State.GIVEN and answer.until else ""
    said = f"{state} by {name} on {english.full_day(answer.on)}{until}."
    return Holding(state, name, f"{said[0].upper()}{said[1:]}", topic.clause)


def differ(topic: Topic, adults: Sequence[Adult], answers: Iterable[Answer], *, of: Child, today: date) -> bool:
    """Say whether adults who may answer pull apart: one has said yes, another no."""
    if topic.personal or of.of_age:
        return False
    last = latest(answers)
    counted = [adult for adult in adults if adult.id in last and _counts(adult.bar(topic, of), last[adult.id])]
    states = {last[adult.id].stands(topic, today) for adult in counted}
    states |= {answer.state for answer in _of_those_gone(adults, last, of=of)}
    return State.GIVEN in states and bool(states & NO)


class Seen(StrEnum):
    """Whether a child may be pictured, in a word that gives no reason."""

    YES = "yes"
    NO = "no"
    ASK = "ask first"


def seen(holding: Holding) -> Seen:
    """Whether a child may be pictured. Where nobody has answered, the answer for now is no, and somebody asks."""
    if holding:
        return Seen.YES
    return Seen.NO if holding.state in NO else Seen.ASK
