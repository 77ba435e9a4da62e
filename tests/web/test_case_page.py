"""A case: the conversation in order, and beside it dates with their reasons, people one by one, and the record."""

from datetime import date, timedelta

import pytest
from tests.builders import browsing, busy, mails, worlds
from tests.builders.browsing import Browser, Desk
from tests.builders.worlds import Sight

from bookbag.people.models import Restriction
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy
from bookbag.schools.models import Mailbox

pytestmark = pytest.mark.usefixtures("db", "assets")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def test_it_shows_words_dates_and_why(desk: Desk) -> None:
    page = Browser(desk.office).get("case", "wyton", desk.case.id).words
    assert "Samina Khan wrote by e-mail" in page
    assert "Amira has a sore ear" in page
    assert "Acknowledge it, late: Wednesday 4 March" in page
    assert "Counted Tue 3, Wed 4 March" in page
    assert "(WYT-083)" in page
    assert "Amira Khan, 4B" in page
    assert "A case was opened Bookbag" in Browser(desk.office).get("case-record", "wyton", desk.case.id).words


def test_it_says_why_it_thinks_who_wrote(desk: Desk) -> None:
    page = Browser(desk.office).get("case", "wyton", desk.case.id).words
    assert "This is the e-mail address that we hold." in page
    stranger = browsing.brought(desk.school, mails.mail(sender="who@far.example", message_id="2@far.example"))
    page = Browser(desk.office).get("case", "wyton", stranger.id).words
    assert "We hold no such address. Say who this is: who@far.example" in page


def test_the_quoted_tail_is_folded_away(desk: Desk) -> None:
    case = browsing.brought(desk.school, busy.laid_out())
    page = Browser(desk.office).get("case", "wyton", case.id).words
    assert page.index("my mother would like to come") < page.index("Show the whole message")
    assert page.index("On Monday Mary Doyle wrote") > page.index("Show the whole message")


def test_the_same_message_by_two_doors_is_shown_once(desk: Desk) -> None:
    Mailbox.objects.create(school=desk.school, address="head@wyton.bookbag.test", name="Head")
    mails.arrive(mails.mail(), desk.school, now=worlds.NOW + timedelta(minutes=1), recipient="head@wyton.bookbag.test")
    page = Browser(desk.office).get("case", "wyton", desk.case.id).words
    assert page.count("sore ear") == 1
    assert "came by another door too: office@wyton.bookbag.test, head@wyton.bookbag.test." in page


def restrict(desk: Desk, *, days: int) -> None:
    with tenancy.atomic(desk.school.id, sight=Sight.CONFIDENTIAL):
        Restriction.objects.create(
            school=desk.school,
            pupil=desk.family.pupil,
            contact=desk.family.contacts["Omar"],
            scope=["no_contact"],
            evidence="A non-molestation order of the court",
            checked_by_id=desk.office.staff_id,
            starts_on=date(2026, 1, 1),
            ends_on=date.today() + timedelta(days=days),
            review_on=date(2026, 6, 1),
        )


@pytest.mark.parametrize("role", [Role.OFFICE, Role.HEAD, Role.DSL])
def test_a_restriction_is_one_instruction_and_never_the_order(desk: Desk, role: Role) -> None:
    restrict(desk, days=30)
    reader = worlds.staff(desk.school, "Rae Wells", role)
    page = Browser(reader).get("case", "wyton", desk.case.id).words
    assert page.count("Ring the office before you contact Omar Khan.") == 1
    for telling in ("order", "court", "restriction", "no_contact"):
        assert telling not in page.lower()


def test_a_restriction_that_has_ended_says_nothing(desk: Desk) -> None:
    restrict(desk, days=-1)
    assert "Ring the office" not in Browser(desk.office).get("case", "wyton", desk.case.id).words


def test_the_other_parent_is_not_brought_into_the_case(desk: Desk) -> None:
    assert "Omar" not in Browser(desk.office).get("case", "wyton", desk.case.id).words
