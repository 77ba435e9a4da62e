"""The three roles of the embedded database: what each may, and may not."""

import psycopg
import pytest
from tests.processes.conftest import enter

from bookbag.cli.postgres import EmbeddedPostgres
from bookbag.config.database import embedded_connection


def test_the_restricted_role_uses_what_the_owner_makes_and_owns_nothing(server: EmbeddedPostgres) -> None:
    server.provision()  # safe to repeat
    with enter(server.home, "owner", "bookbag") as owner:
        owner.execute("CREATE TABLE thing (id bigserial PRIMARY KEY, word text)")
    with enter(server.home, "app", "bookbag") as app:
        app.execute("INSERT INTO thing (word) VALUES ('a')")
        app.execute("UPDATE thing SET word = 'b'")
        assert app.execute("SELECT id, word FROM thing").fetchone() == (1, "b")
        app.execute("DELETE FROM thing")
        for forbidden in ("CREATE TABLE mine ()", "TRUNCATE thing", "DROP TABLE thing", "CREATE ROLE another"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(forbidden)
        flags = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        assert app.execute(flags).fetchone() == (False, False, False, False)


def test_the_backup_role_reads_past_row_security_and_writes_nothing(server: EmbeddedPostgres) -> None:
    with enter(server.home, "owner", "bookbag") as owner:
        owner.execute("CREATE TABLE guarded (word text)")
        owner.execute("INSERT INTO guarded VALUES ('a')")
        owner.execute("ALTER TABLE guarded ENABLE ROW LEVEL SECURITY")
        owner.execute("ALTER TABLE guarded FORCE ROW LEVEL SECURITY")
        assert owner.execute("SELECT * FROM guarded").fetchall() == []
    with enter(server.home, "backup", "bookbag") as backup:
        assert backup.execute("SELECT * FROM guarded").fetchall() == [("a",)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            backup.execute("DELETE FROM guarded")


def test_nobody_enters_without_the_password_or_by_network(server: EmbeddedPostgres) -> None:
    words = embedded_connection("app", home=server.home) | {"password": "guess"}
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(host=words["host"], port=words["port"], user=words["user"], password="guess", dbname="bookbag")
    with enter(server.home) as entry:
        assert entry.execute("SHOW listen_addresses").fetchone() == ("",)
