"""The life of a version: drafted, signed by all whom the policy names, in force, past; its words never change after."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError
from tests.adoption.conftest import Trust, adopted, drafted
from tests.builders.worlds import NOW

from bookbag.adoption import queries
from bookbag.adoption.actions import versions
from bookbag.adoption.models import Version
from bookbag.errors import Denied, Invalid, Stale
from bookbag.policy.rules.words import Post
from bookbag.record.models import Entry

LATER = NOW + timedelta(days=8)


def of_trust(trust: Trust) -> list[tuple[str, str]]:
    found = Version.objects.filter(trust_id=trust.school.trust_id).order_by("number")
    return [(version.number, version.state) for version in found]


def test_a_new_version_takes_the_next_number_and_binds_once_all_have_signed(trust, at) -> None:
    with at(trust.school):
        version = drafted(trust)
        assert version.number == "1.4"
        versions.sign(trust.school, version.id, Post.EXECUTIVE_HEAD, by=trust.executive, now=NOW)
        with pytest.raises(Invalid, match=r"Version 1\.4 .* it waits for the chair of trustees \(SPT-003\)\.$"):
            versions.put_in_force(trust.school, version.id, by=trust.officer, now=NOW)
        assert queries.packs_of(trust.school)[1].version == "1.3"
        versions.sign(trust.school, version.id, Post.CHAIR_OF_TRUSTEES, by=trust.chair, now=LATER)
        change = versions.put_in_force(trust.school, version.id, by=trust.officer, now=LATER)
        assert change.schools == (trust.school.id, trust.sister.id)
        assert [pack.version for pack in queries.packs_of(trust.school) if not pack.is_law] == ["1.4"]


def test_what_shipped_stays_readable_among_the_past_versions(trust, at) -> None:
    with at(trust.school):
        adopted(trust)
        adopted(trust, now=LATER)
        assert of_trust(trust) == [("1.3", "past"), ("1.4", "past"), ("1.5", "in_force")]
        past = Version.objects.get(number="1.4")
        assert (past.in_force_from, past.in_force_until) == (NOW, LATER)
        assert queries.pack_of(past).title == "External Communications and Video Conferencing Policy"


def test_another_word_voids_what_was_signed(trust, at) -> None:
    with at(trust.school):
        version = drafted(trust)
        versions.sign(trust.school, version.id, Post.EXECUTIVE_HEAD, by=trust.executive, now=NOW)
        texts = {"pack.yaml": version.texts["pack.yaml"].replace("title: External", "title: Our external")}
        again = versions.write(trust.school, version.id, texts, was=version.digest, by=trust.officer, now=NOW)
        assert again.state == "draft"
        assert queries.signatures(again) == []
        with pytest.raises(Stale):
            versions.sign(trust.school, version.id, Post.CHAIR_OF_TRUSTEES, by=trust.chair, now=NOW)


def test_a_draft_cannot_write_itself_free_of_a_signature(trust, at) -> None:
    with at(trust.school):
        free = ("by: [author, executive_head, chair_of_trustees]", "by: [author]")
        version = drafted(trust, edit=free)
        assert "the executive head" in versions.in_words(queries.missing(version, trust.school))


def test_only_who_fills_the_post_signs_for_it(trust, at) -> None:
    with at(trust.school):
        version = drafted(trust)
        for post, wrong in ((Post.CHAIR_OF_TRUSTEES, trust.executive), (Post.EXECUTIVE_HEAD, trust.head)):
            with pytest.raises(Denied):
                versions.sign(trust.school, version.id, post, by=wrong, now=NOW)


def test_a_failing_example_keeps_a_version_from_coming_into_force(trust, at) -> None:
    with at(trust.school):
        version = drafted(trust, edit=("within: {school_days: 2}", "within: {school_days: 3}"))
        versions.sign(trust.school, version.id, Post.EXECUTIVE_HEAD, by=trust.executive, now=NOW)
        versions.sign(trust.school, version.id, Post.CHAIR_OF_TRUSTEES, by=trust.chair, now=NOW)
        with pytest.raises(Invalid, match="Expected and not given"):
            versions.put_in_force(trust.school, version.id, by=trust.officer, now=NOW)


def test_the_second_of_two_writers_is_told(trust, at) -> None:
    with at(trust.school):
        version = drafted(trust)
        texts = {"pack.yaml": version.texts["pack.yaml"].replace("title: External", "title: Our external")}
        versions.write(trust.school, version.id, texts, was=version.digest, by=trust.officer, now=NOW)
        with pytest.raises(Stale):
            versions.write(trust.school, version.id, texts, was=version.digest, by=trust.officer, now=NOW)


def test_the_database_keeps_the_words_of_a_version_that_has_left_draft(trust, at) -> None:
    with at(trust.school):
        adopted(trust)
    for change in ({"texts": {}}, {"author": "Somebody else"}, {"number": "9"}):
        with pytest.raises(ProgrammingError, match="stay as they are"), at(trust.school):
            Version.objects.filter(number="1.4").update(**change)
    with pytest.raises(ProgrammingError, match="readable for ever"), at(trust.school):
        Version.objects.filter(number="1.4").delete()


def test_each_step_stands_in_the_record(trust, at) -> None:
    with at(trust.school):
        adopted(trust)
        acts = Entry.objects.filter(thing="policy").order_by("position").values_list("act", flat=True)
        assert list(acts) == ["policy_drafted", "policy_awaits", *["policy_signed"] * 3, "policy_in_force"]
