"""What the readers of files give, whatever the file: children with their adults, line by line, and what could not be read."""

from dataclasses import dataclass, field
from datetime import date

WAYS = ("emails", "telephones", "address")
"""The ways in which an adult is reached, as they are named wherever an adult has them."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one line of a file, with its mend. Where it is `refused` the line was not taken."""

    line: int
    says: str
    refused: bool = True

    def __str__(self) -> str:
        return f"Line {self.line}: {self.says}"


@dataclass(frozen=True, slots=True)
class ReadAdult:
    """An adult as a file has them. Where in the file somebody stands says nothing about their rank."""

    family_name: str
    given_name: str = ""
    title: str = ""
    relationship: str = ""
    emails: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    address: str = ""
    parental_responsibility: bool | None = None
    lives_with: bool | None = None
    language: str = ""
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class ReadPupil:
    """A child as a file has it, with the adults that the same file links to it."""

    line: int
    family_name: str
    given_name: str
    known_as: str = ""
    known_family_name: str = ""
    born_on: date | None = None
    class_name: str = ""
    year: str = ""
    upn: str = ""
    looked_after_by: str = ""
    """The local authority in whose care the child is."""
    external_id: str = ""
    adults: tuple[ReadAdult, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadStaff:
    """Somebody who works at the school, as a file has them."""

    line: int
    family_name: str
    given_name: str
    email: str = ""
    external_id: str = ""
    teaches: tuple[str, ...] = ()
    """The names of the classes whose families write to them first."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a file says. `columns` tells of a table how each of its columns was understood."""

    pupils: tuple[ReadPupil, ...]
    remarks: tuple[Remark, ...] = ()
    columns: tuple[tuple[str, str], ...] = field(default=())
    staff: tuple[ReadStaff, ...] = ()
    is_whole: bool = False
    """The file says of itself that it holds everybody: whoever is not in it has left."""
    gone: tuple[str, ...] = ()
    """The numbers in the other system of those whom the file says to have left."""

    @property
    def refused(self) -> tuple[Remark, ...]:
        """The lines that could not be taken."""
        return tuple(remark for remark in self.remarks if remark.refused)
