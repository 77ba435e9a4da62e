"""Splits raw bytes into a tree of parts, in time and memory that grow with the bytes alone.

Python's own parser keeps a line list and asks every open boundary about every line, which hostile mail turns into
minutes and gigabytes; this one only marks where things begin and end. Meaning is read elsewhere.
"""

import re
from dataclasses import dataclass, field
from email.message import Message

from bookbag.channels.mailbox import charsets, limits
from bookbag.channels.mailbox.limits import Notes
from bookbag.channels.mailbox.parameters import parameters

_FIELD = re.compile(rb"([!-9;-~]{1,128})[ \t]*:")
_FIELD_END = re.compile(rb"\n(?![ \t])|\Z")
_BLANK = re.compile(rb"\r*(?:\n|\Z)")
_LEAD = re.compile(rb"(?:[ \t\r\n]*\n)?(?:[ \t]+(?=[A-Za-z-]{1,40}:))?")
_GAP = re.compile(rb"(?:[ \t\r\n]{0,200}\n)?(?=(?:From|To|Date|Subject|Content-Type|Received|Message-I[Dd]):)")
_BLANK_LINE = re.compile(rb"\n\r*\n")
_MBOX = re.compile(rb">?From [^\r\n]*(?:\n|\Z)")
_DELIMITER_REST = re.compile(rb"(--)?[ \t]*\r*(?:\n|\Z)")
_GUESS = re.compile(rb"(?:\A|\n)--([^\s-][^\r\n]{0,199}|-[^\r\n]{0,198}\w)[ \t]*\r*\n(?=Content-|content-|\r*\n)")
_TYPE = re.compile(r"\s*([\w.+-]+)\s*/\s*([\w.+-]+)")
_KNOWN = frozenset(
    b"from to cc bcc subject date message-id received return-path mime-version sender reply-to delivered-to in-reply-to "
    b"references resent-from list-id status arrival-date reporting-mta auto-submitted precedence".split()
)


@dataclass(slots=True)
class Part:
    """A part as marked: its header fields, its type, and where its body lies in `raw`."""

    raw: bytes = field(repr=False)
    fields: list[tuple[str, bytes]]
    type: str
    parameters: dict[str, str]
    start: int
    end: int
    parts: list["Part"] = field(default_factory=list)

    @property
    def body(self) -> memoryview:
        """The encoded body, not copied."""
        return memoryview(self.raw)[self.start : self.end]

    def all(self, name: str) -> list[bytes]:
        """The raw values of every field of that name, in order."""
        return [value for known, value in self.fields if known == name]

    def first(self, name: str) -> bytes:
        """The raw value of the first field of that name that says anything."""
        return next((value for known, value in self.fields if known == name and value.strip()), b"")


def split(raw: bytes, notes: Notes) -> Part:
    """The tree of a whole message."""
    start = _beginning(raw)
    return _Splitter(raw, notes).part(start, len(raw), default="text/plain", depth=0)


def _beginning(raw: bytes) -> int:
    start = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    lead = _LEAD.match(raw, start)
    return lead.end() if lead else start


class _Splitter:
    """One pass over one message; counts the parts that it may still make."""

    def __init__(self, raw: bytes, notes: Notes) -> None:
        self.raw, self.notes, self.left = raw, notes, limits.PARTS

    def part(self, start: int, end: int, *, default: str, depth: int) -> Part:
        fields, body = self._fields(start, end, limits.PART_FIELDS if depth else limits.FIELDS)
        kind, named = content_type(fields, default)
        part = Part(self.raw, fields, kind, named, body, end)
        if kind.startswith("multipart/"):
            self._open(part, depth)
        return part

    def _open(self, part: Part, depth: int) -> None:
        if depth >= limits.DEPTH:
            self.notes.add(f"Parts are nested more than {limits.DEPTH} deep; what lies deeper was left packed.")
            part.type = "application/octet-stream"
            return
        boundary = part.parameters.get("boundary", "").rstrip().encode("latin-1", "replace")
        ranges = self._ranges(part, boundary) if boundary else []
        if not ranges:
            guess = _GUESS.search(self.raw, part.start, min(part.end, part.start + 65536))
            if guess:
                self.notes.add("The boundary between the parts is missing or wrong and was guessed.")
                ranges = self._ranges(part, guess.group(1).rstrip())
        if not ranges:
            self.notes.add("The mail claims to have parts, but none was found; it was read as text.")
            part.type = "text/plain"
            return
        default = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
        part.parts = [self.part(begin, stop, default=default, depth=depth + 1) for begin, stop in ranges]

    def _ranges(self, part: Part, boundary: bytes) -> list[tuple[int, int]]:
        """Where each child begins and ends. A delimiter after the closing one still opens a part: nothing is lost."""
        raw, marker, at = self.raw, b"--" + boundary, part.start
        found: list[tuple[int, int]] = []
        begun, closed = -1, False
        while (at := raw.find(marker, at, part.end)) >= 0:
            rest = _DELIMITER_REST.match(raw, at + len(marker), part.end)
            if rest is None or not (at == part.start or raw[at - 1] == 0x0A):
                at += len(marker)
                continue
            if begun >= 0:
                found.append((begun, _before_line_end(raw, begun, at)))
            begun, closed = (-1, True) if rest.group(1) else (rest.end(), False)
            if self.left <= 0 and begun >= 0:
                break
            self.left -= begun >= 0
            at = max(rest.end(), at + len(marker))
        if begun >= 0 and begun < part.end:
            found.append((begun, part.end))
        if self.left <= 0:
            self.notes.add(f"The mail has more than {limits.PARTS} parts; the rest was kept in one piece.")
        elif found and not closed:
            self.notes.add("The end of the last part is not marked; the mail may have been cut off.")
        return found

    def _fields(self, start: int, end: int, limit: int) -> tuple[list[tuple[str, bytes]], int]:
        """The header fields from `start`, and where the body begins. No field that is known: no header at all."""
        raw, at = self.raw, start
        fields: list[tuple[str, bytes]] = []
        while at < end:
            if blank := _BLANK.match(raw, at, end):
                whole = limit != limits.FIELDS or not fields or any(name == "from" for name, _ in fields)
                gap = None if whole else _GAP.match(raw, blank.end(), end)
                if gap is None:
                    return fields, blank.end()
                self.notes.add("The header fields are broken by empty lines and were joined again.")
                at = gap.end()
                continue
            if len(fields) >= limit:
                self.notes.add(f"There are more than {limit} header fields in one place; the rest was left out.")
                rest = _BLANK_LINE.search(raw, at - 1, end)
                return fields, rest.end() if rest else end
            stop = self._field_end(at, end)
            if match := _FIELD.match(raw, at, end):
                fields.append((match.group(1).decode("ascii").lower(), self._value(match.end(), stop)))
            elif fields and (following := _FIELD.match(raw, stop, end)) and _is_known(following.group(1)):
                self._mend(fields, self._value(at, stop))
            elif not _MBOX.match(raw, at, end):
                break
            at = stop
        if any(_is_known(name.encode()) for name, _ in fields):
            return fields, at
        if fields or at < end:
            self.notes.add("A part has no header fields.")
        return [], start

    def _mend(self, fields: list[tuple[str, bytes]], line: bytes) -> None:
        """A line that is no field and no fold, with more fields after it: the rest of a long one, or junk."""
        name, value = fields[-1]
        if name in {"subject", "references"} or name.startswith(("content-", "x-")):
            self.notes.add("A header line was broken in the middle and was joined again.")
            fields[-1] = name, value + b"\n " + line
        else:
            self.notes.add("A line among the header fields is none and was left out.")

    def _field_end(self, at: int, end: int) -> int:
        match = _FIELD_END.search(self.raw, at, end)
        return match.end() if match else end

    def _value(self, start: int, stop: int) -> bytes:
        if stop - start > limits.FIELD_VALUE:
            self.notes.add(f"A header field is longer than {limits.FIELD_VALUE // 1024} KiB and was cut.")
        return self.raw[start : min(stop, start + limits.FIELD_VALUE)]


def _is_known(name: bytes) -> bool:
    """A name that stands in mail and not at the beginning of a sentence."""
    folded = name.lower()
    return folded in _KNOWN or folded.startswith((b"content-", b"x-"))


def _before_line_end(raw: bytes, begun: int, at: int) -> int:
    if at > begun and raw[at - 1] == 0x0A:
        at -= 1
    return at - 1 if at > begun and raw[at - 1] == 0x0D else at


def content_type(fields: list[tuple[str, bytes]], default: str) -> tuple[str, dict[str, str]]:
    """The type, lower case, and its parameters; a claim that cannot be read counts as plain text (RFC 2045, 5.2)."""
    value = next((value for name, value in fields if name == "content-type"), b"").decode("latin-1")
    match = _TYPE.match(value)
    named = parameters(value)
    if match:
        return f"{match.group(1)}/{match.group(2)}".lower(), named
    word = value.split(";")[0].strip(" \t\r\n<>").lower()
    if word in {"html", "text/html"}:
        return "text/html", named
    if word == "multipart" or (not word and "boundary" in named):
        return "multipart/mixed", named
    return (default if not value.strip() else "text/plain"), named


def as_message(part: Part, *, depth: int = 0) -> Message:
    """The tree as the standard library's own type, bodies cut short: what the search for delivery reports reads."""
    message: Message = Message()
    for name, value in part.fields:
        message[name] = value.replace(b"\0", b"").decode("ascii", "surrogateescape").strip()
    if charsets.known(part.parameters.get("charset", "utf-8")) is None:
        # The standard library asks Python for any codec that is named, and some of those raise.
        message.replace_header("content-type", f"{part.type}; charset=utf-8")
    if part.parts:
        message.set_payload([as_message(child, depth=depth) for child in part.parts])
        return message
    body = part.raw[part.start : min(part.end, part.start + limits.REPORT)]
    quiet = Notes()
    if part.type in {"message/rfc822", "message/global"} and depth < 2:
        message.set_payload([as_message(split(body, quiet), depth=depth + 1)])
    elif part.type in {"message/delivery-status", "message/global-delivery-status"} and depth < 2:
        blocks = [block for block in re.split(rb"\n(?:[ \t]*\r?\n)+", body) if block.strip()][:100]
        message.set_payload([as_message(split(block, quiet), depth=depth + 1) for block in blocks])
    else:
        message.set_payload(body.decode("ascii", "surrogateescape"))
    return message
