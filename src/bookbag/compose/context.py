"""What checks are told about a draft: frozen facts, so that a check reads no table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from bookbag.policy.clearing import Severity


@dataclass(frozen=True, slots=True)
class Child:
    """A child by the names a draft may use, folded, and the class."""

    id: UUID
    called: str
    surname: str
    class_name: str
    shown: str


@dataclass(frozen=True, slots=True)
class DraftText:
    """The words of a draft and whom they are to reach."""

    subject: str
    body: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """What is to be said of the day that an answer names, each sentence with its clause.

    `asks` is the question where it names none; `confirm` the words of the tick that answers it, where no reason is wanted.
    """

    clause: str = ""
    faults: tuple[tuple[str, str], ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    asks: str = ""
    confirm: str = ""


@dataclass(frozen=True, slots=True)
class Homes:
    """What two homes of a child make of a draft. Names are shown to its author; clauses are those of the packs in force.

    `beside` names, by folded address, an adult of the other home who is to get an answer too, and the child; `missing`
    parents whom a letter home leaves out, and the child; `shown` sentences about words that show one home to the other;
    `left_out` counts adults whom an order leaves out.
    """

    beside: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    missing: tuple[tuple[str, str], ...] = ()
    shown: tuple[tuple[str, str], ...] = ()
    left_out: int = 0
    alike: str = ""
    ordered: str = ""


class Met(StrEnum):
    """How what an adult needs is met by a draft as it stands."""

    MISSING = "missing"
    """Another language, and nobody has written or brought the words in it."""
    GIVEN = "given"
    """Its author has."""
    MADE = "made"
    """It is made by itself when the draft leaves."""
    TASK = "task"
    """The office makes it, or does it: it stands on Today until then."""
    ORDINARY = "ordinary"
    """Its author sends the ordinary one instead."""
    AGAINST = "against"
    """It would go by a way that the adult does not want."""


@dataclass(frozen=True, slots=True)
class Want:
    """One thing that an adult needs: a language or another form, in words."""

    form: str
    label: str
    met: Met
    is_version: bool = True
    """False of what is no version of the words: a phone call, an interpreter, a way to send them."""


@dataclass(frozen=True, slots=True)
class Reader:
    """An adult who gets the draft, or a copy of it on paper (no address), with what they need."""

    id: UUID
    name: str
    address: str
    wants: tuple[Want, ...]


@dataclass(frozen=True, slots=True)
class Readers:
    """The readers who need something, and the clauses on it of the packs in force."""

    each: tuple[Reader, ...] = ()
    understood: str = ""
    adjusted: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """Who belongs to the matter, and which children of the school have a name that occurs in the words.

    Addresses are folded, save in `answers_wanted_at`. `office_first` names those with whom the office is asked first;
    `answered_by` the colleagues who have answered what the family last wrote.
    """

    parties: frozenset[str] = field(default_factory=frozenset)
    own_children: frozenset[UUID] = field(default_factory=frozenset)
    children_named: tuple[Child, ...] = ()
    wrote: str = ""
    answers_wanted_at: tuple[str, ...] = ()
    office_first: Mapping[str, str] = field(default_factory=dict)
    read_apart: Mapping[str, str] = field(default_factory=dict)
    """Addresses that two adults read who live apart, with their names."""
    may_read_orders: bool = False
    answered_by: tuple[str, ...] = ()
    told_otherwise: bool = False
    """Somebody gets it on paper, or is rung."""
    homes: Homes = field(default_factory=Homes)
    readers: Readers = field(default_factory=Readers)
    named: Named | None = None
    delay_explained: bool = True
    office_number: str = ""
    other_numbers: tuple[str, ...] = ()
    """Telephone numbers in the words that are neither the school's nor the family's, where calls come in at the office."""
    calls_clause: str = ""
    complaint_lacks: tuple[str, ...] = ()
    """What has to be known before this may be the full answer to a complaint."""
    complaint_barred: tuple[str, str] | None = None
    """Why its author may not answer this complaint yet, and the clause."""
    questions_open: tuple[str, ...] = ()
    questions_clause: str = ""
    questions_severity: Severity = Severity.ASK
