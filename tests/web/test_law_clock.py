"""The clock of law in the browser: the day, what stops it, what makes it longer, and what is not owed here."""

from uuid import UUID

import pytest
from tests.builders import browsing, forms, mails, worlds
from tests.builders.browsing import Browser, Desk
from tests.builders.forms import MOTHER, NEIGHBOUR, Clock

from bookbag.policy.permissions import Role
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")
ASKED = "2026-07-21 10:00"
"""The last day of term: school is shut from the next day to September."""


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def request_of(desk: Desk, category: str, at: Clock, *, when: str = ASKED) -> UUID:
    """An e-mail that a person says is a request of this kind."""
    now = at(when)
    raw = mails.mail("Please send me all that you hold.", subject="Request", message_id="request@home.example")
    case = browsing.brought(desk.school, raw, now=now).id
    Browser(desk.office).post("categorise", "wyton", case, category=category)
    return case


def enter(desk: Desk, case: UUID, do: str, **given: str) -> browsing.Page:
    return Browser(desk.office).post("law-clock", "wyton", case, do=do, **given)


def test_subject_access_of_the_last_day_of_term_is_due_in_the_holidays(desk: Desk, at: Clock) -> None:
    case = request_of(desk, "subject_access", at)
    words = Browser(desk.office).get("case", "wyton", case).words
    assert "Answer it by Friday 21 August" in words
    assert "Articles 12(3), 12A and 15." in words.partition("By law")[2]
    page = Browser(desk.office).get("law-clock", "wyton", case).words
    assert "Due by the end of Friday 21 August 2026" in page


def test_the_same_mail_as_freedom_of_information_at_a_maintained_school_is_not(desk: Desk, at: Clock) -> None:
    School.objects.filter(id=desk.school.id).update(legal_kind="maintained")
    case = request_of(desk, "freedom_of_information", at)
    words = Browser(desk.office).get("case", "wyton", case).words
    assert "21 August" not in words.partition("By law")[0]


def test_it_stands_still_while_an_answer_is_waited_for_and_runs_on_by_those_days(desk: Desk, at: Clock) -> None:
    case = request_of(desk, "subject_access", at)
    at("2026-07-30 09:00")
    enter(desk, case, "asked", what="asked", question="Which years?", day="2026-07-28")
    words = Browser(desk.office).get("case", "wyton", case).words
    assert "stands still since Tuesday 28 July" in words
    assert "Which years?" in words
    assert "Friday 21 August" not in words

    enter(desk, case, "answered", day="2026-07-30")
    words = Browser(desk.office).get("case", "wyton", case).words
    # Three days on from Friday 21 August: a Monday.
    assert "Answer it by Monday 24 August" in words
    assert "It stood still from Tuesday 28 July to Thursday 30 July." in words

    at("2026-08-12 09:00")
    enter(desk, case, "asked", what="asked", question="Which school?", day="2026-08-10")
    enter(desk, case, "answered", day="2026-08-11")
    assert "Answer it by Wednesday 26 August" in Browser(desk.office).get("case", "wyton", case).words


def test_it_starts_when_it_is_shown_who_is_asking(desk: Desk, at: Clock) -> None:
    case = request_of(desk, "subject_access", at)
    at("2026-08-03 09:00")
    enter(desk, case, "asked", what="proof_asked", question="A letter of authority", day="2026-07-22")
    assert "stands still since Wednesday 22 July" in Browser(desk.office).get("case", "wyton", case).words
    enter(desk, case, "answered", day="2026-08-03")
    assert "Answer it by Thursday 3 September" in Browser(desk.office).get("case", "wyton", case).words


def test_it_takes_longer_where_they_are_told_why_inside_the_first_month(desk: Desk, at: Clock) -> None:
    case = request_of(desk, "subject_access", at)
    at("2026-08-24 09:00")
    assert "Say why it takes longer" in enter(desk, case, "longer", reason=" ", day="2026-08-20").words
    late = enter(desk, case, "longer", reason="Nine years of letters.", day="2026-08-22")
    assert "The longer time had to be told by Friday 21 August." in late.words
    assert "Nine years of letters." in late.words
    enter(desk, case, "longer", reason="Nine years of letters.", day="2026-08-20")
    assert "Answer it by Wednesday 21 October" in Browser(desk.office).get("case", "wyton", case).words


@pytest.mark.parametrize(
    ("do", "given", "sentence"),
    [
        ("asked", {"what": "asked", "question": "", "day": "2026-07-22"}, "Say what was asked."),
        ("asked", {"what": "asked", "question": "Which?", "day": "2026-07-20"}, "before Tuesday 21 July."),
        ("asked", {"what": "asked", "question": "Which?", "day": "2026-08-01"}, "This day is still to come."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    desk: Desk, at: Clock, do: str, given: dict[str, str], sentence: str
) -> None:
    case = request_of(desk, "subject_access", at)
    at("2026-07-24 09:00")
    assert sentence in enter(desk, case, do, **given).words


def test_a_case_of_no_law_has_no_such_page(desk: Desk, at: Clock) -> None:
    at(ASKED)
    Browser(desk.office).get("law-clock", "wyton", desk.case.id, status=404)
    assert "By law" not in Browser(desk.office).get("case", "wyton", desk.case.id).words


def test_the_educational_record_is_not_owed_at_an_academy(desk: Desk, at: Clock) -> None:
    case = request_of(desk, "educational_record", at)
    words = Browser(desk.office).get("case", "wyton", case).words
    assert "The educational record is not owed here" in words
    assert "treat the request as subject access" in words
    assert "Answer it by Friday 21 August" in words


def test_a_snow_day_moves_nothing_that_stands_still(desk: Desk, at: Clock) -> None:
    case = request_of(desk, "subject_access", at, when="2026-03-02 09:00")
    at("2026-03-03 09:00")
    enter(desk, case, "asked", what="asked", question="Which years?", day="2026-03-03")
    Browser(desk.office).post("close-today", "wyton", why="Snow", do="whole")
    assert "stands still since Tuesday 3 March" in Browser(desk.office).get("case", "wyton", case).words


def test_what_stands_still_is_not_late_however_long(at: Clock) -> None:
    school = worlds.school("norton", packs=("norton-west-chinnock",))
    office = Browser(worlds.staff(school, "Olive Trent", Role.OFFICE))
    forms.send(MOTHER | {"topic": "my-data"}, at, "2026-03-02 09:00", slug="norton")
    case = forms.latest(school)
    at("2026-03-03 09:00")
    office.post("law-clock", "norton", case, do="asked", what="asked", question="Which years?", day="2026-03-03")
    at("2026-05-01 09:00")
    words = office.get("case", "norton", case).words
    assert "stands still since Tuesday 3 March" in words
    assert "one calendar month: late" not in words
    office.post("law-clock", "norton", case, do="answered", day="2026-04-30")
    assert "Answer it by Monday 1 June" in office.get("case", "norton", case).words
    at("2026-06-02 09:00")
    assert "Swimming" in office.get("inbox", "norton", which="all", due="late").words


def test_the_form_asks_for_information_and_says_the_day_of_law(desk: Desk, at: Clock) -> None:
    page = forms.send(MOTHER | {"topic": "my-data"}, at, ASKED)
    assert "You will have an answer by Friday 21 August, 11.59 pm." in page.words
    public = forms.send(NEIGHBOUR | {"topic": "information"}, at, "2026-03-02 10:00")
    assert "have an answer by" in public.words


def test_it_asks_who_asks_for_whom_and_gives_a_letter_to_begin_from(desk: Desk, at: Clock) -> None:
    case = request_of(desk, "subject_access", at)
    words = Browser(desk.office).get("law-clock", "wyton", case).words
    assert "What the school holds about a child is the child’s to ask for." in words
    assert "You asked us on [day] for the personal data that we hold about" in words
