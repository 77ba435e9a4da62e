"""When a policy comes up for review: days counted by hand."""

from datetime import date

import pytest

from bookbag.errors import Invalid
from bookbag.policy import packs, reviewing
from bookbag.policy.rules.timed import Lapse

TWO_YEARS, THREE_MONTHS = Lapse(years=2), Lapse(months=3)


def test_warned_from_three_months_before_and_overdue_from_the_day_after() -> None:
    due = reviewing.due(reviewing.after(date(2024, 3, 3), TWO_YEARS), [THREE_MONTHS])
    assert due.day == date(2026, 3, 3)
    assert due.warned(date(2025, 12, 2)) is None
    assert due.warned(date(2025, 12, 3)) == date(2025, 12, 3)
    assert not due.overdue(date(2026, 3, 3))
    assert due.overdue(date(2026, 3, 4))
    assert due.in_words(date(2026, 3, 4)) == "review overdue since 3 March 2026"


def test_the_last_day_of_a_month_stays_in_its_month() -> None:
    assert reviewing.after(date(2024, 2, 29), Lapse(years=1)) == date(2025, 2, 28)
    assert reviewing.before(date(2026, 5, 31), THREE_MONTHS) == date(2026, 2, 28)


def test_the_latest_of_several_warnings_is_the_one_that_stands() -> None:
    rule = packs.load("norton-west-chinnock").review
    assert rule
    assert rule.review
    due = reviewing.due(date(2026, 9, 1), rule.review.warn)
    assert due.warnings == (date(2026, 7, 3), date(2026, 8, 2), date(2026, 8, 25))
    assert due.warned(date(2026, 8, 3)) == date(2026, 8, 2)


def test_a_review_is_not_counted_in_days_of_school() -> None:
    with pytest.raises(Invalid, match="not in three working days"):
        reviewing.after(date(2026, 3, 2), Lapse(working_days=3))


def test_every_pack_that_says_so_has_its_review() -> None:
    reviewed = {slug for slug in packs.shipped() if packs.load(slug).review}
    assert reviewed == {"norton-west-chinnock", "spring-partnership", "standard", "wyton"}
