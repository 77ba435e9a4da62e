"""What reading a mail yields: frozen values that the desk stores and that `bookbag mail parse` prints."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox as a header names it: display name (may be empty) and address, the domain folded to lower case."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part that a person would call a file; `content` is its decoded bytes."""

    name: str
    type: str
    content: bytes = field(repr=False)
    sha256: str
    content_id: str = ""
    inline: bool = False

    @property
    def size(self) -> int:
        """The decoded size in bytes."""
        return len(self.content)


@dataclass(frozen=True, slots=True)
class Bounce:
    """A report that a message of ours was not, or not yet, delivered (RFC 3464, or the older forms)."""

    recipient: str | None
    status: str | None
    action: str | None
    diagnostic: str | None
    original_message_id: str | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, read. `new_text` is what its writer wrote this time, without quoted tail and signature."""

    message_id: str | None
    sender: Address | None
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    subject: str
    date: datetime | None
    text: str
    new_text: str
    html: str | None
    attachments: tuple[Attachment, ...]
    in_reply_to: str | None
    references: tuple[str, ...]
    auto_reply: bool
    abuse_report: bool
    bounce: Bounce | None
    language: str | None
    calendar: str | None
    warnings: tuple[str, ...]
