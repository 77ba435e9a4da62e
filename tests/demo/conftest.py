"""A small demo, sown once for the tests that only look at it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bookbag.cli.demo.seeding import sow
from bookbag.schools import queries as schools
from bookbag.schools.models import School

NOW = datetime(2026, 3, 2, 8, 50, tzinfo=UTC)
"""Ten to nine on a Monday morning in term."""


@dataclass(frozen=True)
class Sown:
    """A demo as it stands at NOW."""

    sink: Path
    schools: dict[str, School]


@pytest.fixture(scope="module")
def sown(postgres: object, _wipe: Callable[[], None], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sown]:
    """Three small schools with their two months."""
    sink = tmp_path_factory.mktemp("sink")
    sow(pupils=60, mails=90, seed=7, now=NOW, sink=sink)
    yield Sown(sink, {school.slug: school for school in schools.all_schools()})
    _wipe()
