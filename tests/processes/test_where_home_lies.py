"""A HOME deep down in the tree, and one under a folder that is closed to everybody else."""

import os
import stat
from pathlib import Path

import pytest
from tests.processes.conftest import FAST, enter

from bookbag.cli.postgres import EmbeddedPostgres
from bookbag.config.database import socket_folder


def test_a_path_too_long_for_a_socket_gets_a_short_one(tmp_path: Path) -> None:
    deep = tmp_path / ("a" * 60) / ("b" * 60)
    deep.mkdir(parents=True)
    for _ in range(2):
        with EmbeddedPostgres(deep / "home", settings=FAST) as server:
            short = socket_folder(server.home)
            assert len(os.fsencode(short)) < 90
            assert stat.S_IMODE(short.stat().st_mode) == 0o700
            with enter(server.home) as entry:
                assert entry.execute("SELECT 1").fetchone() == (1,)
    # The temporary folder is emptied when the machine starts; the link is then made anew.
    short.rmdir()
    with EmbeddedPostgres(deep / "home", settings=FAST) as server, enter(server.home) as entry:
        assert entry.execute("SELECT 1").fetchone() == (1,)
    socket_folder(server.home).rmdir()


def test_a_closed_parent_is_opened_for_passing_through_only(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with EmbeddedPostgres(closed / "home", settings=FAST) as server, enter(server.home) as entry:
        assert entry.execute("SELECT 1").fetchone() == (1,)
        as_root = os.geteuid() == 0
        assert stat.S_IMODE(closed.stat().st_mode) == (0o701 if as_root else 0o700)
        assert (f"opened {closed} for passing through" in capfd.readouterr().err) == as_root
        assert stat.S_IMODE(server.home.stat().st_mode) == 0o700
