"""The ways in, walked in a browser: with Google's or Microsoft's stand-in, by a link after a forgotten password; and axe on each page."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.test import override_settings
from playwright.sync_api import expect
from tests.builders import openid_provider, worlds
from tests.journeys.test_pages_are_for_everybody import faults

from bookbag.desk.actions import passwords
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import links
from bookbag.schools.links import Purpose
from bookbag.schools.models import School, User

pytestmark = pytest.mark.usefixtures("db")
OFFICE = "olive.trent@wyton.bookbag.test"


@pytest.fixture
def school() -> School:
    return worlds.school()


@pytest.fixture
def office(school: School) -> Actor:
    made = worlds.staff(school, "Olive Trent", Role.OFFICE)
    User.objects.update(password=make_password("correct horse battery"))
    return made


@pytest.fixture
def _reached(address: str) -> Iterator[None]:
    with override_settings(PUBLIC_URL=address):
        yield


@pytest.mark.parametrize("kind", ["google", "microsoft"])
@pytest.mark.usefixtures("_reached")
def test_with_the_schools_own_account(visit: Any, office: Actor, kind: str) -> None:
    with openid_provider.provider(kind=kind) as provider, visit(None) as page:
        provider.claims["email"] = OFFICE
        page.goto("/wyton/inbox")
        page.get_by_role("button", name=f"Sign in with {kind.capitalize()}").click()
        page.wait_for_url("**/wyton/inbox")
        expect(page.get_by_role("heading", name="Inbox")).to_be_visible()


@pytest.mark.usefixtures("_reached")
def test_somebody_else_is_told_why_not_on_the_sign_in_page(visit: Any, office: Actor) -> None:
    with openid_provider.provider() as provider, visit(None) as page:
        provider.claims["email"] = "somebody.else@wyton.bookbag.test"
        page.goto("/sign-in")
        page.get_by_role("button", name="Sign in with Google").click()
        expect(page.get_by_text("We could not sign you in with this account.")).to_be_visible()


def test_a_forgotten_password_without_javascript(visit: Any, office: Actor) -> None:
    with visit(None, javascript=False) as page:
        page.goto("/sign-in")
        page.get_by_role("link", name="Forgotten your password?").click()
        page.get_by_label("Your school e-mail address").fill(OFFICE)
        page.get_by_role("button", name="Send the link").click()
        expect(page.get_by_role("heading", name="Look at your e-mail")).to_be_visible()
        assert passwords.waits()
        page.goto(f"/sign-in/password/forgotten/{links.token(User.objects.get(), Purpose.FORGOTTEN)}")
        page.get_by_label("New password").fill("purple stairs umbrella")
        page.get_by_role("button", name="Use this password").click()
        page.get_by_label("Your school e-mail address").fill(OFFICE)
        page.get_by_label("Password").fill("purple stairs umbrella")
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url("**/wyton/today")


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_axe_finds_nothing(visit: Any, school: School, office: Actor, narrow: bool) -> None:
    wrong = {}
    user = User.objects.get()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    link = f"/sign-in/password/invited/{links.token(user, Purpose.INVITED)}"
    before = ("/sign-in", "/sign-in/forgotten", "/sign-in/forgotten/sent", "/sign-in/lost", link)
    with openid_provider.provider(), visit(None, narrow=narrow) as page:
        for url in before:
            page.goto(url)
            wrong[url] = faults(page)
    head = worlds.staff(school, "Hal Crane", Role.HEAD)
    after = (
        f"/wyton/staff/{office.staff_id}",
        f"/wyton/staff/{office.staff_id}/factor",
        "/wyton/set-up/second-factors",
    )
    with visit(head, narrow=narrow) as page:
        for url in (*after, "/account"):
            page.goto(url)
            wrong[url] = faults(page)
    assert {name: said for name, said in wrong.items() if said} == {}
