"""The letters with which clocks of law end: words to begin from, by the names that statutes in packs give them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import Field, TypeAdapter

from bookbag.policy import located
from bookbag.policy.rules.base import Line, Name, Strict

LISTING = Path(__file__).parents[1] / "packs" / "letters.yaml"


class Letter(Strict):
    """One letter. What stands in square brackets is for the school to fill in."""

    id: Name
    title: Line
    body: str = Field(min_length=1)


_LETTERS = TypeAdapter(tuple[Letter, ...])


@cache
def letters() -> Mapping[str, Letter]:
    """Give the letters by their names."""
    return {each.id: each for each in located.checked(_LETTERS, located.read(LISTING))}
