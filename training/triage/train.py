"""Learn the weights from the corpus and say, by messages that were kept apart while learning, how good they are.

`python -m training.triage.train` writes the weights into the package and docs/triage.md; with `--try` it only prints.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.model_selection import KFold
from wordfreq import top_n_list

from bookbag.triage import model
from bookbag.triage.judging import CATEGORIES
from bookbag.triage.wordpieces import BEGIN, END, UNKNOWN, WordPieces
from training.triage import count, teach
from training.triage.reading import Taught, read

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "src" / "bookbag" / "triage"
FOLDS = 3
COMMON = 40_000
"""How many of the commonest words of English keep the pieces that they are made of."""
SHARES = np.array([model.COUNTED_KINDS] * len(CATEGORIES) + [model.COUNTED_FLAGS] * len(teach.LABELS))
NAMES = (*(f"category:{each}" for each in CATEGORIES), *teach.LABELS)
WORTH = {"urgent": 1.5, "abuse": 1.2, "complaint": 0.8, "threat": 1.5}
"""How much worse it is to miss one than to suggest one too many; 1 where it is not said."""
FOUND = {"safeguarding": 0.98}
"""What must be found before anything else, and of how many: here a miss is the worst thing there is."""


def kept(start: teach.Published, taught: Sequence[Taught]) -> teach.Published:
    """The published encoder with the pieces that its readers here need: of the corpus, of common words, and every letter."""
    pieces = WordPieces(start.pieces)
    texts = [*(f"{one.channel} {one.subject} {one.text}" for one in taught), *top_n_list("en", COMMON)]
    used = {piece.number for text in texts for piece in pieces.of(text, most=10_000)}
    used |= {number for piece, number in start.pieces.items() if len(piece.removeprefix("##")) == 1 and piece.isascii()}
    used |= {start.pieces[each] for each in (BEGIN, END, UNKNOWN)}
    names = [piece for piece, number in start.pieces.items() if number in used]
    rows = start.embedding[[start.pieces[name] for name in names]]
    return teach.Published({name: at for at, name in enumerate(names)}, rows, start.places, start.weights)


def kept_apart(taught: Sequence[Taught], lessons: Sequence[teach.Lesson], start: teach.Published) -> Any:
    """Every message judged by what the others teach: log odds of each category and flag."""
    found = np.zeros((len(lessons), len(NAMES)))
    for apart, (learn, judge) in enumerate(KFold(FOLDS, shuffle=True, random_state=7).split(list(lessons)), 1):
        print(f"part {apart} of {FOLDS}", flush=True)
        counted = count.Learnt([taught[at] for at in learn], teach.LABELS).judge([taught[at] for at in judge])
        weights = teach.learn([lessons[at] for at in learn], start)
        found[judge] = np.hstack(teach.judged(weights, [lessons[at] for at in judge], start)) + counted * SHARES
    return found


def lines(taught: Sequence[Taught], told: Any) -> dict[str, float]:
    """The log odds of each flag from which suggesting it does most good, by messages kept apart."""
    found = {}
    for label in teach.LABELS:
        own = told[:, NAMES.index(label)]
        truly = np.array([label in each.labels for each in taught])
        if label in FOUND:
            found[label] = float(np.quantile(own[truly], 1 - FOUND[label]))
        else:
            found[label] = float(max(np.quantile(own, np.linspace(0.3, 0.999, 400)), key=_good(truly, own, label)))
    return found


def _good(truly: Any, told: Any, label: str) -> Callable[[float], float]:
    """The F-measure (van Rijsbergen) of suggesting a label from a line on, missing weighed by `WORTH`."""
    weight = WORTH.get(label, 1.0) ** 2

    def good(line: float) -> float:
        mine = told >= line
        right = float((mine & truly).sum())
        return (1 + weight) * right / max(1.0, weight * truly.sum() + mine.sum())

    return good


def packed(weights: teach.Arrays, start: teach.Published, begins: dict[str, float]) -> dict[str, Any]:
    """The arrays that the package carries: matrices in whole numbers, with a scale for each column."""
    rows, scales = _whole(start.embedding.T)
    held: dict[str, Any] = {
        "embedding": rows.T,
        "embedding.scales": scales,
        "places": start.places[: model.WINDOW].astype(np.float16),
        "layers": np.array(teach.LAYERS),
        "lines": np.array([begins[label] for label in teach.LABELS], np.float32),
        "pieces": np.array("\n".join(start.pieces)),
        "categories": np.array("\n".join(CATEGORIES)),
        "flags": np.array("\n".join(teach.LABELS)),
        "signs": np.array("\n".join(teach.SIGNS)),
    }
    for name, own in weights.items():
        if own.ndim == 2:
            held[f"weight/{name}"], held[f"scale/{name}"] = _whole(own)
        else:
            held[f"weight/{name}"] = own.astype(np.float16)
    return held


def _whole(matrix: Any) -> tuple[Any, Any]:
    scales = np.maximum(np.abs(matrix).max(axis=0), 1e-9) / 127
    return np.round(matrix / scales).astype(np.int8), scales.astype(np.float32)


def main() -> None:
    from training.triage.report import report

    taught = read(HERE / "corpus")
    start = kept(teach.published(), taught)
    pieces = WordPieces(start.pieces)
    lessons = [teach.lesson(each, pieces) for each in taught]
    told = kept_apart(taught, lessons, start)
    begins = lines(taught, told)
    said = report(taught, told - np.array([begins.get(name, 0.0) for name in NAMES]), NAMES)
    print(said)
    if "--try" not in sys.argv:
        weights, counted = teach.learn(lessons, start), count.Learnt(taught, teach.LABELS).packed()
        np.savez_compressed(PACKAGE / model.WEIGHTS, **packed(weights, start, begins), **counted)
        (HERE.parents[1] / "docs" / "triage.md").write_text(said, encoding="utf-8")


if __name__ == "__main__":
    main()
