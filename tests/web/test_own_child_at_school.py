"""A colleague's own child: the case about it is others' work. It is on no list and in no count of theirs, whatever their role."""

import pytest
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk.models import Case
from bookbag.people.models import Contact
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")


def colleague(desk: Desk, *roles: Role, parent_of: str) -> Actor:
    """Omar Khan works here, too; of nobody, or of Amira."""
    member = worlds.staff(desk.school, "Omar Khan", *roles)
    with tenancy.atomic(desk.school.id):
        Contact.objects.filter(given_name=parent_of).update(staff_id=member.staff_id)
    return member


@pytest.fixture
def desk() -> Desk:
    """One case about Amira, and one about Ben."""
    made = browsing.desk()
    worlds.family(made.school, "Ben Doyle", ("Mary Doyle",), class_name="2A")
    raw = mails.mail(
        "Hello", sender="Mary Doyle <mary.doyle@home.example>", subject="The fair", message_id="b@h.example"
    )
    browsing.brought(made.school, raw)
    return made


@pytest.mark.parametrize("role", [Role.OFFICE, Role.HEAD])
def test_the_whole_desk_but_for_ones_own_child(desk: Desk, role: Role) -> None:
    omar = Browser(colleague(desk, role, parent_of="Omar"))
    inbox = omar.get("inbox", "wyton", which="all").words
    assert "The fair" in inbox
    assert "Swimming lesson" not in inbox
    assert "All 1" in inbox
    assert "Nobody’s 1" in inbox
    omar.get("case", "wyton", desk.case.id, status=404)


def test_a_colleague_with_no_child_sees_both(desk: Desk) -> None:
    inbox = Browser(colleague(desk, Role.OFFICE, parent_of="nobody")).get("inbox", "wyton", which="all").words
    assert "Swimming lesson" in inbox
    assert "All 2" in inbox


def test_it_is_not_given_to_them(desk: Desk) -> None:
    omar = colleague(desk, Role.OFFICE, parent_of="Omar")
    answer = Browser(desk.office).client.post(f"/wyton/cases/{desk.case.id}/assign", {"owner": str(omar.staff_id)})
    assert "It is about a child of theirs. Give it to somebody else." in answer.content.decode()
    (case,) = [each for each in browsing.rows(desk.school) if each.id == desk.case.id]
    assert case.owner_id is None


def test_whoever_teaches_their_own_child_has_a_part_in_it(desk: Desk) -> None:
    with tenancy.atomic(desk.school.id):
        Contact.objects.filter(given_name="Omar").update(staff_id=desk.teacher.staff_id)
    Browser(desk.teacher).get("case", "wyton", desk.case.id)


def test_who_has_it_already_keeps_it_until_it_is_given_away(desk: Desk) -> None:
    omar = colleague(desk, Role.OFFICE, parent_of="Omar")
    with tenancy.atomic(desk.school.id):
        Case.objects.filter(id=desk.case.id).update(owner_id=omar.staff_id)
    Browser(omar).get("case", "wyton", desk.case.id)
    assert "Mine 1" in Browser(omar).get("inbox", "wyton").words
