"""Governors land at the policy and see proof: the same bytes whatever is sealed, and no name, address, subject or word."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk.actions import cases
from bookbag.desk.models import Case, Duty
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.schools import tenancy
from bookbag.schools.models import User

pytestmark = pytest.mark.usefixtures("db", "assets")
PAGES = [
    "/wyton/policy",
    "/wyton/policy.csv",
    "/wyton/policy/WYT-083",
    "/wyton/policy/WYT-087",
    "/wyton/policy/WYT-083?cases=missed",
]
ADULTS = ["Samina", "Omar", "Khan", "Amira"]


def mail(desk: Desk, number: int, word: str = "Matter") -> Case:
    raw = mails.mail(
        f"Zebracrossing {number} is what I wrote.",
        sender=f"Quentin Fairweather {number} <quentin{number}@home.example>",
        subject=f"{word} Ultramarine {number}",
        message_id=f"{word}{number}@home.example",
    )
    return browsing.brought(desk.school, raw, now=worlds.NOW + timedelta(hours=number))


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


@pytest.fixture
def desk() -> Desk:
    desk = browsing.desk()
    for number in range(59):
        mail(desk, number)
    return desk


def test_the_pages_are_the_same_with_and_without_ten_sealed_concerns(desk: Desk) -> None:
    readers = [
        desk.governor,
        worlds.staff(desk.school, "Cora Lisle", Role.CHAIR),
        worlds.staff(desk.school, "Clem Rusk", Role.CLERK),
        worlds.staff(desk.school, "Hetty Marsh", Role.HEAD),
    ]
    lead = worlds.staff(desk.school, "Dora Selby", Role.DSL)
    before = [shown(reader) for reader in readers]
    for number in range(10):
        seal(mail(desk, number, "Concern"), lead)
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        assert Duty.objects.filter(sight=Sight.SAFEGUARDING, clause="WYT-083").count() == 10
    for reader, was in zip(readers, before, strict=True):
        assert shown(reader) == was, reader.name


def test_no_page_holds_a_name_an_address_a_subject_or_a_word(desk: Desk) -> None:
    secret = [b"quentin", b"fairweather", b"ultramarine", b"zebracrossing", b"home.example", b"/cases/", b"swimming"]
    secret += [name.lower().encode() for name in ADULTS]
    for url, page in shown(desk.governor).items():
        assert [word for word in secret if word in page.lower()] == [], url


def test_a_governor_lands_at_the_policy(desk: Desk) -> None:
    browser = Browser(desk.governor)
    assert browser.client.get("/").headers["Location"] == "/wyton/"
    assert browser.client.get("/wyton/").headers["Location"] == "/wyton/policy"
    page = browser.get("policy", "wyton")
    assert not [link for link in page.links if "inbox" in link or "today" in link]


def test_everybody_else_is_taken_to_what_waits_for_them(desk: Desk) -> None:
    assert Browser(desk.office).client.get("/wyton/").headers["Location"] == "/wyton/today"


def test_whoever_has_no_role_today_finds_nothing(desk: Desk) -> None:
    nobody: Any = Browser(worlds.staff(desk.school, "Nora Fenn"))
    assert nobody.client.get("/wyton/policy").status_code == 404
