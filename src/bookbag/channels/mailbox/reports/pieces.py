"""The parts and headers of a parsed message, as the reports read them: bounded, never raising on odd input."""

import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

STATUS_TYPES = {"message/delivery-status", "message/global-delivery-status"}

_PARTS = 200  # a report has three or four
_TEXT = 200_000  # characters of a part that are looked at
_ADDRESS = re.compile(
    r"(?:\"[^\"\r\n]{1,64}\"|[^\s<>;:,\"()\[\]/=]{1,1}[^\s<>;:,\"()\[\]]{0,120})@[\w.\-]{1,200}(?:\[[\d.]+\])?"
)


def walk(message: Message, *, into_messages: bool) -> Iterator[Message]:
    """The message and its parts in order; the parts of attached messages only on request."""
    waiting, seen = [message], 0
    while waiting and seen < _PARTS:
        part = waiting.pop()
        seen += 1
        yield part
        attached = part is not message and part.get_content_maintype() == "message" and not into_messages
        if not attached and part.get_content_type() not in STATUS_TYPES:
            waiting.extend(reversed(_children(part)))


def _children(part: Message) -> list[Message]:
    """What a part is made of. Text is not asked for: the standard library would decode it, and some codecs raise."""
    parts = part.get_payload() if part.is_multipart() else None
    return [child for child in parts[:_PARTS] if isinstance(child, Message)] if isinstance(parts, list) else []


def header(message: Message, name: str) -> str:
    """A header's first value as text: unfolded, decoded, empty when absent."""
    wanted = name.lower()
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == wanted), "")
    return _decoded(" ".join(raw[:4_000].split()))


def has_empty_envelope(message: Message) -> bool:
    """Whether the message left with no address to return to, as RFC 3834 asks of programs."""
    empty = {"<>", "<mailer-daemon>"}
    return any(
        name.lower() == "return-path" and str(value).strip().lower() in empty for name, value in message.raw_items()
    )


def _decoded(raw: str) -> str:
    if not raw.isascii():
        raw = as_text(raw.encode("utf-8", "surrogateescape"))
    if "=?" not in raw:
        return raw
    try:
        words = decode_header(raw)
    except (HeaderParseError, ValueError):
        return raw
    return "".join(word if isinstance(word, str) else as_text(word, charset) for word, charset in words)


def as_text(content: bytes, charset: str | None = None) -> str:
    """Bytes as text: by the charset named if it fits, else UTF-8, else Latin-1, which always does."""
    for name in (charset, "utf-8"):
        try:
            return content.decode(name) if name else content.decode("ascii")
        except (LookupError, ValueError):
            continue
    return content.decode("latin-1")


def is_words(part: Message) -> bool:
    """Whether a part is plain text to be read, or a multipart that has lost its boundary."""
    if part.get_content_maintype() == "multipart":
        return not part.is_multipart()
    return part.get_content_type() == "text/plain" and part.get_content_disposition() != "attachment"


def text_of(part: Message) -> str:
    """What a part says, decoded; an attached message or status report as its own source."""
    return _source(part) if part.is_multipart() else _decoded_text(part)


def _decoded_text(part: Message) -> str:
    content = part.get_payload(decode=True)
    return as_text(content[: 4 * _TEXT], part.get_content_charset())[:_TEXT] if isinstance(content, bytes) else ""


def _source(part: Message) -> str:
    """The blocks of a status report or the head of an attached message, written out again, blank lines between."""
    written = []
    for block in _children(part):
        head = "\n".join(f"{name}: {value}" for name, value in block.raw_items())
        body = "" if block.is_multipart() else _decoded_text(block)
        written.append(f"{head}\n\n{body}" if body.strip() else head)
    source = "\n\n".join(written)[:_TEXT]
    encoding = header(part, "Content-Transfer-Encoding")
    if encoding.lower() not in {"base64", "quoted-printable"}:
        return source
    wrapped = Message()
    wrapped["Content-Transfer-Encoding"] = encoding
    wrapped.set_payload(source.strip())
    decoded = _decoded_text(wrapped)
    return decoded if ":" in decoded else source


def address_in(text: str) -> str | None:
    """The first e-mail address in a text, the domain in lower case."""
    found = _ADDRESS.search(text.replace("mailto:", " "))
    return tidy(found[0]) if found else None


def addresses_in(text: str) -> Iterator[str]:
    """All e-mail addresses in a text, in order."""
    return (tidy(found[0]) for found in _ADDRESS.finditer(text.replace("mailto:", " ")))


def tidy(address: str) -> str:
    """An address without the marks of the sentence round it."""
    local, _, domain = address.strip("'`.").rpartition("@")
    return f"{local}@{domain.rstrip('.-_').lower()}"
