"""A furnished school that the tests of a module share, because none of them changes it: a world takes seconds to make."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection
from tests.builders import addresses, browsing
from tests.builders.addresses import Address
from tests.builders.browsing import Desk

from bookbag.cli.postgres import EmbeddedPostgres

Digest = Callable[[], dict[str, str]]


@pytest.fixture(scope="module")
def shared(postgres: EmbeddedPostgres, assets: None, _wipe: Callable[[], None]) -> Iterator[None]:
    """The database, emptied when the module is done."""
    yield
    connection.close()
    _wipe()


@pytest.fixture(scope="module")
def shared_desk(shared: None) -> Desk:
    """A desk that nobody changes."""
    return browsing.desk()


@pytest.fixture(scope="module")
def shared_addresses(shared_desk: Desk) -> list[Address]:
    """Every address of that desk, furnished."""
    return addresses.every(shared_desk)


@pytest.fixture(scope="module")
def rows_of_all(owner: psycopg.Connection[Any]) -> Digest:
    """What stands in every guarded table of every school, as a digest a table."""
    tables = [
        name
        for (name,) in owner.execute("select relname from pg_class where relkind = 'r' and relrowsecurity order by 1")
    ]
    each = " union all ".join(
        f"select '{name}', coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from \"{name}\" t"
        for name in [*tables, "schools_school", "schools_user"]
    )

    def digest() -> dict[str, str]:
        return dict(owner.execute(each).fetchall())

    return digest
