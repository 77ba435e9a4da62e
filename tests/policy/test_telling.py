"""An order takes from an adult what its scope says, on its days, and no more."""

from datetime import date

import pytest

from bookbag.policy.telling import Limit, Scope, may_be_told

FIRST, LAST = date(2026, 1, 12), date(2026, 3, 9)


@pytest.mark.parametrize(
    ("scope", "of", "told"),
    [
        (Scope.EVENTS, Scope.EVENTS, False),
        (Scope.EVENTS, Scope.REPORTS, True),
        (Scope.EVENTS, Scope.CONTACT, True),
        (Scope.ADDRESS, Scope.CONTACT, True),
        (Scope.ADDRESS, Scope.ADDRESS, False),
        (Scope.CONTACT, Scope.REPORTS, False),
        (Scope.CONTACT, Scope.ADDRESS, True),
        (Scope.EVERYTHING, Scope.ADDRESS, False),
    ],
)
def test_it_takes_what_its_scope_says(scope: Scope, of: Scope, told: bool) -> None:
    limit = Limit(frozenset({scope}), FIRST, LAST)
    assert may_be_told([limit], of=of, today=FIRST).allowed is told


@pytest.mark.parametrize(
    ("today", "told"),
    [(date(2026, 1, 11), True), (FIRST, False), (LAST, False), (date(2026, 3, 10), True)],
)
def test_it_holds_from_its_first_day_to_its_last(today: date, told: bool) -> None:
    limit = Limit(frozenset({Scope.EVENTS}), FIRST, LAST)
    verdict = may_be_told([limit], of=Scope.EVENTS, today=today)
    assert verdict.allowed is told
    assert told or verdict.because == "1 adult left out; the office knows why"


def test_without_an_order_parents_are_told_alike() -> None:
    assert may_be_told([], of=Scope.REPORTS, today=FIRST)
