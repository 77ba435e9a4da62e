"""What a file of term dates says, before and after somebody has made sense of it. Frozen values only."""

from dataclasses import dataclass
from datetime import date, time

from bookbag.policy.calendar import Term

KINDS = {
    "term": "term",
    "half term": "holiday",
    "holiday": "holiday",
    "holidays": "holiday",
    "closed": "closed",
    "closed day": "closed",
    "inset": "closed",
}
"""What a file itself may call its entries, in a column or as a category."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One happening in a file, from its first to its last day, both included. Without times it lasts all day."""

    line: int
    name: str
    first_day: date
    last_day: date
    starts: time | None = None
    ends: time | None = None
    kind: str = ""
    """What the file itself says that it is: "term", "closed" or "holiday"; a table may have such a column."""

    @property
    def length(self) -> int:
        """How many days it lasts."""
        return (self.last_day - self.first_day).days + 1


@dataclass(frozen=True, slots=True)
class Closing:
    """A day on which school may be closed, all day or from a time on. `likely` where the words say so."""

    day: date
    why: str
    from_time: time | None = None
    likely: bool = True


@dataclass(frozen=True, slots=True)
class TermDates:
    """What a file was understood to say: terms in order of time, days for somebody to confirm, and what is wrong by line."""

    terms: tuple[Term, ...]
    closings: tuple[Closing, ...]
    faults: tuple[str, ...]
