"""What the columns of a class list are: whose (the child's, or which adult's) and what, as a school may say it of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """What a column holds of a person."""

    NAME = "name"
    REVERSED = "name, the family name first"
    GIVEN = "first name"
    FAMILY = "family name"
    KNOWN_AS = "name in use"
    KNOWN_FAMILY = "family name in use"
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
    LANGUAGE = "language"
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
EMERGENCIES = (14, 15, 16)
KIN = {
    MOTHER: "mother",
    FATHER: "father",
    10: "stepmother",
    11: "stepfather",
    12: "grandmother",
    13: "grandfather",
    **dict.fromkeys(EMERGENCIES, "emergency contact"),
}
"""What somebody is to the child whose columns say it."""
NUMBERED = 7
"""Adults up to this one are told apart by number only."""


def said(words: Mapping[int, str]) -> dict[int, Column]:
    """The columns as a school has said them, by their places."""
    return {place: column for place, each in words.items() if (column := Column.named(each))}
