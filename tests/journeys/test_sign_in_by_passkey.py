"""Passkeys in a browser, with an authenticator that Chromium plays: made, used as second factor and alone, renamed, removed."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.test import override_settings
from playwright.sync_api import Page, expect
from tests.builders import worlds
from tests.journeys.test_pages_are_for_everybody import faults

from bookbag.policy.permissions import Role
from bookbag.schools.models import FailedSignIn, User

pytestmark = pytest.mark.usefixtures("db")
PASSWORD = "correct horse battery"
DSL = "dora.lane@wyton.bookbag.test"


@pytest.fixture(autouse=True)
def _demanded() -> Iterator[None]:
    worlds.staff(worlds.school(), "Dora Lane", Role.DSL)
    User.objects.update(password=make_password(PASSWORD))
    with override_settings(SECOND_FACTOR=True):
        yield


@pytest.fixture
def named(address: str) -> str:
    """The server by a name: a browser keeps no passkey for a bare number."""
    return address.replace("127.0.0.1", "localhost")


def authenticator(page: Page, *, is_owner: bool = True) -> Any:
    """A key in the machine that knows its owner."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options = kind | {"isUserVerified": is_owner, "automaticPresenceSimulation": True}
    number = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    return devtools, number


def by_password(page: Page, named: str) -> None:
    page.goto(f"{named}/sign-in?next=/wyton/inbox")
    page.get_by_label("Your school e-mail address").fill(DSL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def prove(page: Page) -> None:
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Set up an authenticator app")).to_be_visible()


def make(page: Page, named: str) -> None:
    """Sign in for the first time, and make a passkey instead of setting an app up."""
    by_password(page, named)
    prove(page)
    page.get_by_role("link", name="add a passkey instead").click()
    give_name(page)


def give_name(page: Page) -> None:
    page.get_by_label("Name of the passkey").fill("my phone")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Codes for paper")).to_be_visible()


def sign_out(page: Page) -> None:
    page.context.clear_cookies()


def test_a_passkey_is_second_factor_and_signs_in_alone(visit: Any, named: str) -> None:
    with visit(None) as page:
        authenticator(page)
        make(page, named)
        page.goto(f"{named}/wyton/inbox")
        expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
        sign_out(page)
        by_password(page, named)
        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url("**/wyton/inbox")
        sign_out(page)
        page.goto(f"{named}/sign-in?next=/wyton/inbox")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_url("**/wyton/inbox")
    assert Authenticator.objects.get(type="webauthn").last_used_at


def test_it_is_renamed_and_removed(visit: Any, named: str) -> None:
    with visit(None) as page:
        authenticator(page)
        make(page, named)
        page.goto(f"{named}/account")
        page.get_by_role("row", name="my phone").get_by_role("link").click()
        page.get_by_label("Name of the passkey").fill("old phone")
        page.get_by_role("button", name="Keep the name").click()
        page.get_by_role("row", name="old phone").get_by_role("link").click()
        page.get_by_role("button", name="Remove this passkey").click()
        expect(page.get_by_text("None yet.")).to_be_visible()
        sign_out(page)
        page.goto(f"{named}/sign-in")
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_text("This passkey was not accepted.")).to_be_visible()
    assert not Authenticator.objects.exists()
    assert FailedSignIn.objects.exists()


def test_it_proves_once_more_who_one_is(visit: Any, named: str) -> None:
    with visit(None) as page:
        authenticator(page)
        make(page, named)
        page.goto(f"{named}/account/again?next=/wyton/inbox")
        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url("**/wyton/inbox")


def test_whoever_is_not_its_owner_gets_nowhere_and_may_press_again(visit: Any, named: str) -> None:
    with visit(None) as page:
        devtools, number = authenticator(page)
        make(page, named)
        sign_out(page)
        devtools.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})
        page.goto(f"{named}/sign-in?next=/wyton/inbox")
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_text("The passkey was not used. Press the button to try again.")).to_be_visible()
        devtools.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": True})
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_url("**/wyton/inbox")


def test_without_javascript_the_page_says_so(visit: Any) -> None:
    with visit(None, javascript=False) as page:
        page.goto("/sign-in")
        expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
        expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "320"])
def test_axe_finds_nothing_on_the_pages_of_ones_own_sign_in(visit: Any, named: str, narrow: bool) -> None:
    wrong = {}
    with visit(None, narrow=narrow) as page:
        authenticator(page)
        page.goto(f"{named}/sign-in")
        wrong["sign-in"] = faults(page)
        by_password(page, named)
        wrong["again, by password"] = faults(page)
        prove(page)
        wrong["app"] = faults(page)
        page.goto(f"{named}/account/passkeys/add")
        wrong["add a passkey"] = faults(page)
        give_name(page)
        wrong["codes"] = faults(page)
        for path in ("account", f"account/passkeys/{Authenticator.objects.get(type='webauthn').pk}", "account/again"):
            page.goto(f"{named}/{path}")
            wrong[path] = faults(page)
        sign_out(page)
        by_password(page, named)
        wrong["second factor"] = faults(page)
    assert {name: said for name, said in wrong.items() if said} == {}
