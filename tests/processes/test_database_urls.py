"""A server of the school's own is named by URLs."""

from pathlib import Path

import pytest

from bookbag.config import database
from bookbag.errors import Unavailable


def test_a_url_is_read_with_its_options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://bag%40app:p%2Fw@db.example:6432/school?sslmode=require")
    assert database.connection("app", home=tmp_path) == {
        "host": "db.example",
        "port": "6432",
        "dbname": "school",
        "user": "bag@app",
        "password": "p/w",
        "sslmode": "require",
    }
    assert database.connection("direct", home=tmp_path) == database.connection("app", home=tmp_path)


def test_the_worker_goes_past_the_pooler_where_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@pooler.example/school")
    monkeypatch.setenv("DATABASE_DIRECT_URL", "postgresql://app@db.example/school")
    assert database.connection("direct", home=tmp_path)["host"] == "db.example"


def test_a_missing_owner_is_asked_for_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@db.example/school")
    with pytest.raises(Unavailable, match="DATABASE_OWNER_URL is not set"):
        database.connection("owner", home=tmp_path)


def test_another_kind_of_database_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://app@db.example/school")
    with pytest.raises(Unavailable, match="not with mysql"):
        database.connection("app", home=tmp_path)
