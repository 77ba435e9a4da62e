"""Texts as points whose nearness is nearness of meaning: the mean of what their words mean. The table is made by training/triage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from bookbag.triage.words import words

Floats = NDArray[np.float32]

TABLE = "meaning.npz"


@dataclass(frozen=True, slots=True)
class Table:
    """A row for each word: where it stands. Words that are everywhere stand near the middle and say little."""

    places: Mapping[str, int]
    rows: Floats

    def vectors(self, texts: Sequence[str]) -> Floats:
        """A row of length 1 for each text; all zeros for one of which no word is known."""
        found = np.zeros((len(texts), self.rows.shape[1]), dtype=np.float32)
        for at, text in enumerate(texts):
            known = [self.places[word] for word in words(text) if word in self.places]
            if known:
                mean = self.rows[known].mean(axis=0)
                found[at] = mean / max(float(np.linalg.norm(mean)), 1e-6)
        return found


def vectors(texts: Sequence[str]) -> Floats:
    """The points of some texts, by the table that this version carries."""
    return load().vectors(texts)


@lru_cache(maxsize=1)
def load() -> Table:
    """The table, read once."""
    with resources.files(__package__).joinpath(TABLE).open("rb") as file, np.load(file) as held:
        names = str(held["names"].item()).split("\n")
        rows = held["rows"].astype(np.float32) * np.float32(held["scale"].item())
    return Table({name: place for place, name in enumerate(names)}, rows)
