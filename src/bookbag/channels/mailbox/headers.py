"""Header values as people read them: unfolded, encoded words (RFC 2047) decoded however broken, message ids found."""

import re
from dataclasses import dataclass

from bookbag.channels.mailbox import charsets, limits, transfer
from bookbag.channels.mailbox.limits import Notes

# An encoded word as it ought to be, and as it comes: with spaces inside, cut off before its end, a language added.
ENCODED_WORD = re.compile(r"=\?([\w.:+-]{1,60})(?:\*[\w-]{0,20})?\?([bBqQ])\?(.*?)(?:\?=|\Z)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]+")
_MESSAGE_ID = re.compile(r"<([^<>]{1,998})>")
_BARE_ID = re.compile(r"[^\s<>,;]{1,998}")


@dataclass(frozen=True, slots=True)
class _Word:
    charset: str
    encoding: str
    text: str


def raw_text(value: bytes, hint: str, notes: Notes) -> str:
    """A raw value unfolded and as text, its encoded words still encoded."""
    return _CONTROL.sub("", unfolded(charsets.decode(value, "", notes, hint=hint))).strip()


def unfolded(text: str) -> str:
    """Folded lines as one; each fold is one space."""
    return " ".join(filter(None, map(str.strip, text.split("\n")))) if "\n" in text else text


def text(value: bytes, hint: str, notes: Notes) -> str:
    """A raw value as people read it."""
    return words(raw_text(value, hint, notes), notes)


def words(value: str, notes: Notes) -> str:
    """Encoded words decoded; white space between two of them is no space; a letter may be split over two of them."""
    if "=?" not in value:
        return value
    pieces: list[str | _Word] = []
    at = 0
    for match in ENCODED_WORD.finditer(value):
        between = value[at : match.start()]
        if between.strip() or not pieces:
            pieces.append(between)
        pieces.append(_Word(match.group(1).lower(), match.group(2).lower(), match.group(3)))
        at = match.end()
    pieces.append(value[at:])
    return _CONTROL.sub("", unfolded("".join(_runs(pieces, notes)))).strip()


def _runs(pieces: list[str | _Word], notes: Notes) -> list[str]:
    """Text for each piece; neighbouring words of one charset are one run of bytes."""
    result: list[str] = []
    run = bytearray()
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        if isinstance(piece, str):
            result.append(piece)
            continue
        text = piece.text if piece.encoding == "q" else re.sub(r"\s", "", piece.text)
        run += transfer.quoted_words(text) if piece.encoding == "q" else transfer.base64_words(text)
        if not isinstance(following, _Word) or following.charset != piece.charset:
            result.append(charsets.decode(bytes(run), piece.charset, notes))
            run.clear()
    return result


def message_id(value: bytes) -> str | None:
    """The identity between the angle brackets (RFC 5322, 3.6.4), or the first word where there are none."""
    found = message_ids(value)
    return found[0] if found else None


def message_ids(value: bytes) -> tuple[str, ...]:
    """Every identity in References or In-Reply-To, once each, in order."""
    plain = raw_text(value, "", Notes())
    found = _MESSAGE_ID.findall(plain)
    if not found:
        found = [word for word in _BARE_ID.findall(plain) if "@" in word] or _BARE_ID.findall(plain)[:1]
    return tuple(dict.fromkeys(bare for one in found if (bare := re.sub(r"\s+", "", one))))[: limits.FIELDS]
