"""What a wire out looks like: it takes a parcel and gives a receipt. The one thing its error must say is whether to try again."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a parcel."""

    name: str
    type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One sending to one recipient, complete. Identities are bare, without angle brackets.

    `date` is when it leaves, not when it was written: what a teacher writes on Sunday for Monday says Monday.
    """

    message_id: str
    date: datetime
    to_name: str
    to_address: str
    from_name: str
    from_address: str
    subject: str
    body: str
    reply_to: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    automatic: bool = False
    files: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """That the other side took the parcel, in its own words."""

    reference: str


class Sender(Protocol):
    """A way out of one channel."""

    def send(self, parcel: Parcel) -> Receipt:
        """Hand the parcel over. Raises `errors.Unavailable`, whose `permanent` says whether trying again is in vain."""
        ...
