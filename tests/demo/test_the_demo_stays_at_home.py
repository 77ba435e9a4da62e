"""Where others can reach the installation, the demo refuses with a sentence, however it is asked for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

OPEN = [
    {"BOOKBAG_URL": "https://127.0.0.1"},
    {"BOOKBAG_URL": "http://bookbag.wyton.example"},
    {"BOOKBAG_HOSTS": "127.0.0.1,bookbag.wyton.example"},
    {"BOOKBAG_HOST": "0.0.0.0"},
    {"BOOKBAG_BEHIND_PROXY": "1"},
]


def run(*words: str, **env: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-P", "-m", "bookbag.cli.main", *words]
    environment = os.environ | {"PYTHONPATH": str(Path("src").resolve())} | env
    return subprocess.run(command, env=environment, check=False, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("env", OPEN, ids=lambda env: next(iter(env.items()))[0])
def test_the_command_refuses(env: dict[str, str]) -> None:
    done = run("demo", **env)
    assert done.returncode == 1
    assert next(iter(env)) in done.stderr
    assert "anybody sign in as anybody" in done.stderr
    assert "Traceback" not in done.stderr


def test_so_does_every_other_process_that_is_told_to_be_a_demo() -> None:
    done = run("record", "verify", BOOKBAG_DEMO="1", BOOKBAG_URL="https://bookbag.wyton.example")
    assert done.returncode == 1
    assert "BOOKBAG_URL" in done.stderr
    assert "Traceback" not in done.stderr
