"""The school's Google or Microsoft account, at a stand-in for both: who works here comes in, everybody else hears one sentence."""

import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, override_settings
from tests.builders import browsing, mails, openid_provider, worlds
from tests.builders.openid_provider import DOMAIN, SignInProvider
from tests.whole.test_every_address import _plain

from bookbag.desk.models import Case
from bookbag.people.models import StaffMember
from bookbag.policy.permissions import Role, Sight
from bookbag.schools import tenancy
from bookbag.schools.models import School, User
from bookbag.web.views.providers import NOT_IN, SILENT

pytestmark = pytest.mark.usefixtures("db", "assets")
OFFICE, HEAD = f"olive.trent@{DOMAIN}", f"hal.crane@{DOMAIN}"


@pytest.fixture
def school() -> School:
    made = worlds.school()
    worlds.staff(made, "Olive Trent", Role.OFFICE)
    worlds.staff(made, "Hal Crane", Role.HEAD)
    return made


@pytest.fixture(params=["google", "microsoft"])
def google(request: pytest.FixtureRequest, school: School) -> Iterator[SignInProvider]:
    """Either of them, which knows the office."""
    with openid_provider.provider(kind=request.param) as made:
        made.claims["email"] = OFFICE
        yield made


def answer_of(client: Client, goes_to: str = "/wyton/today") -> str:
    """What the provider answers to a browser that has been sent there, as the address with which it comes back."""
    asked = client.get(f"/sign-in/with/{_slug()}", {"next": goes_to})
    _, headers, _ = openid_provider.fetched(asked.headers["Location"])
    return headers["Location"]


def _slug() -> str:
    return str(settings.PROVIDERS[0].slug)


def back(client: Client, answer: str) -> HttpResponse:
    assert answer.startswith(settings.PUBLIC_URL)
    return client.get(answer.removeprefix(settings.PUBLIC_URL))  # type: ignore[return-value]  # the client's own


def told(client: Client, response: HttpResponse) -> bytes:
    """The page on which somebody lands who is refused, without what differs each time by design."""
    assert client.get("/wyton/today").status_code == 302
    page = client.get(response.headers["Location"])
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", _plain(page))  # type: ignore[arg-type]  # the client's own


def refused(client: Client) -> bytes:
    return told(client, back(client, answer_of(client)))


def test_who_stands_on_the_list_of_staff_comes_in(google: SignInProvider) -> None:
    client = Client()
    google.claims["email"] = OFFICE.upper()
    assert back(client, answer_of(client)).headers["Location"] == "/wyton/today"
    assert client.get("/wyton/today").status_code == 200
    (asked,) = google.asked
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"].startswith(settings.PUBLIC_URL)


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example"])
def test_afterwards_one_goes_to_a_page_of_ours_only(google: SignInProvider, wanted: str) -> None:
    client = Client()
    assert back(client, answer_of(client, wanted)).headers["Location"] == "/"


def test_strangers_leavers_other_schools_and_unknown_addresses_hear_one_sentence(
    google: SignInProvider, school: School
) -> None:
    leaver = worlds.staff(school, "Lea Ver", Role.OFFICE)
    with tenancy.atomic(school.id):
        StaffMember.objects.filter(id=leaver.person).update(left_on="2026-01-01")
    User.objects.create(email=f"nobody@{DOMAIN}", name="Nobody")
    User.objects.create(email=f"closed@{DOMAIN}", name="Closed", is_active=False)
    pages = set()
    wrong: list[dict[str, Any]] = [
        {"email": f"{name}@{DOMAIN}"} for name in ("lea.ver", "nobody", "closed", "stranger")
    ]
    wrong += [{"email": None}, {"email": ""}, {"hd": None, "tid": None}, {"hd": "other.example", "tid": "t-2"}]
    wrong += [{"email_verified": False, "xms_edov": False}, {"email_verified": None, "xms_edov": None}]
    right = google.claims
    for claims in wrong:
        google.claims = right | claims
        pages.add(refused(Client()))
    assert len(pages) == 1
    assert NOT_IN in pages.pop().decode()
    assert User.objects.count() == 5


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": ["bookbag-at-wyton", "another-client"]},
        {"iss": "https://elsewhere.example"},
        {"exp": 1},
        {"exp": None},
        {"iat": 4_102_444_800},  # the year 2100
        {"sub": None},
    ],
    ids="-".join,
)
def test_a_token_that_is_not_for_this_sign_in_signs_nobody_in(google: SignInProvider, claims: dict[str, Any]) -> None:
    google.claims |= claims
    assert NOT_IN in refused(Client()).decode()


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS512"])
def test_an_unsigned_token_or_one_signed_otherwise_signs_nobody_in(google: SignInProvider, algorithm: str) -> None:
    google.algorithm = algorithm
    assert NOT_IN in refused(Client()).decode()


def test_a_token_signed_by_somebody_else_signs_nobody_in(google: SignInProvider) -> None:
    google.signed_by = "somebody else's"
    assert NOT_IN in refused(Client()).decode()


def test_a_key_that_is_new_today_is_taken(google: SignInProvider) -> None:
    google.published = ["today's", "tomorrow's"]
    google.signed_by = "tomorrow's"
    client = Client()
    assert back(client, answer_of(client)).headers["Location"] == "/wyton/today"


def test_an_answer_works_once_and_only_where_it_was_asked_for(google: SignInProvider) -> None:
    mine, thief = Client(), Client()
    answer = answer_of(mine)
    assert NOT_IN in told(thief, back(thief, answer)).decode()
    state = parse_qs(urlsplit(answer).query)["state"][0]
    answer_of(thief)
    assert NOT_IN in told(thief, back(thief, answer)).decode()
    for late in (answer.replace(state, "another"), answer):
        assert NOT_IN in told(mine, back(mine, late)).decode()


def test_who_stays_away_too_long_begins_again(google: SignInProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    answer = answer_of(client)
    session = client.session
    session["asked_of_provider"] |= {"at": time.time() - 601}
    session.save()
    assert NOT_IN in told(client, back(client, answer)).decode()


def test_who_gives_up_at_the_provider_is_back_at_the_sign_in_page(google: SignInProvider) -> None:
    client = Client()
    state = parse_qs(urlsplit(answer_of(client)).query)["state"][0]
    gave_up = f"{settings.PUBLIC_URL}/sign-in/with/{_slug()}/answer?error=access_denied&state={state}"
    assert NOT_IN in told(client, back(client, gave_up)).decode()


@pytest.mark.parametrize("fault", [{"silent": True}, {"status": 503}, {"status": 404}], ids=str)
def test_where_the_provider_is_down_the_page_says_so(google: SignInProvider, fault: dict[str, Any]) -> None:
    client = Client()
    answer = answer_of(client)
    for name, value in fault.items():
        setattr(google, name, value)
    says = SILENT.format(settings.PROVIDERS[0].name)
    assert says in told(client, back(client, answer)).decode()
    assert says in told(client, client.get(f"/sign-in/with/{_slug()}")).decode()  # type: ignore[arg-type]  # the client's own


def test_a_second_factor_counts_only_where_the_provider_says_that_it_asked_for_one(google: SignInProvider) -> None:
    google.claims["email"] = HEAD
    with override_settings(SECOND_FACTOR=True):
        for claims, opens in (({}, False), ({"amr": ["pwd"]}, False), ({"amr": ["pwd", "mfa"]}, True)):
            google.claims |= claims
            client = Client()
            back(client, answer_of(client))
            assert (client.get("/wyton/inbox").status_code == 200) is opens


def test_where_the_provider_asked_for_none_ones_own_is_asked_for(google: SignInProvider) -> None:
    data = {"secret": "nobody reads it"}
    Authenticator.objects.create(user=User.objects.get(email=OFFICE), type=Authenticator.Type.TOTP, data=data)
    client = Client()
    assert back(client, answer_of(client)).headers["Location"] == "/sign-in/code"
    google.claims["amr"] = ["mfa"]
    client = Client()
    assert back(client, answer_of(client)).headers["Location"] == "/wyton/today"


def test_what_is_sealed_asks_for_a_factor_of_ones_own(google: SignInProvider, school: School) -> None:
    worlds.staff(school, "Dora Lane", Role.DSL)
    google.claims |= {"email": f"dora.lane@{DOMAIN}", "amr": ["mfa"]}
    case = browsing.brought(school, mails.mail())
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        Case.objects.filter(id=case.id).update(sight=Sight.SAFEGUARDING)
    with override_settings(SECOND_FACTOR=True):
        client = Client()
        back(client, answer_of(client))
        assert client.get("/wyton/inbox").status_code == 200
        assert client.get(f"/wyton/cases/{case.id}").headers["Location"].startswith("/account/app")


def test_who_has_no_password_here_proves_at_the_provider_once_more_who_they_are(
    google: SignInProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    back(client, answer_of(client))
    assert client.get("/account/app").status_code == 200
    google.claims |= {"iat": int(time.time()), "exp": int(time.time()) + 3600}
    later = time.time() + 16 * 60
    monkeypatch.setattr(time, "time", lambda: later)
    asked = client.get("/account/app")
    assert asked.headers["Location"] == "/account/again?next=%2Faccount%2Fapp"
    page = browsing.read(client.get(asked.headers["Location"]))  # type: ignore[arg-type]  # the client's own
    assert f"/sign-in/with/{_slug()}?next=%2Faccount%2Fapp" in page.links
    assert back(client, answer_of(client, "/account/app")).headers["Location"] == "/account/app"
    assert client.get("/account/app").status_code == 200


def test_buttons_stand_on_the_sign_in_page_only_where_a_provider_is_set_up(google: SignInProvider) -> None:
    page = browsing.read(Client().get("/sign-in"))  # type: ignore[arg-type]  # the client's own
    assert f"Sign in with {settings.PROVIDERS[0].name}" in page.words
    with override_settings(PROVIDERS=()):
        assert "Sign in with Goo" not in browsing.read(Client().get("/sign-in")).words  # type: ignore[arg-type]
        assert Client().get("/sign-in/with/google").status_code == 404
