"""Governors and trustees land at the policy and see proof: the same bytes whatever is sealed, and no name, address, subject or word."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pypdf import PdfReader
from tests.builders import browsing, busy, mails, worlds
from tests.builders.browsing import Browser, Desk
from tests.governance import promised

from bookbag.desk.actions import cases
from bookbag.desk.models import Case, Duty
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.schools import tenancy
from bookbag.schools.models import User

pytestmark = pytest.mark.usefixtures("db", "assets")
LATER = worlds.NOW + timedelta(days=40)
"""The day on which the pages are read: what came in at NOW is late."""
PAGES = [
    "/wyton/policy",
    "/wyton/policy.csv",
    "/wyton/policy.pdf",
    "/wyton/policy.pdf?period=2026-03-01.2026-03-31",
    "/wyton/policy/WYT-083",
    "/wyton/policy/WYT-087",
    "/wyton/policy/WYT-090",
    "/wyton/policy/WYT-083?cases=missed",
    "/wyton/policy/WYT-083/lines",
    "/wyton/policy/WYT-090/lines",
]
PROOF = [Role.GOVERNOR, Role.CHAIR, Role.CLERK, Role.CHAIR_OF_TRUSTEES, Role.TRUST_OFFICER]
ADULTS = ["Samina", "Omar", "Khan", "Amira"]


def mail(desk: Desk, number: int, word: str = "Matter") -> Case:
    raw = mails.mail(
        f"Zebracrossing {number} is what I wrote.",
        sender=f"Quentin Fairweather {number} <quentin{number}@home.example>",
        subject=f"{word} Ultramarine {number}",
        message_id=f"{word}{number}@home.example",
    )
    return browsing.brought(desk.school, raw, now=worlds.NOW + timedelta(hours=number % 90))


def seal(case: Case, by: Actor) -> None:
    with tenancy.atomic(by.school_id, sight=Sight.SAFEGUARDING):
        cases.set_sight(case, Sight.SAFEGUARDING, by=by, now=worlds.NOW)


def shown(actor: Actor) -> dict[str, bytes]:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return {url: plain(client.get(url)) for url in PAGES}  # type: ignore[arg-type]  # the client's own


def plain(answer: HttpResponse) -> bytes:
    assert answer.status_code == 200
    return re.sub(rb'(nonce="|csrfmiddlewaretoken" value=")[^"]+"', b"", answer.content)


def read(page: bytes) -> str:
    """What the page says; of a PDF its words and what is written about them."""
    if not page.startswith(b"%PDF"):
        return page.decode()
    pdf = PdfReader(io.BytesIO(page))
    return " ".join([*(each.extract_text() for each in pdf.pages), str(pdf.metadata), str(pdf.outline)])


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    return browsing.desk()


def test_of_five_hundred_cases_they_see_no_word_and_of_ten_sealed_concerns_no_byte(desk: Desk) -> None:
    for number in range(9):
        busy.crowd(mail(desk, number), 54)
    busy.crowd(desk.case, 4)
    roles = (Role.GOVERNOR, Role.CHAIR, Role.CHAIR_OF_TRUSTEES, Role.HEAD)
    readers = [worlds.staff(desk.school, f"Reader {role.value}", role) for role in roles]
    lead = worlds.staff(desk.school, "Dora Selby", Role.DSL)
    before = [shown(reader) for reader in readers]
    for number in range(10):
        seal(mail(desk, number, "Concern"), lead)
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        assert Case.objects.count() == 510
        assert Duty.objects.filter(sight=Sight.SAFEGUARDING, clause="WYT-083").count() == 10
    for reader, was in zip(readers, before, strict=True):
        assert [url for url, page in shown(reader).items() if page != was[url]] == [], reader.name
    secret = ["quentin", "fairweather", "ultramarine", "zebracrossing", "home.example", "/cases/", "swimming"]
    secret += [name.lower() for name in ADULTS]
    for reader, was in list(zip(readers, before, strict=True))[:-1]:
        assert "500" in read(was["/wyton/policy/WYT-083"])
        assert read(was["/wyton/policy/WYT-083/lines"]).count("E-mail") == 200
        for url, page in was.items():
            told = read(page).lower()
            assert [word for word in secret if word in told] == [], (reader.name, url)


def test_what_would_be_told_if_it_were_not_kept_back(desk: Desk) -> None:
    """The comparison can fail: an ordinary case more, and every page of figures differs."""
    was = shown(desk.governor)
    promised.promise(desk.case, "WYT-083", "met late")
    differ = [url for url, page in shown(desk.governor).items() if page != was[url]]
    of_the_clause = ["/WYT-083", "/WYT-083?cases=missed", "/WYT-083/lines"]
    assert differ == [f"/wyton/policy{page}" for page in ("", ".csv", ".pdf", *of_the_clause)]


@pytest.mark.parametrize("role", PROOF)
def test_they_land_at_the_policy(desk: Desk, role: Role) -> None:
    browser = Browser(worlds.staff(desk.school, "Sam Body", role))
    assert browser.client.get("/").headers["Location"] == "/wyton/"
    assert browser.client.get("/wyton/").headers["Location"] == "/wyton/policy"
    page = browser.get("policy", "wyton")
    assert not [link for link in page.links if "inbox" in link or "today" in link]


def test_everybody_else_is_taken_to_what_waits_for_them(desk: Desk) -> None:
    assert Browser(desk.office).client.get("/wyton/").headers["Location"] == "/wyton/today"


def test_whoever_has_no_role_today_finds_nothing(desk: Desk) -> None:
    nobody: Any = Browser(worlds.staff(desk.school, "Nora Fenn"))
    assert nobody.client.get("/wyton/policy").status_code == 404
