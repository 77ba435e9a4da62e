"""Parameters of Content-Type and Content-Disposition, with RFC 2231 pieces and charsets, however they are written."""

import re
from urllib.parse import unquote_to_bytes

from bookbag.channels.mailbox import charsets, headers
from bookbag.channels.mailbox.limits import Notes

_PARAMETER = re.compile(r';\s*([^\s=;"]{1,80})\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)', re.DOTALL)
_PIECE = re.compile(r"([^*]+)(?:\*(\d{1,4}))?(\*)?")


def parameters(value: str) -> dict[str, str]:
    """Every parameter by name; bytes above ASCII stand as Latin-1 letters until `words` reads them as text."""
    found: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, given in _PARAMETER.findall(_without_comments(value)):
        match = _PIECE.fullmatch(name.lower())
        if match is None:
            continue
        base, number, extended = match.groups()
        if number is None and extended is None:
            found.setdefault(base, _bare(given))
        else:
            pieces.setdefault(base, {}).setdefault(int(number or 0), (_bare(given), extended is not None))
    return found | {base: _joined(numbered) for base, numbered in pieces.items()}


def _without_comments(value: str) -> str:
    return re.sub(r"^([^;\"]*)\([^()\"]{0,200}\)", r"\1", value)


def _bare(given: str) -> str:
    given = headers.unfolded(given).strip()
    if given.startswith('"'):
        return re.sub(r'\\(["\\])', r"\1", given[1:].removesuffix('"')) if not _is_path(given) else given.strip('"')
    return given.strip("'") if len(given) > 2 and given[0] == given[-1] == "'" else given


def _is_path(given: str) -> bool:
    """A Windows path written without escapes: its backslashes are its own."""
    return re.match(r'"(?:[A-Za-z]:\\|\\\\)', given) is not None


def _joined(numbered: dict[int, tuple[str, bool]]) -> str:
    charset = ""
    content = bytearray()
    for number in sorted(numbered):
        text, extended = numbered[number]
        if extended and number == min(numbered) and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        content += unquote_to_bytes(text) if extended else text.encode("latin-1", "replace")
    if charset:
        # Marked as text already: a UTF-8 reading of Latin-1 letters must not happen to it a second time.
        return charsets.decode(bytes(content), charset, Notes()).encode("utf-8").decode("latin-1")
    return bytes(content).decode("latin-1")
