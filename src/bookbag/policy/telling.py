"""What a court's order takes from an adult, by scope, and from which day to which. Pure: it reads no table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bookbag.policy.permissions import Verdict


def left_out(adults: int) -> str:
    """What everybody reads of those who are left out: how many, and neither who nor why."""
    return f"{adults} adult{'s' if adults != 1 else ''} left out; the office knows why"


LEFT_OUT = left_out(1)


class Scope(StrEnum):
    """What an order may limit. The first two stand for all that the school would say to the adult."""

    EVERYTHING = "everything"
    CONTACT = "no contact"
    ADDRESS = "no address shown"
    EVENTS = "events on site"
    REPORTS = "reports"


WRITING = frozenset({Scope.EVERYTHING, Scope.CONTACT})
"""What stands in the way of writing to an adult at all."""


def covering(of: Scope) -> frozenset[Scope]:
    """The words of an order that take this from an adult. An address is shown by mistake, not by writing."""
    return frozenset({of, Scope.EVERYTHING} | (set() if of is Scope.ADDRESS else {Scope.CONTACT}))


@dataclass(frozen=True, slots=True)
class Limit:
    """One restriction: what it limits, and its first and last day, both included."""

    scope: frozenset[str]
    starts_on: date
    ends_on: date

    def covers(self, of: Scope, today: date) -> bool:
        """Whether it holds today and takes this from the adult. The day after its end it is over, by itself.

        A word that nobody knows covers everything: an order that we cannot read is not an order to pass over.
        """
        if not self.starts_on <= today <= self.ends_on:
            return False
        return bool(self.scope & covering(of) or self.scope - set(Scope))


def may_be_told(limits: Iterable[Limit], *, of: Scope, today: date) -> Verdict:
    """Whether an adult may be told this of a child, with the words that are for everybody to read, never why."""
    if any(limit.covers(of, today) for limit in limits):
        return Verdict(allowed=False, because=LEFT_OUT)
    return Verdict(allowed=True, because="No order stands in the way.")
