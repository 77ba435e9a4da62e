"""Parting what a person wrote this time from what they quoted and signed with. Nothing is thrown away.

In doubt a line counts as the writer's own: losing a parent's words is worse than keeping a quoted tail.
"""

from dataclasses import dataclass, field

from bookbag.channels.mailbox.quoting import markup, openings, signatures
from bookbag.channels.mailbox.quoting.openings import Kind

_DEPTH = 2_000  # lines in which a quotation may be announced; quotation marks count at any depth
_WRAPPED_AT = 70  # a quoted line at least this long may have spilt its last words into a line without a mark


@dataclass(frozen=True, slots=True)
class Split:
    """A text in three: the writer's new words, what they quoted, what they signed with."""

    new_text: str
    quoted: str
    signature: str


@dataclass(slots=True)
class _Reading:
    """The lines sorted so far; own lines stand in stretches, parted by quotations."""

    stretches: list[list[str]] = field(default_factory=lambda: [[]])
    quoted: list[str] = field(default_factory=list)

    def quote(self, lines: list[str]) -> None:
        """Set lines aside as quoted; a new stretch begins behind them."""
        self.quoted.extend(lines)
        if self.stretches[-1]:
            self.stretches.append([])

    def has_words(self) -> bool:
        """Whether the writer has said anything yet."""
        return any(line.strip() for stretch in self.stretches for line in stretch)


def split(text: str, html: str | None = None) -> Split:
    """Part a text with \\n line ends; the HTML it came with, if any, may show where the quotation begins."""
    lines = text.split("\n")
    if "wrote:" in text:
        lines = [part for line in lines for part in openings.parted(line)]
    reading = _sort(lines)
    if html and not reading.quoted and (cut := markup.quote_line(html, lines)) is not None:
        reading = _Reading(stretches=[lines[:cut]], quoted=lines[cut:])
    bodies: list[str] = []
    signed: list[str] = []
    for stretch in reading.stretches:
        body, signature = signatures.cut(stretch)
        bodies.append("\n".join(body).strip())
        signed.extend(signature)
    new_text = "\n\n".join(filter(None, bodies))
    if not new_text:
        return Split(new_text=text.strip(), quoted="", signature="")
    return Split(new_text=new_text, quoted="\n".join(reading.quoted).strip(), signature="\n".join(signed).strip())


def _sort(lines: list[str]) -> _Reading:
    """Give each line to the writer or to the quotation."""
    reading = _Reading()
    number = 0
    while number < min(len(lines), _DEPTH):
        if openings.is_quoted(lines[number]) or _spilt(lines, number):
            reading.quote([lines[number]])
            number += 1
        elif (opening := openings.find(lines, number)) is None:
            reading.stretches[-1].append(lines[number])
            number += 1
        elif opening.kind is Kind.FORWARD:
            reading.stretches[-1].extend(lines[number:])  # what a person sends on is what they want read
            return reading
        elif openings.quote_follows(lines, number + opening.span):
            below = openings.next_filled(lines, number + opening.span)
            reading.quote(lines[number:below])
            number = below
        elif reading.has_words():
            reading.quote(lines[number:])
            return reading
        else:
            return _Reading(stretches=[lines])
    reading.quoted.extend(line for line in lines[number:] if openings.is_quoted(line))
    reading.stretches[-1].extend(line for line in lines[number:] if not openings.is_quoted(line))
    return reading


def _spilt(lines: list[str], number: int) -> bool:
    """Whether a line is the rest of a quoted line that was wrapped again on its way."""
    if not 0 < number < len(lines) - 1 or not lines[number][:1].islower():
        return False
    line, before, after = lines[number], lines[number - 1], lines[number + 1]
    wrapped = len(line) < _WRAPPED_AT <= len(before)
    return wrapped and openings.is_quoted(before) and openings.is_quoted(after)
