"""Secrets are made once, whoever asks first, and closed to others."""

import stat
import threading
from pathlib import Path

import pytest

from bookbag.config.secrets import secret


def test_all_who_ask_at_once_are_told_the_same(tmp_path: Path) -> None:
    told: list[str] = []
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait()
        told.append(secret(tmp_path, "word"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 8
    assert len(set(told)) == 1
    assert len(told[0]) >= 43
    assert [entry.name for entry in (tmp_path / "secrets").iterdir()] == ["word"]


def test_they_are_closed_to_others(tmp_path: Path) -> None:
    secret(tmp_path, "word")
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "secrets" / "word").stat().st_mode) == 0o600


def test_the_environment_wins_so_that_machines_can_share_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOOKBAG_SECRET_REPLY_TOKEN", "shared")
    assert secret(tmp_path, "reply-token") == "shared"
    assert not (tmp_path / "secrets").exists()
