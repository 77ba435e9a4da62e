"""The second factor: demanded by role, asked after the password, asked again before what is sealed; codes for paper work once."""

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client, override_settings
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Page, read

from bookbag.desk.models import Case
from bookbag.policy.permissions import Role, Sight
from bookbag.schools import tenancy
from bookbag.schools.actions import logins
from bookbag.schools.models import School, User

pytestmark = pytest.mark.usefixtures("db", "assets")
PASSWORD = "correct horse battery"
DSL = "dora.lane@wyton.bookbag.test"


@pytest.fixture(autouse=True)
def _demanded() -> Iterator[None]:
    cache.clear()
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(SECOND_FACTOR=True, PASSWORD_HASHERS=quick):
        yield


@pytest.fixture
def school() -> School:
    made = worlds.school()
    worlds.staff(made, "Dora Lane", Role.DSL)
    worlds.staff(made, "Olive Trent", Role.OFFICE)
    User.objects.update(password=make_password(PASSWORD))
    return made


def code_of(secret: str) -> str:
    """What an app shows now that was given this key; each asks for it as if another half minute had passed."""
    cache.clear()
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def password(client: Client, email: str = DSL) -> Page:
    return read(client.post("/sign-in", {"email": email, "password": PASSWORD, "next": "/wyton/today"}, follow=True))  # type: ignore[arg-type]


def set_up(client: Client) -> tuple[str, Page]:
    """Set an app up, having been asked for the password once more; its key, and the page of codes."""
    read(client.post("/account/again?next=/account/app", {"password": PASSWORD}, follow=True))  # type: ignore[arg-type]
    page = client.get("/account/app")
    found = re.search(r"bb-key\">([A-Z2-7]+)<", page.content.decode())
    assert found
    secret = found.group(1)
    return secret, read(client.post("/account/app", {"code": code_of(secret)}, follow=True))  # type: ignore[arg-type]


def test_a_role_that_demands_it_opens_nothing_before_it_is_set_up(school: School) -> None:
    client = Client()
    assert "Is it still you?" in password(client).words
    assert client.get("/wyton/inbox").status_code == 302
    assert client.get("/wyton/child-in-danger").status_code == 200
    _, codes = set_up(client)
    assert "Codes for paper" in codes.words
    assert client.get("/wyton/inbox").status_code == 200


def test_other_roles_need_none(school: School) -> None:
    client = Client()
    assert password(client, "olive.trent@wyton.bookbag.test").address == "/wyton/today"


def test_the_password_alone_signs_nobody_in_who_has_one(school: School) -> None:
    secret, _ = set_up(_signed(school))
    client = Client()
    assert "Your second factor" in password(client).words
    assert client.get("/wyton/inbox").headers["Location"].startswith("/sign-in")
    wrong = read(client.post("/sign-in/code", {"code": "000000"}))  # type: ignore[arg-type]
    assert wrong.title.strip().startswith("Error:")
    answer = client.post("/sign-in/code", {"code": code_of(secret)})
    assert answer.headers["Location"] == "/wyton/today"
    assert client.get("/wyton/inbox").status_code == 200


def test_a_code_on_paper_works_once(school: School) -> None:
    _, page = set_up(_signed(school))
    code = re.findall(r"\d{8}", page.words)[0]
    for right in (True, False):
        client = Client()
        password(client)
        assert (client.post("/sign-in/code", {"code": code}).status_code == 302) is right


def test_who_guesses_codes_is_slowed_down(school: School) -> None:
    secret, _ = set_up(_signed(school))
    client = Client()
    password(client)
    for _ in range(logins.FOR_ONE_ADDRESS):
        client.post("/sign-in/code", {"code": "000000"})
    late = read(client.post("/sign-in/code", {"code": code_of(secret)}))  # type: ignore[arg-type]
    assert "Too many wrong tries" in late.words


def test_who_guesses_the_password_of_somebody_who_left_their_screen_is_slowed_down(school: School) -> None:
    client = _signed(school)
    for _ in range(logins.FOR_ONE_ADDRESS):
        client.post("/account/again", {"password": "a guess"})
    late = read(client.post("/account/again", {"password": PASSWORD}))  # type: ignore[arg-type]
    assert "Too many wrong tries" in late.words
    assert client.get("/account/app").status_code == 302


def test_the_key_is_not_readable_in_the_database(school: School) -> None:
    secret, _ = set_up(_signed(school))
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert "secret" in kept
    assert secret not in kept


def test_a_safeguarding_case_asks_again_after_a_quarter_of_an_hour(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = browsing.brought(school, mails.mail())
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        Case.objects.filter(id=case.id).update(sight=Sight.SAFEGUARDING)
    client = _signed(school)
    secret, _ = set_up(client)
    url = f"/wyton/cases/{case.id}"
    assert client.get(url).status_code == 200
    later = time.time() + 16 * 60
    monkeypatch.setattr(time, "time", lambda: later)
    assert client.get("/wyton/inbox").status_code == 200
    asked = client.get(url)
    assert asked.headers["Location"] == f"/account/again?next={url}"
    proved = client.post(asked.headers["Location"], {"code": code_of(secret)})
    assert proved.headers["Location"] == url
    assert client.get(url).status_code == 200


def test_nobody_makes_an_account(school: School) -> None:
    for address in ("/account/signup", "/accounts/signup/", "/account/email"):
        assert Client().get(address).status_code in {302, 404}
    assert settings.AUTHENTICATION_BACKENDS == ["django.contrib.auth.backends.ModelBackend"]


def test_signing_out_elsewhere_ends_that_session_and_no_other_persons(school: School) -> None:
    here, there, other = Client(), Client(), Client()
    for client in (here, there, other):
        password(client, "olive.trent@wyton.bookbag.test" if client is not other else DSL)
    page = here.get("/account")
    assert "Where you are signed in" in read(page).words  # type: ignore[arg-type]
    numbers = re.findall(r'name="session" value="(\d+)"', page.content.decode())
    assert len(numbers) == 1
    assert other.post("/account/sessions/end", {"session": numbers[0]}).status_code == 404
    here.post("/account/sessions/end", {"session": numbers[0]})
    assert there.get("/wyton/today").status_code == 302
    assert here.get("/wyton/today").status_code == 200
    here.post("/account/sessions/end-all")
    assert here.get("/wyton/today").status_code == 302


def _signed(school: School) -> Client:
    client = Client()
    password(client)
    return client
