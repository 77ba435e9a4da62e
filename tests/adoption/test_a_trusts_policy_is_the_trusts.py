"""What a trust has put in force binds each of its schools, and no other; a school can neither loosen nor replace it."""

import pytest
from django.db import IntegrityError, ProgrammingError
from tests.adoption.conftest import adopted
from tests.builders import worlds
from tests.builders.worlds import NOW

from bookbag.adoption import queries
from bookbag.adoption.actions import rulings, versions
from bookbag.adoption.models import Ruling, Version
from bookbag.policy.permissions import Role, Verdict
from bookbag.record.models import Entry

SPRING = "spring-partnership"


def test_it_binds_every_school_of_the_trust_and_no_other(trust, at) -> None:
    with at(trust.school):
        adopted(trust)
    for school in (trust.school, trust.sister):
        with at(school):
            assert [(each.pack.version, each.of_trust) for each in queries.bindings(school)[1:]] == [("1.4", True)]
    with at(trust.stranger):
        assert [pack.slug for pack in queries.packs_of(trust.stranger)] == ["law-england", "wyton"]
        assert Version.objects.count() == 0


def test_a_schools_head_cannot_switch_its_rules_off_and_the_attempt_is_noted(trust, at) -> None:
    with at(trust.school):
        adopted(trust)
    head = worlds.staff(trust.sister, "Sid Vale", Role.HEAD)
    with at(trust.sister):
        refused = rulings.switch_off(trust.sister, SPRING, "answer-emails", reason="Too soon.", by=head, now=NOW)
        assert isinstance(refused, Verdict)
        assert "Only the trust" in refused.because
        noted = Entry.objects.get(act="ruling_refused")
        assert (noted.detail["what"], noted.detail["rule"]) == ("rule_off", "answer-emails")
        assert isinstance(versions.begin(trust.sister, SPRING, by=head, now=NOW), Verdict)
        assert "answer-emails" in [rule.id for rule in queries.packs_of(trust.sister)[1].promises]


def test_what_a_school_had_switched_off_runs_again_once_the_trust_has_spoken(trust, at) -> None:
    with at(trust.school):
        rulings.switch_off(trust.school, SPRING, "answer-emails", reason="Too soon.", by=trust.head, now=NOW)
        assert "answer-emails" not in [rule.id for rule in queries.packs_of(trust.school)[1].promises]
        adopted(trust)
        assert "answer-emails" in [rule.id for rule in queries.packs_of(trust.school)[1].promises]


def test_the_database_shows_a_trusts_rows_to_its_schools_only(trust, at) -> None:
    with at(trust.school):
        version = adopted(trust)
    assert version
    with pytest.raises(ProgrammingError, match="row-level security"), at(trust.stranger):
        _ruling(trust_id=trust.school.trust_id)
    for both in ({}, {"school_id": trust.school.id, "trust_id": trust.school.trust_id}):
        with pytest.raises((IntegrityError, ProgrammingError)), at(trust.school):
            _ruling(**both)


def _ruling(**owner: int | None) -> None:
    Ruling.objects.create(
        kind="rule_off", pack=SPRING, subject="x", says="x", name="x", staff="00000000-0000-0000-0000-000000000000",
        at=NOW, **owner,
    )  # fmt: skip
