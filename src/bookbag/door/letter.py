"""The envelope of one message in a conversation: who sent it, and the mailboxes it is for."""

from dataclasses import dataclass

from aiosmtpd.smtp import Envelope as SmtpEnvelope


@dataclass(frozen=True, slots=True)
class Recipient:
    """An address as the sender gave it, and the mailbox that it reaches."""

    address: str
    school_id: int
    mailbox_id: int


class Envelope(SmtpEnvelope):
    """aiosmtpd's envelope, with the recipients that were found."""

    def __init__(self) -> None:
        super().__init__()
        self.recipients: list[Recipient] = []

    @property
    def sender(self) -> str:
        """Who sent it; empty for the null sender, as which bounces come."""
        return "" if self.mail_from in {None, "<>"} else str(self.mail_from)
