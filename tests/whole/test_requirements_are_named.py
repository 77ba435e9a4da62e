"""Whatever the project imports it also asks for by name, and does not get by another package's grace."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]


def imported(path: Path) -> Iterator[str]:
    """The top-level packages that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_every_package_that_the_source_imports_stands_in_base_in_or_s3_in() -> None:
    files = [ROOT / "requirements" / name for name in ("base.in", "s3.in")]
    lines = [line for file in files for line in file.read_text().lower().splitlines()]
    named = {re.split(r"[\[~=<>]", line)[0] for line in lines if not line.startswith("#")}
    foreign = {name for path in (ROOT / "src").rglob("*.py") for name in imported(path)}
    foreign -= sys.stdlib_module_names | {"bookbag"}
    owners = packages_distributions()
    unnamed = {name for name in foreign if not named & {owner.lower() for owner in owners.get(name, [])}}
    # pydantic_core is pydantic's own other half, pinned by it to the last digit.
    assert unnamed - {"pydantic_core"} == set()
