"""Signing in: noted, slowed down for who guesses, a new session, back to a page of ours only; and no page is kept."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver
from tests.builders import worlds

from bookbag.errors import Invalid
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.record.models import Entry
from bookbag.schools import tenancy
from bookbag.schools.actions import logins, schools
from bookbag.schools.actions.schools import RESERVED, NewSchool
from bookbag.schools.models import FailedSignIn, School, User
from bookbag.web.urls import urlpatterns

pytestmark = pytest.mark.usefixtures("db", "assets")
PASSWORD = "correct horse battery"
OFFICE = "olive.trent@wyton.bookbag.test"


@pytest.fixture
def school() -> School:
    return worlds.school()


@pytest.fixture
def office(school: School, _quick_hashes: None) -> Actor:
    by = worlds.staff(school, "Olive Trent", Role.OFFICE)
    User.objects.filter(email=OFFICE).update(password=make_password(PASSWORD))
    return by


@pytest.fixture(autouse=True)
def _quick_hashes() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


def sign_in(client: Client, *, email: str = OFFICE, password: str = PASSWORD, **more: str) -> str:
    """Where one is sent, or the words of the page on which one stays."""
    response = client.post("/sign-in", {"email": email, "password": password, **more})
    return response.headers.get("Location") or response.content.decode()


def test_it_is_noted_at_every_school_where_somebody_works(school: School, office: Actor) -> None:
    other = worlds.school("norton")
    worlds.staff(other, "Olive Trent", Role.OFFICE, email=OFFICE)
    assert sign_in(Client()) == "/"
    for each in (school, other):
        with tenancy.atomic(each.id, sight=Sight.SAFEGUARDING):
            assert Entry.objects.filter(act="signed_in", thing="staff").count() == 1


def test_the_session_is_a_new_one(office: Actor) -> None:
    client = Client()
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    sign_in(client)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/wyton/inbox?due=late", "/wyton/inbox?due=late"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("\x00//elsewhere.example", "/"),
    ],
)
def test_afterwards_one_goes_to_a_page_of_ours_only(office: Actor, wanted: str, goes_to: str) -> None:
    assert sign_in(Client(), next=wanted) == goes_to


def test_who_guesses_is_slowed_down_and_shuts_nobody_else_out(office: Actor) -> None:
    guesser = Client(REMOTE_ADDR="192.0.2.1")
    for _ in range(logins.FOR_ONE_ADDRESS):
        assert "not right" in sign_in(guesser, password="wrong")
    assert "Too many wrong tries" in sign_in(guesser)
    assert sign_in(Client(REMOTE_ADDR="192.0.2.2")) == "/"
    FailedSignIn.objects.update(at=worlds.NOW - timedelta(days=400))
    assert sign_in(guesser) == "/"


def test_trying_one_password_for_many_addresses_is_slowed_down_too(office: Actor) -> None:
    guesser = Client(REMOTE_ADDR="192.0.2.1")
    for number in range(logins.FROM_ONE_MACHINE):
        sign_in(guesser, email=f"somebody{number}@wyton.bookbag.test", password="wrong")
    assert "Too many wrong tries" in sign_in(guesser)


def test_an_unknown_address_is_told_what_a_wrong_password_is_told(office: Actor) -> None:
    pages = [sign_in(Client(), email=email, password="wrong") for email in (OFFICE, "nobody@wyton.bookbag.test")]
    told = [re.findall(r"is not right[^<]*", page) for page in pages]
    assert told[0]
    assert told[0] == told[1]


@pytest.mark.parametrize("address", ["/", "/sign-in", "/wyton/inbox", "/wyton/nothing", "/norton/inbox", "/nothing/"])
def test_no_page_is_kept_by_a_browser_or_on_the_way(school: School, office: Actor, address: str) -> None:
    worlds.school("norton")
    nobody, client = Client(), Client()
    client.force_login(User.objects.get(email=OFFICE))
    for each in (nobody, client):
        assert each.get(address).headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", ["/%00/", "/wyton%00/inbox", "/%ED%A0%80/", "/WYTON'--/inbox"])
def test_an_address_that_can_be_no_schools_is_not_found(office: Actor, address: str) -> None:
    assert Client().get(address).status_code in {302, 404}


@pytest.mark.parametrize("slug", ["demo", "sign-in", "static", "Wyton", "wy ton", "", "-", "a/b", "a" * 51, "wyton"])
def test_a_school_has_no_name_that_a_page_has_or_no_address_can(school: School, slug: str) -> None:
    number = schools.draw_number()
    with pytest.raises(Invalid) as refused, tenancy.atomic(number):
        schools.open_school(number, NewSchool(slug=slug, name="A school", email="office@new.bookbag.test"))
    assert "slug" in refused.value.fields


def test_every_page_of_bookbags_own_is_reserved() -> None:
    firsts = {str(each.pattern).partition("/")[0] for each in urlpatterns if isinstance(each, URLPattern | URLResolver)}
    assert {first for first in firsts if first and not first.startswith("<")} | {"static"} == RESERVED
