"""When a policy comes up for review: its next day, when the reviewers are warned, and since when it is overdue. Pure."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bookbag.errors import Invalid
from bookbag.policy import english
from bookbag.policy.rules.timed import Lapse


@dataclass(frozen=True, slots=True)
class Due:
    """The day by which a policy is to be reviewed, and the days on which its reviewers are warned, earliest first."""

    day: date
    warnings: tuple[date, ...] = ()

    def overdue(self, today: date) -> bool:
        """True from the day after."""
        return today > self.day

    def warned(self, today: date) -> date | None:
        """The latest day, up to today, on which the reviewers were to be warned."""
        return max((each for each in self.warnings if each <= today), default=None)

    def in_words(self, today: date) -> str:
        """Say how it stands: "review overdue since 31 May 2025"."""
        told = f"{self.day.day} {english.month(self.day)} {self.day.year}"
        return f"review overdue since {told}" if self.overdue(today) else f"next review by {told}"


def due(day: date, warn: Sequence[Lapse] = ()) -> Due:
    """Give the day of a review with the days of its warnings."""
    return Due(day, tuple(sorted(before(day, lapse) for lapse in warn)))


def after(day: date, lapse: Lapse) -> date:
    """Give the day so much later; of a month that is too short its last day."""
    return _moved(day, lapse, 1)


def before(day: date, lapse: Lapse) -> date:
    """Give the day so much earlier."""
    return _moved(day, lapse, -1)


def _moved(day: date, lapse: Lapse, sign: int) -> date:
    months = sign * ((lapse.years or 0) * 12 + (lapse.months or 0))
    days = sign * ((lapse.weeks or 0) * 7 + (lapse.days or 0))
    if not (months or days):
        raise Invalid(f"A review is counted in days, weeks, months or years, not in {lapse}.")
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last)) + timedelta(days=days)
