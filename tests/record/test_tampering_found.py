"""Each kind of tampering with entries and seals is found, and named with the school and the place."""

import uuid
from collections.abc import Callable

import pytest
from tests.builders import worlds

from bookbag.policy.permissions import Sight
from bookbag.record import chain, sealing, verifying
from bookbag.record.models import Entry, Seal
from bookbag.record.verifying import Fault
from bookbag.schools import tenancy
from bookbag.schools.models import School

Faults = Callable[[], list[tuple[Fault, int | None]]]
Tamper = Callable[..., None]
Write = Callable[..., list[Entry]]

COPY_ENTRY = (
    "insert into record_entry (id, school_id, sight, position, written_in, at, actor, act, thing, thing_id, clause, detail)"
    " select %s, school_id, sight, position, written_in, at, actor, act, thing, thing_id, clause, detail"
    " from record_entry where id = %s"
)
COPY_SEAL = (
    "insert into record_seal (id, school_id, sight, number, entry, content, digest, epoch, server, horizon, sealed_at)"
    " select gen_random_uuid(), school_id, sight, %s, %s, content, digest, epoch, server, horizon, sealed_at"
    " from record_seal where entry = %s"
)
EVERY_COLUMN_CHANGED = {
    "sight": "2",
    "position": "position + 1000",
    "written_in": "written_in - 1",
    "at": "at + interval '1 microsecond'",
    "actor": "actor || 'x'",
    "act": "'case_closed'",
    "thing": "'message'",
    "thing_id": "gen_random_uuid()",
    "clause": "''",
    "detail": """detail || '{"duties": 3}'""",
}


def shift(tamper: Tamper, by: str, condition: str) -> None:
    """Renumber seals without meeting the unique key half way."""
    tamper(f"update record_seal set number = -({by}) where {condition}")
    tamper("update record_seal set number = -number where number < 0")


def test_a_record_that_nobody_touched_has_no_finding(sealed: list[Entry], school: School, faults: Faults) -> None:
    assert faults() == []
    assert verifying.verify(school).sealed == {"ordinary": 5, "confidential": 0, "safeguarding": 0}


@pytest.mark.parametrize("column", EVERY_COLUMN_CHANGED)
def test_a_change_of_any_column_of_an_entry_is_found(
    sealed: list[Entry], faults: Faults, tamper: Tamper, column: str
) -> None:
    tamper(f"update record_entry set {column} = {EVERY_COLUMN_CHANGED[column]} where id = %s", sealed[2].id)
    assert faults() == [(Fault.ENTRY_CHANGED, 3)]


def test_no_column_of_an_entry_is_left_out_above() -> None:
    assert {field.column for field in Entry._meta.concrete_fields} - {"id", "school_id"} == set(EVERY_COLUMN_CHANGED)


def test_an_entry_moved_to_another_school_is_found(sealed: list[Entry], faults: Faults, tamper: Tamper) -> None:
    other = worlds.school("norton")
    tamper("update record_entry set school_id = %s where id = %s", other.id, sealed[1].id)
    assert faults() == [(Fault.ENTRY_REMOVED, 2)]


def test_a_removed_entry_is_found(sealed: list[Entry], school: School, faults: Faults, tamper: Tamper) -> None:
    tamper("delete from record_entry where id = %s", sealed[3].id)
    assert faults() == [(Fault.ENTRY_REMOVED, 4)]
    assert str(sealed[3].id) in {finding.entry for finding in verifying.verify(school).findings}


def test_an_entry_put_in_is_found_and_the_sealer_does_not_hide_it(
    sealed: list[Entry], school: School, faults: Faults, tamper: Tamper, write: Write
) -> None:
    forged = uuid.uuid4()
    tamper(COPY_ENTRY, forged, sealed[2].id)
    write(school)
    assert sealing.seal(school, now=worlds.NOW) == 1
    assert faults() == [(Fault.ENTRY_INSERTED, None)]
    assert verifying.verify(school).findings[0].entry == str(forged)


@pytest.mark.parametrize("change", ["horizon = 1", "epoch = 2", "server = 1", "sealed_at = now()"])
def test_a_changed_seal_is_found(sealed: list[Entry], faults: Faults, tamper: Tamper, change: str) -> None:
    tamper(f"update record_seal set {change} where number = 3")
    assert faults() == [(Fault.SEAL_BROKEN, 3)]


def test_a_seal_that_says_something_else_of_its_entry_is_found(
    sealed: list[Entry], faults: Faults, tamper: Tamper
) -> None:
    tamper("update record_seal set content = repeat('0', 64) where number = 3")
    assert faults() == [(Fault.SEAL_BROKEN, 3), (Fault.ENTRY_CHANGED, 3)]


def test_a_changed_digest_breaks_the_link_before_and_the_link_after(
    sealed: list[Entry], faults: Faults, tamper: Tamper
) -> None:
    tamper("update record_seal set digest = repeat('0', 64) where number = 3")
    assert faults() == [(Fault.SEAL_BROKEN, 3), (Fault.SEAL_BROKEN, 4)]


def test_a_changed_entry_with_its_seal_made_to_fit_breaks_the_chain(
    sealed: list[Entry], school: School, faults: Faults, tamper: Tamper
) -> None:
    tamper("update record_entry set actor = 'staff:somebody' where id = %s", sealed[2].id)
    with tenancy.atomic(school.id):
        second, third = Seal.objects.filter(number__in=(2, 3)).order_by("number")
        third.content = chain.content(Entry.objects.get(id=sealed[2].id))
        made_to_fit = chain.link(second.digest, third)
    tamper("update record_seal set content = %s, digest = %s where number = 3", third.content, made_to_fit)
    assert faults() == [(Fault.SEAL_BROKEN, 4)]


def test_a_seal_that_points_elsewhere_is_found(sealed: list[Entry], faults: Faults, tamper: Tamper) -> None:
    tamper("update record_seal set entry = gen_random_uuid() where number = 3")
    assert faults() == [(Fault.ENTRY_REMOVED, 3), (Fault.ENTRY_INSERTED, None)]


def test_a_removed_seal_is_found(sealed: list[Entry], faults: Faults, tamper: Tamper) -> None:
    tamper("delete from record_seal where number = 3")
    assert faults() == [(Fault.SEALS_REMOVED, 4), (Fault.ENTRY_INSERTED, None)]


def test_an_act_removed_with_its_seal_and_renumbered_is_found(
    sealed: list[Entry], faults: Faults, tamper: Tamper
) -> None:
    tamper("delete from record_entry where id = %s", sealed[2].id)
    tamper("delete from record_seal where number = 3")
    shift(tamper, "number - 1", "number > 3")
    assert faults() == [(Fault.SEAL_BROKEN, 3)]


def test_an_act_put_in_with_a_seal_is_found(sealed: list[Entry], faults: Faults, tamper: Tamper) -> None:
    forged = uuid.uuid4()
    tamper(COPY_ENTRY, forged, sealed[2].id)
    shift(tamper, "number + 1", "number > 3")
    tamper(COPY_SEAL, 4, forged, sealed[2].id)
    assert faults() == [(Fault.SEAL_BROKEN, 4), (Fault.ENTRY_CHANGED, 4)]


def test_a_seal_numbered_before_the_first_is_found(sealed: list[Entry], faults: Faults, tamper: Tamper) -> None:
    tamper(COPY_SEAL, 0, uuid.uuid4(), sealed[0].id)
    assert (Fault.ENTRY_REMOVED, 0) in faults()


def test_seals_in_another_order_are_found(sealed: list[Entry], faults: Faults, tamper: Tamper) -> None:
    shift(tamper, "5 - number", "number in (2, 3)")
    assert faults() == [(Fault.SEAL_BROKEN, 2), (Fault.SEAL_BROKEN, 3), (Fault.SEAL_BROKEN, 4)]


def test_what_is_wrong_at_one_school_is_not_told_of_another(sealed: list[Entry], tamper: Tamper, write: Write) -> None:
    other = worlds.school("norton")
    write(other, 2)
    sealing.seal(other, now=worlds.NOW)
    tamper("update record_entry set actor = 'x' where id = %s", sealed[0].id)
    assert verifying.verify(other).findings == ()


def test_a_sealed_act_stands_in_a_chain_of_its_own_and_is_guarded_there(
    school: School, write: Write, faults: Faults, tamper: Tamper
) -> None:
    write(school, 2)
    hidden = write(school, 2, sight=Sight.SAFEGUARDING)
    write(school, 2, sight=Sight.CONFIDENTIAL)
    write(school, 1)
    sealing.seal(school, now=worlds.NOW)
    assert verifying.verify(school).sealed == {"ordinary": 3, "confidential": 2, "safeguarding": 2}
    with tenancy.atomic(school.id):
        assert list(Seal.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    tamper("update record_entry set clause = 'x' where id = %s", hidden[1].id)
    assert [(each.fault, each.chain, each.number) for each in verifying.verify(school).findings] == [
        (Fault.ENTRY_CHANGED, "safeguarding", 2)
    ]
