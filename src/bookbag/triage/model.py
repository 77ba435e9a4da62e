"""The trained weights and what they make of a message: a number for each label, and for each sentence. See training/triage."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from bookbag.triage import meaning
from bookbag.triage.concepts import concepts
from bookbag.triage.words import Stretch, grams, pieces, sentences

Floats = NDArray[np.float32]

WEIGHTS = "weights.npz"


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
class Head:
    """Weights of some labels over the counted features and over meaning."""

    labels: tuple[str, ...]
    grams: Floats
    pieces: Floats
    concepts: Floats
    meaning: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Scores:
    """What the weights make of a message: log odds of each label, and of each sign in each sentence."""

    labels: Mapping[str, float]
    stretches: Sequence[Stretch]
    signs: Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that was learnt. `whole` judges a message, `signs` a sentence, `mixing` weighs the two for each sign."""

    grams: Terms
    pieces: Terms
    concepts: Terms
    whole: Head
    signs: Head
    mixing: Mapping[str, tuple[float, float, float]]
    lines: Mapping[str, float]
    """Log odds from which a label is suggested; scores begin there."""

    def scores(self, channel: str, subject: str, text: str) -> Scores:
        """Judge a message. Without words every label has its log odds in general."""
        stretches = sentences(text) or [Stretch(0, "")]
        counted = [f"channel:{channel}", *grams(subject, mark="subject:"), *grams(text)]
        points = meaning.vectors([f"{subject}. {text}", *(each.text for each in stretches)])
        told = self._score(self.whole, counted, f"{subject}\n{text}", points[0])
        parts = np.stack(
            [
                self._score(self.signs, grams(each.text), each.text, point)
                for each, point in zip(stretches, points[1:], strict=True)
            ]
        )
        labels = dict(zip(self.whole.labels, map(float, told), strict=True))
        signs = {label: parts[:, at] for at, label in enumerate(self.signs.labels)}
        for label, (of_whole, of_parts, start) in self.mixing.items():
            labels[label] = start + of_whole * labels[label] + of_parts * float(signs[label].max())
        return Scores({label: told - self.lines[label] for label, told in labels.items()}, stretches, signs)

    def _score(self, head: Head, counted: Iterable[str], letters: str, point: Floats) -> Floats:
        total = head.bias + point @ head.meaning
        spaces = (
            (self.grams, head.grams, counted),
            (self.pieces, head.pieces, pieces(letters)),
            (self.concepts, head.concepts, concepts(letters)),
        )
        for terms, weights, found in spaces:
            places, values = terms.of(found)
            total = total + values @ weights[places]
        return np.asarray(total, dtype=np.float32)


@lru_cache(maxsize=1)
def load() -> Model:
    """The weights that this version carries. Read once."""
    with resources.files(__package__).joinpath(WEIGHTS).open("rb") as file, np.load(file) as held:
        return unpacked({name: held[name] for name in held.files})


def unpacked(held: Mapping[str, NDArray[np.generic]]) -> Model:
    """The model out of the arrays in which training leaves it."""

    def floats(name: str) -> Floats:
        return np.asarray(held[name], dtype=np.float32)

    def terms(name: str) -> Terms:
        names = "".join(map(str, held[f"{name}.names"].tolist())).split("\n")
        return Terms({term: place for place, term in enumerate(names)}, floats(f"{name}.rarity"))

    def head(name: str) -> Head:
        parts = {part: floats(f"{name}.{part}") for part in ("grams", "pieces", "concepts", "meaning", "bias")}
        return Head(tuple(map(str, held[f"{name}.labels"].tolist())), **parts)

    mixed = floats("mixing")
    return Model(
        grams=terms("grams"),
        pieces=terms("pieces"),
        concepts=terms("concepts"),
        whole=head("whole"),
        signs=head("signs"),
        mixing={
            str(label): (float(row[0]), float(row[1]), float(row[2]))
            for label, row in zip(held["signs.labels"].tolist(), mixed, strict=True)
        },
        lines=dict(zip(map(str, held["whole.labels"].tolist()), map(float, floats("lines")), strict=True)),
    )
