"""The clause page says of each clause what `bookbag policy coverage` says."""

import pytest
from tests.builders import worlds

from bookbag.governance import queries as governance
from bookbag.policy import marks, packs, proofs
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db")


def test_a_clause_is_proved_by_the_tests_that_coverage_counts() -> None:
    slugs = [folder.name for folder in proofs.measured()]
    school = worlds.school(packs=tuple(slugs))
    head = worlds.staff(school, "Hetty Marsh", Role.HEAD)
    coverage = proofs.coverage(proofs.measured(), marks.shipped())
    with tenancy.atomic(school.id, sight=head.sight):
        rows = governance.clauses(school, head, now=worlds.NOW)
        told = {
            clause: found.tests
            for slug in slugs
            for clause in list(packs.load(slug).clauses)[::12]
            if (found := governance.find_clause(school, head, clause, now=worlds.NOW))
        }
    assert len([row for row in rows if proofs.is_measured(row.pack.slug)]) == 691
    assert told == {
        clause: places for tests in coverage.tests.values() for clause, places in tests.items() if clause in told
    }


def test_of_the_law_it_says_nothing_of_tests() -> None:
    school = worlds.school()
    head = worlds.staff(school, "Hetty Marsh", Role.HEAD)
    with tenancy.atomic(school.id, sight=head.sight):
        found = governance.find_clause(school, head, "LAW-001", now=worlds.NOW)
    assert found
    assert found.tests is None
