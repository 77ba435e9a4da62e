"""Passkeys without a browser: whatever is sent that no authenticator has signed is refused, counted and slowed down."""

import json
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.test import Client, override_settings
from tests.builders import worlds

from bookbag.policy.permissions import Role
from bookbag.schools.actions import logins
from bookbag.schools.models import FailedSignIn, School, User
from bookbag.web.forms.entry import NOT_ACCEPTED, TOO_MANY

pytestmark = pytest.mark.usefixtures("db", "assets")
PASSWORD = "correct horse battery"
OFFICE = "olive.trent@wyton.bookbag.test"
SIGNED = {"authenticatorData": "AAAA", "clientDataJSON": "e30", "signature": "AAAA", "userHandle": "MQ"}
UNSIGNED = {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": SIGNED}
GARBAGE = ["", "{", "1", "[]", "{}", '"words"', '{"id": 5}', '{"response": []}', '{"id": "\\u0000", "response": {}}']
GARBAGE += ['{"id": "\\ud800", "rawId": "AAAA", "response": {"userHandle": "/w"}}']


@pytest.fixture(autouse=True)
def _quick_hashes() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture
def school() -> School:
    made = worlds.school()
    worlds.staff(made, "Olive Trent", Role.OFFICE)
    User.objects.update(password=make_password(PASSWORD))
    return made


def at_work() -> Client:
    """The office, signed in, having just proved it once more."""
    client = Client()
    client.post("/sign-in", {"email": OFFICE, "password": PASSWORD})
    client.post("/account/again", {"password": PASSWORD})
    return client


def refused(client: Client, credential: str) -> str:
    """What the sign-in page says after this was sent."""
    client.post("/sign-in/passkey")
    return client.post("/sign-in/passkey", {"credential": credential}, follow=True).content.decode()


@pytest.mark.parametrize("credential", [*GARBAGE[1:], json.dumps(UNSIGNED)])
def test_what_no_passkey_has_signed_signs_nobody_in(school: School, credential: str) -> None:
    client = Client()
    assert NOT_ACCEPTED in refused(client, credential)
    assert client.get("/wyton/inbox").status_code == 302
    assert FailedSignIn.objects.count() == 1


def test_what_is_to_be_signed_is_told_alike_to_all_and_differs_each_time(school: School) -> None:
    told = [Client().post("/sign-in/passkey").json()["publicKey"] for _ in range(2)]
    assert told[0].pop("challenge") != told[1].pop("challenge")
    assert told[0] == told[1]
    assert told[0]["userVerification"] == "required"
    assert not told[0].get("allowCredentials")


def test_who_guesses_is_slowed_down(school: School) -> None:
    client = Client()
    for _ in range(logins.FOR_ONE_ADDRESS):
        refused(client, json.dumps(UNSIGNED))
    assert TOO_MANY in refused(client, json.dumps(UNSIGNED))


@pytest.mark.parametrize("credential", GARBAGE)
def test_garbage_makes_no_passkey(school: School, credential: str) -> None:
    client = at_work()
    assert client.get("/account/passkeys/add").status_code == 200
    answer = client.post("/account/passkeys/add", {"name": "mine", "credential": credential})
    assert "This passkey could not be kept." in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_nobody_reaches_the_passkey_of_somebody_else(school: School) -> None:
    worlds.staff(school, "Hal Crane", Role.HEAD)
    data = {"name": "the head's", "credential": {}}
    theirs = Authenticator.objects.create(
        user=User.objects.get(name="Hal Crane"), type=Authenticator.Type.WEBAUTHN, data=data
    )
    client = at_work()
    url = f"/account/passkeys/{theirs.pk}"
    assert {client.get(url).status_code, client.post(f"{url}/remove").status_code} == {404}
    assert client.post(url, {"name": "mine"}).status_code == 404
    assert Authenticator.objects.get().data["name"] == "the head's"


def test_changing_passkeys_asks_again_who_one_is(school: School) -> None:
    client = Client()
    client.force_login(User.objects.get())
    for url in ("/account/passkeys/add", "/account/passkeys/1", "/account/passkeys/1/remove"):
        assert client.post(url).headers["Location"].startswith("/account/again")
