"""Where a quotation begins: "On … wrote:", a copied message head, a rule with words in it.

Every look ahead is bounded, so that the work grows with the number of lines and no faster.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bookbag.channels.mailbox.quoting import words


class Kind(Enum):
    """What announces the quotation."""

    ATTRIBUTION = "attribution"
    HEAD = "head"
    ORIGINAL = "original"
    FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class Opening:
    """The lines that announce a quotation: what they are and how many."""

    kind: Kind
    span: int


_ATTRIBUTION_LINES = 6
_ATTRIBUTION_LENGTH = 420
_HEAD_LINES = 16
_LINE = 500  # characters of a line that are looked at


def _any(strings: Sequence[str]) -> str:
    """An alternation that prefers the longer of two words with one beginning."""
    return "|".join(re.escape(word) for word in sorted(set(strings), key=len, reverse=True))


_SPACES = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_QUOTED = re.compile(r"[ \t\xa0]{0,3}(?:>|＞|&gt;)")
_VERB = re.compile(rf"(?<!\w)(?:{_any(words.VERBS)})(?!\w)|(?:{_any(words.VERBS_UNSPACED)})", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>()\[\]\"',;:@]{1,120}@[^\s<>()\[\]\"',;@]{1,120}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d)")
_TIME = re.compile(r"(?<![\d.])\d{1,2}[:.h]\d{2}(?![\d/]|\.\d)|\d\s?[ap]\.?m\b", re.IGNORECASE)
_EARLY_DIGIT = re.compile(r"\W{0,4}(?:[^\W\d]{1,12}[.,،]{0,2}\s{0,2}){0,4}\(?\d")
_NAME_AND_ADDRESS = re.compile(r"(?:[^\s<>@]{1,40}\s){0,6}[<(\[]?(?:mailto:)?[^\s<>@]{1,120}@")
_ISO = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b")
_BARE_ISO = re.compile(r"\d{4}-\d\d-\d\d \d{1,2}:\d\d(?::\d\d)? GMT[+-]\d\d:\d\d [\w .'-]{2,60}:?$")
_CLOSED = re.compile(r"[>)\]]\s?\S{0,12}[\s,]*$")
_ENGLISH = {"wrote", "writes", "said", "says", "sent"}  # these stand behind the name
_ADDRESS_LAST = re.compile(r"@[^\s<>@]{1,120}>?\s?[>)\]]?\s?:?$")
_BETWEEN_DASHES = re.compile(rf"-{{2,}}\s?.{{1,300}}(?:{_any(words.VERBS)})\s?:?\s?-{{2,}}$", re.IGNORECASE)
_COLON = (":", "：")
_MARKS = r"[\s>*_|]{0,6}[-—–─=_*\s]{2,60}"
_FORWARD = re.compile(
    rf"{_MARKS}(?:{_any(words.FORWARDED)})\W{{0,60}}$|\W{{0,3}}(?:{_any(words.FORWARDED)})\s?[:：]?\*?$|-{{3,}}\s?forwarded (?:by|message)\b",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(rf"{_MARKS}(?:{_any(words.ORIGINALS)})\W{{0,60}}$", re.IGNORECASE)
_RULE = re.compile(r"[\s*]{0,4}[-_=—–─]{3,200}[\s*]{0,4}$")
_KIND = {label: kind for kind, labels in words.LABELS.items() for label in labels}
_LABEL_LENGTH = 1 + max(map(len, _KIND))
_FINISHES = (*_COLON, *words.VERBS, *words.VERBS_UNSPACED)
_SHARED_LINE = re.compile(
    r"(?P<own>.{0,400}?\S)(?:\s+|-{2,}\s*)(?P<tail>On (?=[A-Z0-9])[^:]{0,60}\d{1,2}:\d\d.{3,200}\bwrote:)\s*$"
)


def is_quoted(line: str) -> bool:
    """Whether a line carries the mark of a quotation."""
    return _QUOTED.match(line) is not None


def parted(line: str) -> tuple[str, ...]:
    """A line on which the last own words and "On … wrote:" stand together, in two."""
    if len(line) > _LINE or not line.rstrip().endswith("wrote:") or line.lstrip(" \t-").startswith("On "):
        return (line,)
    shared = _SHARED_LINE.match(line)
    return (shared["own"], shared["tail"]) if shared else (line,)


def find(lines: Sequence[str], number: int) -> Opening | None:
    """The opening that begins at this line, if one does."""
    line = _clean(lines[number])
    if not line:
        return None
    if _FORWARD.match(line):
        return Opening(Kind.FORWARD, 1)
    if _ORIGINAL.match(line) or _BETWEEN_DASHES.match(line):
        return Opening(Kind.ORIGINAL, 1 + _head(lines, next_filled(lines, number + 1)))
    above = next_filled(lines, number + 1) - number if _RULE.match(line) else 0
    if span := _head(lines, number + above, after_rule=above > 0):
        return Opening(Kind.HEAD, above + span)
    span = _attribution(lines, number, line)
    return Opening(Kind.ATTRIBUTION, span) if span else None


def _clean(line: str) -> str:
    """A line as it is compared: one kind of space, composed letters, no bold marks round it."""
    text = _SPACES.sub(" ", line[:_LINE]).strip()
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def next_filled(lines: Sequence[str], number: int) -> int:
    """The next line that is not empty, at most three further down; else the number itself."""
    return next((found for found in range(number, min(number + 3, len(lines))) if lines[found].strip()), number)


def quote_follows(lines: Sequence[str], number: int) -> bool:
    """Whether the next line that is not empty is a quoted one."""
    following = next_filled(lines, number)
    return following < len(lines) and is_quoted(lines[following])


# A line that says who wrote when


def _attribution(lines: Sequence[str], number: int, line: str) -> int:
    """How many lines an attribution takes that begins here; none when 0."""
    if not _may_start(line):
        return 0
    joined = ""
    for span in range(1, min(_ATTRIBUTION_LINES, len(lines) - number) + 1):
        piece = _clean(lines[number + span - 1])
        if not piece:
            if span == 1 or span == len(lines) - number or not _clean(lines[number + span]).startswith("<"):
                return 0
            continue
        joined = f"{joined} {piece}".strip(" -")
        if len(joined) > _ATTRIBUTION_LENGTH:
            return 0
        if _may_end(piece) and _announces(joined, lines, number + span):
            later = any(_starts_anew(lines, number, span, inner) for inner in range(1, span))
            return 0 if later else span
        if piece.endswith(_COLON):
            return 0
    return 0


def _may_start(line: str) -> bool:
    bare = line.lstrip("-—*_\"'<> ")
    return bool(_EARLY_DIGIT.match(bare) or _NAME_AND_ADDRESS.match(bare) or _may_end(bare))


def _may_end(piece: str) -> bool:
    return (
        piece.rstrip(" *_->\"'」").casefold().endswith(_FINISHES)
        or piece.endswith(">")
        or _BARE_ISO.match(piece) is not None
    )


def _starts_anew(lines: Sequence[str], number: int, span: int, inner: int) -> bool:
    """Whether the attribution really begins further down, below own words that happened to fit."""
    line = _clean(lines[number + inner]).lstrip("-—*_\"' ")
    if not (_YEAR.search(line) and _EARLY_DIGIT.match(line)):
        return False
    joined = " ".join(filter(None, (_clean(lines[at]) for at in range(number + inner, number + span))))
    return _announces(joined, lines, number + span)


def _announces(joined: str, lines: Sequence[str], below: int) -> bool:
    """Whether the joined lines say that somebody wrote what follows."""
    if "@" not in joined and not _YEAR.search(joined) and not quote_follows(lines, below):
        return False
    verbs = list(_VERB.finditer(joined))
    if not verbs:
        return _dated_address(joined, lines, below)
    before, rest = joined[: verbs[-1].start()], joined[verbs[-1].end() :].strip(" *_->\"'」")
    ends_in_colon = joined.rstrip(" *_->").endswith(_COLON)
    dated = bool(_YEAR.search(joined) and (_TIME.search(joined) or " via " in joined))
    if rest not in {"", *_COLON}:
        return ends_in_colon and len(rest) <= 200 and _names_writer(joined, rest, verbs[-1].group(), dated=dated)
    quoted = quote_follows(lines, below)
    if not (ends_in_colon or quoted or _ends_here(lines, below)):
        return False
    return dated or _ends_in_address(before) or (quoted and ends_in_colon and len(joined) < 200)


def _ends_here(lines: Sequence[str], below: int) -> bool:
    return below >= len(lines) or not lines[below].strip()


def _ends_in_address(before: str) -> bool:
    """Whether an address stands right before the verb, as in "Ann <a@b> wrote", and not inside a sentence."""
    last = before[-130:]
    return bool(_ADDRESS.search(last) and (_YEAR.search(before) or _CLOSED.search(last)))


def _names_writer(joined: str, rest: str, verb: str, *, dated: bool) -> bool:
    """Whether "schrieb Ann <a@b>:" or "Ann <a@b> wrote on 3 March 2026:" is what is said."""
    if verb.casefold() in _ENGLISH and not rest.lower().startswith(("on ", "at ")):
        return False
    return dated or bool(_ADDRESS.search(joined) and any(mark in joined for mark in "<[("))


def _dated_address(joined: str, lines: Sequence[str], below: int) -> bool:
    """Whether a date and an address in brackets stand alone, as older Gmail sets them, without a verb."""
    if _BARE_ISO.match(joined):
        return True
    if not (_ADDRESS_LAST.search(joined) and "<" in joined and _EARLY_DIGIT.match(joined) and _YEAR.search(joined)):
        return False
    if joined.endswith(":"):
        return True
    return bool(_ISO.match(joined)) and (quote_follows(lines, below) or _ends_here(lines, below))


# A copied message head


def _head(lines: Sequence[str], number: int, *, after_rule: bool = False) -> int:
    """How many lines a copied head takes that begins here; none when 0."""
    first = _label(lines, number)
    if first is None or first[0] in {"other", "cc"}:
        return 0
    kinds: dict[str, str] = {}
    last = 0
    for span, at in enumerate(range(number, min(number + _HEAD_LINES, len(lines))), start=1):
        found = _label(lines, at)
        if found:
            kinds.setdefault(*found)
            last = span
        elif span - last > (2 if _continues(lines, at) else 1) or (not lines[at].strip() and len(kinds) >= 3):
            break
    return last if _is_head(kinds, after_rule=after_rule or _one_line_head(lines, number)) else 0


def _label(lines: Sequence[str], number: int) -> tuple[str, str] | None:
    """What a line's label names and what stands behind it."""
    if number >= len(lines):
        return None
    label, colon, value = lines[number][:_LINE].replace("：", ":").partition(":")
    if not colon or len(label) > _LABEL_LENGTH + 8:
        return None
    kind = _KIND.get(_clean(label).strip("*_| ").casefold())
    return (kind, value.strip("*_ \xa0\t")) if kind else None


def _continues(lines: Sequence[str], number: int) -> bool:
    """Whether a line without a label may carry on the one above: a folded name, list of people or subject."""
    return bool(lines[number].strip()) and _label(lines, number + 1) is not None


def _one_line_head(lines: Sequence[str], number: int) -> bool:
    return number == 0 or not lines[number - 1].strip()


def _is_head(kinds: dict[str, str], *, after_rule: bool) -> bool:
    """Whether the labels found prove a head: a parent, too, may write a line "From: the bus stop"."""
    named = set(kinds) & {"from", "sent", "to", "subject"}
    addressed = any("@" in value for value in kinds.values())
    dated = bool(_YEAR.search(kinds.get("sent", "")) or _TIME.search(kinds.get("sent", "")))
    if len(named) >= 3:
        return addressed or "subject" in named
    if len(named) == 2:
        return (addressed and bool(named & {"from", "sent"})) or (named == {"from", "sent"} and dated)
    return (
        after_rule and named == {"from"} and bool(re.search(r"[<\[]\s?(?:mailto:)?[^\s<>@]+@[^\s<>@]+", kinds["from"]))
    )
