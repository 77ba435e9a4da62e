"""What is installed is pinned by digest, and no file of the set-up names the host it came from."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
SET_UP = [
    *sorted((ROOT / "requirements").iterdir()),
    *(ROOT / name for name in ("Makefile", ".npmrc", "package.json", "hatch_build.py", "pyproject.toml", ".ci/run")),
]


def without_sponsors(lock: Any) -> Any:
    """The lock without its `funding` pages, which name people to thank and no place to fetch from."""
    if isinstance(lock, dict):
        return {key: without_sponsors(value) for key, value in lock.items() if key != "funding"}
    return lock


@pytest.mark.parametrize("path", SET_UP, ids=lambda path: path.name)
def test_set_up_files_name_no_host(path: Path) -> None:
    assert not re.search(r"\w+://|--(extra-)?index-url|--find-links", path.read_text())


def test_the_front_end_lock_names_no_host_and_pins_every_package() -> None:
    lock = without_sponsors(json.loads((ROOT / "package-lock.json").read_text()))
    packages = [package for name, package in lock["packages"].items() if name]
    assert "://" not in json.dumps(lock)
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_pinned_package_carries_a_digest(path: Path) -> None:
    entries = re.split(r"\n(?=\S)", path.read_text().strip())
    assert entries
    assert all(re.match(r"[a-z0-9.-]+(\[[a-z,]+\])?==\S+", entry) and "--hash=sha256:" in entry for entry in entries)
