"""The policy and how it is kept: as a document, one clause with all that is known of it, and as a table to take away."""

import csv
from collections.abc import Iterator, Sequence
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bookbag.desk.figures import What
from bookbag.errors import NotFound
from bookbag.governance import queries as governance
from bookbag.governance.queries import Row
from bookbag.policy import english
from bookbag.policy.keeping import State
from bookbag.web import access, bars
from bookbag.web.forms.policy import AREAS, DUTIES, PolicyFilters, binds, what
from bookbag.web.requests import AtSchool

TONES = {State.WORKS: "done", State.IN_PART: "today"}
FIGURES = {What.CAME_UP: "Came up", What.KEPT: "Kept", What.MISSED: "Missed", What.WAIVED: "Waived"}
COLUMNS = ("Policy", "Version", "Section", "Clause", "Says", "Binds", "How hard", "Area", "State", *FIGURES.values())
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would carry out instead of showing it."""


@require_safe
def policy(request: AtSchool) -> HttpResponse:
    """Every clause that binds the school, section by section, with its state and its figures."""
    form, rows = _narrowed(request)
    told = {
        "filters": form,
        "narrowed": any(form.cleaned_data.values()),
        "query": request.GET.urlencode(),
        "rows": rows,
        "total": _total(rows),
        "packs": list(_by_pack(rows)),
        "figures": FIGURES.values(),
    }
    return render(request, "policy/policy.html", told)


def _narrowed(request: AtSchool) -> tuple[PolicyFilters, list[Row]]:
    """The filters that the address names, and the clauses that fit them."""
    access.proof_for(request)
    every = governance.clauses(request.school, request.actor, now=request.now)
    form = PolicyFilters(every, request.GET)
    filters = form.filters
    return form, [row for row in every if filters.fit(row)]


def _total(rows: Sequence[Row]) -> str:
    """How far it goes in all: "Of 184 clauses Bookbag keeps 3, part of 41, 132 are still to come, 8 are kept elsewhere."."""
    count = governance.totals(rows)
    parts = [
        f"Bookbag keeps {count[State.WORKS]:,}",
        f"part of {count[State.IN_PART]:,}",
        f"{count[State.OPEN]:,} {_are(count[State.OPEN])} still to come",
        f"{count[State.KEPT_ELSEWHERE]:,} {_are(count[State.KEPT_ELSEWHERE])} kept elsewhere",
    ]
    return f"Of {len(rows):,} clause{'' if len(rows) == 1 else 's'} {english.listed(parts)}."


def _are(figure: int) -> str:
    return "is" if figure == 1 else "are"


def _by_pack(rows: Sequence[Row]) -> Iterator[dict[str, object]]:
    """Each pack with its sections, each with its clauses, in the order in which they are written."""
    for pack, of_pack in groupby(rows, key=lambda row: row.pack):
        clauses = list(of_pack)
        sections = [(name, [_line(row) for row in of]) for name, of in groupby(clauses, lambda row: row.clause.section)]
        yield {"pack": pack, "sections": sections, "total": _total(clauses)}


def _line(row: Row) -> dict[str, object]:
    """A clause as its line shows it: the figures beside the names of their columns, for phones."""
    return {
        "row": row,
        "bound": f"{binds(row.clause.actor)} {DUTIES[row.clause.duty].lower()}",
        "figures": [(FIGURES[each], row.figures[each]) for each in What],
        "tone": TONES.get(row.state, ""),
    }


@require_safe
def clause(request: AtSchool, clause_id: str) -> HttpResponse:
    """What Bookbag does about one clause, its rules, its figures month by month, its tests, and the cases to whoever may see them."""
    access.proof_for(request)
    whole = governance.find_clause(request.school, request.actor, clause_id, now=request.now)
    if whole is None:
        raise NotFound
    row, wanted = whole.row, what(request.GET.get("cases", ""))
    opens_cases = access.sees_desk(request) and row.is_counted
    told = {
        "whole": whole,
        "row": row,
        "tone": TONES.get(row.state, ""),
        "features": [(feature, TONES.get(feature.state, "")) for feature in row.keeping.features],
        "binds": binds(row.clause.actor),
        "duty": DUTIES[row.clause.duty],
        "area": AREAS[row.clause.area],
        "figures": [(each, FIGURES[each], row.figures[each]) for each in What],
        "months": [(month, [(FIGURES[each], month.shown[each]) for each in What]) for month in whole.months],
        "chart": bars.drawn([(month.first_day, month.exact) for month in whole.months if month.exact]),
        "opens_cases": opens_cases,
        "wanted": wanted and FIGURES[wanted],
    }
    if opens_cases and wanted:
        told["cases"] = governance.cases_behind(request.actor, row, wanted, now=request.now)
    return render(request, "policy/clause.html", told)


@require_safe
def as_table(request: AtSchool) -> HttpResponse:
    """The same clauses as a file for a spreadsheet."""
    _, rows = _narrowed(request)
    name = f"{request.school.slug}-policy-{request.now:%Y-%m-%d}.csv"
    response = HttpResponse(
        "\ufeff",  # by which a spreadsheet knows that the letters are UTF-8
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )
    table = csv.writer(response)
    table.writerow(COLUMNS)
    table.writerows([plain(cell) for cell in _cells(row)] for row in rows)
    return response


def _cells(row: Row) -> list[str]:
    of = row.clause
    written = [row.pack.title, row.pack.version, of.section, of.id, of.says]
    return [
        *written,
        binds(of.actor),
        DUTIES[of.duty],
        AREAS[of.area],
        row.state.value,
        *map(str, row.figures.values()),
    ]


def plain(cell: str) -> str:
    """A cell that a spreadsheet shows and does not carry out."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
