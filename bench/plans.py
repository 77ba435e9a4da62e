"""How the database finds what a list shows, asked as the restricted role: by an index, and by no sort over everything."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.figures import Figure, figure
from bench.world import Peopled
from bookbag.desk import figures
from bookbag.desk import queries as desk
from bookbag.governance import queries as governance
from bookbag.policy.permissions import Actor
from bookbag.schools import tenancy

LISTS = {
    "all": desk.Filters(),
    "nobody's": desk.Filters(which="nobody"),
    "mine": desk.Filters(which="mine"),
    "late": desk.Filters(due="late"),
    "complaints": desk.Filters(category="complaint"),
}
MOST_SORTED = 1_000
"""More rows than this are not put in order for one page."""


def named(at: Peopled, size: int) -> Iterator[Figure]:
    """One line a list: the index that serves it, and how many rows were read for its page. Fails where none does."""
    now = datetime.now(UTC)
    asked = [(f"{name} of the office", at.office, filters) for name, filters in LISTS.items()]
    asked.append(("all of a teacher", at.teachers[0], desk.Filters()))
    for name, actor, filters in asked:
        plan = _plan(actor, filters, now)
        nodes = list(_nodes(plan))
        scans = [node for node in nodes if node.get("Relation Name") == "desk_case"]
        slow = [node["Node Type"] for node in scans if node["Node Type"] == "Seq Scan"]
        slow += [
            f"sort of {_below(node)} rows"
            for node in nodes
            if node["Node Type"] == "Sort" and _below(node) > MOST_SORTED
        ]
        if slow:
            raise SystemExit(f"bench: the list {name!r} is served by {', '.join(slow)}")
        indexes = {node.get("Index Name") for node in nodes if str(node.get("Index Name", "")).startswith("inbox")}
        read = sum(node["Actual Rows"] + node.get("Rows Removed by Filter", 0) for node in scans)
        by = f"by the index {', '.join(sorted(map(str, indexes)))}" if indexes else "by keys"
        yield figure(f"rows read for the list {name}, at {size:,}", read, "rows", bar=MOST_SORTED, aside=by)


def counted(at: Peopled, size: int) -> Figure:
    """How long the database takes for the figures of every clause. Fails where they are not read from the index alone."""
    now = datetime.now(UTC)
    with tenancy.atomic(at.school.id), CaptureQueriesContext(connection) as asked:
        span = governance.periods(at.school, now=now).years[0].span(now)
        if not figures.by_clause(at.school.id, span):
            raise SystemExit("bench: figures of nothing prove nothing")
    plan = _explained(at.office, asked.captured_queries[-1]["sql"])
    scans = [node for node in _nodes(plan) if node.get("Relation Name") == "desk_duty"]
    if [(node["Node Type"], node.get("Index Name")) for node in scans] != [("Index Only Scan", "duties_of_a_clause")]:
        raise SystemExit(f"bench: figures are counted by {', '.join(node['Node Type'] for node in scans)}")
    took = plan["Actual Total Time"]
    return figure(
        f"figures of {size:,} duties, the query alone", took, "ms", aside="from the index duties_of_a_clause alone"
    )


def _plan(actor: Actor, filters: desk.Filters, now: datetime) -> dict[str, Any]:
    with tenancy.atomic(actor.school_id, sight=actor.sight):
        with CaptureQueriesContext(connection) as asked:
            page = desk.inbox(actor, filters, now=now)
        if not page.rows:
            raise SystemExit("bench: an empty list proves nothing")
        listing = next(one["sql"] for one in asked.captured_queries if "ORDER BY" in one["sql"])
    return _explained(actor, listing)


def _explained(actor: Actor, sql: str) -> dict[str, Any]:
    with tenancy.atomic(actor.school_id, sight=actor.sight), connection.cursor() as cursor:
        cursor.execute(f"explain (analyze, format json) {sql}".replace("%", "%%"), [])
        return dict(cursor.fetchone()[0][0]["Plan"])


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", []):
        yield from _nodes(below)


def _below(node: dict[str, Any]) -> float:
    return max((below["Actual Rows"] for below in node["Plans"]), default=0)
