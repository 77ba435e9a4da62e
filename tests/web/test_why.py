"""Why: every date, route and needed yes on a case opens its clause in its own words, with the days one by one."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from tests.builders import browsing, mails
from tests.builders.browsing import Browser, Desk

from bookbag.desk.models import Duty
from bookbag.policy import explain, packs
from bookbag.policy.clearing import Finding, Severity
from bookbag.schools import tenancy
from bookbag.schools.models import ClosedDay, School

pytestmark = pytest.mark.usefixtures("db", "assets")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def words(desk: Desk) -> str:
    return Browser(desk.office).get("case", "wyton", desk.case.id).words


def test_a_date_opens_its_clause_with_the_policy_and_the_days_one_by_one(desk: Desk) -> None:
    assert (
        "Why: Answer it Every letter or e-mail gets a response as soon as can be and inside ten working days in term time."
        " (WYT-087) Parent Protocol and Communications Policy, version 1"
        " Counted Tue 3, Wed 4, Thu 5, Fri 6, Mon 9, Tue 10, Wed 11, Thu 12, Fri 13, Mon 16 March"
        " Left out Sat 7, Sun 8, Sat 14, Sun 15 March: weekend"
    ) in words(desk)


def test_a_closed_day_stands_among_those_left_out_once_the_calendar_has_it(desk: Desk) -> None:
    with tenancy.atomic(desk.school.id):
        ClosedDay.objects.create(school=desk.school, day=date(2026, 3, 4), why="Boiler")
    Browser(desk.office).post("categorise", "wyton", desk.case.id, category="enquiry")
    Browser(desk.office).post("categorise", "wyton", desk.case.id, category="payment")
    assert "Counted Tue 3, Thu 5 March Left out Wed 4 March: Boiler" in words(desk)


def test_whom_it_goes_to_under_the_policy_is_said_with_why(desk: Desk) -> None:
    assert "also goes to" not in words(desk)
    Browser(desk.office).post("categorise", "wyton", desk.case.id, category="concern")
    assert (
        "Under the policy this also goes to the teacher. Why: it also goes there "
        "Concerns about a child go first to the class teacher. (WYT-096)"
    ) in words(desk)


def test_whose_yes_an_answer_needs_is_said_with_why(desk: Desk) -> None:
    School.objects.filter(id=desk.school.id).update(packs=["standard"])
    assert "needs the yes" not in words(desk)
    Browser(desk.office).post("categorise", "wyton", desk.case.id, category="complaint")
    assert "Under the policy an answer needs the yes of the senior leader first. Why: it needs a yes" in words(desk)
    assert "(STD-012)" in words(desk)


def test_a_date_of_a_policy_that_binds_no_more_still_says_why_as_it_was_set(desk: Desk) -> None:
    School.objects.filter(id=desk.school.id).update(packs=["standard"])
    assert "Answer by Monday 16 March 2026, 4 pm, because every letter or e-mail gets a response" in words(desk)


def test_a_date_set_under_another_version_keeps_the_reason_of_its_day(desk: Desk) -> None:
    with tenancy.atomic(desk.school.id):
        Duty.objects.update(version="0.9")
    told = words(desk)
    assert "Answer by Monday 16 March 2026, 4 pm, because every letter or e-mail gets a response" in told
    assert "Counted Tue 3" not in told


def test_a_list_leads_from_a_date_to_its_reasons(desk: Desk) -> None:
    links = Browser(desk.office).get("inbox", "wyton").links
    assert f"/wyton/cases/{desk.case.id}#next-duty" in links
    assert "next-duty" in Browser(desk.office).get("case", "wyton", desk.case.id).ids


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (
            Finding("tone", Severity.ASK, "It shouts.", clause="WYT-015"),
            "Answers to concerns are courteous and respectful",
        ),
        (Finding("tone", Severity.ASK, "It shouts.", clause="WYT-015", pack="standard"), ""),
        (Finding("named", Severity.ASK, "It names Finn.", clause="UK GDPR Article 5(1)(f)"), ""),
    ],
)
def test_a_finding_opens_its_clause_and_one_of_a_law_that_is_no_pack_stands_for_itself(finding, said) -> None:
    drawn = Template("{% load why %}{% why finding packs finding.sentence %}").render(
        Context({"finding": finding, "packs": [packs.load("wyton"), packs.load("standard")]})
    )
    assert (said in drawn) if said else not drawn.strip()


def test_what_runs_by_elapsed_time_says_when_it_starts_and_which_day_counts_all_the_same() -> None:
    because = (
        "Answer by Wednesday 11 March 2026, 8.30 am, because so it is (SPT-042). The clock starts on Monday 9 March,"
        " 8.30 am. Two school days counted: Tuesday 10 March, Wednesday 11 March. Tuesday 10 March counts although it is"
        " closed: INSET. Not counted: Sunday 8 March (St. Piran. A feast)."
    )
    assert explain.remarks(because, "SPT-042") == (
        "The clock starts on Monday 9 March, 8.30 am. Tuesday 10 March counts although it is closed: INSET."
    )


def test_days_left_out_are_told_shortly_and_holidays_drawn_together(desk: Desk) -> None:
    case = browsing.brought(
        desk.school, mails.mail(message_id="late@home.example"), now=datetime(2026, 3, 26, 10, tzinfo=UTC)
    )
    told = Browser(desk.office).get("case", "wyton", case.id).words
    assert "Left out Saturday 28 March to Sunday 12 April: school holiday" in told
