"""Migration operations that put a table under guard: row-level security, references that cannot cross schools, grants.

Policies are written with `(select current_setting(…))` so that the planner reads the setting once a statement.
"""

from typing import Any

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

SCHOOL = "(select nullif(current_setting('app.school', true), '')::int)"
SIGHT = "(select coalesce(nullif(current_setting('app.sight', true), ''), '0')::smallint)"
PERSON = "(select nullif(current_setting('app.person', true), '')::bigint)"
KEPT_FROM = "array(select unnest(string_to_array(nullif(current_setting('app.kept_from', true), ''), ','))::uuid)"
"""The cases that are kept from whoever asks: they are about them, see desk/about.py."""
STAFF = "(select nullif(current_setting('app.staff', true), '')::uuid)"
"""Who works at a page; our own processes are nobody."""
SCHOOLS = "any (select unnest(string_to_array(nullif(current_setting('app.schools', true), ''), ',')::int[]))"


class Statements(Operation):
    """SQL that runs forwards and, where given, backwards; the state of the models does not change."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, *forwards: str, backwards: tuple[str, ...] = ()) -> None:
        self.forwards, self.backwards = forwards, backwards

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing of the models' state changes."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Run the statements in order."""
        for statement in self.forwards:
            schema_editor.execute(statement.replace("{app}", settings.APP_ROLE), params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Run the way back, in order."""
        for statement in self.backwards:
            schema_editor.execute(statement.replace("{app}", settings.APP_ROLE), params=None)

    def describe(self) -> str:
        """The first words of the first statement."""
        return self.forwards[0][:70]


def guard(table: str, *, sight: bool = False) -> Statements:
    """Put a table with a `school_id` (and, if it has one, a `sight`) under row-level security, forced on its owner."""
    seen = f" and sight <= {SIGHT}" if sight else ""
    return Statements(
        f'alter table "{table}" enable row level security',
        f'alter table "{table}" force row level security',
        f'create policy of_school on "{table}" using (school_id = {SCHOOL}{seen}) with check (school_id = {SCHOOL}{seen})',
        f'create policy of_schools on "{table}" for select using (school_id = {SCHOOLS}{seen})',
        f'grant select, insert, update, delete on "{table}" to {{app}}',
        backwards=(
            f'drop policy of_school on "{table}"',
            f'drop policy of_schools on "{table}"',
            f'alter table "{table}" disable row level security',
        ),
    )


def keep_apart(table: str, *, case: str = "case_id", by: tuple[tuple[str, str], ...] = ()) -> Statements:
    """Keep rows of a case from those whom the case is about. The row has its `case`; without one it hangs on others, `by`
    column and table, and is there for those for whom they are.
    """
    if by:
        there = " and ".join(
            f"({column} is null or exists (select from {of} of where of.id = {table}.{column}))" for column, of in by
        )
        kept = f"({KEPT_FROM} = '{{}}'::uuid[] or {there})"
    else:
        kept = f"({case} is null or {case} <> all ({KEPT_FROM}))"
    return Statements(
        f'create policy kept_apart on "{table}" as restrictive using ({kept})',
        backwards=(f'drop policy kept_apart on "{table}"',),
    )


def for_named(table: str, *, by: tuple[str, str] | None = None) -> Statements:
    """Keep rows for those whom they name in `seen_by`, whatever others may see; our own processes carry them all.

    A row without the column hangs on another, `by` column and table, and is there for those for whom that is.
    """
    if by:
        column, of = by
        kept = f"(exists (select from {of} of where of.id = {table}.{column}))"
    else:
        kept = f"(case when {STAFF} is null then {SIGHT} >= 2 else {STAFF} = any (seen_by) end)"
    return Statements(
        f'create policy for_named on "{table}" as restrictive using ({kept})',
        backwards=(f'drop policy for_named on "{table}"',),
    )


def keyed(table: str, *, sight: bool = False) -> Statements:
    """Let others refer to the table by (school, id) and, where it has a sight, by (school, id, sight)."""
    forwards = [f'alter table "{table}" add constraint "{table}_school_key" unique (school_id, id)']
    if sight:
        forwards.append(f'alter table "{table}" add constraint "{table}_sight_key" unique (school_id, id, sight)')
    return Statements(*forwards)


def refer(table: str, column: str, to: str, *, sight: bool = False, delete: str = "restrict") -> Statements:
    """A reference that stays inside the school. With `sight`, the row takes the sight of what it refers to, always:

    sealing a case is one update, and the database carries it to every row that hangs on the case.
    """
    columns = f"school_id, {column}, sight" if sight else f"school_id, {column}"
    keys = "school_id, id, sight" if sight else "school_id, id"
    on_delete = f"set null ({column})" if delete == "set null" else delete
    return Statements(
        f'alter table "{table}" add constraint "{table}_{column}_in_school" foreign key ({columns}) '
        f'references "{to}" ({keys}) on update cascade on delete {on_delete} deferrable initially immediate',
        backwards=(f'alter table "{table}" drop constraint "{table}_{column}_in_school"',),
    )


_EITHER = "(school_id = {0} or trust_id = {1})"
_THEIR_TRUSTS = "select trust_id from schools_school where id = {0}"


def guard_either(table: str) -> Statements:
    """Put a table whose rows are one school's or one trust's under row-level security, forced on its owner.

    A school reads and writes what is its own and what is its trust's. Who may write for a trust is for the actions to say.
    """
    mine = _EITHER.format(SCHOOL, f"({_THEIR_TRUSTS.format(SCHOOL)})")
    theirs = _EITHER.format(SCHOOLS, f"any ({_THEIR_TRUSTS.format(SCHOOLS)})")
    return Statements(
        f'alter table "{table}" enable row level security',
        f'alter table "{table}" force row level security',
        f'create policy of_school on "{table}" using {mine} with check {mine}',
        f'create policy of_schools on "{table}" for select using {theirs}',
        f'grant select, insert, update, delete on "{table}" to {{app}}',
    )


def keyed_either(table: str) -> Statements:
    """Let others refer to such a table by (school, id) and by (trust, id)."""
    return Statements(
        f'alter table "{table}" add constraint "{table}_school_key" unique (school_id, id)',
        f'alter table "{table}" add constraint "{table}_trust_key" unique (trust_id, id)',
    )


def refer_either(table: str, column: str, to: str) -> Statements:
    """A reference between two such tables: what is a school's refers to what is the school's, what is a trust's to the trust's.

    Of the two the one with an empty key is not looked at, and no row has both.
    """
    return Statements(
        *(
            f'alter table "{table}" add constraint "{table}_{column}_in_{owner}" foreign key ({owner}_id, {column}) '
            f'references "{to}" ({owner}_id, id) on update cascade on delete restrict deferrable initially immediate'
            for owner in ("school", "trust")
        )
    )


def append_only(table: str) -> Statements:
    """Nobody changes or removes a row: not the application's role (no grant), nor by mistake its owner (trigger)."""
    return Statements(
        f'revoke update, delete, truncate on "{table}" from {{app}}',
        f"""create function {table}_is_append_only() returns trigger language plpgsql as $$
            begin raise exception '{table} is append-only'; end $$""",
        f'create trigger append_only before update or delete on "{table}" for each row'
        f" execute function {table}_is_append_only()",
        f'create trigger append_only_whole before truncate on "{table}" for each statement'
        f" execute function {table}_is_append_only()",
    )
