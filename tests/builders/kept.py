"""A world that many tests begin with: built once in a process through the product, then laid down again row by row."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, TypeVar

import psycopg

World = TypeVar("World")

_TABLES = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
_COLUMNS = """
select attrelid::regclass::text, string_agg(quote_ident(attname), ', ' order by attnum)
from pg_attribute where attnum > 0 and not attisdropped and attgenerated = '' and attrelid = any(%s::regclass[])
group by 1
"""


class Keeper:
    """Keeps worlds in a schema beside the tables. Only where no school is yet can one be laid down."""

    def __init__(self, owner: psycopg.Connection[Any]) -> None:
        self.owner = owner
        self.held: dict[str, tuple[object, str]] = {}
        owner.execute("create schema kept")

    def world(self, name: str, build: Callable[[], World]) -> World:
        """The world of this name, as it was when it was built first."""
        if self._has("schools_school"):
            return build()
        if name not in self.held:
            world = build()
            self.held[name] = (deepcopy(world), self._keep(name))
            return world
        world, lay = self.held[name]
        self.owner.execute(lay)
        return deepcopy(world)  # type: ignore[return-value]  # what was kept under this name

    def _keep(self, name: str) -> str:
        """Copy every row there is; the statement that lays them all down again, without triggers and checks."""
        tables = [table for (table,) in self.owner.execute(_TABLES).fetchall() if self._has(table)]
        tables = [
            table for table in tables if table not in {"django_migrations", "django_content_type", "auth_permission"}
        ]
        lay = "set session_replication_role = replica;"
        for table, columns in self.owner.execute(_COLUMNS, [tables]).fetchall():
            self.owner.execute(f'create table kept."{name}_{table}" as select {columns} from "{table}"')
            lay += f'insert into "{table}" ({columns}) overriding system value select * from kept."{name}_{table}";'
        return f"{lay} set session_replication_role = default"

    def _has(self, table: str) -> bool:
        return bool(self.owner.execute(f'select exists (select from "{table}")').fetchall()[0][0])


keepers: list[Keeper] = []
"""The one of this process, once there is a database."""


def world(name: str, build: Callable[[], World]) -> World:
    """The world of this name."""
    return keepers[0].world(name, build)
