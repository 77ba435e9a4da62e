"""How good the judgements are, as a page: by label, by difficulty, and which categories are taken for which."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from bookbag.triage.judging import CATEGORIES, Flag
from training.triage.reading import Taught

HEAD = """# How good triage is

Bookbag suggests a category, urgency and flags for what arrives. This page is written by
`python -m training.triage.train`: every message of the corpus was judged by weights learnt from the other two thirds.
The messages are invented; a school's own post will differ, and the page of corrections says by how much.

"""


def suggested(told: Any, labels: Sequence[str]) -> tuple[list[str], dict[str, Any]]:
    """The category of each message and whether each flag is set, as `judging` sets them."""
    first = [f"category:{each}" for each in CATEGORIES]
    chosen = [CATEGORIES[at] for at in told[:, [labels.index(each) for each in first]].argmax(axis=1)]
    flags = {label: told[:, at] >= 0 for at, label in enumerate(labels) if label not in first}
    for label in (Flag.SAFEGUARDING, Flag.COMPLAINT, Flag.ABUSE):
        flags[label] = flags[label] | (np.array(chosen) == label)
    flags["urgent"] = flags["urgent"] | flags[Flag.SAFEGUARDING] | flags[Flag.THREAT]
    return chosen, flags


def report(taught: Sequence[Taught], told: Any, labels: Sequence[str]) -> str:
    chosen, flags = suggested(told, labels)
    right = np.array([mine == each.category for mine, each in zip(chosen, taught, strict=True)])
    lines = [HEAD, f"{len(taught)} messages; category right: {right.mean():.2f}\n"]
    lines += ["| Difficulty | Messages | Category right |", "| --- | --- | --- |"]
    for hard in ("plain", "indirect", "misleading", "noisy"):
        own = np.array([each.difficulty == hard for each in taught])
        lines.append(f"| {hard} | {own.sum()} | {right[own].mean():.2f} |")
    lines += [
        "",
        "| Label | Messages | Found | Of those suggested, right | Found when veiled | False alarms when misleading |",
    ]
    lines += ["| --- | --- | --- | --- | --- | --- |"]
    for label, mine in flags.items():
        lines.append(_line(label, mine, taught))
    lines += ["", "| Taken for | Is | Times |", "| --- | --- | --- |"]
    wrong = Counter((mine, each.category) for mine, each in zip(chosen, taught, strict=True) if mine != each.category)
    lines += [f"| {mine} | {truly} | {times} |" for (mine, truly), times in wrong.most_common(25)]
    return "\n".join(lines) + "\n"


def _line(label: str, mine: Any, taught: Sequence[Taught]) -> str:
    truly = np.array([label in each.labels for each in taught])
    veiled = truly & np.array([each.difficulty == "indirect" for each in taught])
    alike = ~truly & np.array([each.difficulty == "misleading" for each in taught])
    share = [_share(mine, truly), _share(truly, mine), _share(mine, veiled), _share(mine, alike)]
    return f"| {label} | {truly.sum()} | {' | '.join(share)} |"


def _share(part: Any, of: Any) -> str:
    return f"{part[of].mean():.2f}" if of.any() else "–"
