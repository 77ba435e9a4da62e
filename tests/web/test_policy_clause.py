"""The page of one clause: what Bookbag does, the rule in words, whether a test proves it, and the cases to whoever may see them."""

import pytest
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Desk
from tests.governance import promised

from bookbag.policy.permissions import Role

pytestmark = pytest.mark.usefixtures("db", "assets")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def test_it_says_what_bookbag_does_and_the_rule_with_its_figure(desk: Desk) -> None:
    words = Browser(desk.governor).get("clause", "wyton", "WYT-083").words
    assert "Sets on each case by when the policy promises what" in words
    assert "An e-mail, form or letter from a parent or carer is acknowledged within two working days" in words
    assert "Bookbag sets this date." in words


def test_a_rule_that_does_not_run_says_so(desk: Desk) -> None:
    words = Browser(desk.governor).get("clause", "wyton", "WYT-152").words
    assert "Bookbag does not carry this out by itself yet." in words
    assert "Bookbag counts nothing for this clause yet." in words


def test_those_at_the_desk_open_the_cases_behind_a_figure(desk: Desk) -> None:
    page = Browser(desk.office).get("clause", "wyton", "WYT-083", cases="came_up", period=promised.YEAR.key)
    assert f"/wyton/cases/{desk.case.id}" in page.links
    assert (
        f"/wyton/cases/{desk.case.id}"
        not in Browser(desk.office).get("clause", "wyton", "WYT-083", cases="kept", period=promised.YEAR.key).links
    )


def test_a_teacher_opens_only_their_own(desk: Desk) -> None:
    other = worlds.staff(desk.school, "Tom Hale", Role.TEACHER)
    linked = [
        f"/wyton/cases/{desk.case.id}"
        in Browser(actor).get("clause", "wyton", "WYT-083", cases="came_up", period=promised.YEAR.key).links
        for actor in (desk.teacher, other)
    ]
    assert linked == [True, False]


def test_a_figure_that_there_is_not_and_a_clause_that_does_not_bind_are_not_found(desk: Desk) -> None:
    Browser(desk.office).get("clause", "wyton", "WYT-083", cases="nonsense", status=404)
    Browser(desk.office).get("clause", "wyton", "NWC-013", status=404)
