"""Groups of families: made, renamed, and who is in them."""

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.builders import browsing
from tests.builders.browsing import Browser, Desk

from bookbag.people import groups
from bookbag.people.models import Group, GroupMember
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]


@pytest.fixture
def desk(at: Clock) -> Desk:
    at("2026-03-02 10:00")
    return browsing.desk()


def only(desk: Desk) -> Group:
    with tenancy.atomic(desk.school.id):
        return Group.objects.get()


def test_a_group_is_made_filled_renamed_and_left_with_the_day_kept(desk: Desk, at: Clock) -> None:
    office = Browser(desk.office)
    assert "Nobody is in it yet." in office.post("groups", "wyton", name="Chess club", kind="club").words
    group = only(desk)
    found = office.get("group", "wyton", group.id, q="Khan").words
    assert "Amira Khan pupil, 4B Add" in found
    office.post("add-to-group", "wyton", group.id, pupil=str(desk.family.pupil.id))
    adult = str(desk.family.contacts["Samina"].id)
    office.post("add-to-group", "wyton", group.id, adult=adult)
    assert "Samina Khan is in the group already." in office.post("add-to-group", "wyton", group.id, adult=adult).words
    page = office.post("group", "wyton", group.id, name="Chess", kind="club", seen="Chess club").words
    assert "Chess Club, 2 members" in page
    assert "Groups Chess" in office.get("child", "wyton", desk.family.pupil.id).words

    when = at("2026-03-04 10:00")
    office = Browser(desk.office)
    with tenancy.atomic(desk.school.id):
        member = GroupMember.objects.get(contact_id=adult).id
    assert "Chess Club, 1 member" in office.post("leave-group", "wyton", group.id, member=str(member)).words
    with tenancy.atomic(desk.school.id):
        assert [each.pupil for each in groups.members(group, desk.office, today=when.date())] == [desk.family.pupil]
        assert GroupMember.objects.get(id=member).until_day == datetime(2026, 3, 3).date()


def test_two_groups_do_not_have_one_name_and_a_stale_name_is_refused(desk: Desk) -> None:
    office = Browser(desk.office)
    office.post("groups", "wyton", name="Council", kind="council")
    assert (
        "There is a group of this name already." in office.post("groups", "wyton", name="Council", kind="other").words
    )
    stale = office.client.post(f"/wyton/groups/{only(desk).id}", {"name": "A", "kind": "other", "seen": "Board"})
    assert stale.status_code == 409


def test_teachers_do_not_find_them(desk: Desk) -> None:
    Browser(desk.teacher).get("groups", "wyton", status=404)
