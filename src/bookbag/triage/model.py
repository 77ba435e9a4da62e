"""The trained weights and what they make of a message: log odds of each label, and of each flag for each sentence. See training/triage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bookbag.triage import counting, encoder
from bookbag.triage.counting import Counted
from bookbag.triage.wordpieces import BEGIN, END, Piece, WordPieces
from bookbag.triage.words import Stretch, sentences

Floats = NDArray[np.float32]

WEIGHTS = "weights.npz"
WINDOW = 160
"""Pieces that are read together; a longer message is read in as many windows as it takes."""
MOST = 1_200
"""Pieces that are read at all: some 900 words. A message longer than this says what it is before."""
COUNTED_KINDS, COUNTED_FLAGS = 0.7, 1.0
"""How much counting says of category and of flags beside the encoder."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the weights make of a message: log odds of each label, and what each sentence says for each flag."""

    labels: Mapping[str, float]
    stretches: Sequence[Stretch]
    signs: Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that was learnt."""

    pieces: WordPieces
    embedding: NDArray[np.int8]
    scales: Floats
    """Of each row of the embedding: its values are whole numbers times this."""
    places: Floats
    layers: int
    weights: Mapping[str, Floats]
    categories: tuple[str, ...]
    flags: tuple[str, ...]
    signs: tuple[str, ...]
    """Those flags that single pieces give away."""
    counted: Counted
    lines: Mapping[str, float]
    """Log odds from which a flag is suggested; scores begin there."""

    def scores(self, channel: str, subject: str, text: str) -> Scores:
        """Judge a message. One without words is judged by the way it came."""
        head = f"{channel}: {subject}. "
        found = self.pieces.of(head + text, most=MOST)
        rows = np.concatenate(
            [self._read(found[at : at + WINDOW - 2]) for at in range(0, max(1, len(found)), WINDOW - 2)]
        )
        there = np.ones((1, len(rows)), np.float32)
        flat, shares = encoder.pooled(np, self.weights, rows[None], there)
        odds = rows @ self.weights["signs"] + self.weights["signs.bias"]
        counted = self.counted.told(channel, subject, text)
        of_kinds, of_flags = np.split(counted, [len(self.categories)])
        flags = (
            encoder.flags(np, self.weights, flat, odds[None], there=there, chosen=self._chosen)[0]
            + of_flags * COUNTED_FLAGS
        )
        labels = {label: float(told) - self.lines[label] for label, told in zip(self.flags, flags, strict=True)}
        stretches = sentences(text) or [Stretch(0, "")]
        said = self._said(rows, shares[0], odds)
        signs = self._by_stretch(said, _starts(found, len(head)), stretches)
        return Scores(labels | self._kinds(flat[0], of_kinds), stretches, signs)

    @property
    def _chosen(self) -> Floats:
        return np.array([[float(flag == sign) for flag in self.flags] for sign in self.signs], np.float32)

    def _read(self, found: Sequence[Piece]) -> Floats:
        """One window as rows of meaning."""
        numbers = [self.pieces.numbers[BEGIN], *(piece.number for piece in found), self.pieces.numbers[END]]
        rows = self.embedding[numbers] * self.scales[numbers, None] + self.places[: len(numbers)]
        there = np.ones((1, len(numbers)), np.float32)
        read: Floats = encoder.read(np, self.weights, rows[None], there, layers=self.layers)[0]
        return read

    def _kinds(self, flat: Floats, counted: Floats) -> dict[str, float]:
        """Log odds of each category against all others together."""
        told = flat @ self.weights["category"] + self.weights["category.bias"] + counted * COUNTED_KINDS
        each = np.exp(told - told.max())
        share = np.clip(each / each.sum(), 1e-9, 1 - 1e-9)
        odds = np.log(share / (1 - share))
        return {f"category:{name}": float(own) for name, own in zip(self.categories, odds, strict=True)}

    def _said(self, rows: Floats, shares: Floats, odds: Floats) -> Mapping[str, Floats]:
        """What each piece says for each flag: its own sign where it has one, else its part of what the whole says."""
        width = rows.shape[1]
        parts = self.weights["flags"].reshape(-1, width, len(self.flags))
        told = sum(shares[:, [at]] * (rows @ part) for at, part in enumerate(parts))
        by_flag = {flag: np.asarray(told)[:, at] for at, flag in enumerate(self.flags)}
        return by_flag | {sign: odds[:, at] for at, sign in enumerate(self.signs)}

    def _by_stretch(
        self, said: Mapping[str, Floats], starts: Sequence[int], stretches: Sequence[Stretch]
    ) -> dict[str, Floats]:
        """The most that any piece of a sentence says for each flag."""
        ends = [*(each.start for each in stretches[1:]), float("inf")]
        inside = [
            [at for at, start in enumerate(starts) if each.start <= start < end]
            for each, end in zip(stretches, ends, strict=True)
        ]
        return {
            flag: np.array([told[own].max() if own else -np.inf for own in inside], np.float32)
            for flag, told in said.items()
        }


def _starts(found: Sequence[Piece], head: int) -> list[int]:
    """Where in the text each row stands; what begins and ends a window, and the head, stand before it."""
    starts: list[int] = []
    for at in range(0, max(1, len(found)), WINDOW - 2):
        starts += [-1, *(piece.start - head for piece in found[at : at + WINDOW - 2]), -1]
    return starts


@lru_cache(maxsize=1)
def load() -> Model:
    """The weights that this version carries. Read once."""
    with resources.files(__package__).joinpath(WEIGHTS).open("rb") as file, np.load(file) as held:
        return unpacked({name: held[name] for name in held.files})


def unpacked(held: Mapping[str, NDArray[Any]]) -> Model:
    """The model out of the arrays in which training leaves it: matrices in whole numbers with a scale for each column."""

    def names(of: str) -> tuple[str, ...]:
        return tuple(str(held[of].item()).split("\n"))

    weights = {
        name.removeprefix("weight/"): _floats(own, held.get(f"scale/{name.removeprefix('weight/')}"))
        for name, own in held.items()
        if name.startswith("weight/")
    }
    flags = names("flags")
    return Model(
        pieces=WordPieces({piece: number for number, piece in enumerate(names("pieces"))}),
        embedding=held["embedding"],
        scales=held["embedding.scales"].astype(np.float32),
        places=held["places"].astype(np.float32),
        layers=int(held["layers"].item()),
        weights=weights,
        categories=names("categories"),
        flags=flags,
        signs=names("signs"),
        counted=counting.unpacked(held),
        lines=dict(zip(flags, map(float, held["lines"]), strict=True)),
    )


def _floats(own: NDArray[Any], scale: NDArray[Any] | None) -> Floats:
    told = own.astype(np.float32)
    return told if scale is None else told * scale.astype(np.float32)
