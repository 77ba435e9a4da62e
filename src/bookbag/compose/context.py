"""What checks are told about a draft: frozen facts, so that a check reads no table."""

from dataclasses import dataclass, field
from uuid import UUID


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
class Context:
    """Who belongs to the matter, and which children of the school have a name that occurs in the words."""

    parties: frozenset[str] = field(default_factory=frozenset)
    own_children: frozenset[UUID] = field(default_factory=frozenset)
    children_named: tuple[Child, ...] = ()
