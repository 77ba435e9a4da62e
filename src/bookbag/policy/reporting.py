"""Reports that go to named people, and not to the desk: to whom, who is alerted again, which step comes first. Knows no tables.

What is reported here is about somebody who works at the school, or about what is on a screen. A worry about a child is a
concern (policy/concerning.py).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from bookbag.policy.aboutwhom import Rung, highest, rung_of, taker
from bookbag.policy.permissions import Role


class Kind(StrEnum):
    """What is reported."""

    HARM = "harm"
    LOW_LEVEL = "low-level"
    IMAGES = "images"
    ADULT = "adult"
    UNSUITABLE = "unsuitable"
    FILTER = "filter"
    INVESTIGATOR = "investigator"


class Step(StrEnum):
    """What is done about a report, one entry each."""

    LADO = "lado"
    POLICE = "police"
    HR = "hr"
    ADVICE = "advice"
    SUITABILITY = "suitability"
    INTERVIEW = "interview"
    TOLD = "told"
    SUSPENDED = "suspended"
    OPENED_AGAIN = "opened_again"
    NOTE = "note"


INQUIRY = frozenset({Step.INTERVIEW, Step.TOLD})
"""What is internal, and may spoil what the police and the local authority have to look into."""


@dataclass(frozen=True, slots=True)
class Way:
    """How one kind of report goes."""

    offered: tuple[Step, ...] = (Step.NOTE,)
    first: Step | None = None
    shut: frozenset[Step] = frozenset()
    """What cannot be entered before the `first` step is."""
    before_closing: tuple[Step, ...] = ()
    again: timedelta | None = None
    """After how long each who has not confirmed it is alerted once more."""
    onward: timedelta | None = None
    """After how long, unopened, it goes to the chief executive as well."""


_ALL = (Step.INTERVIEW, Step.TOLD, Step.NOTE)
WAYS: Mapping[Kind, Way] = {
    Kind.HARM: Way(
        offered=(Step.LADO, Step.POLICE, Step.HR, *_ALL),
        first=Step.LADO,
        shut=INQUIRY | {Step.SUSPENDED},
        before_closing=(Step.LADO,),
        again=timedelta(minutes=15),
    ),
    Kind.LOW_LEVEL: Way(offered=_ALL),
    Kind.IMAGES: Way(
        offered=(Step.POLICE, Step.LADO, Step.HR, *_ALL),
        first=Step.POLICE,
        shut=INQUIRY | {Step.HR},
        before_closing=(Step.POLICE, Step.LADO, Step.HR),
        again=timedelta(minutes=10),
    ),
    Kind.ADULT: Way(
        offered=(Step.LADO, Step.HR, Step.SUITABILITY, *_ALL), before_closing=(Step.LADO, Step.SUITABILITY)
    ),
    Kind.UNSUITABLE: Way(offered=(Step.ADVICE, Step.HR, *_ALL), first=Step.ADVICE, shut=INQUIRY | {Step.SUSPENDED}),
    Kind.FILTER: Way(onward=timedelta(hours=1)),
    Kind.INVESTIGATOR: Way(),
}
"""TEC-140, TEC-141, TEC-144, TEC-147 and TEC-148. Closing an account at once over images waits for nothing (TEC-139)."""

CHIEFS = (Role.CHIEF_EXECUTIVE, Role.EXECUTIVE_HEAD, Role.CHAIR_OF_TRUSTEES, Role.CHAIR)
"""Who is meant where a policy says "the CEO": the first of whom there is one. A school without a trust has its chair."""

RECEIVE = frozenset({*CHIEFS, Role.HEAD, Role.CLERK})
"""Who may ever be sent one."""


class To(StrEnum):
    """To whom somebody chooses to tell what is about themselves."""

    HEAD = "head"
    CHIEF = "chief"


def chief(members: Mapping[UUID, frozenset[Role]], *, apart: Collection[UUID]) -> UUID | None:
    """The chief executive, or who stands where there is none: never whom it is about."""
    held = ((one, role) for role in CHIEFS for one, roles in members.items() if role in roles)
    return next((one for one, _ in held if one not in apart), None)


def addressed(
    kind: Kind,
    members: Mapping[UUID, frozenset[Role]],
    *,
    about: frozenset[UUID] = frozenset(),
    to: To = To.HEAD,
) -> tuple[UUID, ...]:
    """Who is told at once: whoever stands above those whom it is about; of images the chief executive too.

    Empty where nobody stands above them: then nothing may be kept here, and its author is told so.
    """
    rung = highest(rung_of(members.get(one, frozenset())) for one in about) if about else Rung.STAFF
    above = taker(rung, members, about=about)
    top = chief(members, apart=about)
    if kind is Kind.INVESTIGATOR and to is To.CHIEF:
        above = top
    both = kind is Kind.IMAGES and rung not in {Rung.CHIEF_EXECUTIVE, Rung.CHAIR_OF_TRUSTEES}
    return tuple(dict.fromkeys(one for one in (above, top if both else None) if one))


def missing_first(kind: Kind, step: Step, done: Iterable[Step]) -> Step | None:
    """The step without which this one cannot be entered yet, or None."""
    way = WAYS[kind]
    return way.first if step in way.shut and way.first not in set(done) else None


def missing_last(kind: Kind, done: Iterable[Step]) -> tuple[Step, ...]:
    """The steps without which a report of this kind cannot be closed yet."""
    entered = set(done)
    return tuple(step for step in WAYS[kind].before_closing if step not in entered)
