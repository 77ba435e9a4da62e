"""The governors' report: the clauses that a reader has chosen and their figures, as an accessible PDF. Reads no table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from bookbag.desk.figures import What
from bookbag.governance import words
from bookbag.governance.periods import Period
from bookbag.governance.queries import LONDON, InForce, Row
from bookbag.paper.typesetting import Value, typeset
from bookbag.policy import english
from bookbag.policy.keeping import State

TEMPLATE = Path(__file__).with_name("report.typ")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands on the title page: whose report it is, for which time, narrowed to what, and who made it."""

    school: str
    trust: str
    period: Period
    narrowed: Sequence[str]
    made_by: str
    colour: str
    in_force: Mapping[str, InForce]


def report(rows: Sequence[Row], heading: Heading, *, now: datetime) -> bytes:
    """The report as a PDF. The same rows and heading at the same time are the same bytes."""
    period = heading.period
    values: dict[str, Value] = {
        "title": "The policy and how it is kept",
        "school": heading.school,
        "trust": heading.trust,
        "period": f"{period.name[0].upper()}{period.name[1:]}: {english.full_day(period.first_day)}"
        f" to {english.full_day(period.last_day)}",
        "narrowed": list(heading.narrowed),
        "made": f"Made on {english.full_moment(now.astimezone(LONDON))} by {heading.made_by}.",
        "colour": heading.colour,
        "total": words.total(rows),
        "confirmations": words.confirmations(rows),
        "columns": list(words.FIGURES.values()),
        "states": list(State),
        "packs": [_pack(list(of_pack), heading) for _, of_pack in groupby(rows, key=lambda row: row.pack)],
    }
    return typeset(TEMPLATE, values, now=now)


def _pack(rows: Sequence[Row], heading: Heading) -> dict[str, Value]:
    pack, count = rows[0].pack, Counter(row.state for row in rows)
    return {
        "title": pack.title,
        "owner": pack.owner,
        "version": pack.version,
        "signed": words.signed(heading.in_force.get(pack.slug)),
        "total": words.total(rows),
        "counts": [count[state] for state in State],
        "sections": [
            {"name": name, "clauses": [_clause(row) for row in section]}
            for name, section in groupby(rows, key=lambda row: row.clause.section)
        ],
    }


def _clause(row: Row) -> dict[str, Value]:
    clause = row.clause
    return {
        "id": clause.id,
        "says": clause.says,
        "bound": f"{words.spelt(clause.actor)} {words.DUTIES[clause.duty].lower()}.",
        "state": "not in force" if row.is_off else row.state,
        "attested": row.attested or "",
        "confirmed": f"{words.confirmed(row)} {words.keeper(row)}".strip() if row.attested else "",
        "figures": [row.figures[what] for what in What],
    }
