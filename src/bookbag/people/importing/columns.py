"""What the columns of a class list are: whose (the child's, or which adult's) and what. Guessed from their names; a school may say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bookbag.people.folding import folded


class What(StrEnum):
    """What a column holds of a person."""

    NAME = "name"
    GIVEN = "first name"
    FAMILY = "family name"
    KNOWN_AS = "name in use"
    TITLE = "title"
    BORN = "date of birth"
    CLASS = "class"
    YEAR = "year"
    UPN = "UPN"
    ID = "number in the other system"
    RELATIONSHIP = "relationship"
    EMAIL = "e-mail"
    TELEPHONE = "telephone"
    ADDRESS = "address"
    RESPONSIBILITY = "parental responsibility"
    LIVES_WITH = "lives with"


@dataclass(frozen=True, slots=True)
class Column:
    """Whose, and what: adult 0 is the child. Adults are numbered to keep their columns together, and for nothing else."""

    adult: int
    what: What

    def __str__(self) -> str:
        return f"{f'adult {self.adult}' if self.adult else 'child'}: {self.what}"

    @classmethod
    def named(cls, words: str) -> "Column | None":
        """The column of such words, as `str` gives them; None for "nothing", or words that are none."""
        whose, _, what = words.partition(": ")
        if what not in set(What):
            return None
        return cls(int(whose.removeprefix("adult ") or 0) if whose.startswith("adult ") else 0, What(what))


MOTHER, FATHER = 8, 9
_ADULTS = {
    MOTHER: {"mother", "mothers", "mum", "mums", "mam"},
    FATHER: {"father", "fathers", "dad", "dads"},
}
_ADULT = {
    "adult",
    "c",
    "carer",
    "carers",
    "con",
    "contact",
    "contacts",
    "emergency",
    "family",
    "g",
    "guardian",
    "guardians",
    "nok",
    "p",
    "parent",
    "parents",
    "pc",
    "pg",
}
_CHILD = {"basic", "child", "children", "childs", "learner", "legal", "pupil", "pupils", "student", "students"}
_ORDINALS = {
    word: number
    for number, words in enumerate(
        ("one first 1st primary main", "two second 2nd secondary other", "three third 3rd", "four fourth 4th"), start=1
    )
    for word in words.split()
}
_NOISE = {
    "a",
    "and",
    "current",
    "day",
    "daytime",
    "details",
    "evening",
    "for",
    "full",
    "home",
    "no",
    "number",
    "of",
    "personal",
    "s",
    "the",
    "to",
    "work",
}
_NAMES = {
    What.GIVEN: (
        "enw cyntaf|forename|forenames|first name|firstname|first names|given name|givenname|given names|"
        "given|christian name|fname|first|legal forename|legal first name"
    ),
    What.FAMILY: (
        "cyfenw|surname|last name|lastname|family name|familyname|sname|lname|last|legal surname|legal last name|second name"
    ),
    What.NAME: "name|fullname|full name|names|forename surname|surname forename",
    What.KNOWN_AS: (
        "preferred forename|preferred name|preferred first name|known as|chosen name|"
        "chosen forename|preferred|nickname|called|name in use"
    ),
    What.TITLE: "title|salutation",
    What.BORN: "dob|do b|dyddiad geni|d o b|date birth|birth date|birthdate|birthday|born|born on|dateofbirth|date of birth",
    What.CLASS: (
        "class|dosbarth|form|reg group|registration group|reg|registration form|tutor group|tutor|"
        "class name|classname|reg form|form group|form class|teaching group|room|primary class"
    ),
    What.YEAR: "year|year group|yeargroup|yr|yr group|nc year|ncy|national curriculum year|year taught in|grade",
    What.UPN: "upn|unique pupil|unique pupil number",
    What.ID: (
        "id|admission|adm|admission no|admission number|adm no|mis id|external id|sims id|"
        "person id|identifier|ref|sourcedid|roll"
    ),
    What.RELATIONSHIP: "relationship|relation|rel|relationship child|relationship pupil|relationship student|type",
    What.EMAIL: "email|e mail|email address|e mail address|mail|emails|email addresses|address email",
    What.TELEPHONE: (
        "mobile|phone|telephone|tel|cell|mob|mobile phone|mobile tel|mobile telephone|"
        "phone mobile|telephone mobile|landline|cellphone|cell phone|phones|contact|tel mobile|"
        "phone 1|phone 2"
    ),
    What.ADDRESS: (
        "address|postal address|addr|street|house|postcode|post code|town|city|county|"
        "address line|locality|village|zip|address post code|address postcode|address block|"
        "district|apartment|address town|address county"
    ),
    What.RESPONSIBILITY: (
        "parental responsibility|pr|responsibility|legal responsibility|has parental responsibility|parental resp"
    ),
    What.LIVES_WITH: "lives with|resident|lives with pupil|lives with child|same address|resides with|living with",
}
"""How lists call their columns, without the words that say whose."""
_WORDS = {name: what for what, names in _NAMES.items() for name in names.split("|")}
_OF_ADULTS = {What.EMAIL, What.TELEPHONE, What.RELATIONSHIP, What.RESPONSIBILITY, What.LIVES_WITH, What.TITLE}
"""What no list says of a child: where a column does not say whose it is, it is the adult's beside it."""


def guessed(head: Sequence[str]) -> dict[int, Column]:
    """Say of each column that is understood what it holds, by its place. The others are left out."""
    found = {place: column for place, name in enumerate(head) if (column := _guess(name))}
    said = {column.what for column in found.values() if column.adult}
    adult = min((column.adult for column in found.values() if column.adult), default=1)
    for place, column in list(found.items()):
        adult = column.adult or adult
        if not column.adult and column.what in _OF_ADULTS and not _CHILD & set(_split(head[place])):
            if column.what in said:
                del found[place]
            else:
                found[place] = Column(adult, column.what)
    return found


def said(words: Mapping[int, str]) -> dict[int, Column]:
    """The columns as a school has said them, by their places."""
    return {place: column for place, each in words.items() if (column := Column.named(each))}


def _guess(name: str) -> Column | None:
    words = _split(name)
    adult, rest = _whose(words)
    what = _what(rest)
    if what is None and (adult or _CHILD & set(words)) and not [word for word in rest if word not in _NOISE]:
        what = What.NAME
    return Column(adult, what) if what else None


def _split(name: str) -> list[str]:
    """The words of a column's name, with CamelCase, figures and marks parted: "Parent1_Email" is three words."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)(?!(?:st|nd|rd|th))|(?<=\d)(?=[A-Z])", " ", name)
    return re.sub(r"[^a-z0-9]+", " ", folded(apart).replace("'s", "").replace("e-mail", "email")).split()


def _whose(words: list[str]) -> tuple[int, list[str]]:
    """Which person a column is of, 0 being the child, and the words that are left."""
    named = next((number for number, names in _ADULTS.items() if names & set(words)), 0)
    grown = [word for word in words if word in _ADULT]
    kin = set().union(*_ADULTS.values())
    rest = [word for word in words if word not in kin]
    if not named and not grown:
        return 0, [word for word in rest if word not in _CHILD]
    if (
        grown == ["contact"]
        and not named
        and len(words) > 1
        and words[-1] in {"number", "no", "tel", "telephone", "phone"}
    ):
        return 0, ["telephone"]
    if grown == ["family"] and "name" in words and not named:
        return 0, words if not set(words) & _CHILD else [word for word in words if word not in _CHILD]
    rest = [word for word in rest if word not in _ADULT and word not in _CHILD]
    number = named or next((_ordinal(word) for word in rest if _ordinal(word)), 1)
    place = next((position for position, word in enumerate(rest) if _ordinal(word)), None)
    if not named and place is not None:
        rest = rest[:place] + rest[place + 1 :]
    if set(words) & {"family"} and {"name"} & set(rest) and len(rest) == 1:
        rest = ["family", "name"]
    return number, rest


def _ordinal(word: str) -> int:
    return int(word) if word.isdigit() and 0 < int(word) < 10 else _ORDINALS.get(word, 0)


def _what(words: list[str]) -> What | None:
    """What the words name: all of them, without those that add nothing, or without their number."""
    plain = [word for word in words if word not in _NOISE]
    unnumbered = [word for word in plain if not word.isdigit()]
    for attempt in (words, plain, unnumbered):
        if found := _WORDS.get(" ".join(attempt)):
            return found
    for position in range(len(unnumbered)):
        if found := _WORDS.get(" ".join(unnumbered[position:])):
            return found
    return None
