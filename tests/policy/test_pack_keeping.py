"""Every clause says what keeps it, and its state is no better than that of the features behind it."""

import pytest

from bookbag.policy import keeping, packs
from bookbag.policy.keeping import Feature, Keeping, State


def feature(state: str) -> Feature:
    return Feature.model_validate({"id": "it", "name": "It", "state": state, "today": "Does it."})


@pytest.mark.parametrize(
    ("states", "elsewhere", "state"),
    [
        (["works"], False, "works"),
        (["works", "works"], False, "works"),
        (["works", "open"], False, "in part"),
        (["in part", "open"], False, "in part"),
        (["open", "open"], False, "open"),
        (["works"], True, "kept elsewhere"),
        ([], True, "kept elsewhere"),
    ],
)
def test_the_honest_state_of_a_clause(states, elsewhere, state) -> None:
    assert Keeping((), tuple(feature(each) for each in states), elsewhere).state == state


@pytest.mark.parametrize("slug", packs.shipped())
def test_every_clause_of_a_shipped_pack_is_kept_by_something(slug) -> None:
    pack = packs.load(slug)
    assert list(pack.keeping) == list(pack.clauses)
    assert all(kept.features or kept.elsewhere for kept in pack.keeping.values())


@pytest.mark.parametrize("slug", packs.shipped())
def test_what_the_ledger_says_is_kept_elsewhere_is_counted_apart(slug) -> None:
    pack = packs.load(slug)
    apart = {clause for clause, kept in pack.keeping.items() if kept.state is State.KEPT_ELSEWHERE}
    assert apart == {clause.id for clause in pack.clauses.values() if clause.kept}


def test_a_clause_names_its_rules_and_its_features() -> None:
    kept = packs.load("wyton").keeping["WYT-092"]
    assert kept.rules == (
        "complaints-on-the-day-that-the-letter-names",
        "a-delay-names-its-date",
        "full-answer-to-a-complaint-will-be-late",
    )
    assert [each.id for each in kept.features] == ["updates"]


def test_every_feature_keeps_some_clause() -> None:
    used = {each.id for slug in packs.shipped() for kept in packs.load(slug).keeping.values() for each in kept.features}
    assert used == set(keeping.features())
