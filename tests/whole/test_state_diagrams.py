"""Every status is in its table, and the diagrams show the tables as they are."""

import runpy
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

import pytest

from bookbag.adoption import transitions as adoption
from bookbag.desk import transitions as desk
from bookbag.outbox import transitions as outbox

FOLDER = Path(__file__).parents[2] / "docs" / "states"


@pytest.mark.parametrize("table", [adoption.VERSION, outbox.DISPATCH, desk.CASE, desk.ARRIVAL, desk.DUTY])
def test_every_status_is_in_its_table(table: Mapping[Enum, Mapping[str, Enum]]) -> None:
    assert set(table) == set(type(next(iter(table))))


def test_the_diagrams_are_current() -> None:
    pages = runpy.run_path(str(FOLDER / "draw.py"))["pages"]()
    assert {file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.md")} == pages
