"""Completeness of the guard: every table that carries a school is guarded, and the global tables are this list."""

from typing import Any

import psycopg
import pytest
from django.db import connection
from tests.builders import worlds

from bookbag.policy.permissions import Role

GLOBAL = {
    "account_emailaddress", "account_emailconfirmation", "mfa_authenticator", "usersessions_usersession",
    "auth_group", "auth_group_permissions", "auth_permission",
    "django_content_type", "django_migrations", "django_session",
    "procrastinate_events", "procrastinate_jobs", "procrastinate_periodic_defers", "procrastinate_workers",
    "schools_failedsignin", "schools_heartbeat", "schools_mailbox", "schools_passwordrequest",
    "schools_school", "schools_trust", "schools_user",
}  # fmt: skip
"""Used before a school is known, or by the queue. No pupil's, contact's or message's data is in them."""

BEHIND_A_FUNCTION = {"desk_findable"}
"""Read by its owner alone, through a function that looks for school and sight itself; see docs/decisions/0015."""

TABLES = "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p')"

pytestmark = pytest.mark.usefixtures("db")


def names(owner: psycopg.Connection[Any], condition: str) -> set[str]:
    return {name for (name,) in owner.execute(f"{TABLES} and {condition}")}


def test_every_table_is_guarded_or_listed_as_global(owner: psycopg.Connection[Any]) -> None:
    assert names(owner, "not (c.relrowsecurity and c.relforcerowsecurity)") == GLOBAL | BEHIND_A_FUNCTION


def test_every_guarded_table_carries_a_school_and_a_policy_for_every_act(owner: psycopg.Connection[Any]) -> None:
    guarded = names(owner, "c.relrowsecurity")
    with_school = names(
        owner, "exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'school_id')"
    )
    with_policy = {name for (name,) in owner.execute("select tablename from pg_policies where cmd = 'ALL'")}
    assert guarded == with_school - GLOBAL == with_policy


def test_a_table_that_a_trust_may_own_says_of_each_row_that_one_owns_it(owner: psycopg.Connection[Any]) -> None:
    shared = names(
        owner,
        "c.relrowsecurity and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'trust_id')",
    )
    held = owner.execute(
        "select c.relname from pg_constraint k join pg_class c on c.oid = k.conrelid where k.contype = 'c'"
        " and pg_get_constraintdef(k.oid) like '%school_id IS NULL%' and pg_get_constraintdef(k.oid) like '%trust_id IS NULL%'"
    )
    assert shared == {name for (name,) in held}
    assert {name.partition("_")[0] for name in shared} == {"adoption"}


def test_references_between_guarded_tables_carry_the_school(owner: psycopg.Connection[Any]) -> None:
    """A table that a trust may own has two: by the school and by the trust, of which one is looked at."""
    crossing = owner.execute(
        "select k.conname from pg_constraint k join pg_class a on a.oid = k.conrelid join pg_class b on b.oid = k.confrelid"
        " where k.contype = 'f' and a.relrowsecurity and b.relrowsecurity and not exists (select from pg_attribute t"
        " where t.attrelid = a.oid and t.attnum = any (k.conkey) and (t.attname = 'school_id' or t.attname = 'trust_id'"
        " and exists (select from pg_constraint s join pg_attribute u on u.attrelid = s.conrelid and u.attname = 'school_id'"
        " where s.conrelid = k.conrelid and s.confrelid = k.confrelid and u.attnum = any (s.conkey))))"
    ).fetchall()
    assert crossing == []


def test_every_column_that_names_a_guarded_row_is_a_reference(owner: psycopg.Connection[Any]) -> None:
    loose = owner.execute(
        "select c.relname, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relrowsecurity"
        " and a.attname like '%\\_id' and a.atttypid = 'uuid'::regtype and a.attnum > 0 and not exists"
        " (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any (k.conkey))"
    ).fetchall()
    # The record holds ids and no references: no deletion blocks it or reaches it.
    assert loose == [("record_entry", "thing_id")]


def test_unique_keys_of_guarded_tables_begin_with_the_school_or_the_trust(owner: psycopg.Connection[Any]) -> None:
    others = owner.execute(
        "select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid"
        " join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]"
        " where c.relrowsecurity and x.indisunique and not x.indisprimary and a.attname not in ('school_id', 'trust_id')"
    ).fetchall()
    assert others == []


def test_raw_sql_without_a_school_sees_no_row_of_any_guarded_table(owner: psycopg.Connection[Any]) -> None:
    school = worlds.school()
    teacher = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    worlds.family(school, teacher=teacher)
    seen = {}
    with connection.cursor() as cursor:
        for table in sorted(names(owner, "c.relrowsecurity") - BEHIND_A_FUNCTION):
            cursor.execute(f"select count(*) from {table}")
            seen[table] = cursor.fetchone()
    assert set(seen.values()) == {(0,)}
    assert owner.execute("select count(*) from people_pupil").fetchone() == (1,)


def test_the_restricted_role_owns_nothing_and_passes_no_policy(owner: psycopg.Connection[Any]) -> None:
    role = owner.execute("select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = 'bookbag_app'")
    assert role.fetchone() == (False, False, False)
    assert owner.execute(
        "select count(*) from pg_class where pg_get_userbyid(relowner) = 'bookbag_app'"
    ).fetchone() == (0,)


def test_what_knows_of_a_case_is_kept_from_those_whom_it_is_about(owner: psycopg.Connection[Any]) -> None:
    """A new table that refers to a case, or to what hangs on one, needs `keep_apart` in its migration."""
    refers = owner.execute(
        "select k.conrelid::regclass::text, k.confrelid::regclass::text from pg_constraint k where k.contype = 'f'"
        " and k.confrelid::regclass::text in ('desk_case', 'desk_message', 'desk_note', 'desk_duty', 'desk_reply')"
    )
    apart = {table for (table,) in owner.execute("select tablename from pg_policies where policyname = 'kept_apart'")}
    knowing = {table for table, _ in refers} | {"desk_case", "desk_tally", "outbox_dispatch", "record_entry"}
    assert knowing - apart == set()


@pytest.mark.parametrize("act", ["select", "insert", "update", "delete", "truncate"])
def test_the_restricted_role_may_not_touch_what_stands_behind_a_function(act: str) -> None:
    with connection.cursor() as cursor:
        for table in BEHIND_A_FUNCTION:
            cursor.execute("select has_table_privilege(%s, %s)", [table, act])
            assert cursor.fetchone() == (False,)
