"""The family pages in every language, wide and on a phone: axe finds nothing, Urdu runs from the right, pages are light."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Response
from tests.builders import browsing, families
from tests.journeys.conftest import picture
from tests.journeys.test_family_pages import OPEN, SIGNED_IN, let_in
from tests.journeys.test_pages_are_for_everybody import faults

from bookbag.schools import languages
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")
SAMINA = "samina.khan@home.example"
LIGHT = 100_000
FORM = ("/wyton/write", "/wyton/write?who=parent&topic=danger")


def speak(page: Page, code: str) -> None:
    """Choose a language as a reader does."""
    page.goto("/wyton/family/sign-in")
    page.get_by_role("button", name=languages.BESIDE[code]).click()


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
@pytest.mark.parametrize("code", list(languages.BESIDE))
def test_axe_finds_nothing_in_any_language(visit: Any, code: str, narrow: bool) -> None:
    desk = browsing.desk()
    School.objects.filter(id=desk.school.id).update(languages=list(languages.BESIDE))
    client = families.signed_in(desk.school, SAMINA, now=timezone.now())
    wrong = {}
    with visit(None, narrow=narrow) as page:
        speak(page, code)
        for url in OPEN:
            page.goto(url)
            wrong[url] = faults(page)
        let_in(page, client)
        for url, name in SIGNED_IN.items():
            page.goto(url)
            assert page.evaluate("[document.documentElement.lang, document.dir]") == [
                code,
                "rtl" if code == "ur" else "",
            ]
            wrong[url] = faults(page)
            if narrow and code == "ur":
                picture(page, f"{name}-in-urdu")
        page.goto("/wyton/family/write?topic=complaint&child=none")
        page.locator("main form button.govuk-button").click()
        page.locator(".govuk-error-summary").wait_for()
        wrong["mistakes"] = faults(page)
        for url in FORM:
            page.goto(f"{url}{'&' if '?' in url else '?'}language={code}")
            assert page.evaluate("document.documentElement.lang") == code
            wrong[url] = faults(page)
    assert {url: said for url, said in wrong.items() if said} == {}


def test_every_family_page_is_light(visit: Any) -> None:
    desk = browsing.desk()
    School.objects.filter(id=desk.school.id).update(languages=list(languages.BESIDE))
    client = families.signed_in(desk.school, SAMINA, now=timezone.now())
    weights: dict[str, int] = {}
    with visit(None, narrow=True) as page:
        speak(page, "ur")
        let_in(page, client)
        for url in SIGNED_IN:
            fresh = page.context.new_page()
            sizes: list[Response] = []
            fresh.on("response", lambda answer, kept=sizes: kept.append(answer))
            fresh.goto(url, wait_until="networkidle")
            weights[url] = sum(each.request.sizes()["responseBodySize"] for each in sizes)
            fresh.close()
    assert max(weights.values()) < LIGHT, weights
