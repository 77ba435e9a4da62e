"""Every address under a school is walked by those who may not: what is not theirs and what is not there look alike."""

import re
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.builders import addresses, browsing, worlds
from tests.builders.addresses import Address
from tests.builders.browsing import Desk

from bookbag.policy.permissions import Actor, Role
from bookbag.schools.models import User
from bookbag.web.urls import of_a_case, of_a_school, of_the_policy

pytestmark = pytest.mark.usefixtures("db", "assets")

PROOF = {"policy", "policy-file", "policy-report", "clause", "clause-lines"} | {
    *(
        "policy-answers",
        "policy-rules",
        "policy-versions",
        "policy-version",
        "policy-reviews",
        "policy-review-read",
        "policy-acknowledge",
    )
}
FOR_ALL_STAFF = {"school", "child-in-danger", "worried", "calendar-file", *PROOF} | {
    *("reports", "choose-report", "new-report", "child-contacted"),
}
"""What every member of staff may open, whatever they see of the post."""
OF_COLLEAGUES = {"staff-member"}
"""What everybody who works at the desk may open of each other."""
FOR_THE_HEAD = {"attest", *addresses.FOR_POLICY_KEEPERS, *addresses.FOR_STAFF_KEEPERS, *addresses.FOR_ORDER_KEEPERS}
"""What the head opens, and the office does not."""


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


@pytest.fixture
def every(desk: Desk) -> list[Address]:
    return addresses.every(desk)


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def asked(client: Client, address: Address, url: str) -> list[tuple[int, bytes]]:
    """The answers to reading and to sending, without what differs from request to request by design."""
    answers = [client.get(url)] if address.reads else []
    if address.sends is not None:
        answers.append(client.post(url, address.sends))
    return [(answer.status_code, _plain(answer)) for answer in answers]  # type: ignore[arg-type]  # the client's own


def _plain(answer: HttpResponse) -> bytes:
    return re.sub(rb'nonce="[^"]+"', b"", answer.content)


def test_every_address_is_on_the_list(every: list[Address]) -> None:
    named = {
        str(pattern.name) for pattern in [*of_a_school, *of_the_policy, *of_a_case] if getattr(pattern, "name", None)
    }
    assert {address.name for address in every} == named


def test_the_office_or_the_head_may_use_them_all(desk: Desk, every: list[Address]) -> None:
    office, head = signed_in(desk.office), signed_in(worlds.staff(desk.school, "Hetty Marsh", Role.HEAD))
    lead = signed_in(worlds.staff(desk.school, "Dinah Low", Role.DSL))
    for address in every:
        if address.reads:
            mine, not_mine = (head, office) if address.name in FOR_THE_HEAD else (office, None)
            if address.name in addresses.FOR_LEADS:
                mine, not_mine = lead, head
            assert mine.get(address.url()).status_code in {200, 302}, address.name
            assert not_mine is None or not_mine.get(address.url()).status_code == 404, address.name


def test_a_stranger_finds_nothing_anywhere(desk: Desk, every: list[Address]) -> None:
    client = signed_in(desk.stranger)
    nothing = client.get("/no-such-school/today")
    assert nothing.status_code == 404
    for address in every:
        for status, page in asked(client, address, address.url()):
            assert (status, page) == (404, _plain(nothing)), address.name  # type: ignore[arg-type]  # the client's own


def test_a_strangers_own_school_does_not_hold_another_schools_things(desk: Desk, every: list[Address]) -> None:
    client = signed_in(desk.stranger)
    for address in every:
        if any(isinstance(each, UUID) for each in address.ids):  # others name what every school has
            theirs = asked(client, address, address.url(at="norton"))
            nobodys = asked(client, address, address.url(at="norton", elsewhere=True))
            assert theirs == nobodys, address.name
            assert {status for status, _ in theirs} == {404}, address.name


def test_a_governor_finds_proof_and_no_post(desk: Desk, every: list[Address]) -> None:
    client = signed_in(desk.governor)
    missing = _plain(client.get("/wyton/no-such-page"))  # type: ignore[arg-type]  # the client's own
    for address in every:
        answers = asked(client, address, address.url())
        if address.name in FOR_ALL_STAFF:
            assert {status for status, _ in answers} == {302 if address.name == "school" else 200}, address.name
        else:
            assert set(answers) == {(404, missing)}, address.name


def test_a_teacher_of_another_class_finds_nothing_of_the_case(desk: Desk, every: list[Address]) -> None:
    client = signed_in(worlds.staff(desk.school, "Tom Hale", Role.TEACHER))
    for address in every:
        if address.ids and address.name not in FOR_ALL_STAFF | OF_COLLEAGUES:
            theirs = asked(client, address, address.url())
            assert theirs == asked(client, address, address.url(elsewhere=True)), address.name
            assert {status for status, _ in theirs} == {404}, address.name


def test_whoever_is_not_signed_in_is_asked_to_whatever_they_ask_for(every: list[Address]) -> None:
    client = Client()
    for address in every:
        for url in (address.url(), address.url(elsewhere=True), address.url(at="no-such-school")):
            answer = client.get(url) if address.reads else client.post(url)
            assert answer.status_code == 302, address.name
            assert answer.headers["Location"].startswith("/sign-in?next=/"), address.name
