"""The doctor names what is broken, and its mend; it is not fooled by what is well."""

import json
import os
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.processes.conftest import FAST, enter, free_port

from bookbag.cli.postgres import EmbeddedPostgres

BOOKBAG = [sys.executable, "-m", "bookbag.cli.main"]


def ask(home: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    ports = {"BOOKBAG_PORT": str(free_port()), "BOOKBAG_SMTP_PORT": str(free_port())}
    around = os.environ | {"BOOKBAG_HOME": str(home)} | ports | env
    return subprocess.run([*BOOKBAG, *words], env=around, capture_output=True, text=True, check=False)


def wrong(home: Path, **env: str) -> dict[str, dict[str, str]]:
    """What is wrong, by what it is about."""
    return {
        found["about"]: found for found in json.loads(ask(home, "doctor", "--json", **env).stdout) if not found["well"]
    }


def test_a_house_in_order_is_told_so(server: EmbeddedPostgres) -> None:
    migrated = ask(server.home, "migrate")
    assert (migrated.stdout, migrated.stderr) == ("database: up to date\n", "")
    answer = ask(server.home, "doctor")
    assert "WRONG" not in answer.stdout
    assert answer.returncode == 0
    assert "ok    database role: bookbag_app is restricted" in answer.stdout.splitlines()


def test_each_broken_thing_is_named_with_its_mend(server: EmbeddedPostgres) -> None:
    (server.home / "secrets" / "bookbag-app").chmod(0o644)
    server.home.chmod(0o755)
    with enter(server.home) as entry:
        entry.execute("ALTER ROLE bookbag_app BYPASSRLS")
    found = wrong(server.home)
    assert found["secrets"]["says"] == "open to others: bookbag-app"
    assert found["secrets"]["mend"].startswith(f"chmod -R go= {server.home}/secrets")
    assert found["home"]["mend"].endswith(f"chmod 700 {server.home}")
    assert found["database role"]["says"] == "bookbag_app passes row security"
    assert "NOBYPASSRLS" in found["database role"]["mend"]
    assert found["database"]["mend"] == "Run `bookbag migrate`."
    assert ask(server.home, "doctor").returncode == 1


def test_a_port_of_another_program_is_named(server: EmbeddedPostgres) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        assert wrong(server.home, BOOKBAG_PORT=port)[f"port {port}"]["says"] == "taken from web by another program"


def test_a_database_that_does_not_run_is_named(place: Path) -> None:
    with EmbeddedPostgres(place, settings=FAST):
        pass
    assert wrong(place)["database"]["mend"] == "Start Bookbag: `bookbag up`."


def test_an_empty_home_is_no_traceback_and_stays_empty(place: Path) -> None:
    answer = ask(place, "doctor")
    assert answer.returncode == 1
    assert f"WRONG home: {place} is not there. Start Bookbag: `bookbag up`." in answer.stdout.splitlines()
    assert answer.stderr == ""
    assert not place.exists()


def test_a_school_whose_calendar_ends_soon_is_named(server: EmbeddedPostgres) -> None:
    assert ask(server.home, "migrate").returncode == 0
    for slug in ("wyton", "norton"):
        added = ask(
            server.home, "school", "add", slug, "--name", slug, "--email", f"office@{slug}.bookbag.test",
            "--by-day", "01632 960555", "--by-night", "01632 960999",
        )  # fmt: skip
        assert added.returncode == 0, added.stderr
    today = datetime.now(UTC).date()
    for slug, days in (("wyton", 63), ("norton", 58)):
        last = today + timedelta(days=days)
        set_ = ask(server.home, "school", "terms", slug, "--term", f"Now={today.isoformat()}..{last.isoformat()}")
        assert set_.returncode == 0, set_.stderr
    found = wrong(server.home)
    assert "calendar of wyton" not in found
    assert found["calendar of norton"]["says"].startswith("terms are entered until ")
    assert found["calendar of norton"]["mend"].startswith("Enter the terms that follow at /norton/calendar")
