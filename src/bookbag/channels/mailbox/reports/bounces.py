"""Reports that a message of ours was not, or not yet, delivered: the structured ones of RFC 3464 first, then the wordy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from bookbag.channels.mailbox.reports import codes, notices, pieces
from bookbag.channels.mailbox.values import Bounce

_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60})[ \t]*:[ \t]*(.*)")
_STATUS_IN_TEXT = re.compile(r"^(?:final|original)-recipient[ \t]*:", re.IGNORECASE | re.MULTILINE)
_TYPED = re.compile(r"^[\w.-]{1,40}[ \t]*;[ \t]*")
_RECIPIENT = re.compile(r"<?[ \t]?((?:\"[^\"]{1,64}\"|[^\s<>;\"]{1,120})@[^\s<>;\"()]{1,200})")
_MESSAGE_ID = re.compile(r"^[ \t>]*message-id[ \t]*:\s{0,3}(<[^<>\s]{1,300}>)", re.IGNORECASE | re.MULTILINE)
_ORDER = {"failed": 0, "delayed": 1, "expanded": 2, "relayed": 3, "delivered": 4}
_DIAGNOSTIC = 1_000


@dataclass(frozen=True, slots=True)
class _Recipient:
    """What a status report says of one recipient."""

    fields: dict[str, str] = field(repr=False)
    wording: str = field(repr=False)

    @property
    def address(self) -> str | None:
        """The recipient's address: final, else original, else the actual one of some senders."""
        named = (self.fields.get(name, "") for name in ("final-recipient", "original-recipient", "x-actual-recipient"))
        found = (_RECIPIENT.match(_TYPED.sub("", value)) for value in named)
        return next((pieces.tidy(match[1]) for match in found if match), None)

    @property
    def diagnostic(self) -> str:
        """The words of the server that refused, without their type."""
        return _TYPED.sub("", self.fields.get("diagnostic-code", ""))[:_DIAGNOSTIC].strip()

    @property
    def status(self) -> str | None:
        """The enhanced status code, as exact as the report allows."""
        return codes.refined(codes.status_in(self.fields.get("status", "")), self.diagnostic)

    @property
    def action(self) -> str:
        """What was done for the recipient."""
        return codes.action_of(self.fields.get("action", ""), self.status, self.wording)


def find(message: Message, text: str) -> Bounce | None:
    """The bounce that a message is, or None. A person who sends a bounce on is not a bounce."""
    machine = notices.is_from_machine(message)
    told = text or _first_text(message)
    bounce = _structured(message, told, into_messages=False)
    if bounce is None and machine:
        bounce = _structured(message, told, into_messages=True)
    return bounce or _worded(message, told)


def _structured(message: Message, text: str, *, into_messages: bool) -> Bounce | None:
    sources = list(_status_sources(message, into_messages=into_messages))
    wording = notices.notification(text) if sources else ""
    recipients = [found for source in sources for found in _recipients(source, wording)]
    if not recipients:
        return None
    chosen = min(recipients, key=lambda recipient: (recipient.address is None, _ORDER[recipient.action]))
    notice = notices.read(message, text)
    return Bounce(
        recipient=chosen.address or notice.recipient,
        status=chosen.status or codes.derived(chosen.diagnostic or wording, chosen.action),
        action=chosen.action,
        diagnostic=chosen.diagnostic or notice.diagnostic,
        original_message_id=_original_id(message, text),
    )


def _worded(message: Message, text: str) -> Bounce | None:
    if not notices.is_notice(message, text):
        return None
    notice = notices.read(message, text)
    return Bounce(
        notice.recipient or _returned_to(message, text),
        notice.status,
        notice.action,
        notice.diagnostic,
        _original_id(message, text),
    )


def _status_sources(message: Message, *, into_messages: bool) -> Iterator[str]:
    """The text of each part that is a status report, whatever it calls itself."""
    for part in pieces.walk(message, into_messages=into_messages):
        if part.get_content_type() in pieces.STATUS_TYPES:
            head = "\n".join(f"{name}: {value}" for name, value in part.raw_items())
            yield f"{head}\n\n{pieces.text_of(part)}"
        elif pieces.is_words(part):
            text = pieces.text_of(part)
            if "-recipient" in text.lower() and _STATUS_IN_TEXT.search(text):
                yield text


def _recipients(source: str, wording: str) -> Iterator[_Recipient]:
    """One value for each block of fields that names a recipient or a status."""
    for block in re.split(r"\n[ \t]*\n", source.replace("\r", "")):
        fields = _fields(block)
        if "final-recipient" in fields or "original-recipient" in fields or {"action", "status"} <= fields.keys():
            yield _Recipient(fields, wording)


def _fields(block: str) -> dict[str, str]:
    """A block's fields by name, folded lines joined; the first of a name counts."""
    fields: dict[str, str] = {}
    name = ""
    for line in block.split("\n"):
        found = _FIELD.match(line.lstrip() if not name else line)
        if found:
            name = found[1].lower()
            fields.setdefault(name, found[2].strip())
        elif name and line[:1] in {" ", "\t"}:
            fields[name] = f"{fields[name]} {line.strip()}"[:4_000]
    return fields


def _first_text(message: Message) -> str:
    texts = filter(pieces.is_words, pieces.walk(message, into_messages=False))
    return next((text for part in texts if (text := pieces.text_of(part)).strip()), "")


def _returned(message: Message, text: str) -> Iterator[str]:
    """The returned message wherever it stands: an attached message, its headers alone, or below the notice."""
    for part in pieces.walk(message, into_messages=True):
        if part.get_content_type() in {
            "message/rfc822",
            "text/rfc822-headers",
            "message/partial",
            "message/rfc822-headers",
            "message/global",
            "message/global-headers",
        }:
            yield pieces.text_of(part)
        elif part is not message and part.get("Message-ID"):
            yield f"Message-ID: {pieces.header(part, 'Message-ID')}\nTo: {pieces.header(part, 'To')}"
    yield notices.returned(text)
    yield text


def _original_id(message: Message, text: str) -> str | None:
    found = (_MESSAGE_ID.search(source) for source in _returned(message, text))
    original = next((match[1] for match in found if match), None)
    return original or next(iter(re.findall(r"<[^<>\s]{1,300}>", pieces.header(message, "In-Reply-To"))), None)


def _returned_to(message: Message, text: str) -> str | None:
    """Whom the returned message was sent to, when the notice itself names nobody."""
    for source in _returned(message, text):
        found = re.search(r"^(?:to|x-envelope-to|x-original-to)[ \t]*:(.*)", source, re.IGNORECASE | re.MULTILINE)
        if found and (address := pieces.address_in(found[1])):
            return address
    return None
