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
class _Stretch:
    """Own lines that stand together, and the quotation above them; either may be empty."""

    above: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)


def split(text: str, html: str | None = None) -> Split:
    """Part a text with \\n line ends; the HTML it came with, if any, may show where the quotation begins.

    Of somebody who answers between the lines the lines stay with the answers, which mean little without them. One
    quotation with a word below it is not that: there the word is kept and the quotation goes.
    """
    lines = text.split("\n")
    if "wrote:" in text:
        lines = [part for line in lines for part in openings.parted(line)]
    stretches = _sort(lines)
    if html and not any(stretch.above for stretch in stretches) and (cut := markup.quote_line(html, lines)) is not None:
        stretches = [_Stretch(own=lines[:cut]), _Stretch(above=lines[cut:])]
    answers: list[tuple[str, str]] = []
    signed: list[str] = []
    waiting: list[str] = []
    for stretch in stretches:
        body, signature = signatures.cut(stretch.own)
        signed.extend(signature)
        waiting.extend(filter(openings.is_quoted, stretch.above))
        if words := "\n".join(body).strip():
            answers.append(("\n".join(waiting), words))
            waiting.clear()
    between_the_lines = sum(1 for asked, _ in answers if asked) > 1
    said = [part for asked, words in answers for part in (asked if between_the_lines else "", words) if part]
    if not said:
        return Split(new_text=text.strip(), quoted="", signature="")
    quoted = [line for stretch in stretches for line in stretch.above]
    return Split(new_text="\n\n".join(said), quoted="\n".join(quoted).strip(), signature="\n".join(signed).strip())


def _sort(lines: list[str]) -> list[_Stretch]:
    """Give each line to the writer or to the quotation."""
    stretches = [_Stretch()]
    number = 0
    while number < min(len(lines), _DEPTH):
        if openings.is_quoted(lines[number]) or _spilt(lines, number):
            _quote(stretches, lines[number : number + 1])
            number += 1
        elif (opening := openings.find(lines, number)) is None:
            stretches[-1].own.append(lines[number])
            number += 1
        elif opening.kind is Kind.FORWARD:
            stretches[-1].own.extend(lines[number:])  # what a person sends on is what they want read
            return stretches
        elif openings.quote_follows(lines, number + opening.span):
            below = openings.next_filled(lines, number + opening.span)
            _quote(stretches, lines[number:below])
            number = below
        elif any(line.strip() for stretch in stretches for line in stretch.own):
            _quote(stretches, lines[number:])
            return stretches
        else:
            return [_Stretch(own=lines)]
    _quote(stretches, [line for line in lines[number:] if openings.is_quoted(line)])
    stretches[-1].own.extend(line for line in lines[number:] if not openings.is_quoted(line))
    return stretches


def _quote(stretches: list[_Stretch], lines: list[str]) -> None:
    """Set lines aside as quoted; own lines below them begin a new stretch."""
    if lines and stretches[-1].own:
        stretches.append(_Stretch())
    stretches[-1].above.extend(lines)


def _spilt(lines: list[str], number: int) -> bool:
    """Whether a line is the rest of a quoted line that was wrapped again on its way."""
    if not 0 < number < len(lines) - 1 or not lines[number][:1].islower():
        return False
    line, before, after = lines[number], lines[number - 1], lines[number + 1]
    wrapped = len(line) < _WRAPPED_AT <= len(before)
    return wrapped and openings.is_quoted(before) and openings.is_quoted(after)
