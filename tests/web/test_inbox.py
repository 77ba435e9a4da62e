"""The inbox: who, what and when; narrowed; 25 at a time with none lost and none twice."""

from datetime import timedelta
from urllib.parse import parse_qsl

import pytest
from django.test import Client
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk.actions import cases
from bookbag.desk.models import Case
from bookbag.policy.values import Category
from bookbag.schools import tenancy
from bookbag.schools.models import User

pytestmark = pytest.mark.usefixtures("db", "assets")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def more(desk: Desk, many: int) -> None:
    for number in range(many):
        raw = mails.mail(subject=f"Matter {number:02}", message_id=f"{number}@home.example")
        browsing.brought(desk.school, raw, now=worlds.NOW + timedelta(minutes=number // 2))


def test_a_row_says_who_about_whom_what_and_with_whom(desk: Desk) -> None:
    page = Browser(desk.office).get("inbox", "wyton")
    assert "Samina Khan (Amira, 4B) Swimming lesson new nobody" in page.words


def test_the_tabs_count_and_filter(desk: Desk) -> None:
    browser = Browser(desk.office)
    more(desk, 2)
    browser.post("assign", "wyton", desk.case.id, owner=str(desk.office.staff_id))
    page = browser.get("inbox", "wyton", which="mine")
    assert "Mine 1" in page.words
    assert "Nobody’s 2" in page.words
    assert "All 3" in page.words
    assert "Swimming lesson" in page.words
    assert "Matter 00" not in page.words
    assert "Swimming lesson" not in browser.get("inbox", "wyton", which="nobody").words


def test_a_teacher_sees_no_count_of_what_is_not_theirs(desk: Desk) -> None:
    page = Browser(desk.teacher).get("inbox", "wyton")
    assert "Mine 0 Nobody’s All" in page.words
    assert "Swimming lesson" in page.words


def test_it_is_narrowed_by_category_and_by_when_it_is_due(desk: Desk) -> None:
    browser = Browser(desk.office)
    more(desk, 1)
    with tenancy.atomic(desk.school.id):
        cases.categorise(desk.case, category=Category.COMPLAINT, by=desk.office, now=worlds.NOW)
    complaints = browser.get("inbox", "wyton", category="complaint").words
    assert "Swimming lesson" in complaints
    assert "Matter 00" not in complaints
    assert "No open case fits." in browser.get("inbox", "wyton", due="none").words


def test_every_case_stands_on_exactly_one_page(desk: Desk) -> None:
    more(desk, 59)
    browser = Browser(desk.office)
    seen: list[str] = []
    query: dict[str, str] = {}
    while True:
        page = browser.get("inbox", "wyton", **query)
        seen += [link for link in page.links if "/cases/" in link and "#" not in link]
        following = [link for link in page.links if "after=" in link]
        if not following:
            break
        query = dict(parse_qsl(following[0].lstrip("?")))
    with tenancy.atomic(desk.school.id):
        assert len(seen) == len(set(seen)) == Case.objects.count() == 60


@pytest.mark.parametrize("query", [{"after": "yesterday"}, {"after": "2026-03-02_x"}, {"due": "soon"}, {"which": "x"}])
def test_an_address_that_is_none_of_ours_is_not_found(desk: Desk, query: dict[str, str]) -> None:
    Browser(desk.office).get("inbox", "wyton", status=404, **query)


def test_htmx_is_given_the_list_alone(desk: Desk) -> None:
    client = Client()
    client.force_login(User.objects.get(pk=desk.office.user_id))
    answer = client.get("/wyton/inbox", headers={"HX-Request": "true"})
    assert answer.content.strip().startswith(b'<div id="inbox"')
    assert "HX-Request" in answer.headers["Vary"]


def test_nothing_of_it_is_kept_by_a_browser(desk: Desk) -> None:
    client = Client()
    client.force_login(User.objects.get(pk=desk.office.user_id))
    assert client.get("/wyton/inbox").headers["Cache-Control"] == "private, no-store"
