"""Every address as every role: who has the act that it takes finds it, and for all others it is not there."""

import pytest
from tests.builders import permitted, worlds
from tests.builders.addresses import Address
from tests.builders.browsing import Browser, Desk, plain
from tests.whole.conftest import Digest

from bookbag.policy.permissions import Role
from bookbag.web.urls import of_a_case, of_a_school, of_the_policy

pytestmark = pytest.mark.usefixtures("shared")

FOUND = {200, 302}
TOLD = {403, 404, 409}
"""Whoever sees a thing and may not change it is told so."""


def test_every_address_has_its_act() -> None:
    """What a new page is for is said in `tests/builders/permitted.py`, before it is tried who finds it."""
    named = {str(name) for each in [*of_a_school, *of_the_policy, *of_a_case] if (name := getattr(each, "name", None))}
    assert named - set(permitted.SEES) == set()
    assert set(permitted.SENDS) <= set(permitted.SEES)


@pytest.mark.parametrize("role", Role)
def test_a_role_finds_what_its_acts_open_and_nothing_else(
    role: Role, shared_desk: Desk, shared_addresses: list[Address], rows_of_all: Digest
) -> None:
    """Read by somebody with this role alone, who has no case, takes part in none and teaches nobody; then every form is
    sent that is not theirs to send, and no row of any school has changed.
    """
    actor = worlds.staff(shared_desk.school, f"Only {role.title()}", role)
    client, wrong = Browser(actor).client, []
    missing = plain(client.get("/wyton/no-such-page"))  # type: ignore[arg-type]  # the client's own
    for address in (each for each in shared_addresses if each.reads):
        answer = client.get(address.url())
        if permitted.finds(actor, address.name):
            told = TOLD if not permitted.sends(actor, address.name) else set()
            right = answer.status_code in FOUND | told
        else:
            right = (answer.status_code, plain(answer)) == (404, missing)  # type: ignore[arg-type]  # as above
        wrong += [] if right else [f"read {address.name}: {answer.status_code}"]
    before = rows_of_all()
    for address in shared_addresses:
        if address.sends is not None and not permitted.sends(actor, address.name):
            answer = client.post(address.url(), address.sends)
            if permitted.finds(actor, address.name):
                right = answer.status_code in TOLD
            else:
                right = (answer.status_code, plain(answer)) == (404, missing)  # type: ignore[arg-type]  # as above
            wrong += [] if right else [f"send {address.name}: {answer.status_code}"]
    assert not wrong, "; ".join(wrong)
    assert rows_of_all() == before
