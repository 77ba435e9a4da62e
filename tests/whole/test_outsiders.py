"""Every address as somebody from outside: nobody, a parent with a session of their own, the head of another school."""

import pytest
from django.test import Client
from django.utils import timezone
from tests.builders import families
from tests.builders.addresses import Address
from tests.builders.browsing import Browser, Desk, plain
from tests.whole.conftest import Digest

pytestmark = pytest.mark.usefixtures("shared")


def test_whoever_is_not_signed_in_is_asked_to_be_whatever_they_ask_for(
    shared_addresses: list[Address], rows_of_all: Digest
) -> None:
    before, nobody = rows_of_all(), Client()
    for address in shared_addresses:
        for url in (address.url(), address.url(elsewhere=True), address.url(at="no-such-school")):
            _asked_to_sign_in(nobody, url, address)
    assert rows_of_all() == before


def test_the_session_of_a_parent_opens_nothing_of_the_staff(
    shared_desk: Desk, shared_addresses: list[Address], rows_of_all: Digest
) -> None:
    adult, now = shared_desk.family.contacts["Samina"], timezone.now()
    parent = families.by_slip(shared_desk.school, adult, shared_desk.office, now=now)
    assert parent.get("/wyton/family").status_code == 200
    before = rows_of_all()
    for address in shared_addresses:
        _asked_to_sign_in(parent, address.url(), address)
    assert rows_of_all() == before


def test_the_head_of_another_school_finds_no_school_here(
    shared_desk: Desk, shared_addresses: list[Address], rows_of_all: Digest
) -> None:
    stranger = Browser(shared_desk.stranger).client
    nothing = plain(stranger.get("/no-such-school/today"))  # type: ignore[arg-type]  # the client's own
    before = rows_of_all()
    for address in shared_addresses:
        for answer in (stranger.get(address.url()), stranger.post(address.url(), address.sends or {})):
            assert (answer.status_code, plain(answer)) == (404, nothing), address.name  # type: ignore[arg-type]  # as above
    assert rows_of_all() == before


def _asked_to_sign_in(client: Client, url: str, address: Address) -> None:
    for answer in (client.get(url), client.post(url, address.sends or {})):
        assert answer.status_code == 302, address.name
        assert answer.headers["Location"].startswith("/sign-in?next=/"), address.name
