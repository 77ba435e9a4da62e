"""Ties clauses to the tests that prove them, and to the list of those that none proves. Runs no test."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from bookbag.policy import located, packs
from bookbag.policy.marks import Mark
from bookbag.policy.packs import Pack

_OPEN = TypeAdapter(tuple[str, ...])
STARTING_POINT = "standard"
"""Bookbag's own pack is no school's policy, so nothing is measured by it."""


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


def measured() -> list[Path]:
    """Give the folders of the policies by which Bookbag is measured."""
    return [packs.SHIPPED / slug for slug in packs.shipped() if is_measured(slug)]


def is_measured(slug: str) -> bool:
    """Say whether Bookbag is measured by the clauses of this pack."""
    return slug != STARTING_POINT and not slug.startswith(packs.LAW)


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
    listed = located.checked(_OPEN, document)
    for position, clause in enumerate(listed):
        if clause not in pack.clauses:
            yield document.fault((position,), f"the ledger has no clause '{clause}'.")
        elif tests[clause]:
            yield document.fault((position,), f"a test proves {clause}; take it out of the list.")
    for clause, places in tests.items():
        if not places and clause not in listed:
            yield f"{clause} of {pack.slug} has no test and is not listed as open."
