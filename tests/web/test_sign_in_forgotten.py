"""A forgotten password: a link by e-mail that works once, for an hour; nobody learns from it which addresses are known."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client, override_settings
from tests.builders import browsing, worlds
from tests.builders.forms import Clock
from tests.whole.test_every_address import _plain

from bookbag.desk.actions import passwords
from bookbag.outbox.models import Dispatch
from bookbag.people.models import StaffMember
from bookbag.policy.permissions import Role, Sight
from bookbag.record.models import Entry
from bookbag.schools import links, tenancy
from bookbag.schools.links import Purpose
from bookbag.schools.models import PasswordRequest, School, User

pytestmark = pytest.mark.usefixtures("db", "assets")
OFFICE = "olive.trent@wyton.bookbag.test"
OLD, NEW = "correct horse battery", "purple stairs umbrella"


@pytest.fixture(autouse=True)
def _quick_hashes() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture
def school() -> School:
    made = worlds.school()
    worlds.staff(made, "Olive Trent", Role.OFFICE)
    User.objects.update(password=make_password(OLD))
    return made


def ask(email: str = OFFICE, **machine: str) -> bytes:
    """Ask for a link, and read the page that follows, without what differs each time by design."""
    page = Client(**machine).post("/sign-in/forgotten", {"email": email}, follow=True)  # type: ignore[arg-type]
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", _plain(page))  # type: ignore[arg-type]


def looked() -> None:
    while passwords.answer_next(now=worlds.NOW):
        pass


def mails(school: School) -> list[Dispatch]:
    with tenancy.atomic(school.id):
        return list(Dispatch.objects.order_by("queued_at"))


def link(school: School) -> str:
    (mail,) = mails(school)
    found = re.search(r"http://[^/]+(/\S+)", mail.body)
    assert found
    return found[1]


def chosen(url: str, password: str = NEW) -> tuple[int, str]:
    answer = Client().post(url, {"password": password})
    return answer.status_code, answer.headers.get("Location", answer.content.decode())


def opens(password: str) -> bool:
    return Client().post("/sign-in", {"email": OFFICE, "password": password}).status_code == 302


def test_a_link_lets_somebody_choose_a_password_and_ends_what_was_signed_in(school: School, at: Clock) -> None:
    at("2026-03-02 09:00")
    elsewhere = Client()
    elsewhere.post("/sign-in", {"email": OFFICE, "password": OLD})
    assert elsewhere.get("/wyton/today").status_code == 200
    ask(OFFICE.upper())
    looked()
    (mail,) = mails(school)
    assert (mail.to_address, mail.notice, mail.automatic) == (OFFICE, "to_staff", True)
    assert chosen(link(school)) == (302, "/sign-in")
    assert elsewhere.get("/wyton/today").status_code == 302
    assert (opens(OLD), opens(NEW)) == (False, True)
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        kinds = set(Entry.objects.filter(thing="staff").values_list("act", flat=True))
    assert {"password_link_sent", "password_changed"} <= kinds


def test_opening_the_link_changes_nothing(school: School, at: Clock) -> None:
    at("2026-03-02 09:00")
    ask()
    looked()
    for _ in range(3):
        page = browsing.read(Client().get(link(school)))  # type: ignore[arg-type]  # the client's own
        assert "Choose a password" in page.words
    assert opens(OLD)
    assert chosen(link(school))[0] == 410  # somebody has signed in with the old one meanwhile


def test_it_works_once(school: School, at: Clock) -> None:
    at("2026-03-02 09:00")
    ask()
    looked()
    assert chosen(link(school))[0] == 302
    status, page = chosen(link(school), "another password here")
    assert (status, "This link no longer works" in page) == (410, True)
    assert opens(NEW)


@pytest.mark.parametrize(("minutes", "status"), [(59, 302), (61, 410)])
def test_it_works_for_an_hour(school: School, monkeypatch: pytest.MonkeyPatch, minutes: int, status: int) -> None:
    url = f"/sign-in/password/forgotten/{links.token(User.objects.get(), Purpose.FORGOTTEN)}"
    later = time.time() + minutes * 60
    monkeypatch.setattr(time, "time", lambda: later)
    assert chosen(url)[0] == status


def test_one_that_was_made_for_something_else_or_by_somebody_else_is_none(school: School) -> None:
    token = links.token(User.objects.get(), Purpose.INVITED)
    assert chosen(f"/sign-in/password/forgotten/{token}")[0] == 410
    assert chosen(f"/sign-in/password/invited/{token[:-2]}aa")[0] == 410
    assert chosen(f"/sign-in/password/other/{token}")[0] == 404
    User.objects.update(is_active=False)
    assert chosen(f"/sign-in/password/invited/{token}")[0] == 410


def test_a_weak_password_is_refused_in_words(school: School) -> None:
    url = f"/sign-in/password/invited/{links.token(User.objects.get(), Purpose.INVITED)}"
    status, page = chosen(url, "short")
    assert (status, "too short" in page) == (200, True)
    assert opens(OLD)


def test_nobody_learns_whether_an_address_is_known(school: School, at: Clock) -> None:
    at("2026-03-02 09:00")
    worlds.staff(school, "Lea Ver", Role.OFFICE)
    worlds.staff(school, "Clo Sed", Role.OFFICE)
    User.objects.filter(name="Clo Sed").update(is_active=False)
    with tenancy.atomic(school.id):
        StaffMember.objects.filter(name="Lea Ver").update(left_on="2026-01-01")
    names = ("olive.trent", "stranger", "lea.ver", "clo.sed")
    assert len({ask(f"{name}@wyton.bookbag.test") for name in names}) == 1
    assert PasswordRequest.objects.filter(looked_at=None).count() == 4
    looked()
    assert [mail.to_address for mail in mails(school)] == [OFFICE]
    assert not PasswordRequest.objects.filter(looked_at=None).exists()


def test_who_asks_too_often_waits(school: School, at: Clock) -> None:
    at("2026-03-02 09:00")
    for _ in range(5):
        assert passwords.TOO_MANY.encode() not in ask()
    assert passwords.TOO_MANY.encode() in ask()
    for number in range(40):
        ask(f"somebody{number}@wyton.bookbag.test", REMOTE_ADDR="192.0.2.3")
    assert passwords.TOO_MANY.encode() in ask("one.more@wyton.bookbag.test", REMOTE_ADDR="192.0.2.3")
    at("2026-03-02 10:01")
    assert passwords.TOO_MANY.encode() not in ask()


def test_whoever_knows_an_address_does_not_use_up_what_is_its_owners(school: School, at: Clock) -> None:
    at("2026-03-02 09:00")
    for _ in range(6):
        ask(REMOTE_ADDR="192.0.2.66")
    assert passwords.TOO_MANY.encode() not in ask(REMOTE_ADDR="192.0.2.1")
    for machine in range(70, 80):
        for _ in range(2):
            ask(REMOTE_ADDR=f"192.0.2.{machine}")
    assert passwords.TOO_MANY.encode() in ask(REMOTE_ADDR="192.0.2.99")
    assert PasswordRequest.objects.filter(address=OFFICE).count() == 20


def test_a_request_that_nobody_looked_at_for_an_hour_is_dropped(school: School, at: Clock) -> None:
    at("2026-03-02 09:00")
    ask()
    passwords.answer_next(now=worlds.NOW + timedelta(hours=2))
    assert mails(school) == []


def test_a_second_factor_is_asked_for_after_it_too(school: School, at: Clock) -> None:
    """A link gives a password, and no way around anything else."""
    url = f"/sign-in/password/forgotten/{links.token(User.objects.get(), Purpose.FORGOTTEN)}"
    client = Client()
    client.post(url, {"password": NEW})
    assert client.get("/wyton/today").status_code == 302


def test_whoever_is_signed_in_changes_it_after_proving_who_they_are(school: School) -> None:
    client = Client()
    client.post("/sign-in", {"email": OFFICE, "password": OLD})
    assert client.get("/account/password").headers["Location"].startswith("/account/again")
    client.post("/account/again", {"password": OLD})
    assert client.post("/account/password", {"password": NEW}).headers["Location"] == "/sign-in"
    assert client.get("/wyton/today").status_code == 302
    assert (opens(OLD), opens(NEW)) == (False, True)
