"""The homes of a child, worked out from the front doors of the child's adults. Pure; the order of a list says nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bookbag.people.folding import folded


@dataclass(frozen=True, slots=True)
class Living:
    """An adult as far as homes go: the front doors held for them, folded and as written, and what the adult is to the child."""

    name: str
    doors: tuple[tuple[str, str], ...]
    responsible: bool | None
    lives_with: bool | None

    @property
    def makes_a_home(self) -> bool:
        """A child's home is where the child lives, or a parent does. Of whom nobody has said either, we count it."""
        if self.lives_with is None and self.responsible is None:
            return True
        return bool(self.lives_with or self.responsible)


@dataclass(frozen=True, slots=True)
class Home:
    """One front door, and who is held to live behind it, by name."""

    address: str
    adults: tuple[str, ...]


def homes(adults: Iterable[Living]) -> tuple[Home, ...]:
    """The homes of a child, by the names of who lives there: the same whatever order the adults come in."""
    behind: dict[str, dict[str, str]] = {}
    for adult in adults:
        if adult.makes_a_home:
            for door, written in adult.doors:
                behind.setdefault(door, {})[adult.name] = written
    found = [Home(min(names.values()), _by_name(names)) for names in behind.values()]
    return tuple(sorted(found, key=lambda home: ([folded(name) for name in home.adults], home.address)))


def _by_name(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (folded(name.rpartition(" ")[2]), folded(name), name)))


def in_words(found: Sequence[Home], *, told_apart: bool) -> str:
    """What a page says above the homes. Nothing is made of what nobody has said."""
    if not found:
        return "No address is held for this child."
    if len(found) == 1 and told_apart:
        return "The parents live apart, and one address is held. Ask for the other."
    count = {1: "One home", 2: "Two homes", 3: "Three homes"}.get(len(found), f"{len(found)} homes")
    return f"{count}:"
