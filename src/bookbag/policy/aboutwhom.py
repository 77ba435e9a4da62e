"""About whom: to whom a matter about somebody who works here goes, and from how many it is kept. Knows no tables."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from uuid import UUID

from bookbag.policy.permissions import Role


class Rung(StrEnum):
    """How high the person whom a matter is about stands: who looks into it stands above them."""

    STAFF = "staff"
    DSL = "dsl"
    HEAD = "head"
    CHAIR = "chair"
    CHIEF_EXECUTIVE = "chief_executive"
    CHAIR_OF_TRUSTEES = "chair_of_trustees"


_RUNGS: tuple[tuple[Rung, frozenset[Role]], ...] = (
    (Rung.CHAIR_OF_TRUSTEES, frozenset({Role.CHAIR_OF_TRUSTEES})),
    (Rung.CHIEF_EXECUTIVE, frozenset({Role.CHIEF_EXECUTIVE, Role.EXECUTIVE_HEAD})),
    (Rung.CHAIR, frozenset({Role.CHAIR})),
    (Rung.HEAD, frozenset({Role.HEAD})),
    (Rung.DSL, frozenset({Role.DSL, Role.DEPUTY_DSL})),
)
"""The highest first. Whoever holds none of these roles stands on the lowest."""

LADDER: Mapping[Rung, tuple[Role, ...]] = {
    Rung.STAFF: (Role.HEAD, Role.CHAIR, Role.CLERK),
    Rung.DSL: (Role.HEAD, Role.CHAIR, Role.CLERK),
    Rung.HEAD: (Role.CHAIR, Role.CHIEF_EXECUTIVE, Role.CHAIR_OF_TRUSTEES, Role.CLERK),
    Rung.CHAIR: (Role.CLERK, Role.CHAIR_OF_TRUSTEES, Role.CHIEF_EXECUTIVE),
    Rung.CHIEF_EXECUTIVE: (Role.CHAIR_OF_TRUSTEES, Role.CLERK),
    Rung.CHAIR_OF_TRUSTEES: (Role.CLERK,),
}
"""Who looks into a matter about somebody on each rung; the first of whom there is one. The clerk brings what is about the
chair to the vice-chair.
"""

NARROW = frozenset({Rung.HEAD, Rung.CHAIR, Rung.CHIEF_EXECUTIVE, Rung.CHAIR_OF_TRUSTEES})
"""What is about these is for whoever has it and for nobody else: all others work for the person it is about."""


def rung_of(roles: Iterable[Role]) -> Rung:
    """The rung on which somebody with these roles stands."""
    held = frozenset(roles)
    return next((rung for rung, of in _RUNGS if held & of), Rung.STAFF)


def highest(rungs: Iterable[Rung]) -> Rung:
    """The highest of some rungs: a matter about a teacher and the head goes where one about the head goes."""
    order = [rung for rung, _ in _RUNGS]
    return min(rungs, key=lambda rung: order.index(rung) if rung in order else len(order))


def taker(rung: Rung, members: Mapping[UUID, frozenset[Role]], *, about: frozenset[UUID]) -> UUID | None:
    """Who is to have a matter about somebody on this rung, of everybody with a role here: never whom it is about.

    None where nobody stands above them yet; the caller keeps the matter where it is and says whom to enter.
    """
    for role in LADDER[rung]:
        for one, roles in members.items():
            if role in roles and one not in about:
                return one
    return None
