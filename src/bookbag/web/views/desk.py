"""The desk's lists: what waits for me, the inbox, and what was put aside."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from bookbag.desk import queries as desk
from bookbag.desk.actions import parked
from bookbag.outbox import queries as outbox
from bookbag.web import access
from bookbag.web.forms.desk import WHICH, InboxFilters, place
from bookbag.web.requests import AtSchool


@require_safe
def today(request: AtSchool) -> HttpResponse:
    """What waits for me: late, due today, what came back to me, and the next few after that."""
    access.desk_for(request)
    waits = desk.today(request.actor, now=request.now)
    why = desk.next_duties([*waits.late, *waits.due_today, *waits.later])
    parts = [
        ("late", "Late", waits.late),
        ("due-today", "Due today", waits.due_today),
        ("later", "Due later", waits.later),
    ]
    told = {
        "parts": [(key, title, [(case, why.get(case.id)) for case in cases]) for key, title, cases in parts if cases],
        "came_back": outbox.failed_of(request.school.id, request.actor.person)[: desk.PAGE],
    }
    return render(request, "desk/today.html", told)


@require_safe
def inbox(request: AtSchool) -> HttpResponse:
    """Open cases, what is due first on top, 25 at a time."""
    access.desk_for(request)
    chosen = InboxFilters(request.GET)
    filters = chosen.filters
    page = desk.inbox(request.actor, filters, now=request.now, after=place(request.GET.get("after", "")))
    narrowed = {"due": filters.due, "category": filters.category}
    counts = desk.counts(request.actor)
    sums = {"mine": counts.mine, "nobody": counts.nobody, "all": counts.all}
    told = {
        "filters": filters,
        "chosen": InboxFilters(initial=narrowed | {"which": filters.which}),
        "tabs": [(value, label, _query(narrowed | {"which": value}), sums[value]) for value, label in WHICH],
        "cases": page.rows,
        "first": _query(narrowed | {"which": filters.which}) if "after" in request.GET else "",
        "next": page.next and _query(narrowed | {"which": filters.which, "after": _written(page.next)}),
    }
    part = request.htmx and not request.htmx.history_restore_request
    response = render(request, f"desk/inbox.html{'#list' if part else ''}", told)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _query(names: dict[str, str]) -> str:
    return "?" + urlencode({name: value for name, value in names.items() if value})


def _written(where: desk.Place) -> str:
    return f"{where.due.isoformat()}_{where.id}"


@require_safe
def put_aside(request: AtSchool) -> HttpResponse:
    """Automatic messages that were put aside: no clock runs for them until a person says that one is real."""
    access.whole_desk_for(request)
    return render(request, "desk/put_aside.html", {"arrivals": desk.put_aside(request.actor)})


@require_POST
def take_up(request: AtSchool, arrival_id: UUID) -> HttpResponse:
    """Have a message that was put aside read as a person's after all."""
    arrival = access.arrival_for(request, arrival_id)
    parked.take_up(arrival, by=request.actor, now=request.now)
    messages.success(request, "It is being read as a real message. In a moment it stands in the inbox.")
    if arrival.case_id:
        return redirect("case", request.school.slug, arrival.case_id)
    return redirect("put-aside", request.school.slug)
