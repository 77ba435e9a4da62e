"""Somebody who is a parent here finds none of their own family in groups, and neither adds them nor takes them out."""

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.people.actions import groups
from bookbag.people.models import Contact, Group, GroupMember
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
THEIRS, OTHERS = ("Amira Khan", "Samina Khan", "Omar Khan"), ("Ben Doyle", "Mary Doyle")


@pytest.fixture
def desk(at: Callable[[str], datetime]) -> Desk:
    at("2026-03-02 09:00")
    return browsing.desk()


@pytest.fixture
def club(desk: Desk) -> Group:
    """Two families in one group: children and adults."""
    other, by = worlds.family(desk.school, "Ben Doyle", ("Mary Doyle",)), {"by": desk.office, "now": worlds.NOW}
    with tenancy.atomic(desk.school.id):
        made = groups.make("Chess", "club", **by)
        for family in (desk.family, other):
            groups.add_pupil(made.id, family.pupil.id, on=worlds.NOW.date(), **by)
            for adult in family.contacts.values():
                groups.add_adult(made.id, adult.id, on=worlds.NOW.date(), **by)
    return made


@pytest.fixture
def father(desk: Desk) -> Actor:
    """Amira's father, who works in the office."""
    member = worlds.staff(desk.school, "Omar Khan", Role.OFFICE)
    with tenancy.atomic(desk.school.id):
        Contact.objects.filter(id=desk.family.contacts["Omar"].id).update(staff_id=member.staff_id)
    return member


def test_a_group_names_and_counts_all_but_their_own_family(desk: Desk, club: Group, father: Actor) -> None:
    page, of_office = (Browser(actor).get("group", "wyton", club.id).words for actor in (father, desk.office))
    theirs, whole = (words.partition("Who is in it")[2] for words in (page, of_office))
    assert [name in whole for name in THEIRS + OTHERS] == [True] * 5
    assert [name in theirs for name in THEIRS] == [False] * 3
    assert [name in theirs for name in OTHERS] == [True] * 2
    assert "Chess Club, 2 members" in page
    assert "Chess Club, 5 members" in of_office
    assert "Your own family is not among them" in page
    assert "Your own family" not in of_office
    assert "Chess Club 2" in Browser(father).get("groups", "wyton").words
    assert "Chess Club 5" in Browser(desk.office).get("groups", "wyton").words


def test_they_add_none_of_them_and_take_none_of_them_out(desk: Desk, club: Group, father: Actor) -> None:
    child, mother = desk.family.pupil.id, desk.family.contacts["Samina"].id
    with tenancy.atomic(desk.school.id):
        held = GroupMember.objects.get(group=club, pupil_id=child)
        empty = groups.make("Council", "council", by=desk.office, now=worlds.NOW)
    client = Browser(father).client
    for name, who in (("pupil", child), ("adult", mother)):
        assert client.post(f"/wyton/groups/{empty.id}/add", {name: str(who)}).status_code == 404
    assert client.post(f"/wyton/groups/{club.id}/leave", {"member": str(held.id)}).status_code == 409
    with tenancy.atomic(desk.school.id):
        assert not GroupMember.objects.filter(group=empty).exists()
        assert GroupMember.objects.filter(id=held.id, until_day=None).exists()
