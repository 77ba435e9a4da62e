"""A rule off, a need met, a conflict settled: what follows for the packs, and who may."""

from datetime import date

import pytest
from tests.builders import worlds
from tests.builders.worlds import NOW

from bookbag.adoption import queries
from bookbag.adoption.actions import rulings
from bookbag.adoption.changes import Change
from bookbag.adoption.models import Ruling
from bookbag.errors import Denied, Invalid, NotFound, Stale
from bookbag.policy.packs import Pack
from bookbag.policy.permissions import Role
from bookbag.schools.models import School

SPRING = "spring-partnership"


def spring(school: School) -> Pack:
    return next(pack for pack in queries.packs_of(school) if pack.slug == SPRING)


def test_a_rule_that_is_switched_off_is_off_until_it_is_on_again(trust, at) -> None:
    with at(trust.school):
        with pytest.raises(Invalid, match="Say why"):
            rulings.switch_off(trust.school, SPRING, "answer-emails", reason=" ", by=trust.head, now=NOW)
        done = rulings.switch_off(trust.school, SPRING, "answer-emails", reason="A strike.", by=trust.head, now=NOW)
        assert done == Change("rule_off", SPRING, "1.3", (trust.school.id,))
        assert [rule.id for rule in spring(trust.school).off] == ["answer-emails"]
        with pytest.raises(Stale):
            rulings.switch_off(trust.school, SPRING, "answer-emails", reason="Again.", by=trust.head, now=NOW)
        rulings.switch_on(trust.school, SPRING, "answer-emails", by=trust.head, now=NOW)
        assert spring(trust.school).off == ()
        assert Ruling.objects.get().ended_by == "Helen Ash"


def test_the_law_is_nobodys_to_switch_off(trust, at) -> None:
    with at(trust.school), pytest.raises(NotFound):
        rulings.switch_off(trust.school, "law-england", "freedom-of-information", reason="No.", by=trust.head, now=NOW)


def test_others_than_head_and_business_manager_switch_nothing_off(trust, at) -> None:
    office = worlds.staff(trust.school, "Olive Trent", Role.OFFICE)
    with at(trust.school), pytest.raises(Denied):
        rulings.switch_off(trust.school, SPRING, "answer-emails", reason="No.", by=office, now=NOW)


def test_a_met_need_lets_its_rules_run(trust, at) -> None:
    with at(trust.school):
        rulings.meet_need(
            trust.school, SPRING, "three-key-rules", document="The policy, page 1", by=trust.head, now=NOW
        )
        assert "three-key-rules" in [rule.id for rule in spring(trust.school).running]
        rulings.unmeet_need(trust.school, SPRING, "three-key-rules", by=trust.head, now=NOW)
        assert "three-key-rules" not in [rule.id for rule in spring(trust.school).running]


def test_the_head_is_shown_what_others_switched_off(trust, at) -> None:
    manager = worlds.staff(trust.school, "Bo Manning", Role.BUSINESS_MANAGER)
    with at(trust.school):
        rulings.switch_off(trust.school, SPRING, "answer-emails", reason="A strike.", by=manager, now=NOW)
        assert Ruling.objects.get().seen_at is None
        with pytest.raises(Denied):
            rulings.see(trust.school, by=manager, now=NOW)
        rulings.see(trust.school, by=trust.head, now=NOW)
        assert Ruling.objects.get().seen_at == NOW


def test_a_day_set_for_the_next_review_takes_the_place_of_the_one_before(trust, at) -> None:
    with at(trust.school):
        for day in (date(2026, 9, 1), date(2026, 10, 1)):
            rulings.set_review_day(trust.school, SPRING, day, by=trust.head, now=NOW)
        assert Ruling.objects.get(ended_at=None).day == date(2026, 10, 1)
