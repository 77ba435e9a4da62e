"""Rich text (RTF) to plain words, and the packing that Outlook puts around it (MS-OXRTFCP). Layout is left behind."""

import re

from bookbag.channels.mailbox import charsets, limits
from bookbag.channels.mailbox.limits import Notes

_TOKEN = re.compile(
    rb"\\'([0-9A-Fa-f]{2})|\\([A-Za-z]{1,32})(-?\d{1,10})?[ ]?|\\([^A-Za-z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_SILENT = frozenset(
    b"fonttbl colortbl stylesheet info pict object header footer themedata listtable listoverridetable generator".split()
)
_SIGNS = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"row": "\n", b"tab": "\t", b"cell": "  ", b"bullet": "•",
    b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"endash": "–", b"emdash": "—",
}  # fmt: skip
_COMPRESSED, _UNCOMPRESSED = 0x75465A4C, 0x414C454D
# The 207 bytes with which the dictionary begins are part of the format (MS-OXRTFCP 2.1.2.1).
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)


def unpack(packed: bytes) -> bytes:
    """RTF out of its packing; as far as it goes where it is damaged."""
    if len(packed) < 16:
        return b""
    size = min(int.from_bytes(packed[4:8], "little"), limits.UNPACKED)
    kind = int.from_bytes(packed[8:12], "little")
    if kind == _UNCOMPRESSED:
        return packed[16 : 16 + size]
    if kind != _COMPRESSED:
        return b""
    window = bytearray(_DICTIONARY.ljust(4096, b"\0"))
    write, at = len(_DICTIONARY), 16
    result = bytearray()
    while at < len(packed) and len(result) < size:
        control, at = packed[at], at + 1
        for bit in range(8):
            if not control >> bit & 1:
                piece, at = packed[at : at + 1], at + 1
            else:
                token, at = int.from_bytes(packed[at : at + 2], "big"), at + 2
                offset, length = token >> 4, (token & 15) + 2
                if offset == write:
                    return bytes(result)
                piece = _from_window(window, offset, length, write)
            for byte in piece:
                window[write] = byte
                write = (write + 1) % 4096
            result += piece
    return bytes(result)


def _from_window(window: bytearray, offset: int, length: int, write: int) -> bytes:
    """Bytes that came before; a run may overtake the place that is being written and then repeats itself."""
    ahead = (write - offset) % 4096
    return bytes(window[(offset + (step % ahead if ahead else step)) % 4096] for step in range(length))


def to_text(rich: bytes) -> str:
    """The words of an RTF document."""
    codepage = re.search(rb"\\ansicpg(\d{3,5})", rich[:1024])
    charset = f"cp{codepage.group(1).decode()}" if codepage else "windows-1252"
    reader = _Reader(charset)
    for match in _TOKEN.finditer(rich[: limits.UNPACKED]):
        reader.take(match)
    return charsets.clean(re.sub(r"\n{3,}", "\n\n", reader.text())).strip()


class _Reader:
    """Walks through the tokens of one document; a group may be silent, and after a \\u sign stand-ins are skipped."""

    def __init__(self, charset: str) -> None:
        self._charset = charset
        self._pieces: list[str] = []
        self._bytes = bytearray()
        self._silent = [False]
        self._skip, self._stand_ins = 0, 1

    def text(self) -> str:
        self._flush()
        return "".join(self._pieces)

    def take(self, match: re.Match[bytes]) -> None:
        octet, word, number, symbol, brace, plain = match.groups()
        if brace:
            self._flush()
            self._brace(brace)
        elif octet:
            self._letters(bytes([int(octet, 16)]))
        elif word:
            self._word(word, number)
        elif symbol:
            self._symbol(symbol)
        elif plain:
            self._letters(plain)

    def _brace(self, brace: bytes) -> None:
        if brace == b"{":
            self._silent.append(self._silent[-1])
        elif len(self._silent) > 1:
            self._silent.pop()

    def _letters(self, letters: bytes) -> None:
        skipped = min(self._skip, len(letters))
        self._skip -= skipped
        if not self._silent[-1]:
            self._bytes += letters[skipped:]

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._silent[-1] = True
        elif symbol in b"\\{}":
            self._letters(symbol)
        elif symbol == b"~":
            self._letters(b" ")

    def _word(self, word: bytes, number: bytes | None) -> None:
        if word in _SILENT:
            self._silent[-1] = True
        elif word == b"htmlrtf":
            self._silent[-1] = number != b"0"
        elif word == b"uc":
            self._stand_ins = min(int(number or 1), 8)
        elif word == b"u" and number:
            self._say(chr(int(number) % 65536))
            self._skip = self._stand_ins
        elif sign := _SIGNS.get(word):
            self._say(sign)

    def _say(self, sign: str) -> None:
        if not self._silent[-1]:
            self._flush()
            self._pieces.append(sign)

    def _flush(self) -> None:
        if self._bytes:
            self._pieces.append(charsets.decode(bytes(self._bytes), self._charset, Notes()))
            self._bytes.clear()
