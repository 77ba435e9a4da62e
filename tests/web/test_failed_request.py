"""A request that fails after it has written leaves nothing behind, whichever page it was and whatever went wrong."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.test import Client, override_settings
from tests.builders import addresses, browsing, failing, worlds
from tests.builders.browsing import Desk

from bookbag.desk.models import Note
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy
from bookbag.schools.models import User

pytestmark = pytest.mark.usefixtures("db", "assets")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


@pytest.fixture
def full_record(owner: psycopg.Connection[Any]) -> Iterator[None]:
    """From here on the record takes no entry, as if its disk were full: every act fails at its last step."""
    yield
    owner.execute("drop trigger if exists full_record on record_entry")
    owner.execute("drop function if exists refuse_entry")


def refuse_entries(owner: psycopg.Connection[Any]) -> None:
    owner.execute(
        "create function refuse_entry() returns trigger language plpgsql as"
        " $$ begin raise exception 'no room for an entry'; end $$"
    )
    owner.execute(
        "create trigger full_record before insert on record_entry for each row execute function refuse_entry()"
    )


def counted(owner: psycopg.Connection[Any]) -> dict[str, str]:
    """What every table of the desk, the drafts and the outbox holds."""
    tables = owner.execute(
        "select tablename from pg_tables where schemaname = 'public' and tablename ~ '^(adoption|people|desk|compose|outbox|record)_'"
    ).fetchall()
    query = "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from \"{}\" t"
    return {name: owner.execute(query.format(name)).fetchone()[0] for (name,) in tables}  # type: ignore[index,call-overload]  # as above


@pytest.mark.parametrize("kind", failing.FAULTS)
def test_whatever_is_raised_after_a_write_undoes_it(desk: Desk, kind: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(pk=desk.office.user_id))
    with override_settings(ROOT_URLCONF="tests.builders.failing"):
        answer = client.get(f"/wyton/fail/{kind}/{desk.case.id}")
    assert answer.status_code == failing.FAULTS[kind][0]
    with tenancy.atomic(desk.school.id):
        assert not Note.objects.exists()


def test_every_form_that_fails_at_its_last_step_leaves_nothing(
    desk: Desk, owner: psycopg.Connection[Any], full_record: None
) -> None:
    every = addresses.every(desk)
    office, head, lead = (Client(raise_request_exception=False) for _ in range(3))
    lead.force_login(User.objects.get(pk=worlds.staff(desk.school, "Lena Ware", Role.DSL).user_id))
    office.force_login(User.objects.get(pk=desk.office.user_id))
    head.force_login(User.objects.get(pk=worlds.staff(desk.school, "Hetty Marsh", Role.HEAD).user_id))
    refuse_entries(owner)
    failed = set()
    for address in every:
        if address.sends is not None:
            before = counted(owner)
            of_the_head = {
                "attest",
                *(*addresses.FOR_POLICY_KEEPERS, *addresses.FOR_STAFF_KEEPERS, *addresses.FOR_ORDER_KEEPERS),
            }
            client = head if address.name in of_the_head else lead if address.name in addresses.FOR_LEADS else office
            if client.post(address.url(), address.sends).status_code == 500:
                failed.add(address.name)
                assert counted(owner) == before, address.name
    writes_no_entry = {"begin-reply", "discard-reply"}
    # of an import the taking over is on record, which the worker does
    writes_no_entry |= {"imports", "import-columns", "import-whole", "take-import-over", "drop-import"}
    # here nobody was asked about details, no list is fetched and nobody wears two hats: there is nothing to be written
    writes_no_entry |= {"detail-ask", "detail-right", "detail-seen", "hat"}
    writes_no_entry |= {"nightly-import", "fetch-import", "stop-import"}
    # nothing was printed, and the call is for somebody else to take up
    writes_no_entry |= {"copies", "have-call"}
    # no line to agencies is kept, the machine has no check at noon, nobody asked for a call or spoke at the gate, and the
    # visitor is somebody else's
    writes_no_entry |= {"test-channel", "voicemail-tick", "accept-call", "make-it-a-meeting", "visitor-fetch"}
    # these are for the head to whom it was sent, and not for the office, who sent it
    writes_no_entry |= {"confirm-report", "close-report", "suspend-account"}
    # on days behind the calendar's end these are refused before they write, and the last is not for the office at all
    failed |= {"close-today", "ask-colleague", "accept-emergencies"}
    assert failed == {address.name for address in every if address.sends is not None} - writes_no_entry
