"""A colleague who has a child here writes: a person says as which; it is remembered for the case, and can be said anew."""

import pytest
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk.models import Case, Duty, Message
from bookbag.desk.models.duty import State
from bookbag.people.models import Contact
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")

AT_HOME, AT_WORK = "mary.doyle@home.example", "mary.doyle@wyton.bookbag.test"
ASKED = "works here and has a child here. Until you say as which this was written, it counts as a parent’s"


@pytest.fixture
def desk() -> Desk:
    """Mary Doyle teaches here, and Ben Doyle is her child."""
    made = browsing.desk()
    family = worlds.family(made.school, "Ben Doyle", ("Mary Doyle",), class_name="2A")
    teacher = worlds.staff(made.school, "Mary Doyle", Role.TEACHER)
    with tenancy.atomic(made.school.id):
        Contact.objects.filter(id=family.contacts["Mary"].id).update(staff_id=teacher.staff_id)
    return made


def wrote(desk: Desk, address: str, message_id: str = "hats@home.example", reply_to: str = "") -> Case:
    raw = mails.mail("Hello", sender=f"Mary Doyle <{address}>", message_id=message_id, in_reply_to=reply_to)
    return browsing.brought(desk.school, raw)


def open_duties(desk: Desk, case: Case) -> int:
    with tenancy.atomic(desk.school.id):
        return Duty.objects.filter(case=case, state=State.OPEN).count()


def say(desk: Desk, case: Case, address: str, hat: str) -> str:
    return Browser(desk.office).post("hat", "wyton", case.id, address=address, hat=hat).words


@pytest.mark.parametrize("address", [AT_HOME, AT_WORK])
def test_until_somebody_says_it_counts_as_a_parents(desk: Desk, address: str) -> None:
    case = wrote(desk, address)
    assert ASKED in Browser(desk.office).get("case", "wyton", case.id).words
    assert open_duties(desk, case)


def test_from_the_schools_own_address_no_child_is_drawn_in_before(desk: Desk) -> None:
    case = wrote(desk, AT_WORK)
    assert case.about == ""
    say(desk, case, AT_WORK, "parent")
    (after,) = [each for each in browsing.rows(desk.school) if each.id == case.id]
    assert after.about == "Ben, 2A"


@pytest.mark.parametrize("address", [AT_HOME, AT_WORK])
def test_as_a_colleague_no_clock_runs_and_no_child_is_in_it(desk: Desk, address: str) -> None:
    case = wrote(desk, address)
    words = say(desk, case, address, "staff")
    assert ASKED not in words
    assert "Writes as a colleague, Olive Trent said." in words
    assert not open_duties(desk, case)
    (after,) = [each for each in browsing.rows(desk.school) if each.id == case.id]
    assert after.about == ""


@pytest.mark.parametrize(("hat", "clocks"), [("staff", False), ("parent", True)])
@pytest.mark.parametrize("address", [AT_HOME, AT_WORK])
def test_it_is_remembered_for_the_case(desk: Desk, address: str, hat: str, clocks: bool) -> None:
    case = wrote(desk, address)
    say(desk, case, address, hat)
    again = wrote(desk, address, "second@home.example", "hats@home.example")
    assert again.id == case.id
    assert bool(open_duties(desk, case)) is clocks
    with tenancy.atomic(desk.school.id):
        newest = Message.objects.get(case=case, message_id="second@home.example")
    assert (newest.contact_id is not None, newest.author_id is not None) == (clocks, not clocks)


def test_it_is_asked_anew_in_another_case(desk: Desk) -> None:
    say(desk, wrote(desk, AT_HOME), AT_HOME, "staff")
    other = wrote(desk, AT_HOME, "other@home.example")
    assert ASKED in Browser(desk.office).get("case", "wyton", other.id).words


def test_it_can_be_said_otherwise(desk: Desk) -> None:
    case = wrote(desk, AT_HOME)
    before = open_duties(desk, case)
    say(desk, case, AT_HOME, "staff")
    assert "Writes as a parent, Olive Trent said." in say(desk, case, AT_HOME, "parent")
    assert open_duties(desk, case) == before


def test_nobody_else_is_asked(desk: Desk) -> None:
    assert ASKED not in Browser(desk.office).get("case", "wyton", desk.case.id).words
    address = "samina.khan@home.example"
    answer = Browser(desk.office).client.post(f"/wyton/cases/{desk.case.id}/hat", {"address": address, "hat": "staff"})
    assert answer.status_code == 404


def test_a_colleague_without_a_child_starts_no_clock_and_is_not_asked(desk: Desk) -> None:
    raw = mails.mail("Hello", sender="Tess Barrow <tess.barrow@wyton.bookbag.test>", message_id="t@w.example")
    case = browsing.brought(desk.school, raw)
    assert not open_duties(desk, case)
    assert ASKED not in Browser(desk.office).get("case", "wyton", case.id).words
