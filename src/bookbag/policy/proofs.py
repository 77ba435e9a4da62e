"""Ties clauses to the tests that prove them, by the marks in the test files. Reads the files; runs no test."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from bookbag.errors import Invalid
from bookbag.policy import located, packs
from bookbag.policy.packs import Pack

_OPEN = TypeAdapter(tuple[str, ...])


@dataclass(frozen=True, slots=True)
class Mark:
    """A test that says which clause it proves, and where it says so."""

    clause: str
    place: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """For each pack its clauses, each with the places of its tests; and what is wrong with the account itself."""

    tests: Mapping[str, Mapping[str, tuple[str, ...]]]
    faults: tuple[str, ...]

    def proved(self, slug: str) -> int:
        """Count the clauses of a pack that have a test."""
        return sum(bool(places) for places in self.tests[slug].values())

    def open(self) -> list[str]:
        """Name the clauses that no test proves."""
        return [clause for tests in self.tests.values() for clause, places in tests.items() if not places]


def marks(tests: Path) -> Iterator[Mark]:
    """Find the marks `pytest.mark.clause("WYT-083", …)` in the test files of a folder."""
    for path in sorted(tests.rglob("test_*.py")):
        try:
            tree = ast.parse(path.read_bytes())
        except SyntaxError as error:
            raise Invalid(f"{path}, line {error.lineno}: {error.msg}.") from error
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="mark"), attr="clause"), args=named):
                    yield from (_mark(each, path) for each in named)


def _mark(named: ast.expr, path: Path) -> Mark:
    match named:
        case ast.Constant(value=str(clause)):
            return Mark(clause, f"{path}, line {named.lineno}")
    raise Invalid(f"{path}, line {named.lineno}: a mark names its clauses outright, each in quotes.")


def coverage(folders: Iterable[Path], found: Iterable[Mark]) -> Coverage:
    """Set the clauses of the packs in these folders against the marks, and against each pack's own list of open clauses."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for mark in found:
        places[mark.clause].append(mark.place)
    tests: dict[str, dict[str, tuple[str, ...]]] = {}
    faults: list[str] = []
    for folder in folders:
        pack = packs.read(folder)
        tests[pack.slug] = {clause: tuple(places.pop(clause, ())) for clause in pack.clauses}
        faults += _unaccounted(pack, folder / "open.yaml", tests[pack.slug])
    for clause, where in places.items():
        faults += [f"{place}: no pack has a clause '{clause}'." for place in where]
    return Coverage(tests, tuple(faults))


def _unaccounted(pack: Pack, listing: Path, tests: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    document = located.read(listing)
    listed = packs.checked(_OPEN, document)
    for position, clause in enumerate(listed):
        if clause not in pack.clauses:
            yield document.fault((position,), f"the ledger has no clause '{clause}'.")
    for clause, places in tests.items():
        if not places and clause not in listed:
            yield f"{clause} of {pack.slug} has no test and is not listed as open."
