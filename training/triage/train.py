"""Learn the weights from the corpus and say, by messages that were kept apart while learning, how good they are.

`python -m training.triage.train` writes the weights into the package and docs/triage.md; with `--try` it only prints.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from bookbag.triage import meaning, model
from bookbag.triage.concepts import concepts
from bookbag.triage.judging import CATEGORIES, URGENT, Flag
from bookbag.triage.words import grams, pieces
from training.triage.reading import Taught, read

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "src" / "bookbag" / "triage"
SIGNS = ("safeguarding", "complaint", "abuse", "threat", "urgent")
LABELS = (*(f"category:{each}" for each in CATEGORIES), *Flag, URGENT)
FOLDS = 5
SEEN = 2
"""In how many messages a feature must stand to count."""
PIECES = 0.7
"""The weight of letters beside words."""
CONCEPTS = 0.7
"""The weight of what words are about."""
MEANING = 0.8
STRENGTH = 5.0
STRENGTH_OF_SIGNS = 3.0


def labelled(one: Taught, label: str) -> bool:
    """Whether a message carries a label, a category being one as well."""
    return label == f"category:{one.category}" if label.startswith("category:") else label in one.labels


def letters(one: Taught) -> str:
    return f"{one.subject}\n{one.text}"


def counted(one: Taught) -> list[str]:
    return [f"channel:{one.channel}", *grams(one.subject, mark="subject:"), *grams(one.text)]


def vocabulary(texts: Iterable[Iterable[str]]) -> model.Terms:
    """The features that more than one message has, and how rare each is."""
    seen: Counter[str] = Counter()
    total = 0
    for text in texts:
        seen.update(set(text))
        total += 1
    names = sorted(name for name, number in seen.items() if number >= SEEN)
    rarity = np.log((1 + total) / (1 + np.array([seen[name] for name in names]))) + 1
    return model.Terms({name: place for place, name in enumerate(names)}, rarity.astype(np.float32))


def matrix(terms: model.Terms, texts: Sequence[Iterable[str]]) -> Any:
    """One row a text."""
    found = [terms.of(text) for text in texts]
    ends = np.cumsum([0, *(len(places) for places, _ in found)])
    places = np.concatenate([places for places, _ in found])
    values = np.concatenate([values for _, values in found])
    return csr_matrix((values, places, ends), shape=(len(texts), len(terms.places)))


class Spaces:
    """Texts as rows: words, letters and meaning beside one another, weighed against each other."""

    def __init__(self, taught: Sequence[Taught]) -> None:
        self.grams = vocabulary(counted(each) for each in taught)
        self.pieces = vocabulary(pieces(letters(each)) for each in taught)
        self.concepts = vocabulary(concepts(letters(each)) for each in taught)

    def rows(self, words: Sequence[Iterable[str]], spelt: Sequence[str], points: Any) -> Any:
        told = [
            matrix(self.grams, words),
            matrix(self.pieces, [pieces(text) for text in spelt]) * PIECES,
            matrix(self.concepts, [concepts(text) for text in spelt]) * CONCEPTS,
        ]
        return hstack([*told, csr_matrix(points * MEANING)]).tocsr()

    def split(self, weights: Any) -> dict[str, Any]:
        """Weights over rows, each space's own again, as the model multiplies them."""
        sizes = [len(each.places) for each in (self.grams, self.pieces, self.concepts)]
        parts = np.split(weights, np.cumsum(sizes))
        weighed = zip(("grams", "pieces", "concepts", "meaning"), parts, (1.0, PIECES, CONCEPTS, MEANING), strict=True)
        return {name: part * weight for name, part, weight in weighed}


class Learnt:
    """What a set of messages teaches."""

    def __init__(self, taught: Sequence[Taught], points: Any, sentence_points: Sequence[Any]) -> None:
        self.spaces = Spaces(taught)
        rows = self.spaces.rows([counted(each) for each in taught], [letters(each) for each in taught], points)
        self.whole = fit(rows, lambda label: [labelled(each, label) for each in taught], LABELS, STRENGTH)
        told = [(text, signs) for each in taught for text, signs in each.signs()]
        parts = self.spaces.rows(
            [list(grams(text)) for text, _ in told], [text for text, _ in told], np.concatenate(sentence_points)
        )
        self.signs = fit(parts, lambda label: [label in signs for _, signs in told], SIGNS, STRENGTH_OF_SIGNS)

    def judge(self, taught: Sequence[Taught], points: Any, sentence_points: Sequence[Any]) -> tuple[Any, Any]:
        """Log odds of each label for each message, and of each sign in its most telling sentence."""
        rows = self.spaces.rows([counted(each) for each in taught], [letters(each) for each in taught], points)
        whole = rows @ self.whole[0] + self.whole[1]
        best = []
        for each, own in zip(taught, sentence_points, strict=True):
            texts = [text for text, _ in each.signs()] or [""]
            parts = self.spaces.rows([list(grams(text)) for text in texts], texts, own[: len(texts)])
            best.append((parts @ self.signs[0] + self.signs[1]).max(axis=0))
        return whole, np.array(best)


def fit(rows: Any, is_so: Callable[[str], list[bool]], labels: Sequence[str], strength: float) -> tuple[Any, Any]:
    """One judge a label, rare labels weighed up."""
    weights, starts = [], []
    for label in labels:
        judge = LogisticRegression(C=strength, solver="liblinear", class_weight="balanced", max_iter=300)
        judge.fit(rows, is_so(label))
        weights.append(judge.coef_[0])
        starts.append(judge.intercept_[0])
    return np.array(weights).T, np.array(starts)


def mixing(taught: Sequence[Taught], whole: Any, best: Any) -> Any:
    """How much the whole message and its most telling sentence weigh for each sign, and where to begin."""
    found = []
    for at, sign in enumerate(SIGNS):
        both = np.column_stack([whole[:, LABELS.index(sign)], best[:, at]])
        judge = LogisticRegression(C=1.0, class_weight="balanced").fit(both, [sign in each.labels for each in taught])
        found.append([*judge.coef_[0], judge.intercept_[0]])
    return np.array(found)


WORTH = {"safeguarding": 2.5, "urgent": 1.5, "abuse": 1.2, "complaint": 1.2, "threat": 1.5}
"""How much worse it is to miss one than to suggest one too many; 1 where it is not said."""


def lines(taught: Sequence[Taught], told: Any) -> Any:
    """The log odds of each flag from which suggesting it does most good, by messages kept apart; 0 for a category."""
    found = np.zeros(len(LABELS))
    for at, label in enumerate(LABELS):
        if not label.startswith("category:"):
            truly = np.array([label in each.labels for each in taught])
            found[at] = max(
                np.quantile(told[:, at], np.linspace(0.3, 0.999, 400)), key=_good(truly, told[:, at], label)
            )
    return found


def _good(truly: Any, told: Any, label: str) -> Callable[[float], float]:
    """The F-measure (van Rijsbergen) of suggesting a label from a line on, missing weighed by `WORTH`."""
    weight = WORTH.get(label, 1.0) ** 2

    def good(line: float) -> float:
        mine = told >= line
        right = float((mine & truly).sum())
        return (1 + weight) * right / max(1.0, weight * truly.sum() + mine.sum())

    return good


def mixed(mix: Any, whole: Any, best: Any) -> Any:
    told = whole.copy()
    for at, sign in enumerate(SIGNS):
        own = LABELS.index(sign)
        told[:, own] = mix[at][0] * whole[:, own] + mix[at][1] * best[:, at] + mix[at][2]
    return told


def points_of(taught: Sequence[Taught]) -> tuple[Any, list[Any]]:
    whole = meaning.vectors([f"{each.subject}. {each.text}" for each in taught])
    return whole, [meaning.vectors([text for text, _ in each.signs()] or [""]) for each in taught]


def kept_apart(taught: Sequence[Taught], points: Any, parts: Sequence[Any]) -> tuple[Any, Any]:
    """Every message judged by what the others teach."""
    whole = np.zeros((len(taught), len(LABELS)))
    best = np.zeros((len(taught), len(SIGNS)))
    for learn, judge in KFold(FOLDS, shuffle=True, random_state=7).split(list(range(len(taught)))):
        learnt = Learnt([taught[at] for at in learn], points[learn], [parts[at] for at in learn])
        whole[judge], best[judge] = learnt.judge(
            [taught[at] for at in judge], points[judge], [parts[at] for at in judge]
        )
    return whole, best


def packed(learnt: Learnt, mix: Any, begins: Any) -> dict[str, Any]:
    """The arrays that the package carries."""
    held: dict[str, Any] = {"mixing": mix.astype(np.float32), "lines": begins.astype(np.float32)}
    for name in ("grams", "pieces", "concepts"):
        terms: model.Terms = getattr(learnt.spaces, name)
        held |= {
            f"{name}.names": np.array(["\n".join(terms.places)]),
            f"{name}.rarity": terms.rarity.astype(np.float16),
        }
    for name, labels, (weights, starts) in (("whole", LABELS, learnt.whole), ("signs", SIGNS, learnt.signs)):
        held |= {f"{name}.labels": np.array([str(label) for label in labels]), f"{name}.bias": starts}
        held |= {f"{name}.{part}": own.astype(np.float16) for part, own in learnt.spaces.split(weights).items()}
    return held


def main() -> None:
    from training.triage.report import report

    taught = read(HERE / "corpus")
    points, parts = points_of(taught)
    whole, best = kept_apart(taught, points, parts)
    mix = mixing(taught, whole, best)
    told = mixed(mix, whole, best)
    begins = lines(taught, told)
    said = report(taught, told - begins, LABELS)
    print(said)
    if "--try" not in sys.argv:
        np.savez_compressed(PACKAGE / model.WEIGHTS, **packed(Learnt(taught, points, parts), mix, begins))
        (HERE.parents[1] / "docs" / "triage.md").write_text(said, encoding="utf-8")


if __name__ == "__main__":
    main()
