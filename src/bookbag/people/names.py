"""Whether two names may be one person's: slips of the finger, short forms, double-barrelled names, the order turned round.

Pure. A likeness is a reason to ask somebody, and never a decision. Two given names that people bear are no slip of one
another, however close their letters are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bookbag.people.folding import folded
from bookbag.people.shortnames import LINES_OF

_RELATION = (
    r"(?:mum(?:my)?|mom(?:my)?|mam|mother|dad(?:dy)?|father|parents?|carer|guardian|step-?(?:mum|dad|mother|father)"
    r"|foster (?:mum|dad|mother|father|carer)|gran(?:ny|dad|dma|dpa|dmother|dfather)?|nan(?:ny|a)?|aunt(?:ie|y)?|uncle)"
)
_CHILD = r"(?P<child>[^\W\d_][\w-]+(?: [^\W\d_][\w’'-]+?)?)"
_WHOSE = (
    re.compile(rf"{_CHILD}(?:[’']s?|s[’'])? {_RELATION}\b", re.IGNORECASE),
    re.compile(rf"\b{_RELATION} (?:of|to) {_CHILD}(?![\w’'-])", re.IGNORECASE),
)
_BESIDE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|[-–—,:/] +([^,]*\b" + _RELATION + r"\b.*)$", re.IGNORECASE)
_TITLE = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr|rev|revd|prof|sir|lady|dame)\b\.?\s*", re.IGNORECASE)
_JOINS = re.compile(r"[\s-]+")
_MARKS = re.compile(r"[^\w\s'-]")
_NOWHERE = frozenset[int]()
MOST = 3
"""How far two names may lie apart: a slip, or a short form and a part of a name; not two slips."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why two names may be one person's. `whole` where given and family name both speak for it."""

    apart: int
    because: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Step:
    apart: int
    because: str = ""


def child_named(written: str) -> str:
    """The child that a name speaks of, as in "Mrs Khan (Amira's mum)", or nothing."""
    return next((found["child"] for whose in _WHOSE if (found := whose.search(_plain(written)))), "")


def likeness(written: str, given: str, family: str) -> Likeness | None:
    """Whether a name that somebody wrote may be that of this adult, and why; None where it is another name."""
    words, held_given, held_family = _words_of(written), _words(given), _words(family)
    if not words or not held_family:
        return None
    found = list(_ways(words, held_given, held_family))
    return min(found, key=lambda each: (not each.whole, each.apart), default=None)


def _ways(words: Sequence[str], given: Sequence[str], family: Sequence[str]) -> Iterator[Likeness]:
    for cut in range(1, len(words)):
        yield from _whole(_family(words[cut:], family), _given(words[:cut], given))
        turned = _Step(1, "Given and family name stand the other way round.")
        yield from _whole(_family(words[:cut], family), _given(words[cut:], given), turned)
    alone = _family(words, family)
    if alone and (len(words) == 1 or alone.apart == 0):
        yield Likeness(alone.apart, alone.because or "The family name is the same.", whole=False)
    elif len(words) == 1 and (first := _given(words, given)):
        yield Likeness(first.apart + 1, first.because or "The given name is the same.", whole=False)


def _whole(*steps: _Step | None) -> Iterator[Likeness]:
    taken = [step for step in steps if step]
    apart = sum(step.apart for step in taken)
    if len(taken) == len(steps) and apart <= MOST:
        yield Likeness(apart, " ".join(step.because for step in taken if step.because) or "The name is the same.")


def _family(said: Sequence[str], held: Sequence[str]) -> _Step | None:
    if "".join(said) == "".join(held):
        return _Step(0)
    long = {word for word in (*said, *held) if len(word) > 2}
    if set(said) & set(held) & long and (set(said) <= set(held) or set(held) <= set(said)):
        return _Step(1, "One of two family names is the same.")
    return _slip("".join(said), "".join(held), "family")


def _given(said: Sequence[str], held: Sequence[str]) -> _Step | None:
    if not held:
        return None
    if said[0] == held[0] or "".join(said) == "".join(held):
        return _Step(0)
    if held[0] in said or said[0] in held:
        return _Step(1, "It is a second given name.")
    steps = [step for each in held if (step := _given_name(said[0], each))]
    return min(steps, key=lambda step: step.apart, default=None)


def _given_name(said: str, held: str) -> _Step | None:
    shorter, longer = sorted((said, held), key=len)
    if LINES_OF.get(said, _NOWHERE) & LINES_OF.get(held, _NOWHERE):
        return _Step(1, f"“{said.capitalize()}” is said for “{held.capitalize()}”.")
    if len(shorter) == 1:
        return _Step(2, "Only the initial of the given name is there.") if longer.startswith(shorter) else None
    if said in LINES_OF and held in LINES_OF:
        return None
    if len(shorter) > 2 and longer.startswith(shorter):
        return _Step(2, "The given name begins alike.")
    return _slip(said, held, "given")


def _slip(one: str, other: str, which: str) -> _Step | None:
    """Whether one word may be the other with a slip of the finger. Short words bear fewer: Hall is not Hill."""
    shortest = min(len(one), len(other))
    if shortest < 4 or (one[0] != other[0] and one[:2] != other[1::-1]):
        return None
    slips = slips_between(one, other)
    if slips == 1 and (shortest > 4 or len(one) != len(other) or sorted(one) == sorted(other)):
        return _Step(2, f"The {which} name is one letter off.")
    return _Step(3, f"The {which} name is two letters off.") if slips == 2 and shortest > 7 else None


def slips_between(one: str, other: str) -> int:
    """How many letters were left out, put in, mistaken or turned round (optimal string alignment)."""
    before, last = list[int](), list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        here = [row]
        for column, against in enumerate(other, 1):
            cheapest = min(last[column] + 1, here[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cheapest = min(cheapest, before[column - 2] + 1)
            here.append(cheapest)
        before, last = last, here
    return last[-1]


def _plain(written: str) -> str:
    return " ".join(written.replace("’", "'").replace("\0", " ").split())


def _words_of(written: str) -> list[str]:
    """The words of a name as somebody wrote it: without title, without what stands beside it, a comma turned round."""
    bare = _TITLE.sub("", _BESIDE.sub(" ", _plain(written)).strip(" \"'"))
    family, comma, given = bare.partition(",")
    words = _words(f"{_TITLE.sub('', given.strip())} {family}" if comma and given.strip() else family)
    # "Amira's mum" is nobody's name.
    return [] if any(re.fullmatch(_RELATION, word) for word in words) else words


def _words(name: str) -> list[str]:
    kept = _MARKS.sub(" ", folded(name)).replace("'", "")
    return [word for word in _JOINS.split(kept) if word]
