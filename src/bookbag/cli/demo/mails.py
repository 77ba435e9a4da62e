"""E-mails as families' programs write them: the bytes, with HTML, files and the headers of machines where wanted."""

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from html import escape


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail to write. `attach` names one of the files below; `headers` are further ones."""

    name: str
    address: str
    to: str
    subject: str
    text: str
    at: datetime
    message_id: str
    in_reply_to: str = ""
    references: Sequence[str] = ()
    html: bool = False
    attach: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def written(letter: Letter) -> bytes:
    """The bytes of an e-mail."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = formataddr((letter.name, letter.address))
    mail["To"] = letter.to
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(letter.at)
    mail["Message-ID"] = f"<{letter.message_id}>"
    if letter.in_reply_to:
        mail["In-Reply-To"] = f"<{letter.in_reply_to}>"
        mail["References"] = " ".join(f"<{one}>" for one in letter.references or [letter.in_reply_to])
    for name, value in letter.headers.items():
        mail[name] = value
    if letter.html:
        mail.set_content(_html(letter.text), subtype="html")
    else:
        mail.set_content(letter.text)
    if letter.attach == "calendar":
        mail.add_attachment(_calendar(letter), subtype="calendar", filename="after-school.ics")
    elif letter.attach == "picture":
        mail.add_attachment(_picture(), "image", "png", filename="arm.png")
    elif letter.attach == "letter":
        mail.add_attachment(_pdf("Letter from the clinic"), "application", "pdf", filename="letter.pdf")
    return mail.as_bytes()


def bounce(*, message_id: str, recipient: str, to: str, at: datetime) -> bytes:
    """A delivery report as RFC 3464 has it: an answer of ours did not arrive."""
    original = f"Message-ID: <{message_id}>\r\nTo: {recipient}\r\nFrom: {to}\r\n\r\n"
    domain = recipient.rpartition("@")[2]
    lines = [
        f"From: Mail Delivery System <mailer-daemon@{domain}>",
        f"To: {to}",
        "Subject: Undelivered mail returned to sender",
        f"Date: {format_datetime(at)}",
        f"Message-ID: <bounce-{message_id}>",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="=bounce"',
        "",
        "--=bounce",
        "Content-Type: text/plain; charset=us-ascii",
        "",
        f"Your message could not be delivered to <{recipient}>: the mailbox is full.",
        "--=bounce",
        "Content-Type: message/delivery-status",
        "",
        f"Reporting-MTA: dns; mx.{domain}",
        "",
        f"Final-Recipient: rfc822; {recipient}",
        "Action: failed",
        "Status: 5.2.2",
        "Diagnostic-Code: smtp; 552 5.2.2 mailbox full",
        "--=bounce",
        "Content-Type: text/rfc822-headers",
        "",
        original,
        "--=bounce--",
        "",
    ]
    return "\r\n".join(lines).encode()


def quoted(text: str, *, who: str, at: datetime) -> str:
    """What a mail program puts under an answer: the letter that it answers."""
    return f"\n\nOn {at:%d %b %Y}, at {at:%H:%M}, {who} wrote:\n\n" + "\n".join(
        f"> {line}".rstrip() for line in text.splitlines()
    )


def _html(text: str) -> str:
    paragraphs = "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in text.split("\n\n"))
    return f'<html><body style="font-family: Calibri">{paragraphs}</body></html>'


def _calendar(letter: Letter) -> str:
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Mail//EN\r\nBEGIN:VEVENT\r\n"
        f"UID:{letter.message_id}\r\nDTSTAMP:{letter.at:%Y%m%dT%H%M%SZ}\r\n"
        "SUMMARY:Free after school on Monday\\, Tuesday and Thursday\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def _picture(side: int = 24) -> bytes:
    """A small PNG: a pale square with a red spot."""
    rows = b""
    for y in range(side):
        spot = [abs(x - side // 2) + abs(y - side // 2) < side // 5 for x in range(side)]
        rows += b"\0" + b"".join(b"\xc0\x50\x48" if red else b"\xf4\xdc\xc8" for red in spot)
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def _pdf(words: str) -> bytes:
    """A PDF of one page with one line."""
    drawn = f"BT /F1 18 Tf 72 720 Td ({words}) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode("ascii")
