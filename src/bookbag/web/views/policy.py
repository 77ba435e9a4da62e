"""The policy and how it is kept: as a document, as the governors' report, and as a table to take away."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import SEEK_END, StringIO
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bookbag.adoption import waiting
from bookbag.desk.figures import What
from bookbag.governance import queries as governance
from bookbag.governance import report, words
from bookbag.governance.periods import Period
from bookbag.governance.queries import KEEPERS, Attested, InForce, Row
from bookbag.governance.report import Heading
from bookbag.governance.words import AREAS, DUTIES, FIGURES, spelt
from bookbag.policy.keeping import State
from bookbag.web import access
from bookbag.web.forms.policy import PeriodChoice, PolicyFilters
from bookbag.web.requests import AtSchool

TONES: dict[State | Attested | None, str] = {
    State.WORKS: "done",
    State.IN_PART: "today",
    Attested.DUE_AGAIN: "today",
    Attested.OVERDUE: "late",
}
CONFIRMATION = ("Confirmation", "Kept by", "Proof", "Confirmed on", "Confirmed by", "Due again")
COLUMNS = (
    *("Policy", "Version", "Section", "Clause", "Says", "Binds", "How hard", "Area", "State"),
    *("From", "Until", *FIGURES.values()),
    *CONFIRMATION,
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would carry out instead of showing it."""


@require_safe
def policy(request: AtSchool) -> HttpResponse:
    """Every clause that binds the school, section by section, with its state and its figures."""
    form, rows = _narrowed(request)
    told = {
        "filters": form,
        "time": form.time,
        "narrowed": any(form.cleaned_data.values()),
        "query": request.GET.urlencode(),
        "period": request.GET.get("period", ""),
        "rows": rows,
        "waiting": waiting.for_person(request.school, request.actor, today=timezone.localdate(request.now)),
        "total": words.total(rows),
        "confirmations": words.confirmations(rows),
        "packs": list(_by_pack(rows, governance.in_force(request.school))),
        "figures": FIGURES.values(),
    }
    return render(request, "policy/policy.html", told)


def _narrowed(request: AtSchool) -> tuple[PolicyFilters, list[Row]]:
    """The time and the filters that the address names, and the clauses that fit them."""
    access.proof_for(request)
    offered = governance.periods(request.school, now=request.now)
    time = PeriodChoice(offered, request.GET).time
    every = governance.clauses(request.school, request.actor, time, now=request.now)
    form = PolicyFilters(every, offered, request.GET)
    filters = form.filters
    return form, [row for row in every if filters.fit(row)]


def _by_pack(rows: Sequence[Row], in_force: Mapping[str, InForce]) -> Iterator[dict[str, object]]:
    """Each pack with its sections, each with its clauses, in the order in which they are written."""
    for pack, of_pack in groupby(rows, key=lambda row: row.pack):
        clauses = list(of_pack)
        sections = [(name, [_line(row) for row in of]) for name, of in groupby(clauses, lambda row: row.clause.section)]
        yield {
            "pack": pack,
            "sections": sections,
            "total": words.total(clauses),
            "signed": words.signed(in_force.get(pack.slug)),
        }


def _line(row: Row) -> dict[str, object]:
    """A clause as its line shows it: the figures beside the names of their columns, for phones."""
    return {
        "row": row,
        "bound": f"{spelt(row.clause.actor)} {DUTIES[row.clause.duty].lower()}",
        "figures": [(FIGURES[each], row.figures[each]) for each in What],
        "tone": TONES.get(row.state, ""),
        "confirmed": words.confirmed(row) if row.attested else "",
        "confirmed_tone": TONES.get(row.attested, ""),
    }


@require_safe
def as_report(request: AtSchool) -> HttpResponse:
    """The same clauses as the governors' report, an accessible PDF."""
    form, rows = _narrowed(request)
    school = request.school
    heading = Heading(
        school=school.name,
        trust=school.trust.name if school.trust else "",
        period=form.time,
        narrowed=form.in_words,
        made_by=request.actor.name,
        colour=school.colour,
        in_force=governance.in_force(school),
    )
    return _file(request, report.report(rows, heading, now=request.now), "application/pdf", "pdf")


def _file(request: AtSchool, content: bytes, kind: str, ending: str) -> HttpResponse:
    name = f"{request.school.slug}-policy-{timezone.localdate(request.now):%Y-%m-%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=kind, headers=headers)


@require_safe
def as_table(request: AtSchool) -> HttpResponse:
    """The same clauses as a file for a spreadsheet."""
    form, rows = _narrowed(request)
    table = StringIO("\ufeff")  # by which a spreadsheet knows that the letters are UTF-8
    table.seek(0, SEEK_END)
    written = csv.writer(table)
    written.writerow(COLUMNS)
    written.writerows([plain(cell) for cell in _cells(row, form.time)] for row in rows)
    return _file(request, table.getvalue().encode(), "text/csv; charset=utf-8", "csv")


def _cells(row: Row, time: Period) -> list[str]:
    of = row.clause
    return [
        *(row.pack.title, row.pack.version, of.section, of.id, of.says),
        *(spelt(of.actor), DUTIES[of.duty], AREAS[of.area], row.state.value),
        *(time.first_day.isoformat(), time.last_day.isoformat()),
        *row.figures.values(),
        *_confirmation(row),
    ]


def _confirmation(row: Row) -> tuple[str, ...]:
    known = row.attestation if row.attested else None
    if known is None:
        return (row.attested or "", *[""] * 5)
    kept, seen = f"{KEEPERS[known.keeper]}: {known.named}", known.confirmed_by.name
    return (
        row.attested or "",
        kept,
        known.proof,
        known.confirmed_on.isoformat(),
        seen,
        known.due_on.isoformat(),
    )


def plain(cell: str) -> str:
    """A cell that a spreadsheet shows and does not carry out."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
