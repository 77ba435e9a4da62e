"""The demo's pages: anybody can be chosen, mails can be read; and outside the demo there is nothing at these addresses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from tests.builders import worlds

from bookbag.policy.permissions import Actor, Role

MAIL = (
    b"Return-Path: <>\r\nDate: Mon, 02 Mar 2026 09:00:00 +0000\r\nFrom: Wyton <office@wyton.bookbag.test>\r\n"
    b"To: Samina Khan <samina.khan@home.example>\r\nSubject: =?utf-8?q?Caf=C3=A9?=\r\nMessage-ID: <one@wyton.bookbag.test>\r\n"
    b"In-Reply-To: <first@home.example>\r\nAuto-Submitted: auto-replied\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nWe have your e-mail <b>.\r\n"
)


@pytest.fixture
def office(db: None) -> Actor:
    return worlds.staff(worlds.school(), "Janet Pugh", Role.OFFICE)


@pytest.fixture
def client(office: Actor, home: Path, assets: None) -> Iterator[Client]:
    """A browser at a demo with one school and one mail in its sink."""
    sink = home / "sink"
    sink.mkdir(exist_ok=True)
    (sink / "20260302T090000.000000-1a.eml").write_bytes(MAIL)
    with override_settings(DEMO=True):
        yield Client()
    for file in sink.iterdir():
        file.unlink()


def test_one_button_signs_in_and_leads_to_the_school(client: Client, office: Actor) -> None:
    page = client.get(reverse("demo"))
    assert "Janet Pugh" in page.content.decode()
    answer = client.post(reverse("demo-sign-in"), {"school": "wyton", "person": office.user_id})
    assert answer.headers["Location"] == "/wyton/"
    assert client.session["_auth_user_id"] == str(office.user_id)


def test_nobody_can_be_whom_the_school_does_not_employ(client: Client) -> None:
    stranger = worlds.staff(worlds.school("norton"), "Brenda Coyle", Role.OFFICE)
    for given in ({"school": "wyton", "person": stranger.user_id}, {"school": "nowhere", "person": 1}, {}):
        assert client.post(reverse("demo-sign-in"), given).status_code == 404
        assert "_auth_user_id" not in client.session


def test_signing_in_needs_a_form_of_ours(office: Actor, client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    given = {"school": "wyton", "person": office.user_id}
    assert strict.post(reverse("demo-sign-in"), given).status_code == 403
    assert client.get(reverse("demo-sign-in")).status_code == 405


def test_the_sink_lists_a_mail_and_shows_its_headers_and_words(client: Client) -> None:
    listed = client.get(reverse("sink")).content.decode()
    assert "Café" in listed
    assert '<td data-head="Sent by">Bookbag</td>' in listed
    shown = client.get(reverse("sink-mail", args=["20260302T090000.000000-1a"])).content.decode()
    for words in ("&lt;one@wyton.bookbag.test&gt;", "&lt;first@home.example&gt;", "auto-replied", "e-mail &lt;b&gt;."):
        assert words in shown


def test_a_name_leads_out_of_the_sink_nowhere(client: Client, home: Path) -> None:
    (home / "outside.eml").write_bytes(MAIL)
    for name in ("..%2Foutside", "%2E%2E%2Foutside", "nothing", ".hidden", "a" * 200):
        assert client.get(f"/demo/sink/{name}").status_code == 404


@pytest.mark.parametrize("name", ["demo", "sink", "demo-sign-in"])
def test_outside_the_demo_nothing_is_found(db: None, assets: None, name: str) -> None:
    client, address = Client(), reverse(name)
    answer = client.post(address) if name == "demo-sign-in" else client.get(address)
    assert answer.status_code == 404
