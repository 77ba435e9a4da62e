"""Content-Transfer-Encoding undone: base64, quoted-printable and uuencode, however damaged. No charsets here."""

import binascii
import re
from dataclasses import dataclass
from io import BytesIO

from bookbag.channels.mailbox.limits import Notes

_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/=\s]*")
_PADDING_INSIDE = re.compile(rb"={1,2}\s*(?=[A-Za-z0-9+/])")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_PIECES, _PIECES_SIZE = 1_000, 16 * 1024 * 1024
_SOFT_BREAK = re.compile(rb"=[ \t]+(?=\r*\n)")
_STRAY = bytes(byte for byte in range(256) if _NOT_BASE64.match(bytes([byte])))
_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r*\n", re.MULTILINE)
_UU_END = re.compile(rb"^end[ \t]*\r*$", re.MULTILINE)
_UU_LINE = re.compile(rb"[ -`]{1,120}\r*\n?")


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file found in the middle of a text, and where it stood."""

    name: bytes
    content: bytes
    start: int
    end: int


def undo(body: memoryview, encoding: str, notes: Notes, *, words: bool = False) -> bytes:
    """The decoded bytes of a part. `words` says that text is expected, so that text falsely called base64 is kept."""
    kind = re.sub(r"[^a-z0-9]", "", encoding.lower())
    if kind == "base64":
        return _base64(body, notes, words=words)
    if kind == "quotedprintable":
        return binascii.a2b_qp(_SOFT_BREAK.sub(b"=", body) if _SOFT_BREAK.search(body) else body)
    if kind in {"uuencode", "xuuencode", "uue", "xuue"}:
        content = bytes(body)
        found = uuencoded(content)
        return found[0].content if found else _uu_lines(content)
    if kind not in {"", "7bit", "8bit", "binary"}:
        notes.add("A part names an unknown transfer encoding and was read as it stands.")
    return bytes(body)


def _base64(body: memoryview, notes: Notes, *, words: bool) -> bytes:
    head = bytes(body[:2048])
    if words and _looks_like_words(head):
        notes.add("A part calls itself base64 but is plain text.")
        return bytes(body)
    try:
        content = binascii.a2b_base64(body)
    except binascii.Error:
        notes.add("The base64 of a part is damaged.")
        letters = bytearray(body).translate(None, _STRAY)
        del letters[len(letters) - (len(letters) % 4 == 1) :]
        letters += b"==="
        return binascii.a2b_base64(letters)
    if len(body) > _PIECES_SIZE or (len(body) > 2048 and len(content) >= len(body) // 2):
        return content
    return _base64_pieces(bytes(body), notes) or content


def _base64_pieces(body: bytes, notes: Notes) -> bytes | None:
    """Base64 that was padded and begun again; the decoder stops at the first padding. A footer in words is no piece."""
    if not _PADDING_INSIDE.search(body) or _BASE64_LINE.fullmatch(body) is None:
        return None
    notes.add("The base64 of a part was sent in several pieces.")
    pieces = (piece.translate(None, _STRAY) for piece in _PADDING_INSIDE.split(body, maxsplit=_PIECES))
    return b"".join(binascii.a2b_base64(piece + b"===") for piece in pieces if len(piece) % 4 != 1)


def _looks_like_words(head: bytes) -> bool:
    lines = [line.strip() for line in head.splitlines() if line.strip()]
    spaced = sum(b" " in line for line in lines)
    return bool(lines) and spaced * 2 > len(lines) and b"=" not in lines[0][-2:]


def quoted_words(text: str) -> bytes:
    """The Q encoding of header words (RFC 2047): underscores are spaces, the rest is quoted-printable."""
    return binascii.a2b_qp(text.encode("utf-8", "replace"), header=True)


def base64_words(text: str) -> bytes:
    """The B encoding of header words, padded as it should have been."""
    letters = _NOT_BASE64.sub(b"", text.encode("ascii", "replace"))
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(letters + b"===")


def uuencoded(body: bytes) -> list[Parcel]:
    """Files that stand uuencoded in a body, in order."""
    found: list[Parcel] = []
    position = 0
    while len(found) < _PIECES and (begin := _UU_BEGIN.search(body, position)):
        position = begin.end()
        first = _UU_LINE.match(body, position)
        if first is None or not _is_uu(first.group()):
            continue
        end = _UU_END.search(body, position)
        stop, position = (end.start(), end.end()) if end else (len(body), len(body))
        content = _uu_lines(body[begin.end() : stop])
        found.append(Parcel(begin.group(1).strip(), content, begin.start(), position))
    return found


def _is_uu(line: bytes) -> bool:
    line = line.rstrip(b"\r\n")
    count = (line[0] - 32) & 63
    return abs(len(line.rstrip()) - 1 - (count + 2) // 3 * 4) <= 4


def _uu_lines(body: bytes) -> bytes:
    result = bytearray()
    for line in BytesIO(body):
        row = line.rstrip(b"\r\n")
        if not row or row.startswith((b"begin ", b"end")):
            continue
        try:
            result += binascii.a2b_uu(row)
        except binascii.Error:
            wanted = (((row[0] - 32) & 63) * 4 + 5) // 3
            try:
                result += binascii.a2b_uu(row[:wanted])
            except binascii.Error:
                continue
    return bytes(result)
