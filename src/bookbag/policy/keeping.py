"""What keeps each clause: rules of the pack, features of the product, or somebody elsewhere; and how honestly far that goes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from bookbag.policy import located
from bookbag.policy.located import Document
from bookbag.policy.rules.base import Line, Name, Strict

ELSEWHERE = "elsewhere"
LISTING = Path(__file__).parents[1] / "packs" / "features.yaml"


class State(StrEnum):
    """How far Bookbag keeps something today."""

    WORKS = "works"
    IN_PART = "in part"
    OPEN = "open"
    KEPT_ELSEWHERE = "kept elsewhere"


class Feature(Strict):
    """A part of the product that keeps clauses, and what it does today."""

    id: Name
    name: Line
    state: Literal[State.WORKS, State.IN_PART, State.OPEN]
    today: str


@dataclass(frozen=True, slots=True)
class Keeping:
    """What keeps one clause."""

    rules: tuple[str, ...]
    features: tuple[Feature, ...]
    elsewhere: bool = False

    @property
    def state(self) -> State:
        """The honest state: as far as the features go, whatever the rules promise."""
        if self.elsewhere:
            return State.KEPT_ELSEWHERE
        states = {feature.state for feature in self.features}
        return states.pop() if len(states) == 1 else State.IN_PART


_FEATURES = TypeAdapter(tuple[Feature, ...])
KEPT = TypeAdapter(dict[str, tuple[str, ...]])


@cache
def features() -> Mapping[str, Feature]:
    """Give the features of this version of Bookbag by their ids."""
    return {each.id: each for each in located.checked(_FEATURES, located.read(LISTING))}


def misnamed(kept: Mapping[str, tuple[str, ...]], document: Document, clauses: Mapping[str, object]) -> Iterator[str]:
    """Say what is wrong with a pack's list of what keeps its clauses."""
    for clause, names in kept.items():
        if clause not in clauses:
            yield document.fault((clause,), f"the ledger has no clause '{clause}'.")
        if not names:
            yield document.fault((clause,), f"nothing keeps {clause}; name a feature of Bookbag, or 'elsewhere'.")
        for position, name in enumerate(names):
            if name != ELSEWHERE and name not in features():
                yield document.fault((clause, position), f"Bookbag has no feature '{name}'.")
    for clause in clauses:
        if clause not in kept:
            yield document.fault((), f"nothing is said to keep {clause}; name a feature of Bookbag, or 'elsewhere'.")
