"""The form in a real browser: within the school's own website and no other, without scripts, for everybody, on a phone."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page
from tests.builders import browsing, forms
from tests.builders.answering import london
from tests.builders.browsing import Browser, Desk

from bookbag.policy.values import Category
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")


@contextmanager
def website(of: str) -> Iterator[str]:
    """A website with one page, on which the form of that address stands in a frame."""

    class OnePage(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            html = f'<!doctype html><html lang="en"><title>Our school</title><iframe src="{of}" title="Write" width="300" height="900">'
            self.wfile.write(html.encode())

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), OnePage)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The pages' own clock, which a test moves on: nobody fills in a form in no time."""
    at = [london("2026-03-02 10:00")]
    monkeypatch.setattr(timezone, "now", lambda: at[0])
    return at


@pytest.fixture
def desk(clock: list[datetime]) -> Desk:
    return browsing.desk()


def fill_in(page: Any, clock: list[datetime], *, subject: str) -> None:
    """Fill in the form that is open and send it."""
    page.get_by_label("Your name").fill("Norah Pike")
    page.get_by_label("Your e-mail address").fill("norah.pike@street.example")
    page.get_by_label("In a few words").fill(subject)
    page.get_by_label("Your message").fill("Cars stand before my drive each morning.")
    clock[0] += timedelta(minutes=2)
    page.get_by_role("button", name="Send").last.click()
    page.get_by_role("heading", name="We have your message").wait_for()


def choose(page: Any) -> None:
    page.get_by_label("A neighbour or another member of the public").check()
    page.get_by_label("A question or a message").check()
    page.get_by_role("button", name="Go on").click()


def test_it_works_within_the_schools_website_and_without_scripts(
    desk: Desk, visit: Any, address: str, clock: list[datetime]
) -> None:
    with website(f"{address}/wyton/write") as site, visit(None, narrow=True, javascript=False) as page:
        School.objects.update(website=site)
        page.goto(site)
        within = page.frame_locator("iframe")
        choose(within)
        fill_in(within, clock, subject="Cars")
    (case,) = forms.cases(desk.school)
    assert case.subject == "Cars"


def test_no_other_website_can_show_it(desk: Desk, chromium: Any, address: str) -> None:
    School.objects.update(website="https://www.wyton.example")
    with website(f"{address}/wyton/write") as site:
        page = chromium.new_page()
        refused: list[str] = []
        page.on("console", lambda line: refused.append(line.text))
        page.goto(site)
        page.wait_for_timeout(300)
        assert any("frame-ancestors" in line for line in refused)
        page.close()


def faults(page: Page) -> list[str]:
    """What axe says of the page, and whether it is wider than its window."""
    said = [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*said, *(["wider than its window"] if wide else [])]


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_axe_finds_nothing_on_the_way_through_it(desk: Desk, visit: Any, clock: list[datetime], narrow: bool) -> None:
    wrong = {}
    with visit(None, narrow=narrow) as page:
        page.goto("/wyton/write")
        wrong["choose"] = faults(page)
        choose(page)
        wrong["words"] = faults(page)
        page.get_by_role("button", name="Send").last.click()
        page.get_by_text("There is a problem").wait_for()
        wrong["errors"] = faults(page)
        page.get_by_role("button", name="Change").click()
        wrong["change"] = faults(page)
        page.get_by_role("button", name="Go on with this").click()
        fill_in(page, clock, subject="Cars")
        wrong["sent"] = faults(page)
    assert {name: said for name, said in wrong.items() if said} == {}


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_axe_finds_nothing_where_staff_see_what_came_of_it(
    desk: Desk, visit: Any, clock: list[datetime], narrow: bool
) -> None:
    _, sheet = forms.opened(forms.MOTHER | {"topic": "medicine"})
    clock[0] += timedelta(minutes=1)
    forms.posted(forms.MOTHER | {"topic": "medicine", "sheet": sheet})
    case = forms.latest(desk.school)
    office = Browser(desk.office)
    office.post("categorise", "wyton", case, category=Category.SUBJECT_ACCESS)
    wrong = {}
    with visit(desk.office, narrow=narrow) as page:
        for name, path in (("today", "today"), ("form", "our-form"), ("law", f"cases/{case}/law")):
            page.goto(f"/wyton/{path}")
            wrong[name] = faults(page)
        page.get_by_label("In words").fill("Which years?")
        page.get_by_role("button", name="Stop the clock").click()
        page.get_by_text("Stands still since").first.wait_for()
        wrong["case"] = faults(page)
        page.get_by_role("link", name="They have answered").click()
        wrong["waiting"] = faults(page)
    assert {name: said for name, said in wrong.items() if said} == {}
