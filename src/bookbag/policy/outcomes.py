"""What follows from a decision beside duties and routes: each with its clause, its pack and why. Frozen values only.

Where several policies speak of one matter, `rules` marks what counts; whatever else they say stands beside it.
"""

from dataclasses import dataclass
from datetime import datetime

from bookbag.policy.clearing import Finding
from bookbag.policy.rules.words import Post


@dataclass(frozen=True, slots=True)
class Hold:
    """What waits: for the yes of any one of some posts, or until a time."""

    waits_for: tuple[Post, ...]
    clause: str
    pack: str
    because: str
    until: datetime | None = None
    kind: str = "approval"
    """The kind of rule that makes it wait: each is weighed against its like."""
    rules: bool = True


@dataclass(frozen=True, slots=True)
class Notification:
    """What somebody is to do or to know, and by when where that can be said."""

    to: str
    says: str
    clause: str
    pack: str
    because: str
    due: datetime | None = None
    promptly: str = ""
    rules: bool = True


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept, where, and how long; without a time, as long as the school's retention schedule says."""

    what: str
    where: str
    time: str
    days: float
    """The time again, to compare by; endless where the schedule says."""
    clause: str
    pack: str
    because: str
    rules: bool = True


@dataclass(frozen=True, slots=True)
class Unmet:
    """A rule that would speak here and cannot, because nobody has said yet what it rests on."""

    what: str
    document: str
    clause: str
    pack: str
    because: str


Outcome = Hold | Finding | Notification | Kept
