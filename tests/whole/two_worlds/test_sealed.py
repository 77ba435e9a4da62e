"""A case is sealed, and concerns wait that nobody has confirmed: for all others the world is one without either."""

import pytest
from tests.builders import looking
from tests.whole.two_worlds import hiding
from tests.whole.two_worlds.conftest import OPENED, Tell, Told, apart

from bookbag.policy.permissions import Role, Sight

LEADS = {Role.DSL, Role.DEPUTY_DSL}
OTHERS = [role for role in Role if role not in LEADS]
STAYS = {"outbox_noticegiven", "record_entry", "record_seal", "safeguarding_passedon", "safeguarding_opened"}
"""Where rows of it stay, of ids and codes and an address that got its notice (decision 0023); and that its teacher opened
the ordinary case about which she passed on a worry.
"""


@pytest.fixture(scope="module")
def told(tell: Tell) -> Told:
    return tell(hiding.sealed, OTHERS, opened=True)


@pytest.mark.parametrize("role", OTHERS)
def test_nothing_of_any_page_tells_nor_what_it_asks_and_logs(without: Told, told: Told, role: Role) -> None:
    assert apart(without, told, role) == {}


def test_its_own_addresses_are_those_of_what_never_was(told: Told) -> None:
    for name, (there, nowhere) in told.hidden.items():
        if name != OPENED:
            assert looking.differences(there, nowhere) == {}, name


def test_whoever_had_opened_it_sees_its_address_and_nothing_else(without: Told, told: Told) -> None:
    assert apart(without, told, OPENED) == {}


def test_nothing_of_it_reaches_families_and_passers_by(without: Told, told: Told) -> None:
    for whose, pages in told.homes.items():
        assert looking.differences(without.homes[whose], pages) == {}, whose


def test_no_mail_tells_anybody_else(without: Told, told: Told) -> None:
    # The leads, and for want of them the heads, are told to look, and nothing of what at.
    kept, other = ({to: _without_alerts(some) for to, some in world.mails.items()} for world in (without, told))
    leads = {f"robin.{role}@wyton.bookbag.test" for role in LEADS}
    assert set(looking.differences(kept, other)) - leads == {"aunt@elsewhere.example"}
    assert not any(b"belt" in mail for some in other.values() for mail in some)


def _without_alerts(some: tuple[bytes, ...]) -> tuple[bytes, ...]:
    return tuple(mail for mail in some if not mail.startswith(b"Please look at the desk now"))


@pytest.mark.parametrize("sight", [Sight.ORDINARY, Sight.CONFIDENTIAL])
def test_no_row_of_it_is_there_for_a_lower_sight(without: Told, told: Told, sight: Sight) -> None:
    assert set(looking.differences(without.rows[sight], told.rows[sight])) <= STAYS
    assert "belt" not in str(told.rows[sight])
    assert "belt" in str(told.rows[Sight.SAFEGUARDING])


def test_the_log_holds_no_word_of_it(told: Told) -> None:
    assert told.logged
    assert [line for line in told.logged if "belt" in line or "quiet" in line.lower() or "aunt" in line] == []
