"""A message by the words, letters and matters that it holds, each with a weight for each label. The encoder reads what they mean."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from bookbag.triage.concepts import concepts
from bookbag.triage.words import grams, pieces

Floats = NDArray[np.float32]
SPACES = ("grams", "pieces", "concepts")


@dataclass(frozen=True, slots=True)
class Terms:
    """Counted features: where each stands in the weights, and how telling it is by being rare."""

    places: Mapping[str, int]
    rarity: Floats

    def of(self, counted: Iterable[str]) -> tuple[NDArray[np.int64], Floats]:
        """Places and values of the features that are known; the values have length 1."""
        counts = Counter(term for term in counted if term in self.places)
        places = np.fromiter((self.places[term] for term in counts), dtype=np.int64, count=len(counts))
        values = np.fromiter((1 + log(number) for number in counts.values()), dtype=np.float32, count=len(counts))
        values *= self.rarity[places]
        length = sqrt(float(values @ values))
        return places, values / length if length else values


@dataclass(frozen=True, slots=True)
class Counted:
    """What counting has learnt: for each space its terms and their weights, a column a label."""

    terms: Mapping[str, Terms]
    weights: Mapping[str, Floats]
    bias: Floats

    def told(self, channel: str, subject: str, text: str) -> Floats:
        """Log odds of each label."""
        total = self.bias
        for space, found in features(channel, subject, text).items():
            places, values = self.terms[space].of(found)
            total = total + values @ self.weights[space][places]
        return total


def features(channel: str, subject: str, text: str) -> dict[str, Iterable[str]]:
    """What is counted of a message, in each space."""
    letters = f"{subject}\n{text}"
    counted = [f"channel:{channel}", *grams(subject, mark="subject:"), *grams(text)]
    return {"grams": counted, "pieces": pieces(letters), "concepts": concepts(letters)}


def unpacked(held: Mapping[str, NDArray[np.generic]]) -> Counted:
    """What was learnt, out of the arrays in which training leaves it."""

    def floats(name: str) -> Floats:
        return np.asarray(held[name], dtype=np.float32)

    def terms(space: str) -> Terms:
        names = str(held[f"counted/{space}.names"].item()).split("\n")
        return Terms({term: place for place, term in enumerate(names)}, floats(f"counted/{space}.rarity"))

    return Counted(
        {space: terms(space) for space in SPACES},
        {space: floats(f"counted/{space}") for space in SPACES},
        floats("counted/bias"),
    )
