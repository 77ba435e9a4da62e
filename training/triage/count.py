"""Teach counting: which words, letters and matters speak for which label."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from bookbag.triage.counting import SPACES, Terms, features
from bookbag.triage.judging import CATEGORIES
from training.triage.reading import Taught

SEEN = 2
"""In how many messages a feature must stand to count."""
WEIGHT = {"grams": 1.0, "pieces": 0.7, "concepts": 0.7}
"""The spaces beside one another."""
STRENGTH_OF_KINDS, STRENGTH = 8.0, 5.0


class Learnt:
    """What a set of messages teaches: a column for each category, then one for each flag."""

    def __init__(self, taught: Sequence[Taught], flags: Sequence[str]) -> None:
        counted = _counted(taught)
        self.terms = {space: _vocabulary(counted[space]) for space in SPACES}
        rows = self._rows(counted)
        kinds = LogisticRegression(C=STRENGTH_OF_KINDS, max_iter=200)
        kinds.fit(rows, [each.category for each in taught])
        order = [list(kinds.classes_).index(name) for name in CATEGORIES]
        columns, starts = [kinds.coef_[order].T], [kinds.intercept_[order]]
        for flag in flags:
            # Rare flags are weighed up.
            judge = LogisticRegression(C=STRENGTH, solver="liblinear", class_weight="balanced", max_iter=300)
            judge.fit(rows, [flag in each.labels for each in taught])
            columns.append(judge.coef_.T)
            starts.append(judge.intercept_)
        self.weights, self.bias = np.hstack(columns), np.concatenate(starts)

    def judge(self, taught: Sequence[Taught]) -> Any:
        """Log odds, a row a message."""
        return np.asarray(self._rows(_counted(taught)) @ self.weights + self.bias)

    def packed(self) -> dict[str, Any]:
        """The arrays that the package carries."""
        sizes = np.cumsum([len(self.terms[space].places) for space in SPACES])[:-1]
        held: dict[str, Any] = {"counted/bias": self.bias.astype(np.float32)}
        for space, own in zip(SPACES, np.split(self.weights, sizes), strict=True):
            terms = self.terms[space]
            held[f"counted/{space}"] = (own * WEIGHT[space]).astype(np.float16)
            held[f"counted/{space}.names"] = np.array("\n".join(terms.places))
            held[f"counted/{space}.rarity"] = terms.rarity.astype(np.float16)
        return held

    def _rows(self, counted: dict[str, list[list[str]]]) -> Any:
        return hstack([_matrix(self.terms[space], counted[space]) * WEIGHT[space] for space in SPACES]).tocsr()


def _counted(taught: Sequence[Taught]) -> dict[str, list[list[str]]]:
    found = [features(each.channel, each.subject, each.text) for each in taught]
    return {space: [list(each[space]) for each in found] for space in SPACES}


def _vocabulary(texts: Iterable[Iterable[str]]) -> Terms:
    """The features that more than one message has, and how rare each is."""
    seen: Counter[str] = Counter()
    total = 0
    for text in texts:
        seen.update(set(text))
        total += 1
    names = sorted(name for name, number in seen.items() if number >= SEEN)
    rarity = np.log((1 + total) / (1 + np.array([seen[name] for name in names]))) + 1
    return Terms({name: place for place, name in enumerate(names)}, rarity.astype(np.float32))


def _matrix(terms: Terms, texts: Sequence[Iterable[str]]) -> Any:
    """One row a text."""
    found = [terms.of(text) for text in texts]
    ends = np.cumsum([0, *(len(places) for places, _ in found)])
    places = np.concatenate([places for places, _ in found])
    values = np.concatenate([values for _, values in found])
    return csr_matrix((values, places, ends), shape=(len(texts), len(terms.places)))
