"""What every page of a school shows: its name, who is signed in, the pages, and the counts beside them."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from bookbag.desk import outlook, urgent
from bookbag.desk import queries as desk
from bookbag.policy.permissions import Act, Standing, may
from bookbag.safeguarding import queries as safeguarding
from bookbag.safeguarding import reports
from bookbag.web.middleware import is_staff
from bookbag.web.requests import AtSchool


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame's own words: see layout/base.html for what each is."""
    if not is_staff(request):
        return {"demo": settings.DEMO}
    return {"demo": settings.DEMO, **_school(request)}  # type: ignore[arg-type]  # is_staff has looked


def _school(request: AtSchool) -> dict[str, Any]:
    school, actor = request.school, request.actor
    told: dict[str, Any] = {"school": school, "person": actor, "actor": actor, "now": request.now}
    pages: list[tuple[str, str, int | None]] = []
    if _may(request, Act.SEE_DESK):
        told["counts"] = counts = desk.counts(actor)
        told["call_alerts"] = urgent.alerts_of(actor)
        waits = outlook.alerts(actor, school, counts=counts, now=request.now)
        pages += [("Today", "today", waits), ("Inbox", "inbox", counts.all)]
        pages += [("Families", "families", None), ("Staff", "staff", None)]
    if _may(request, Act.KEEP_CALENDAR):
        pages.append(("Calendar", "calendar", None))
    if _may(request, Act.SEE_PROOF):
        pages.append(("Policy", "policy", None))
    told["leads_safeguarding"] = _may(request, Act.SEE_CONCERNS)
    if request.resolver_match and request.resolver_match.url_name == "today":
        told["concerns_wait"] = safeguarding.how_many(actor)
    told["receives_reports"] = reports.receives(actor)
    if request.resolver_match and request.resolver_match.url_name in {"today", "policy"}:
        told["reports_wait"] = reports.how_many(actor)
    told["sets_up"] = _may(request, Act.SET_UP)
    nav = []
    for text, name, count in pages:
        href = reverse(name, args=[school.slug])
        nav.append({"text": text, "href": href, "current": request.path == href, "count": count})
    return told | {"nav": nav}


def _may(request: AtSchool, act: Act) -> bool:
    return bool(may(request.actor, act, Standing(school_id=request.school.id)))
