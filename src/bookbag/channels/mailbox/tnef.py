"""Outlook's winmail.dat (MS-OXTNEF): the body and the files in it. Damaged parcels give what stands before the damage."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from bookbag.channels.mailbox import charsets, hypertext, limits, rtf
from bookbag.channels.mailbox.limits import Notes

_SIGNATURE = 0x223E9F78
_MESSAGE_PROPERTIES, _MESSAGE_BODY, _CODEPAGE = 0x9003, 0x800C, 0x9007
_FILE_BEGINS, _FILE_TITLE, _FILE_DATA, _FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_BODY, _BODY_HTML, _BODY_RTF = 0x1000, 0x1013, 0x1009
_DATA, _SHORT_NAME, _LONG_NAME, _TYPE, _CONTENT_ID = 0x3701, 0x3704, 0x3707, 0x370E, 0x3712
# Property types by the width of their values; the rest carry their length.
_WIDTHS = {0x2: 4, 0x3: 4, 0x4: 4, 0x5: 8, 0x6: 8, 0x7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16, 0x1: 4}
_OBJECT, _STRING8, _UNICODE, _BINARY = 0xD, 0x1E, 0x1F, 0x102


@dataclass(slots=True)
class File:
    """A file out of a parcel."""

    name: str = ""
    type: str = "application/octet-stream"
    content: bytes = field(default=b"", repr=False)
    content_id: str = ""


@dataclass(slots=True)
class Parcel:
    """What a winmail.dat holds."""

    text: str = ""
    html: str = ""
    rich: str = ""
    files: list[File] = field(default_factory=list)


def read(content: bytes, notes: Notes) -> Parcel | None:
    """The parcel, or None if these bytes are none."""
    if len(content) < 6 or int.from_bytes(content[:4], "little") != _SIGNATURE:
        return None
    parcel, charset = Parcel(), "windows-1252"
    for name, value in islice(_attributes(content, notes), 8 * limits.PARTS):
        if name == _CODEPAGE and len(value) >= 4:
            charset = f"cp{int.from_bytes(value[:4], 'little')}"
        elif name == _MESSAGE_BODY:
            parcel.text = parcel.text or _string(value, charset)
        elif name == _MESSAGE_PROPERTIES:
            _message(parcel, value, charset, notes)
        elif name == _FILE_BEGINS:
            parcel.files.append(File())
        elif parcel.files:
            _file(parcel.files[-1], name, value, charset, notes)
    parcel.files = [one for one in parcel.files if one.content or one.name][: limits.PARTS]
    return parcel


def _attributes(content: bytes, notes: Notes) -> Iterator[tuple[int, bytes]]:
    at = 6
    while at + 9 <= len(content):
        _level, name, _kind, length = struct.unpack_from("<BHHI", content, at)
        at += 9
        if at + length > len(content):
            notes.add("The winmail.dat is cut off.")
            return
        yield name, content[at : at + length]
        at += length + 2


def _message(parcel: Parcel, value: bytes, charset: str, notes: Notes) -> None:
    for name, kind, content in _properties(value, notes):
        if name == _BODY:
            parcel.text = _string(content, "utf-16-le" if kind == _UNICODE else charset)
        elif name == _BODY_HTML:
            parcel.html = charsets.decode(content.rstrip(b"\0"), hypertext.declared_charset(content) or charset, notes)
        elif name == _BODY_RTF:
            parcel.rich = rtf.to_text(rtf.unpack(content))


def _file(one: File, name: int, value: bytes, charset: str, notes: Notes) -> None:
    if name == _FILE_TITLE:
        one.name = one.name or _string(value, charset)
    elif name == _FILE_DATA:
        one.content = value
    elif name == _FILE_PROPERTIES:
        for key, kind, content in _properties(value, notes):
            text = "utf-16-le" if kind == _UNICODE else charset
            if key == _LONG_NAME or (key == _SHORT_NAME and not one.name):
                one.name = _string(content, text) or one.name
            elif key == _TYPE:
                one.type = _string(content, text).lower() or one.type
            elif key == _CONTENT_ID:
                one.content_id = _string(content, text)
            elif key == _DATA and not one.content:
                one.content = content[16:] if kind == _OBJECT else content


def _string(value: bytes, charset: str) -> str:
    text = charsets.decode(value, charset, Notes())
    return text.strip("\0").rstrip()


def _properties(value: bytes, notes: Notes) -> Iterator[tuple[int, int, bytes]]:
    """The MAPI properties of an attribute: id, type, first value."""
    try:
        yield from _unguarded(value)
    except (struct.error, IndexError):
        notes.add("A property inside the winmail.dat is damaged.")


def _unguarded(value: bytes) -> Iterator[tuple[int, int, bytes]]:
    (count,), at = struct.unpack_from("<I", value, 0), 4
    for _ in range(min(count, 2000)):
        kind, name = struct.unpack_from("<HH", value, at)
        at += 4
        if name >= 0x8000:
            at = _after_name(value, at)
        several, kind = bool(kind & 0x1000), kind & 0x0FFF
        width = _WIDTHS.get(kind)
        values = 1
        if several or width is None:
            (values,), at = struct.unpack_from("<I", value, at), at + 4
        first = b""
        for number in range(min(values, 2000)):
            length = width
            if length is None:
                (length,), at = struct.unpack_from("<I", value, at), at + 4
            if number == 0:
                first = value[at : at + length]
            at += (length + 3) // 4 * 4
            if at > len(value) + 3:
                raise IndexError(at)
        yield name, kind, first


def _after_name(value: bytes, at: int) -> int:
    """Past the name of a named property: a GUID, then a number or a counted string."""
    (kind,) = struct.unpack_from("<I", value, at + 16)
    at += 20
    if kind == 0:
        return at + 4
    (length,) = struct.unpack_from("<I", value, at)
    return at + 4 + (int(length) + 3) // 4 * 4
