"""Many who ask at the same moment for a code or a link get as many as one after the other would, and no more."""

from collections.abc import Callable

import pytest
from tests.builders import worlds
from tests.builders.turns import at_once

from bookbag.desk.actions import family_access, passwords
from bookbag.desk.models import FamilyCode
from bookbag.errors import Invalid
from bookbag.schools import tenancy
from bookbag.schools.models import PasswordRequest

pytestmark = pytest.mark.usefixtures("db")
PEER = "192.0.2.66"


def refused(ask: Callable[[], object]) -> bool:
    """Whether somebody who asks is told to wait."""
    try:
        ask()
    except Invalid:
        return True
    return False


def test_five_codes_of_one_address_and_no_sixth() -> None:
    school = worlds.school()

    def ask() -> bool:
        return refused(lambda: family_access.ask(school, "samina.khan@home.example", peer=PEER, now=worlds.NOW))

    assert sorted(at_once(*[ask] * 7)) == [False] * 5 + [True] * 2
    with tenancy.atomic(school.id):
        assert FamilyCode.objects.count() == 5


def test_five_links_of_one_address_and_no_sixth() -> None:
    def ask() -> bool:
        return refused(lambda: passwords.ask("olive.trent@wyton.bookbag.test", peer=PEER, now=worlds.NOW))

    assert sorted(at_once(*[ask] * 7)) == [False] * 5 + [True] * 2
    assert PasswordRequest.objects.count() == 5


def test_forty_codes_of_one_machine_for_whatever_address() -> None:
    school = worlds.school()

    def ask(number: int) -> Callable[[], bool]:
        address = f"adult{number}@home.example"
        return lambda: refused(lambda: family_access.ask(school, address, peer=PEER, now=worlds.NOW))

    for number in range(37):
        assert not ask(number)()
    assert sorted(at_once(*[ask(number) for number in range(40, 46)])) == [False] * 3 + [True] * 3
