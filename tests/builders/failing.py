"""Addresses that write and then fail, one for each way of failing: what a view must never leave behind."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path

from bookbag.desk.actions import cases
from bookbag.errors import Denied, Invalid, NotFound, Stale, Unavailable
from bookbag.web import access
from bookbag.web.requests import AtSchool
from bookbag.web.urls import urlpatterns as ours

FAULTS: dict[str, tuple[int, Exception]] = {
    "not-found": (404, NotFound()),
    "denied": (403, Denied("No.")),
    "stale": (409, Stale()),
    "invalid": (400, Invalid("No.")),
    "unavailable": (503, Unavailable("No.")),
    "ours": (500, RuntimeError("a fault of ours")),
}


def fail(request: AtSchool, kind: str, case_id: UUID) -> HttpResponse:
    """Write a note, then fail."""
    cases.write_note(access.case_for(request, case_id), text="Written", by=request.actor, now=request.now)
    raise FAULTS[kind][1]


urlpatterns = [path("<slug:slug>/fail/<str:kind>/<uuid:case_id>", fail), *ours]
