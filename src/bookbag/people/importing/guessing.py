"""Guesses from the names of a list's columns whose and what each is. What cannot be told is left to the school to say."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bookbag.people.folding import folded
from bookbag.people.importing.columns import EMERGENCIES, KIN, NUMBERED, Column, What
from bookbag.people.importing.vocabulary import (
    CHILD,
    CHILDREN,
    CONTACT,
    EMERGENCY,
    GROUPS,
    KINS,
    LETTERS,
    NOBODY,
    NOISE,
    NUMBERS,
    ORDINALS,
    PARENT,
    PLACES,
    STRANGERS,
    WORDS,
)

_TIES = {What.RELATIONSHIP, What.RESPONSIBILITY, What.LIVES_WITH}
_OF_ADULTS = {What.EMAIL, What.TELEPHONE, What.TITLE, *_TIES}
"""What no list says of a child: where a column does not say whose it is, it is the adult's beside it."""
_NAMING = {What.NAME, What.REVERSED, What.GIVEN, What.FAMILY}
_PERSONAL = {*_NAMING, What.EMAIL, What.TELEPHONE, What.ADDRESS}


@dataclass(frozen=True, slots=True)
class _Seen:
    """A column as its name alone says: whose, which of them (0 where it says none), and what."""

    place: int
    group: str
    number: int
    what: What
    is_legal: bool


def guessed(head: Sequence[str]) -> dict[int, Column]:
    """Say of each column that is understood what it holds, by its place. The others are left out."""
    seen = [each for place, name in enumerate(head) if (each := _seen(place, name))]
    return _Placing(seen).placed()


def _seen(place: int, name: str) -> _Seen | None:
    words, again = _split(name)
    if not words or STRANGERS & set(words):
        return None
    group, number, rest = _whose(words)
    what = _what(rest)
    if what is None and group and not [word for word in rest if word not in NOISE]:
        what = What.TELEPHONE if rest[-1:] and rest[-1] in NUMBERS and group != CHILD else What.NAME
    if words[-1] == "contact" and what is What.NAME and group not in (CHILD, CONTACT, EMERGENCY):
        what = What.TELEPHONE
    if what is None or (PLACES & set(words) and what in _PERSONAL):
        return None
    if what in _TIES and group == CHILD:
        group = NOBODY
    return _Seen(place, group, number + again if number or again else 0, what, "legal" in words)


def _split(name: str) -> tuple[list[str], int]:
    """The words of a column's name, with CamelCase, figures and marks parted: "Parent1_Email" is three words; and 1 for
    "Email.1", which a program writes where the name stands for the second time.
    """
    again = re.search(r"\.(\d)$", name)
    apart = re.sub(
        r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)(?!(?:st|nd|rd|th))|(?<=\d)(?=[A-Z])",
        " ",
        name[: again.start()] if again else name,
    )
    plain = folded(apart).replace("'s", "").replace("s'", "s").replace("e-mail", "email").replace("step-", "step")
    words = re.sub(r"[^a-z0-9]+", " ", re.sub(r"\bstep (?=[mfd])", "step", plain)).split()
    if words[:1] == ["priority"] and len(words) > 1:
        words[0] = "contact"
    return words, int(again[1]) + 1 if again and not any(map(_ordinal, words)) else 0


def _whose(words: list[str]) -> tuple[str, int, list[str]]:
    """Whose a column is, which of them, and the words that are left."""
    kin = {KINS[word] for word in words if word in KINS}
    groups = {GROUPS[word] for word in words if word in GROUPS}
    is_number = words[0] == "contact" and set(words[1:]) & {*NUMBERS, "tel", "telephone", "phone"} and not kin
    if is_number and groups == {CONTACT} and not any(map(_ordinal, words[1:2])):
        groups = set()
        words = ["telephone", *[word for word in words if _ordinal(word)]]
    if words in (["parental", "responsibility"], ["has", "parental", "responsibility"], ["parental", "resp"]):
        return NOBODY, 0, words
    if not kin and not groups:
        rest = [word for word in words if word not in CHILDREN]
        number = next((_ordinal(word) for word in words[1:] if word.isdigit() and _ordinal(word)), 0)
        return (CHILD if len(rest) < len(words) else NOBODY), number, rest
    position = next(place for place, word in enumerate(words) if word in KINS or word in GROUPS)
    number, taken = _number(words, position)
    rest = [word for place, word in enumerate(words) if place != taken and word not in CHILDREN]
    rest = [word for word in rest if word not in KINS and (word not in GROUPS or _is_what(rest, word))]
    if len(kin) == 1:
        return KIN[kin.pop()], 0, rest
    group = next((each for each in (EMERGENCY, PARENT, CONTACT) if each in groups), PARENT)
    return group, number, rest


def _is_what(words: list[str], word: str) -> bool:
    """ "Parental" is whose in "parental e-mail" and what in "parental responsibility"; so is the p of "p r"."""
    following = words[words.index(word) + 1 :][:1]
    return (word == "parental" and following in (["responsibility"], ["resp"])) or (word == "p" and following == ["r"])


def _number(words: list[str], position: int) -> tuple[int, int]:
    """Which of several: the number that stands nearest behind the word that says whose, else before it, else anywhere."""
    last = max(place for place, word in enumerate(words) if word in KINS or word in GROUPS)
    if last + 1 < len(words) and (number := _ordinal(words[last + 1]) or LETTERS.get(words[last + 1], 0)):
        return number, last + 1
    if position and (number := _ordinal(words[position - 1])):
        return number, position - 1
    return next(((_ordinal(word), place) for place, word in enumerate(words) if _ordinal(word)), (0, -1))


def _ordinal(word: str) -> int:
    return int(word) if word.isdigit() and 0 < int(word) < 10 else ORDINALS.get(word, 0)


def _what(words: list[str]) -> What | None:
    """What the words name: all of them, without those that add nothing, or without their number."""
    plain = [word for word in words if word not in NOISE]
    unnumbered = [word for word in plain if not word.isdigit()]
    for attempt in (words, [word for word in words if not word.isdigit()], plain, unnumbered):
        if found := WORDS.get(" ".join(attempt)):
            return found
    for position in range(len(unnumbered)):
        if found := WORDS.get(" ".join(unnumbered[position:])):
            return found
    return None


class _Placing:
    """Gives each column its person: those that say whose first, then those that stand beside them."""

    def __init__(self, seen: Sequence[_Seen]) -> None:
        self._seen = seen
        self._found: dict[int, Column] = {}
        self._adults: dict[tuple[str, int], int] = {}
        self._turn: Counter[str] = Counter()
        self._named = {each.group for each in seen if each.what in _NAMING}

    def placed(self) -> dict[int, Column]:
        """Whose and what each column is, by its place."""
        self._names_of_children()
        for each in self._seen:
            if each.place not in self._found and each.group not in (CHILD, NOBODY):
                self._found[each.place] = Column(self._adult(each.group, each.number, each.what), each.what)
        for each in self._seen:
            if each.place not in self._found and (column := self._unowned(each)):
                self._found[each.place] = column
        return dict(sorted(self._found.items()))

    def _names_of_children(self) -> None:
        """A child's own columns. A name that comes a second time is an adult's, save the legal one beside the one in use."""
        use = {What.GIVEN: What.KNOWN_AS, What.FAMILY: What.KNOWN_FAMILY}
        legal = {each.what for each in self._seen if each.group == CHILD and each.is_legal}
        for each in self._seen:
            what = each.what
            if each.group not in (CHILD, NOBODY) or (each.group == NOBODY and what in _OF_ADULTS):
                continue
            if what in _NAMING and not each.is_legal and what in legal and Column(0, use[what]) not in self._values:
                what = use[what]
            if what in _NAMING and Column(0, what) in self._values:
                if each.group == NOBODY:
                    number = self._adult(PARENT, each.number, what)
                    self._found[each.place] = Column(number, what)
                continue
            if what in _NAMING and self._has_child_name() and (each.number or self._is_beside_ways(each)):
                self._found[each.place] = Column(self._adult(PARENT, each.number, what), what)
            elif not (each.group == NOBODY and what in (What.ADDRESS, What.LANGUAGE, What.ID) and self._follows(each)):
                self._found[each.place] = Column(0, what)

    @property
    def _values(self) -> set[Column]:
        return set(self._found.values())

    def _has_child_name(self) -> bool:
        return {Column(0, What.GIVEN), Column(0, What.FAMILY)} <= self._values

    def _is_beside_ways(self, each: _Seen) -> bool:
        """Whether a name that says no owner stands beside columns that only adults have."""
        return each.what is What.NAME and any(
            one.group == NOBODY and one.what in _OF_ADULTS and one.place in (each.place - 1, each.place + 1)
            for one in self._seen
        )

    def _follows(self, each: _Seen) -> bool:
        """Whether a numbered column that says no owner belongs to the adult of that number."""
        return bool(each.number) and any(
            one.number == each.number and one.group in GROUPS.values() for one in self._seen
        )

    def _adult(self, group: str, number: int, what: What) -> int:
        """The adult of a group and number. Where a name comes again without a number, the next adult begins."""
        if kin := next((key for key, name in KIN.items() if name == group), 0):
            return kin
        if group != EMERGENCY and group not in self._named:
            group = next((each for each in (PARENT, CONTACT) if each in self._named), group)
        if not number:
            turn = max(self._turn[group], 1)
            if what in _NAMING and Column(self._adults.get((group, turn), -1), what) in self._values:
                turn += 1
            number = self._turn[group] = turn
        used, begins = set(self._adults.values()), EMERGENCIES[0] if group == EMERGENCY else 1
        last = EMERGENCIES[-1] if group == EMERGENCY else NUMBERED
        places = (begins + number - 1, *range(begins, last + 1))
        free = next((each for each in places if begins <= each <= last and each not in used), last)
        return self._adults.setdefault((group, number), free)

    def _unowned(self, each: _Seen) -> Column | None:
        """A column that does not say whose it is: the adult's of its number, else the one's it stands beside."""
        named = {column.adult for column in self._values if column.adult}
        if each.group != NOBODY:
            return None
        if not named:
            return Column(1, each.what) if each.what is not What.TITLE else None
        for group in (PARENT, CONTACT, EMERGENCY):
            if len(named) > 1 and each.number and (group, each.number) in self._adults:
                return Column(self._adults[group, each.number], each.what)
        before = [place for place in self._found if place < each.place and self._found[place].adult]
        if not before:
            only = len(named) == 1 and each.what is not What.TITLE
            adult = named.pop() if only else self._right_behind(each)
        else:
            adult = self._found[max(before)].adult
        column = Column(adult, each.what)
        return column if adult and not self._is_doubtful(each, column, named) else None

    def _right_behind(self, each: _Seen) -> int:
        """The adult whose column stands right behind: "Title" before "Parent 1 name"."""
        behind = self._found.get(each.place + 1)
        return behind.adult if behind and each.what is What.TITLE else 0

    def _is_doubtful(self, each: _Seen, column: Column, named: set[int]) -> bool:
        """Whether nobody could say whose it is: behind two adults stands one e-mail, or the adult has one already."""
        owned = {one.place for one in self._seen if one.group != NOBODY}
        have = {
            self._found[place].adult for place in owned if place in self._found and self._found[place].what is each.what
        }
        if have:
            return column.adult in have or have != named - {column.adult}
        alike = [one for one in self._seen if one.group == NOBODY and one.what is each.what]
        comes_after = any(
            place > each.place and self._found[place].adult not in (0, column.adult) for place in self._found
        )
        return len(named) > 1 and len(alike) < len(named) and not comes_after
