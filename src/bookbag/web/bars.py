"""A small bar chart as numbers for its template: two bars a month, kept and missed. The table beside it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bookbag.desk.figures import Figures
from bookbag.policy import english

STEP, WIDE, HIGH, TOP = 56, 20, 120, 18


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it stands, how high it is, and the figure over it."""

    kind: str
    x: int
    y: int
    height: int
    figure: int

    @property
    def middle(self) -> int:
        """Where the figure stands."""
        return self.x + WIDE // 2


@dataclass(frozen=True, slots=True)
class Month:
    """The bars of one month over its name."""

    name: str
    middle: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole drawing."""

    width: int
    months: tuple[Month, ...]
    bar: int = WIDE
    floor: int = TOP + HIGH
    names: int = TOP + HIGH + 18
    height: int = TOP + HIGH + 26


def drawn(months: Sequence[tuple[date, Figures]]) -> Chart | None:
    """Draw the months; None where there is nothing to see."""
    most = max((max(figures.kept, figures.missed) for _, figures in months), default=0)
    if not most:
        return None
    return Chart(
        width=STEP * len(months),
        months=tuple(
            Month(
                name=english.month(day)[:3],
                middle=STEP * at + STEP // 2,
                bars=(
                    _bar("kept", STEP * at + 6, figures.kept, most),
                    _bar("missed", STEP * at + 6 + WIDE + 4, figures.missed, most),
                ),
            )
            for at, (day, figures) in enumerate(months)
        ),
    )


def _bar(kind: str, x: int, figure: int, most: int) -> Bar:
    height = round(HIGH * figure / most)
    return Bar(kind, x, TOP + HIGH - height, height, figure)
