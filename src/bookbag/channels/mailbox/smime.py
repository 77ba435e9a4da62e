"""What an opaque S/MIME signature wraps (CMS SignedData, RFC 5652): read out, never verified, never decrypted."""

from collections.abc import Iterator

_SEQUENCE, _SET_CONTEXT, _OCTETS, _OCTETS_BUILT, _OBJECT_ID = 0x30, 0xA0, 0x04, 0x24, 0x06
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_DATA = bytes.fromhex("2a864886f70d010701")
_NESTED = 8


def signed_content(content: bytes) -> bytes | None:
    """The message inside a signed envelope, or None for anything else."""
    try:
        kind, inner = list(_items(_first(content, _SEQUENCE)))[:2]
        if kind != (_OBJECT_ID, _SIGNED_DATA) or inner[0] != _SET_CONTEXT:
            return None
        for tag, value in _items(_first(inner[1], _SEQUENCE)):
            if tag == _SEQUENCE and (wrapped := list(_items(value)))[:1] == [(_OBJECT_ID, _DATA)]:
                return _octets(wrapped[1][1], _NESTED) if len(wrapped) > 1 else None
    except (ValueError, IndexError):
        return None
    return None


def _first(content: bytes, tag: int) -> bytes:
    found, value = next(_items(content), (0, b""))
    if found != tag:
        raise ValueError(found)
    return value


def _octets(content: bytes, depth: int) -> bytes:
    """An octet string, which may be built from smaller ones."""
    pieces = []
    for tag, value in _items(content):
        if tag == _OCTETS:
            pieces.append(value)
        elif tag == _OCTETS_BUILT and depth:
            pieces.append(_octets(value, depth - 1))
        else:
            raise ValueError(tag)
    return b"".join(pieces)


def _items(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and value of each element; indefinite lengths (BER) end where their end mark stands."""
    at = 0
    while at + 2 <= len(content):
        tag, start, stop, following = _element(content, at)
        if tag == 0:
            return
        yield tag, content[start:stop]
        at = following


def _element(content: bytes, at: int) -> tuple[int, int, int, int]:
    tag, length, start = content[at], content[at + 1], at + 2
    if length < 0x80:
        return tag, start, start + length, start + length
    if length > 0x80:
        size = length & 0x7F
        if size > 4:
            raise ValueError(size)
        stop = start + size + int.from_bytes(content[start : start + size], "big")
        return tag, start + size, stop, stop
    end = start
    open_elements = 1
    while open_elements:
        inner, length = content[end], content[end + 1]
        if inner == 0 and length == 0:
            open_elements, end = open_elements - 1, end + 2
        elif length == 0x80:
            open_elements, end = open_elements + 1, end + 2
        else:
            end = _element(content, end)[3]
    return tag, start, end - 2, end
