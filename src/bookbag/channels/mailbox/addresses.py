"""Address lists as they come: groups, quoted commas, comments, missing brackets, several without commas, no address."""

import re
from dataclasses import dataclass, field

from bookbag.channels.mailbox import headers
from bookbag.channels.mailbox.limits import Notes
from bookbag.channels.mailbox.values import Address

_PLAIN = re.compile(r'[^"(<>,;:=]+')
_ENCODED = re.compile(r"=\?[\w.:+*-]{1,80}\?[bBqQ]\?[^?]*\?=")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ANGLE = re.compile(r"<([^<>]*)>?")
_ADDRESS = re.compile(r"[^\s<>()\[\]\",;:\\@]{1,256}@(?:\[[^\]\s]+\]|[^\s<>()\[\]\",;:\\]+)")
_QUOTED_LOCAL = re.compile(r'"[^"@<>\s]+(?: [^"@<>\s]+)*"@[^\s<>()\",;:]+')
_AROUND_AT = re.compile(r"\s?@\s{0,9}")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(slots=True)
class _Mailbox:
    """One entry while it is being read: words of the name, the same with comments, comments, angle brackets."""

    name: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    angles: list[str] = field(default_factory=list)
    mark: int = 0

    def say(self, words: str) -> None:
        self.name.append(words)
        self.shown.append(words)

    def split(self) -> "_Mailbox":
        """What was said after the address, as the next entry: the comma between them is missing, or was encoded."""
        said = [words for words in self.shown[self.mark :] if headers.words(words, Notes()).strip() != ","]
        del self.name[self.mark :], self.shown[self.mark :]
        return _Mailbox(name=said, shown=said)

    @property
    def empty(self) -> bool:
        return not (self.angles or self.comments or "".join(self.name).strip())


def read(value: bytes, hint: str, notes: Notes) -> tuple[Address, ...]:
    """Every mailbox that a header names, group names left out."""
    text = headers.raw_text(value, hint, notes)
    found: list[Address] = []
    waiting = ""
    for mailbox in _mailboxes(text):
        addresses = _addresses(mailbox, notes)
        if len(addresses) == 1 and not addresses[0].address and not mailbox.angles:
            waiting = f"{waiting}, {addresses[0].name}" if waiting else addresses[0].name
            continue
        if waiting and addresses and mailbox.angles:
            # "Surname, First <a@b>" written without quotes is one name.
            first = addresses[0]
            addresses[0] = Address(f"{waiting}, {first.name}" if first.name else waiting, first.address)
            waiting = ""
        found += addresses
    if waiting:
        found.append(_without_address(waiting))
        notes.add("An address line names somebody without an address.")
    return tuple(found)


def _mailboxes(text: str) -> list[_Mailbox]:
    found: list[_Mailbox] = []
    current = _Mailbox()
    at, quotes, comments = 0, True, True
    while at < len(text):
        letter = text[at]
        if letter in ",;":
            found.append(current)
            current = _Mailbox()
            at += 1
        elif letter == ":":
            current = _after_colon(current, text, at)
            at += 1
        elif letter == '"' and quotes and (match := _QUOTED.match(text, at)):
            current.say(_local_part(match, text))
            at = match.end()
        elif letter == "(" and comments and (end := _comment_end(text, at)):
            current.comments.append(text[at + 1 : end])
            current.name.append(" ")
            current.shown.append(text[at : end + 1])
            at = end + 1
        elif letter == "<" and (match := _ANGLE.match(text, at)):
            if current.angles and "@" in current.angles[-1]:
                found.append(current)
                current = current.split()
            current.angles.append(match.group(1))
            current.mark = len(current.name)
            at = match.end()
        elif letter == "=" and (match := _ENCODED.match(text, at)):
            current.say(match.group())
            at = match.end()
        else:
            # An opening quote or bracket that nothing closes: nor is any that follows, so none is looked for again.
            quotes, comments = quotes and letter != '"', comments and letter != "("
            match = _PLAIN.match(text, at)
            current.say("" if letter in '">' else match.group() if match else letter)
            at = match.end() if match else at + 1
    return [mailbox for mailbox in [*found, current] if not mailbox.empty]


def _after_colon(current: _Mailbox, text: str, at: int) -> _Mailbox:
    """What stood before a colon names a group or a scheme, and is left out; a colon inside a name stays."""
    before = "".join(current.name).strip().lower()
    if before in {"mailto", "smtp"} or (not current.angles and "@" not in before and _is_group(text, at)):
        return _Mailbox()
    current.say(":")
    return current


def _is_group(text: str, at: int) -> bool:
    """A group ends in a semicolon, or at least goes on with an address before any bracket opens."""
    rest = text[at + 1 :].lstrip()
    return ";" in rest or not rest


def _local_part(match: re.Match[str], text: str) -> str:
    """A quoted string, unquoted; but one that stands before an @ is part of the address."""
    if text[match.end() : match.end() + 1] == "@":
        return match.group()
    return re.sub(r"\\(.)", r"\1", match.group(1), flags=re.DOTALL)


def _comment_end(text: str, at: int) -> int:
    depth = 0
    for position in range(at, len(text)):
        letter = text[position]
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return position
    return 0


def _addresses(mailbox: _Mailbox, notes: Notes) -> list[Address]:
    name = _name("".join(mailbox.name), notes)
    angles = [found for angle in mailbox.angles if (found := _address(headers.words(angle, notes)))]
    if angles:
        shown = _name("".join(mailbox.shown), notes) if name else _name(" ".join(mailbox.comments), notes)
        first = Address(shown, angles[0])
        return [first, *(Address("", address) for address in angles[1:])]
    inside = _QUOTED_LOCAL.findall(name) or _ADDRESS.findall(name) or _ADDRESS.findall(_AROUND_AT.sub("@", name))
    if inside:
        rest = name.replace(inside[0], " ", 1) if len(inside) == 1 else ""
        rest = re.sub(r"\s+", " ", re.sub(r"[<>\[\]]|\bmailto:", " ", rest)).strip(" '\"")
        first = Address(rest or _name(" ".join(mailbox.comments), notes), _folded(inside[0]))
        return [first, *(Address("", _folded(address)) for address in inside[1:])]
    if mailbox.angles and mailbox.angles[0].strip():
        notes.add("An address has no @.")
        return [Address(name, headers.words(mailbox.angles[0], notes).strip())]
    name = name or _name(" ".join(mailbox.comments), notes)
    return [Address(name, "")] if name else []


def _without_address(name: str) -> Address:
    """A single word is what a machine calls itself (MAILER-DAEMON); several are a person's name."""
    return Address(name, "") if re.search(r"\s", name) else Address("", name)


def _address(angle: str) -> str:
    """The address inside angle brackets: routes, schemes, quotes and stray spaces taken off."""
    angle = _AROUND_AT.sub("@", angle.strip())
    if "@" not in angle:
        return ""
    match = _QUOTED_LOCAL.search(angle)
    if match:
        return _folded(match.group())
    found = _ADDRESS.findall(angle)
    if found:
        return _folded(found[-1].strip("'"))
    return _folded(re.sub(r"[\s<>\"]", "", angle))


def _folded(address: str) -> str:
    """The domain in lower case; what stands before the @ is the other side's own business."""
    local, _, domain = address.strip().rstrip(".").rpartition("@")
    return f"{local}@{domain.lower()}"


def _name(text: str, notes: Notes) -> str:
    plain = re.sub(r"\s+", " ", _BIDI.sub("", headers.words(text, notes))).strip()
    return plain[1:-1].strip() if len(plain) > 1 and plain[0] == plain[-1] == '"' else plain
