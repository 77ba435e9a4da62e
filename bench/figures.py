"""A measured figure, the bar it must clear, the floor it stands on, and the table that shows them."""

import os
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `better` says on which side of the bar it should be; the load is the machine's as it was taken."""

    what: str
    value: float
    unit: str
    bar: float | None = None
    better: Literal["higher", "lower"] = "lower"
    floor: float | None = None
    aside: str = ""
    load: float = 0.0

    @property
    def is_met(self) -> bool:
        """True where there is no bar, or the figure clears it."""
        if self.bar is None:
            return True
        return self.value >= self.bar if self.better == "higher" else self.value <= self.bar


def figure(what: str, value: float, unit: str, **more: object) -> Figure:
    """A figure with the load of this minute beside it."""
    return Figure(what, value, unit, load=os.getloadavg()[0], **more)  # type: ignore[arg-type]  # the fields above


def p95(times: Sequence[float]) -> float:
    """The time in which 95 of 100 were done."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def lines(figures: Sequence[Figure]) -> list[str]:
    """The table, as plain text and as Markdown in one."""
    head = ["what", "figure", "bar", "floor", "ratio", "load", "aside"]
    rows = [head, ["---"] * len(head), *map(_row, figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]


def _row(one: Figure) -> list[str]:
    sign = ">=" if one.better == "higher" else "<="
    bar = "" if one.bar is None else f"{sign} {one.bar:g}{'' if one.is_met else ' MISSED'}"
    floor = "" if one.floor is None else _short(one.floor)
    ratio = "" if not one.floor else f"{one.value / one.floor:.2f}"
    return [one.what, f"{_short(one.value)} {one.unit}", bar, floor, ratio, f"{one.load:.1f}", one.aside]


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
