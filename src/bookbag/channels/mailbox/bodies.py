"""From a tree of parts to what a person sees: one text, its HTML, the files, the invitation. Headers are read elsewhere."""

import hashlib
import re
from dataclasses import dataclass, field

from bookbag.channels.mailbox import charsets, flowed, headers, hypertext, limits, names, parts, smime, tnef, transfer
from bookbag.channels.mailbox.limits import Notes
from bookbag.channels.mailbox.parameters import parameters
from bookbag.channels.mailbox.parts import Part
from bookbag.channels.mailbox.values import Attachment

_WORD = re.compile(r"\w")
_NOT_SAID = re.compile(r"<https?:[^<>\s]*>|\W+")
_HTML_INSIDE = re.compile(r"\s*<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_MARKUP = re.compile(r"<<|</?[A-Za-z-]{1,40}>")
_ONLY_HTML = re.compile(
    r"(?:view|read|see|display|support|enable|compatible|capable|client|format|version|reader|browser)[^\n]{0,120}html"
    r"|html[^\n]{0,120}(?:view|read|see|display|support|enable|compatible|capable|client|mail|format|version|browser)",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"[\w .()-]{1,100}\.\w{1,5}")
_STUB_LENGTH = 250
_PICTURE_INSIDE = re.compile(rb"data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/=\s]{200,}")
_TNEF_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef", "application/x-ms-tnef"})
_SIGNED_TYPES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_CALENDAR_TYPES = frozenset({"text/calendar", "text/x-vcalendar", "application/ics"})
_MESSAGE_TYPES = frozenset({"message/rfc822", "message/global", "message/news"})
_PLAIN_TYPES = frozenset({"text/plain", "text/enriched", "text/richtext"})
_BODY_TYPES = _PLAIN_TYPES | {"text/html", "application/xhtml+xml"}


@dataclass(slots=True)
class Piece:
    """A stretch of the body in one or both of its forms."""

    plain: str = ""
    html: str = ""

    def text(self) -> str:
        """The plain form where it has words of its own, else the words of the HTML."""
        if self.html and (_WORD.search(self.plain) is None or self._is_stub()):
            return hypertext.to_text(self.html) or self.plain
        return self.plain

    def _is_stub(self) -> bool:
        """Plain text that only says that there is HTML."""
        return len(self.plain.strip()) < _STUB_LENGTH and _ONLY_HTML.search(self.plain) is not None


@dataclass(slots=True)
class Contents:
    """Everything below the headers."""

    pieces: list[Piece] = field(default_factory=list)
    spare: list[Piece] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    calendar: str | None = None

    def text(self) -> str:
        """The whole text in the order in which it stands; a stretch that is said twice is said once."""
        said: dict[str, str] = {}
        for piece in self.pieces:
            text = piece.text().strip("\n")
            said.setdefault(_NOT_SAID.sub("", text), text)
        words = [text for key, text in said.items() if key]
        if not words:
            words = [text for piece in self.spare if _NOT_SAID.sub("", text := piece.text().strip("\n"))][:1]
        return "\n\n".join(words) or "".join(said.values())

    def html(self) -> str | None:
        """The HTML of the body, if there is any."""
        return "\n".join(piece.html for piece in self.pieces or self.spare if piece.html) or None


def collect(root: Part, hint: str, notes: Notes) -> Contents:
    """Walk through the tree once."""
    walk = _Walk(hint, notes)
    walk.take(root, top=True)
    return walk.contents


class _Walk:
    """The walk, and how much text it may still take in."""

    def __init__(self, hint: str, notes: Notes) -> None:
        self.contents = Contents()
        self._hint, self._notes = hint, notes
        self._left = limits.TEXT
        self._inside = 0

    def take(self, part: Part, *, top: bool = False, choice: bool = False) -> None:
        """One part and what is below it. `choice`: it is one of several forms of the same words."""
        if part.type == "multipart/alternative" and part.parts:
            self._alternatives(part)
        elif part.parts:
            for child in part.parts:
                self.take(child, choice=choice and part.type != "multipart/mixed")
        elif not part.type.startswith("multipart/") or part.end > part.start:
            self._leaf(part, top=top, choice=choice)

    def _alternatives(self, part: Part) -> None:
        """The same words in several forms are one piece of the body."""
        before, self.contents.pieces = self.contents.pieces, []
        for child in part.parts:
            self.take(child, choice=True)
        forms = self.contents.pieces
        plain = "\n\n".join(form.plain for form in forms if form.plain)
        html = "\n".join(form.html for form in forms if form.html)
        self.contents.pieces = [*before, Piece(plain, html)] if plain or html else before

    def _leaf(self, part: Part, *, top: bool, choice: bool) -> None:
        disposition = max(part.all("content-disposition"), key=len, default=b"").decode("latin-1")
        filename, name = _given_names(part, disposition, self._hint, self._notes)
        attached = disposition.strip().lower().startswith("attachment")
        # A form of the words stays one whatever it is called; elsewhere a text with a name of its own is a file,
        # and so is one that only its type names, if the words have begun before it.
        called = bool(filename) or (bool(name) and bool(self.contents.pieces))
        is_file = (attached and bool(filename or name or not top)) or (called and not top and not choice)
        is_words = part.type in _BODY_TYPES or (_is_odd_text(part) and (top or choice) and not (filename or name))
        if is_words and not is_file and self._left > 0:
            self._body(part)
            return
        content = transfer.undo(part.body, _encoding(part), self._notes)
        if part.type in _CALENDAR_TYPES:
            self._invitation(part, content)
            if part.type != "application/ics" and not (filename or name or attached):
                return
        self._file(part, content, filename or name, inline=not attached and _is_inline(part, disposition))

    def _invitation(self, part: Part, content: bytes) -> None:
        if self.contents.calendar is None:
            charset = part.parameters.get("charset", "")
            self.contents.calendar = charsets.decode(content[: self._left], charset, self._notes)

    def _body(self, part: Part) -> None:
        content = transfer.undo(part.body, _encoding(part), self._notes, words=True)
        is_html = part.type in {"text/html", "application/xhtml+xml"}
        if b"begin " in content and not is_html:
            content = self._without_uuencoded(content)
        if len(content) > self._left and is_html:
            content = _PICTURE_INSIDE.sub(b"data:,", content)
        if len(content) > self._left:
            self._notes.add(f"The text is longer than {limits.TEXT // 1024} KiB and was cut.")
            content = content[: self._left]
        self._left -= len(content)
        charset = part.parameters.get("charset", "")
        if is_html:
            charset = charset or hypertext.declared_charset(content)
            self.contents.pieces.append(Piece(html=charsets.decode(content, charset, self._notes)))
            return
        text = charsets.decode(content, charset, self._notes)
        if part.parameters.get("format", "").lower() == "flowed":
            text = flowed.joined(text, delete_space=part.parameters.get("delsp", "").lower() == "yes")
        if part.type != "text/plain" and part.type in _PLAIN_TYPES:
            text = _MARKUP.sub(lambda match: "<" if match.group() == "<<" else "", text)
        self.contents.pieces.append(Piece(html=text) if _HTML_INSIDE.match(text) else Piece(plain=text))

    def _without_uuencoded(self, content: bytes) -> bytes:
        at, kept = 0, []
        for found in transfer.uuencoded(content):
            kept.append(content[at : found.start])
            at = found.end
            name = charsets.decode(found.name, "", self._notes, hint=self._hint)
            self._add(names.safe(name), "application/octet-stream", found.content)
        return b"".join([*kept, content[at:]])

    def _file(self, part: Part, content: bytes, name: str, *, inline: bool) -> None:
        if part.type in _TNEF_TYPES or name.lower() == "winmail.dat":
            if (parcel := tnef.read(content, self._notes)) is not None:
                self._parcel(parcel)
                return
            self._notes.add("The winmail.dat cannot be read and was kept as it is.")
        if part.type in _MESSAGE_TYPES and not names.safe(name):
            inner = parts.split(content[: 4 * limits.FIELD_VALUE], Notes())
            name = names.made_up(part.type, title=headers.text(inner.first("subject"), self._hint, Notes()))
        content_id = part.first("content-id").decode("ascii", "replace").strip().strip("<>")
        name = names.safe(name) or _located(part) or names.made_up(part.type)
        self._add(name, part.type, content, content_id=content_id, inline=inline)
        if part.type in _SIGNED_TYPES and not self._inside and (signed := smime.signed_content(content)):
            self._signed(signed)

    def _signed(self, content: bytes) -> None:
        """An opaque signature wraps a whole message body: what is inside is read as if it stood here, once."""
        self._notes.add("The mail is signed; the signature was not checked.")
        self._inside += 1
        self.take(parts.split(content, self._notes), top=True)
        self._inside -= 1

    def _parcel(self, parcel: tnef.Parcel) -> None:
        self._notes.add("The mail came in Outlook's own wrapping (winmail.dat), which was opened.")
        self.contents.spare.append(Piece(parcel.text or ("" if parcel.html else parcel.rich), parcel.html))
        for one in parcel.files:
            name = names.safe(one.name) or names.made_up(one.type)
            self._add(name, one.type, one.content, content_id=one.content_id.strip("<>"))

    def _add(self, name: str, kind: str, content: bytes, *, content_id: str = "", inline: bool = False) -> None:
        digest = hashlib.sha256(content).hexdigest()
        self.contents.attachments.append(
            Attachment(name=name, type=kind, content=content, sha256=digest, content_id=content_id, inline=inline)
        )


def _encoding(part: Part) -> str:
    return part.first("content-transfer-encoding").decode("ascii", "replace").partition(";")[0]


def _is_odd_text(part: Part) -> bool:
    return part.type.startswith("text/") and part.type not in _CALENDAR_TYPES


def _given_names(part: Part, disposition: str, hint: str, notes: Notes) -> tuple[str, str]:
    """What Content-Disposition and Content-Type call the file."""
    filename = parameters(disposition).get("filename", "")
    name = part.parameters.get("name", "")
    return (names.written(filename, hint, notes) if filename else "", names.written(name, hint, notes) if name else "")


def _located(part: Part) -> str:
    """The file name that Content-Location gives, where it is one and no address."""
    location = part.first("content-location").decode("ascii", "replace").strip()
    return names.safe(location) if _FILE_NAME.fullmatch(location) else ""


def _is_inline(part: Part, disposition: str) -> bool:
    return disposition.strip().lower().startswith("inline") or bool(part.first("content-id").strip())
