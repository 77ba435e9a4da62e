"""What a school holds of its people, as plain values to compare a file with; and what a file makes of each value held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

Ways = tuple[tuple[str, str], ...]
"""Ways to reach somebody: each by what it is compared by, with how it is written. Sixty thousand dicts would be large."""


DEFAULTS = {"language": "en"}
"""What stands in a row that nobody has said anything of."""


@dataclass(slots=True)
class HeldTie:
    """What an adult is to a child."""

    adult: UUID
    kind: str
    parental_responsibility: bool | None
    lives_with: bool | None


@dataclass(slots=True)
class HeldPupil:
    """A child that is held, with its adults."""

    id: UUID
    given_name: str
    family_name: str
    known_as: str
    known_family_name: str
    born_on: date | None
    class_name: str
    left_on: date | None
    upn: str
    looked_after_by: str = ""
    number: str | None = None
    """The number in the source that the file comes from; None for a child that it never spoke of."""
    was: tuple[str, str, str] = ("", "", "")
    """Names and date of birth as the source last had them, where they were corrected here: they are known by both."""
    ties: tuple[HeldTie, ...] = ()

    def tie(self, adult: UUID) -> HeldTie | None:
        """What an adult is to this child, or None."""
        return next((tie for tie in self.ties if tie.adult == adult), None)


@dataclass(slots=True)
class HeldAdult:
    """An adult who is held."""

    id: UUID
    title: str
    given_name: str
    family_name: str
    language: str = DEFAULTS["language"]
    number: str | None = None
    was: tuple[str, str] = ("", "")
    """First name, or title, and family name as the source last had them, where that is not what is held."""
    emails: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    """Ways to reach them, each by what it is compared by."""


@dataclass(slots=True)
class HeldStaff:
    """Somebody who works at the school."""

    id: UUID
    name: str
    email: str
    left_on: date | None = None
    leads: bool = False
    """Whose leaving only a headteacher says."""
    number: str | None = None


@dataclass(slots=True)
class Held:
    """All of it. `teachers` is the teacher of each class, by the class's name."""

    pupils: dict[UUID, HeldPupil] = field(default_factory=dict)
    adults: dict[UUID, HeldAdult] = field(default_factory=dict)
    staff: dict[UUID, HeldStaff] = field(default_factory=dict)
    teachers: dict[str, UUID | None] = field(default_factory=dict)


class Verdict(StrEnum):
    """What a file makes of a value that is held."""

    SAME = "same"
    CHANGE = "change"
    KEEP = "keep"
    ASK = "ask"


def judged(held: Any, said: Any, name: str, taken: Sequence[Mapping[str, Any]]) -> Verdict:
    """Say what to do with one value. `taken` is what each source last said of this person, the file's own first.

    A value that no source said was entered or corrected by hand: it stays where the file repeats what it said before,
    and a person is asked where the file says a third thing. What a file leaves out says nothing.
    """
    if said in (None, "", []) or said == held:
        return Verdict.SAME
    own = next((each[name] for each in taken[:1] if name in each), None)
    if own == said:
        return Verdict.KEEP
    untouched = held == own or (own is None and any(each.get(name) == held for each in taken))
    return Verdict.CHANGE if untouched or held in (None, "", [], DEFAULTS.get(name, "")) else Verdict.ASK
