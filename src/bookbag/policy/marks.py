"""Finds the marks by which tests say which clauses they prove. Needs the standard library only: the build reads tests with it.

An installed copy has no tests; what the build found travels with it as a file.
"""

import ast
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from bookbag.errors import Invalid

SOURCE = Path(__file__).parents[3]
"""The checkout's own folder, where this is one."""
FOUND_BY_THE_BUILD = Path(__file__).parents[1] / "packs" / "marks.json"


@dataclass(frozen=True, slots=True)
class Mark:
    """A test that says which clause it proves, and where it says so."""

    clause: str
    place: str


def found(tests: Path) -> Iterator[Mark]:
    """Find the marks `pytest.mark.clause("WYT-083", …)` in the test files of a folder."""
    for path in sorted(tests.rglob("test_*.py")):
        try:
            tree = ast.parse(path.read_bytes())
        except SyntaxError as error:
            raise Invalid(f"{path}, line {error.lineno}: {error.msg}.") from error
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="mark"), attr="clause"), args=named):
                    yield from (_mark(each, path.relative_to(tests.parent)) for each in named)


def _mark(named: ast.expr, path: Path) -> Mark:
    match named:
        case ast.Constant(value=str(clause)):
            return Mark(clause, f"{path}, line {named.lineno}")
    raise Invalid(f"{path}, line {named.lineno}: a mark names its clauses outright, each in quotes.")


def write(marks: Iterable[Mark], path: Path) -> None:
    """Write marks as a file, for a copy that will have no tests."""
    path.write_text(json.dumps([asdict(mark) for mark in marks], indent=1) + "\n")


def shipped() -> Iterable[Mark]:
    """Give the marks of this copy: of a checkout's own tests, else those that its build found."""
    tests = SOURCE / "tests" / "policy"
    if tests.is_dir():
        return found(tests.parent)
    try:
        kept = json.loads(FOUND_BY_THE_BUILD.read_bytes())
    except OSError as error:
        raise Invalid("This copy of Bookbag does not know its tests. Name their folder with --tests.") from error
    return [Mark(**each) for each in kept]
