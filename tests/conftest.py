"""What every test stands on: a real PostgreSQL of its own, entered as the restricted role, emptied after each test.

The tables are made by the migrations, as the owner. Tests commit for real; nothing is wrapped in a transaction.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HOME = Path(tempfile.mkdtemp(prefix="bookbag-test-"))
HOME.chmod(0o755)
# Run as root, tests write here as root and start processes that drop to the service account: both must get in.
os.umask(0)
HOME.joinpath("record-heads").mkdir()
os.environ["BOOKBAG_HOME"] = str(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "bookbag.config.settings"
os.environ["BOOKBAG_DB_ROLE"] = "app"
# A connection for each thread of the busiest test.
os.environ["BOOKBAG_POOL"] = "8"
for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_DIRECT_URL", "BOOKBAG_DEMO", "BOOKBAG_S3_BUCKET"):
    os.environ.pop(name, None)

import django  # noqa: E402 - the environment above decides what the settings read

django.setup()

import psycopg  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from bookbag.cli.postgres import EmbeddedPostgres  # noqa: E402
from bookbag.config import database  # noqa: E402
from bookbag.schools import tenancy  # noqa: E402
from tests import cluster  # noqa: E402
from tests.builders import kept  # noqa: E402

setup_test_environment()
# Most tests enter as somebody without passing the door; those of the door itself demand what a school would.
settings.SECOND_FACTOR = False


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--soak` runs the fault tests in full."""
    parser.addoption("--soak", action="store_true", help="run the fault tests in full, not at a tenth of their size")


@pytest.fixture(scope="session", autouse=True)
def _home() -> Iterator[None]:
    yield
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """The server of this test process, with the tables made by the owner role."""
    cluster.lay(HOME)
    with EmbeddedPostgres(HOME, settings=cluster.UNSAFE) as server:
        yield server
        connection.close_pool()


@pytest.fixture(scope="session")
def owner(postgres: EmbeddedPostgres) -> Iterator[psycopg.Connection[Any]]:
    """A superuser's connection for arranging and for seeing past row-level security. Never what is tested."""
    with psycopg.connect(**database.connection("super", home=HOME), autocommit=True) as past_all_guards:
        kept.keepers.append(kept.Keeper(past_all_guards))
        yield past_all_guards


@pytest.fixture(scope="session")
def _wipe(owner: psycopg.Connection[Any]) -> Callable[[], None]:
    tables = owner.execute(
        "select tablename from pg_tables where schemaname = 'public'"
        " and tablename not in ('django_migrations', 'django_content_type', 'auth_permission')"
    ).fetchall()
    emptied = "".join(f'delete from "{table}";' for (table,) in tables)

    def wipe() -> None:
        owner.execute(f"set session_replication_role = replica; {emptied} set session_replication_role = default")

    return wipe


def _refuse_unbound(guarded: frozenset[str]) -> Callable[..., Any]:
    """A query that touches guarded tables outside any block finds nothing and says nothing: in tests it is a fault."""

    def watch(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        if tenancy.bound() is None and any(f'"{table}"' in str(sql) for table in guarded):
            raise AssertionError(f"a guarded table was asked outside a school's block: {str(sql)[:300]}")
        return execute(sql, params, many, context)

    return watch


@pytest.fixture
def db(postgres: EmbeddedPostgres, owner: psycopg.Connection[Any], _wipe: Callable[[], None]) -> Iterator[None]:
    """The database as the restricted role; empty at the start, emptied at the end."""
    rows = owner.execute("select relname from pg_class where relkind = 'r' and relrowsecurity").fetchall()
    with connection.execute_wrapper(_refuse_unbound(frozenset(name for (name,) in rows))):
        yield
    connection.close()
    _wipe()


@pytest.fixture(scope="session")
def assets() -> None:
    """The style sheet, script and fonts where the web process serves them from."""
    call_command("collectstatic", verbosity=0, interactive=False)


@pytest.fixture
def home() -> Path:
    """The BOOKBAG_HOME of this test process."""
    return HOME
