"""What the school must enter: each line red until it is there, with the link that mends it; and the rota's own red."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from tests.builders import browsing, worlds
from tests.builders.addresses import HOURS
from tests.builders.browsing import Browser, Desk
from tests.builders.worlds import NOW

from bookbag.adoption.actions import rulings
from bookbag.policy.permissions import Role
from bookbag.record.models import Entry
from bookbag.schools import tenancy
from bookbag.schools.actions import mailboxes
from bookbag.schools.models import Mailbox, School

pytestmark = pytest.mark.usefixtures("db", "assets", "_monday")
NUMBERS = {"childrens_services_day": "01632 960111", "childrens_services_night": "01632 960222"}


@pytest.fixture
def _monday(at: Callable[[str], datetime]) -> None:
    at("2026-03-02 10:00")


@pytest.fixture
def desk() -> Desk:
    made = browsing.desk()
    School.objects.filter(id=made.school.id).update(childrens_services_night="")
    return made


def state(browser: Browser, what: str) -> str:
    """The word that stands before a line of the list."""
    before, _, _ = browser.get("set-up", "wyton").words.partition(what)
    return before.split()[-1]


def test_hours_and_numbers_are_red_until_they_are_entered(desk: Desk) -> None:
    office = Browser(desk.office)
    assert state(office, "The local authority’s numbers") == state(office, "Core hours") == "missing"
    assert "The school’s details are kept." in office.post("school-details", "wyton", **HOURS, **NUMBERS).words
    assert state(office, "The local authority’s numbers") == state(office, "Core hours") == "done"
    assert "By day 01632 960111, at night 01632 960222." in office.get("set-up", "wyton").words
    assert "01632 960222" in office.get("child-in-danger", "wyton").words


def test_core_hours_that_are_all_lessons_stay_red(desk: Desk) -> None:
    office = Browser(desk.office)
    office.post("school-details", "wyton", **HOURS | {"core_from": "09:00", "core_until": "15:30"})
    assert state(office, "Core hours") == "missing"
    assert "all of it lessons under WYT-057" in office.get("set-up", "wyton").words


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"core_until": "08:30"}, "The core of the day must end after it begins."),
        ({"office_closes": "07:00"}, "The office must close after it opens."),
        ({"core_from": ""}, "Say when the core of the day begins."),
    ],
)
def test_hours_that_cannot_be_are_refused_beside_their_field(desk: Desk, change: dict[str, str], says: str) -> None:
    assert Browser(desk.office).post("school-details", "wyton", **HOURS | change).words.count(says) == 2
    assert School.objects.get(slug="wyton").core_from is None


def test_nobody_on_the_emergency_rota_is_red_on_both_pages_until_somebody_accepts(desk: Desk) -> None:
    head = Browser(worlds.staff(desk.school, "Hetty Marsh", Role.HEAD))
    assert state(head, "Emergency rota") == "missing"
    assert "Nobody is on it." in head.get("rota", "wyton").words
    words = head.post("accept-emergencies", "wyton", from_day="2026-03-02").words
    assert "Hetty Marsh, who accepted it on Monday 2 March 2026" in words
    assert "Nobody is on it." not in words
    assert state(head, "Emergency rota") == "done"
    again = head.post("accept-emergencies", "wyton", from_day="2026-03-03").words
    assert again.count("You have accepted from Monday 2 March 2026 already.") == 2


def test_the_office_cannot_put_itself_or_anybody_on_the_emergency_rota(desk: Desk) -> None:
    office = Browser(desk.office)
    assert "I accept" not in office.get("rota", "wyton").words
    url = "/wyton/rota/accept"
    assert office.client.post(url, {"from_day": "2026-03-02"}).status_code == 404


def test_a_turn_of_duty_stands_on_the_rota(desk: Desk) -> None:
    turn = {"post": "head", "staff": str(desk.teacher.staff_id), "first_day": "2026-03-03", "last_day": "2026-03-04"}
    words = Browser(desk.office).post("duty-turn", "wyton", **turn).words
    assert "Tuesday 3 March to Wednesday 4 March Headteacher Tess Barrow" in words


def test_the_mailbox_is_red_until_mail_has_come(desk: Desk) -> None:
    office = Browser(desk.office)
    assert state(office, "The mailbox") == "missing"
    mailboxes.heard(Mailbox.objects.get(school=desk.school).id, now=NOW)
    assert state(office, "The mailbox") == "done"


@pytest.mark.parametrize(("today", "is_there"), [("2026-03-23", "done"), ("2026-03-24", "missing")])
def test_terms_are_red_only_where_they_end_within_the_longest_clock(
    desk: Desk, at: Callable[[str], datetime], today: str, is_there: str
) -> None:
    at(f"{today} 10:00")  # the last term of the cast ends on 21 July 2026: 120 days after 23 March
    office = Browser(desk.office)
    assert state(office, "Terms") == is_there
    red = "Terms end on Tuesday 21 July 2026: no date after that can be worked out. Enter the next ones."
    assert (red in office.get("set-up", "wyton").words) == (is_there == "missing")


def test_what_changed_stands_in_the_record_and_no_number_does(desk: Desk) -> None:
    Browser(desk.office).post("school-details", "wyton", **HOURS, **NUMBERS, local_authority="Fenshire")
    with tenancy.atomic(desk.school.id):
        entry = Entry.objects.get(act="school_set_up")
    assert set(entry.detail["what"]) == {"core_from", "core_until", "office_opens", "telephone", *NUMBERS}
    assert "960111" not in str(entry.detail)


def test_teachers_have_no_such_page(desk: Desk) -> None:
    Browser(desk.teacher).get("set-up", "wyton", status=404)
    Browser(desk.teacher).get("school-details", "wyton", status=404)
    assert "What the school must enter" not in Browser(desk.teacher).get("staff", "wyton").words
    assert "What the school must enter" in Browser(desk.office).get("staff", "wyton").words


def test_what_the_policies_wait_for_is_red(desk: Desk, at: Callable[[str], datetime]) -> None:
    office = Browser(desk.office)
    assert state(office, "What the policies leave to other documents") == "missing"
    assert "Three things nobody has entered yet: Who investigates a complaint" in office.get("set-up", "wyton").words
    assert state(office, "Reviews of the policies") == "done"
    head = worlds.staff(desk.school, "Hetty Marsh", Role.HEAD)
    with tenancy.atomic(desk.school.id):
        rulings.set_review_day(desk.school, "wyton", date(2026, 3, 3), by=head, now=NOW)
    assert state(office, "Reviews of the policies") == "done"
    at("2026-03-04 10:00")
    office = Browser(desk.office)
    assert state(office, "Reviews of the policies") == "missing"
    assert "was to be reviewed by Tuesday 3 March 2026." in office.get("set-up", "wyton").words
