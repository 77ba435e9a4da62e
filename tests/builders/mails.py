"""Mails as families send them, and a way to bring one to the desk as the receiver does."""

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from uuid import UUID

from bookbag.desk import intake
from bookbag.desk.actions import arrivals
from bookbag.desk.intake import Outcome
from bookbag.policy.permissions import process
from bookbag.schools import queries as schools
from bookbag.schools.models import School


def mail(
    text: str = "Dear school,\n\nAmira has a sore ear and cannot swim on Thursday.\n\nSamina Khan",
    *,
    sender: str = "Samina Khan <samina.khan@home.example>",
    to: str = "office@wyton.bookbag.test",
    subject: str = "Swimming lesson",
    message_id: str = "first@home.example",
    in_reply_to: str = "",
    references: Sequence[str] = (),
    date: datetime | None = None,
    **headers: str,
) -> bytes:
    """The bytes of a plain mail."""
    # Long names of messages stay whole, as mail programs send them; Python would fold and encode them.
    made = EmailMessage(policy=EmailPolicy(max_line_length=998))
    made["From"], made["To"], made["Subject"] = sender, to, subject
    if message_id:
        made["Message-ID"] = f"<{message_id}>"
    if date:
        made["Date"] = format_datetime(date)
    if in_reply_to:
        made["In-Reply-To"] = f"<{in_reply_to}>"
    if references:
        made["References"] = " ".join(f"<{one}>" for one in references)
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made.as_bytes()


def arrive(raw: bytes, at: School, *, now: datetime, recipient: str = "") -> Outcome:
    """Bring a mail through the store and the reading, as the receiver and the worker do one after the other."""
    return intake.read_one(at.id, store(raw, at, now=now, recipient=recipient), now=now)


def store(raw: bytes, at: School, *, now: datetime, recipient: str = "") -> UUID:
    """Store a mail as an arrival, unread."""
    address = recipient or at.email
    mailbox = schools.mailbox_for(address)
    assert mailbox is not None
    stored = arrivals.store(
        raw, mailbox_id=mailbox.id, sender="", recipients=[address], by=process("receiver", at.id), now=now
    )
    return stored.arrival_id


def mail_with_file(*, name: str, content: bytes, type_: str, **given: str) -> bytes:
    """A mail that carries one file."""
    made = EmailMessage()
    made["From"] = given.get("sender", "Samina Khan <samina.khan@home.example>")
    made["To"], made["Subject"] = "office@wyton.bookbag.test", "The form"
    made["Message-ID"] = f"<{given.get('message_id', 'file@home.example')}>"
    made.set_content("Here is the form.")
    maintype, _, subtype = type_.partition("/")
    made.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return made.as_bytes()


def bounce_of(message_id: str, recipient: str) -> bytes:
    """A delivery status notification (RFC 3464) that says that a message of ours could not be delivered."""
    return (
        "From: MAILER-DAEMON@relay.example\r\nTo: office@wyton.bookbag.test\r\nSubject: Undelivered\r\n"
        "Message-ID: <dsn-1@relay.example>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.example\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{message_id}>\r\nSubject: We have it\r\n\r\n"
        "--b--\r\n"
    ).encode()
