"""A pid file left by a crash, whose number belongs to another program by now."""

import os
import signal
import subprocess

from tests.processes.conftest import enter

from bookbag.cli.account import dropping_to
from bookbag.cli.postgres import EmbeddedPostgres


def test_a_stale_pid_file_with_a_recycled_number_does_not_keep_it_down(server: EmbeddedPostgres) -> None:
    assert server.process is not None
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    stale = server.data / "postmaster.pid"
    words = stale.read_text().splitlines()
    stranger = subprocess.Popen(["sleep", "60"], **dropping_to(server.account))
    try:
        stale.write_text("\n".join([str(stranger.pid), *words[1:]]) + "\n")
        os.chown(stale, server.data.stat().st_uid, server.data.stat().st_gid)
        server.start()
        server.wait_ready(10)
        assert stranger.poll() is None
        with enter(server.home) as entry:
            assert entry.execute("SELECT 1").fetchone() == (1,)
    finally:
        stranger.kill()
        stranger.wait()
