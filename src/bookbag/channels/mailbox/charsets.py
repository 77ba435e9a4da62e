"""Bytes to text under whatever charset a mail claims, or none. Never fails; never leaves NULs or lone surrogates."""

import codecs
import re
from functools import lru_cache

from bookbag.channels.mailbox.limits import Notes

# Names that mailers write and Python does not know, and charsets whose wider cousin is what was really meant.
_MEANT = {
    "ansi-x3-4-1968": "ascii",
    "ansi-x3-4-1986": "ascii",
    "ansi-x3-110-1983": "windows-1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "iso-8859-6-e": "iso-8859-6",
    "iso-10646-ucs-2": "utf-16-be",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "x-unicode-2-0-utf-7": "utf-7",
    "utf8mb4": "utf-8",
    "utf-8-mac": "utf-8",
    "x-utf-8": "utf-8",
    "unicode": "utf-8",
    "ks-c-5601": "cp949",
    "ks-c-5601-1987": "cp949",
    "ks-c-5601-1989": "cp949",
    "ksc5601": "cp949",
    "ksc-5601": "cp949",
    "euc-kr": "cp949",
    "x-windows-949": "cp949",
    "windows-949": "cp949",
    "ms949": "cp949",
    "gb2312": "gb18030",
    "gb-2312": "gb18030",
    "gb-2312-80": "gb18030",
    "x-gbk": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "windows-936": "gb18030",
    "cn-gb": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "cp950",
    "x-x-big5": "cp950",
    "cn-big5": "cp950",
    "shift-jis": "cp932",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "ms-kanji": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp_ext",
    "iso-2022-jp-ms": "iso2022_jp_ext",
    "x-user-defined": "windows-1252",
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "latin-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "iso-latin-1": "windows-1252",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "iso-8859-9": "windows-1254",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-mac-ce": "mac_latin2",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-cp1250": "windows-1250",
    "x-cp1251": "windows-1251",
    "x-cp1252": "windows-1252",
    "x-ansi": "windows-1252",
    "ansi": "windows-1252",
    "koi8": "koi8-r",
    "koi": "koi8-r",
    "iso-ir-111": "koi8-r",
}
# Codecs of Python that are no charsets of mail, or cost more than linear time.
_NOT_MAIL = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"})
# Claimed by habit, whatever the bytes are.
_UNTRUSTED = frozenset({"ascii", "cp1252"})
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]|\x1b\(J")
_SAMPLE, _SHORTEST_SAMPLE = 2048, 32
# What windows-1252 leaves undefined is read as the control character of the same number, as browsers do.
_HIGH_TO_CONTROL = "windows-1252-lenient"


def _lenient(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError):
        return "".join(chr(byte) for byte in error.object[error.start : error.end]), error.end
    raise error


codecs.register_error(_HIGH_TO_CONTROL, _lenient)


@lru_cache(maxsize=256)
def known(claimed: str) -> str | None:
    """Python's name for a claimed charset, or None for one that nobody can read."""
    claimed = claimed.strip(" \t\r\n;'\"")
    if re.fullmatch(r"[\w.:+() -]{1,60}", claimed, re.ASCII) is None:
        return None
    name = re.sub(r"[^a-z0-9_.+-]", "", claimed.lower()).replace("_", "-").replace(".", "-").strip("-")[:40]
    if re.fullmatch(r"(?:cp|windows|ibm)-?\d+", name):
        name = re.sub(r"^(?:windows|cp|ibm)-?", "cp", name)
    name = _MEANT.get(name, name)
    try:
        found = codecs.lookup(name).name
        "".encode(found)
    except (LookupError, UnicodeError, ValueError):
        return None
    return None if found.replace("_", "-") in _NOT_MAIL else found


def decode(content: bytes, claimed: str, notes: Notes, *, hint: str = "") -> str:
    """The text of `content`: UTF-8 where the claim is absent, a habit or wrong; then the claim; then windows-1252."""
    charset = known(claimed) if claimed else None
    if claimed and charset is None:
        notes.add(f"The charset “{_printable(claimed)}” is unknown, so it was guessed.")
    return clean(_decode(content, charset, known(hint) if hint else None, notes)).removeprefix("\ufeff")


def clean(text: str) -> str:
    """Text with one kind of line end, without NULs and lone surrogates."""
    if "\r" in text:
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "")
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode() if _SURROGATE.search(text) else text


_SURROGATE = re.compile("[\ud800-\udfff]")


def _decode(content: bytes, charset: str | None, hint: str | None, notes: Notes) -> str:
    if charset is None or charset in _UNTRUSTED:
        return _undeclared(content, hint or charset, notes)
    try:
        return content.decode(charset)
    except UnicodeError:
        notes.add(f"Some bytes are not {charset}, so they were guessed.")
    if charset == "utf-8":
        return _broken_utf8(content)
    try:
        return content.decode("utf-8")
    except UnicodeError:
        return content.decode(charset, "replace")


def _undeclared(content: bytes, hint: str | None, notes: Notes) -> str:
    if content.isascii():
        text = content.decode("ascii")
        return content.decode("iso2022_jp_ext", "replace") if _ISO_2022_JP.search(content) else text
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeError:
        pass
    if hint and hint not in {"utf-8", *_UNTRUSTED}:
        try:
            return content.decode(hint)
        except UnicodeError:
            notes.add(f"Some bytes are not {hint}, so they were guessed.")
    if hint in {None, "ascii"}:
        notes.add("No charset was named for some letters, so they were guessed.")
        return _guessed(content) or _broken_utf8(content)
    return _broken_utf8(content)


def _guessed(content: bytes) -> str | None:
    """Text that is mostly beyond ASCII is not Western; its charset shows in which letters follow which."""
    sample = content[:_SAMPLE]
    high = len(sample) - len(sample.decode("ascii", "ignore"))
    if len(sample) < _SHORTEST_SAMPLE or high * 3 < len(sample):
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(sample, steps=2, chunk_size=1024).best()
    return content.decode(best.encoding, "replace") if best else None


def _broken_utf8(content: bytes) -> str:
    """UTF-8 with a few broken letters stays UTF-8; else the charset of old Windows, in which every byte is a letter."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = len(text) - len(text.encode("ascii", "ignore")) - broken
    return text if sound > broken else content.decode("windows-1252", _HIGH_TO_CONTROL)


def _printable(claimed: str) -> str:
    return re.sub(r"[^ -~]", "?", claimed)[:40]
