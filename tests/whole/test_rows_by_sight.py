"""Raw SQL as the restricted role, for every guarded table that there is: no other school's row is read or written."""

from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from tests.builders.addresses import Address
from tests.builders.browsing import Desk

from bookbag.policy.permissions import Sight
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("shared", "shared_addresses")

REFUSED = (psycopg.errors.InsufficientPrivilege, psycopg.errors.RaiseException)
"""Without leave; or by a trigger, where a row is kept as it is."""
Table = tuple[str, list[str], bool]
"""Its name, its columns that can be written, and whether it has a sight."""


@pytest.fixture(scope="module")
def tables(owner: psycopg.Connection[Any]) -> list[Table]:
    """Every guarded table, by what PostgreSQL itself knows."""
    return owner.execute(
        "select c.relname, array_agg(a.attname) filter (where a.attgenerated = ''), bool_or(a.attname = 'sight')"
        " from pg_class c join pg_attribute a on a.attrelid = c.oid where c.relkind = 'r' and c.relrowsecurity"
        # what it may not even read is asked of by functions alone, and has tests of its own
        " and has_table_privilege('bookbag_app', c.oid, 'select')"
        " and a.attnum > 0 and not a.attisdropped group by 1 order by 1"
    ).fetchall()


@pytest.fixture(scope="module")
def held(owner: psycopg.Connection[Any], shared_desk: Desk, tables: list[Table]) -> dict[str, str]:
    """A row of the school as JSON, from each table in which it has any."""
    rows = {
        name: owner.execute(
            f'select to_json(t)::text from "{name}" t where school_id = %s limit 1', [shared_desk.school.id]
        ).fetchone()
        for name, _, _ in tables
    }
    return {name: row[0] for name, row in rows.items() if row}


def count(sql: str, *given: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        row = cursor.fetchone()
    assert row
    return int(row[0])


def refused(sql: str, *given: object) -> bool:
    """Whether the database says no, for want of leave and for nothing else."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, given)
    except DatabaseError as error:
        return isinstance(error.__cause__, REFUSED)
    return False


def test_the_world_has_rows_in_most_tables(tables: list[Table], held: dict[str, str]) -> None:
    assert len(held) > len(tables) / 2


@pytest.mark.parametrize("sight", Sight)
def test_a_school_reads_its_own_rows_up_to_its_sight(sight: Sight, shared_desk: Desk, tables: list[Table]) -> None:
    with tenancy.atomic(shared_desk.stranger.school_id, sight=sight):
        theirs = {
            name
            for name, _, _ in tables
            if count(f'select count(*) from "{name}" where school_id = %s', shared_desk.school.id)
        }
    with tenancy.atomic(shared_desk.school.id, sight=sight):
        above = {
            name
            for name, _, has in tables
            if has and count(f'select count(*) from "{name}" where sight > %s', int(sight))
        }
    assert (theirs, above) == (set(), set())


@pytest.mark.parametrize("sight", Sight)
def test_a_school_writes_no_row_of_another(
    sight: Sight, shared_desk: Desk, tables: list[Table], held: dict[str, str]
) -> None:
    taken = set()
    with tenancy.atomic(shared_desk.stranger.school_id, sight=sight):
        for name, columns, _ in tables:
            if name in held:
                listed = ", ".join(f'"{column}"' for column in columns)
                into = f'insert into "{name}" ({listed}) overriding system value'
                if not refused(
                    f'{into} select {listed} from json_populate_record(null::"{name}", %s::json)', held[name]
                ):
                    taken.add(name)
    assert taken == set()


@pytest.mark.parametrize("sight", Sight)
def test_no_row_is_moved_to_another_school(sight: Sight, shared_desk: Desk, tables: list[Table]) -> None:
    """Every row that is seen is given to another school: the database says no, table by table."""
    moved, mine, other = set(), shared_desk.school.id, shared_desk.stranger.school_id
    with tenancy.atomic(mine, sight=sight):
        for name, _, _ in tables:
            some = count(f'select count(*) from "{name}" where school_id = %s', mine)
            if some and not refused(f'update "{name}" set school_id = %s where school_id = %s', other, mine):
                moved.add(name)
    assert moved == set()


def test_without_a_school_nothing_is_read(tables: list[Table], shared_addresses: list[Address]) -> None:
    assert shared_addresses
    assert {name for name, _, _ in tables if count(f'select count(*) from "{name}"')} == set()
