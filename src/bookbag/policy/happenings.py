"""What a decision may be asked about besides a message: a happening, something that leaves, is opened, or comes round."""

from dataclasses import dataclass
from datetime import datetime

from bookbag.policy.precedence import FROM_SCHOOL
from bookbag.policy.rules.words import Occasion, People, Post, Thing, Way, kinds_of
from bookbag.policy.values import Event, timely


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened at the school or was found out, and what it is about where that is known."""

    what: Occasion
    at: datetime
    about: Thing | None = None

    def __post_init__(self) -> None:
        timely(self.at)


@dataclass(frozen=True, slots=True)
class Leaving:
    """Something that is about to leave, or to be done in the school's name: what, by which way, to whom, and when."""

    of: Thing
    way: Way
    towards: People
    at: datetime
    carriers: frozenset[Way] = FROM_SCHOOL
    """Whose account and device it goes by."""
    service: str = ""
    """The platform, where it goes by one that a policy may name."""

    def __post_init__(self) -> None:
        timely(self.at)

    @property
    def things(self) -> frozenset[Thing]:
        """All that it is."""
        return kinds_of(self.of)


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody wants to look at what is not their own."""

    of: Thing
    by: Post
    at: datetime

    def __post_init__(self) -> None:
        timely(self.at)


@dataclass(frozen=True, slots=True)
class Day:
    """A day at the school: what comes round on it, what is to be on show, and what people have still to confirm."""

    at: datetime

    def __post_init__(self) -> None:
        timely(self.at)


Question = Event | Happening | Leaving | Opening | Day
