"""The demo's families are as families are: two homes, a child in care, a gap in the contacts, groups."""

from collections.abc import Iterator

import pytest
from tests.demo.conftest import NOW, Sown

from bookbag.people import gaps, groups
from bookbag.people.models import Pupil, Relationship
from bookbag.policy.permissions import process
from bookbag.schools import tenancy


@pytest.fixture
def _wyton(sown: Sown) -> Iterator[None]:
    with tenancy.atomic(sown.schools["wyton"].id):
        yield


@pytest.mark.usefixtures("_wyton")
def test_somebody_has_told_the_school_of_two_homes_and_of_care() -> None:
    assert {pupil.full_name for pupil in Pupil.objects.exclude(told_apart_on=None)} == {"Amira Khan", "Yusuf Khan"}
    jayden = Pupil.objects.exclude(looked_after_by="").get()
    worker = Relationship.objects.get(pupil=jayden, kind="social worker")
    assert worker.contact.organisation == jayden.looked_after_by


@pytest.mark.usefixtures("_wyton")
def test_a_father_without_any_address_is_a_gap_and_groups_have_members(sown: Sown) -> None:
    school = sown.schools["wyton"]
    assert "Kit Harrow" in {gap.pupil.full_name for gap in gaps.of_school(process("office", school.id))}
    assert [group.name for group in groups.of_school(process("office", school.id), today=NOW.date())] == [
        "Chess club",
        "Parents’ council",
    ]
