"""What was missed, line by line: when, how it came, with which role and how late. Who works at the desk reaches the case."""

import pytest
from tests.builders import worlds
from tests.builders.browsing import Browser, Desk, Page
from tests.governance import promised

from bookbag.desk.actions import cases
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
MARCH = "2026-02-01.2026-03-31"


@pytest.fixture
def desk() -> Desk:
    desk = promised.desk()
    with tenancy.atomic(desk.school.id):
        cases.assign(desk.case, to=desk.teacher.staff_id, by=desk.office, now=promised.NOW)
    promised.promise(desk.case, "WYT-083", "met late", "kept", "waived", "met late")
    return desk


def lines(actor: Actor, clause: str = "WYT-083", period: str = MARCH) -> Page:
    return Browser(actor).get("clause-lines", "wyton", clause, period=period)


def test_a_governor_reads_exactly_the_missed_ones_without_a_name_or_a_word(desk: Desk) -> None:
    page = lines(desk.governor)
    assert page.words.count("Friday 27 February 2026 E-mail Teacher the same day") == 2
    assert page.words.count("E-mail") == 2
    assert not [link for link in page.links if "/cases/" in link]
    for word in ("Samina", "Khan", "Tess", "Swimming", "home.example", "sore"):
        assert word not in page.words


def test_the_figure_leads_a_governor_to_them(desk: Desk) -> None:
    page = Browser(desk.governor).get("clause", "wyton", "WYT-083", period=MARCH)
    assert f"/wyton/policy/WYT-083/lines?period={MARCH}" in page.links


def test_the_office_reaches_the_case_from_its_line(desk: Desk) -> None:
    assert lines(desk.office).links.count(f"/wyton/cases/{desk.case.id}") == 2


def test_a_teacher_who_has_no_part_in_it_sees_the_line_and_no_way_in(desk: Desk) -> None:
    page = lines(worlds.staff(desk.school, "Tom Hale", Role.TEACHER))
    assert page.words.count("Somebody else has it") == 2
    assert not [link for link in page.links if "/cases/" in link]


def test_a_time_in_which_nothing_was_missed_says_so(desk: Desk) -> None:
    assert "Nothing was missed in this time." in lines(desk.governor, period="2025-09-01.2025-09-30").words


def test_no_line_of_a_sensitive_area_is_shown_to_anybody(desk: Desk) -> None:
    promised.promise(desk.case, "WYT-090", *["met late"] * 9)
    for actor in (desk.governor, desk.office):
        page = lines(actor, "WYT-090", promised.YEAR.key)
        assert "is not shown line by line" in page.words
        assert "27 February" not in page.words


def test_what_is_sealed_is_in_nobodys_lines(desk: Desk) -> None:
    promised.promise(promised.another_case(desk, sight=Sight.SAFEGUARDING), "WYT-083", "met late")
    lead = worlds.staff(desk.school, "Dora Selby", Role.DSL)
    for actor in (desk.governor, lead):
        assert lines(actor).words.count("E-mail") == 2
