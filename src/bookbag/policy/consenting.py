"""Consents: which topics families are asked about, who may answer, and what holds of answers that differ. Knows no tables.

Answers are only ever added. What holds is worked out from them: of two that differ the stricter, and of what nobody knows
the stricter too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from bookbag.policy import english
from bookbag.policy.packs import Pack
from bookbag.policy.rules.sending import Consent
from bookbag.policy.rules.words import Thing
from bookbag.policy.sentences import in_words

OWN_ANSWER_FROM = 13
"""From which age a pupil's own answer counts beside the parents'."""


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


@dataclass(frozen=True, slots=True)
class Topic:
    """What a family is asked. `clause` is the policy's, where one asks for it; `written` where it must be on paper."""

    name: str
    label: str
    clause: str = ""
    written: bool = False
    personal: bool = False
    """Each adult answers for themselves: nobody else's answer touches it, and it needs no parental responsibility."""


_PICTURES = (
    Topic("photo-inside", "Photographs shown inside the school"),
    Topic("photo-website", "Photographs on the school’s website"),
    Topic("photo-social", "Photographs on social media"),
    Topic("photo-press", "Photographs given to the press"),
)
_VIDEO = Topic("video", "Video recordings")
_PERSONAL = (
    Topic("paperless", "E-mail instead of paper", personal=True),
    Topic("promotion-email", "Promotion by e-mail", personal=True),
    Topic("promotion-text", "Promotion by text", personal=True),
    Topic("promotion-phone", "Promotion by phone", personal=True),
)


def topics(packs: Iterable[Pack]) -> tuple[Topic, ...]:
    """What families are asked once for all: the standing topics, with the clauses of the policies that ask for more.

    What needs an agreement each time cannot be answered ahead, and is no topic.
    """
    rules = [
        rule
        for pack in packs
        for rule in pack.rules
        if isinstance(rule, Consent) and "parents" in rule.by and not rule.each_time
    ]
    pictures = [_asked(topic, Thing.PHOTO, rules) for topic in _PICTURES]
    others = {rule.of for rule in rules} - {Thing.PHOTO}
    named = [_asked(Topic(of.value.replace("_", "-"), in_words(of).capitalize()), of, rules) for of in sorted(others)]
    return (*pictures, _VIDEO, *named, *_PERSONAL)


def _asked(topic: Topic, of: Thing, rules: Sequence[Consent]) -> Topic:
    of_it = [rule for rule in rules if rule.of == of]
    written = next((rule for rule in of_it if rule.form == "written"), None)
    rule = written or next(iter(of_it), None)
    return replace(topic, clause=rule.clause, written=written is not None) if rule else topic


@dataclass(frozen=True, slots=True)
class Adult:
    """An adult of a child, as far as a consent asks. Responsibility is None where nobody has said."""

    id: UUID
    name: str
    responsible: bool | None
    office_first: bool = False

    def barred(self, topic: Topic) -> str:
        """Why this adult's yes or no cannot be entered, or nothing. To withdraw is open to everybody."""
        if topic.personal:
            return ""
        if self.office_first:
            return f"Ring the office before you contact {self.name}. A safeguarding lead says whether they may answer."
        if self.responsible is False:
            return f"{self.name} has no parental responsibility, so cannot answer for the child."
        if self.responsible is None:
            return f"Nobody has said yet whether {self.name} has parental responsibility. Only a no can be entered."
        return ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, or that somebody was asked. `adult` is None for the pupil's own."""

    adult: UUID | None
    state: State
    on: date
    how: How
    until: date | None = None

    def stands(self, today: date) -> State:
        """What it is worth today: a yes ends with its last day."""
        over = self.state is State.GIVEN and self.until is not None and self.until < today
        return State.LAPSED if over else self.state


@dataclass(frozen=True, slots=True)
class Holding:
    """What holds for a child and a topic: the state, whose answer makes it so, why, and the clause."""

    state: State
    by: str
    because: str
    clause: str = ""

    def __bool__(self) -> bool:
        return self.state is State.GIVEN


def latest(answers: Iterable[Answer]) -> dict[UUID | None, Answer]:
    """The last answer of each, of answers in the order in which they were entered."""
    return {each.adult: each for each in answers}


def holds(
    topic: Topic, adults: Sequence[Adult], answers: Iterable[Answer], *, pupil_counts: bool, today: date
) -> Holding:
    """Say what holds. A no wins over a yes; a yes counts only of somebody who may give it, in the form that is asked."""
    counted = list(_counted(topic, adults, latest(answers), pupil_counts=pupil_counts, today=today))
    if not counted:
        return Holding(State.NEVER_ASKED, "", "Nobody has been asked.", topic.clause)
    return min(counted, key=lambda each: _STRICTER.index(each.state))


_STRICTER = (State.REFUSED, State.WITHDRAWN, State.GIVEN, State.LAPSED, State.ASKED, State.NEVER_ASKED)
"""Which of several rules. What has lapsed or waits for one adult does not undo the yes of another."""


def _counted(
    topic: Topic, adults: Sequence[Adult], last: dict[UUID | None, Answer], *, pupil_counts: bool, today: date
) -> Iterator[Holding]:
    for adult in adults:
        if answer := last.get(adult.id):
            state = answer.stands(today)
            # A no keeps counting whatever became of the adult's place; without responsibility it never did.
            if not topic.personal and (adult.responsible is False and state is not State.WITHDRAWN):
                continue
            yield _weighed(topic, adult.name, answer, state, barred=adult.barred(topic))
    own = last.get(None)
    if own and pupil_counts:
        yield _weighed(topic, "the pupil", own, own.stands(today))


def _weighed(topic: Topic, name: str, answer: Answer, state: State, barred: str = "") -> Holding:
    if state is State.GIVEN and barred:
        return Holding(State.NEVER_ASKED, name, barred, topic.clause)
    if state is State.GIVEN and topic.written and answer.how is not How.SLIP:
        because = f"{name} said yes, but {topic.clause} asks for it in writing."
        return Holding(State.ASKED, name, because, topic.clause)
    until = f" until {english.full_day(answer.until)}" if state is State.GIVEN and answer.until else ""
    said = f"{state} by {name} on {english.full_day(answer.on)}{until}."
    return Holding(state, name, f"{said[0].upper()}{said[1:]}", topic.clause)


def differ(topic: Topic, adults: Sequence[Adult], answers: Iterable[Answer], *, today: date) -> bool:
    """Say whether adults who may answer pull apart: one has said yes, another no."""
    if topic.personal:
        return False
    last = latest(answers)
    states = {last[adult.id].stands(today) for adult in adults if adult.id in last and adult.responsible is not False}
    return State.GIVEN in states and bool(states & NO)


def counts(born_on: date | None, today: date) -> bool:
    """Say whether a pupil is old enough for an answer of their own."""
    if born_on is None:
        return False
    age = today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
    return age >= OWN_ANSWER_FROM
