"""One clause with all that is known of it, the promises of it that were missed, and confirming who keeps it elsewhere."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bookbag.desk.figures import LINES, What
from bookbag.errors import Invalid, NotFound
from bookbag.governance import queries as governance
from bookbag.governance import words
from bookbag.governance.actions import attestations
from bookbag.governance.queries import Row
from bookbag.governance.words import AREAS, DUTIES, FIGURES, spelt
from bookbag.policy import english
from bookbag.policy.keeping import State
from bookbag.web import access, bars
from bookbag.web.forms.policy import Attest, PeriodChoice, what
from bookbag.web.requests import AtSchool, sent
from bookbag.web.views.policy import TONES

CAME_BY = {"email": "E-mail", "letter": "Letter", "phone": "Telephone", "form": "Web form"}


@require_safe
def clause(request: AtSchool, clause_id: str) -> HttpResponse:
    """What Bookbag does about one clause, its rules, its figures month by month, its tests, and the cases to whoever may see them."""
    form, row = _asked(request, clause_id)
    whole = governance.whole(request.school, request.actor, row, form.time, now=request.now)
    opens_cases = access.sees_desk(request) and row.is_counted
    wanted = what(request.GET.get("cases", ""))
    told = {
        "periods": form,
        "time": form.time,
        "period": request.GET.get("period", ""),
        "whole": whole,
        "row": row,
        "tone": TONES.get(row.state, ""),
        "attested_tone": TONES.get(row.attested, ""),
        "confirmation": _confirmation(row),
        "may_attest": row.state is State.KEPT_ELSEWHERE and access.may_attest(request, row.clause),
        "features": [(feature, TONES.get(feature.state, "")) for feature in row.keeping.features],
        "binds": spelt(row.clause.actor),
        "duty": DUTIES[row.clause.duty],
        "area": AREAS[row.clause.area],
        "figures": [(each, FIGURES[each], row.figures[each]) for each in What],
        "months": [(month, [(FIGURES[each], getattr(month.figures, each)) for each in What]) for month in whole.months],
        "chart": bars.drawn([(month.first_day, month.figures) for month in whole.months]),
        "opens_cases": opens_cases,
        "shows_lines": row.is_counted and not row.is_sensitive and row.figures[What.MISSED] != "0",
        "wanted": wanted and FIGURES[wanted],
    }
    if opens_cases and wanted:
        told["cases"] = governance.cases_behind(request.actor, row, wanted, form.time, now=request.now)
    return render(request, "policy/clause.html", told)


def _asked(request: AtSchool, clause_id: str) -> tuple[PeriodChoice, Row]:
    """The time that the address names, and the clause with its figures. Raises `NotFound` where no pack of the school has it."""
    access.proof_for(request)
    form = PeriodChoice(governance.periods(request.school, now=request.now), request.GET)
    row = governance.find_row(request.school, request.actor, clause_id, form.time, now=request.now)
    if row is None:
        raise NotFound
    return form, row


def _confirmation(row: Row) -> list[dict[str, str]]:
    """What was confirmed last, as facts."""
    known = row.attestation
    if known is None:
        return []
    return [
        {"key": "Kept by", "value": f"{known.get_keeper_display()}: {known.named}"},
        {"key": "Proof", "value": known.proof},
        {"key": "Confirmed", "value": f"{english.full_day(known.confirmed_on)}, by {known.confirmed_by.name}"},
        {"key": "Due again", "value": english.full_day(known.due_on)},
    ]


@require_safe
def lines(request: AtSchool, clause_id: str) -> HttpResponse:
    """What was missed of one clause: when, by which way it came, with whom it is and how late. No name and no word."""
    form, row = _asked(request, clause_id)
    found = governance.lines_behind(request.actor, row, form.time, now=request.now)
    told = {
        "periods": form,
        "time": form.time,
        "period": request.GET.get("period", ""),
        "row": row,
        "lines": [
            (
                line,
                CAME_BY.get(line.channel, line.channel.capitalize()),
                english.listed([spelt(role) for role in line.roles]) or "Nobody now",
                _late(line.days_late, done=line.done),
            )
            for line in found
        ],
        "opens_cases": access.sees_desk(request),
        "cut_off": len(found) == LINES,
    }
    return render(request, "policy/lines.html", told)


def _late(days: int, *, done: bool) -> str:
    late = english.count(days, "day") if days else "the same day"
    return late if done else f"{late}, not done yet"


@require_http_methods(["GET", "POST"])
def attest(request: AtSchool, clause_id: str) -> HttpResponse:
    """Confirm who or what keeps a clause that Bookbag does not."""
    _, row = _asked(request, clause_id)
    if row.state is not State.KEPT_ELSEWHERE or not access.may_attest(request, row.clause):
        raise NotFound
    form = Attest(sent(request), initial=Attest.begun(row, timezone.localdate(request.now)))
    if form.is_bound and form.is_valid():
        try:
            attestations.attest(row, form.confirmed, by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            due = english.full_day(form.confirmed.due_on)
            messages.success(request, f"{row.clause.id} is confirmed. It is due again on {due}.")
            return redirect("clause", request.school.slug, clause_id)
    return render(request, "policy/attest.html", {"form": form, "row": row, "known": words.keeper(row)})
