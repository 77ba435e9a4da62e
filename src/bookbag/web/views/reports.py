"""Reports to named people: sent by anybody who works here, and what those do with them for whom they are."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.errors import Invalid, NotFound
from bookbag.people import queries as people
from bookbag.policy import english
from bookbag.safeguarding import reports as queries
from bookbag.safeguarding.actions import reports
from bookbag.safeguarding.reports import Kind
from bookbag.web import access
from bookbag.web.forms.reports import Close, EnterStep, report_form
from bookbag.web.requests import AtSchool, sent
from bookbag.web.spans import said


@dataclass(frozen=True, slots=True)
class Way:
    """One kind of report, for the page on which it is chosen."""

    kind: Kind
    says: str


WAYS = [
    Way(Kind.HARM, "An adult here hurt a child, may have done so, or behaves so that they might."),
    Way(Kind.LOW_LEVEL, "It does not feel right, and it is less than that. The headteacher keeps it."),
    Way(Kind.IMAGES, "You have found some, or been told of some. Read the page before you touch anything."),
    Way(Kind.ADULT, "On a device or on paper, at work."),
    Way(Kind.UNSUITABLE, "Perhaps legal, and not what somebody who works with children should have here."),
    Way(Kind.FILTER, "A filter that lets something through, an account that is open, a password on show."),
    Way(Kind.INVESTIGATOR, "About yourself. You choose who is told, and nobody else finds it."),
]


@require_safe
def choose(request: AtSchool) -> HttpResponse:
    """What may be reported, and where a worry about a child goes."""
    access.proof_for(request)
    return render(request, "reports/choose.html", {"ways": WAYS})


@require_http_methods(["GET", "POST"])
def new(request: AtSchool) -> HttpResponse:
    """One report. Its author gets a number for it."""
    access.proof_for(request)
    kind = (sent(request) or request.GET).get("what", "")
    if kind not in Kind.values:
        raise NotFound
    chosen, local = Kind(kind), timezone.localtime(request.now)
    when = {"on": local.date(), "time": local.time(), "to": "head"}
    form = report_form(chosen, people.staff_in_order(request.school.id), sent(request), initial=when)
    if form.is_bound and form.is_valid():
        try:
            receipt = reports.file(form.told(), by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            at = english.clock(timezone.localtime(receipt.at).time())
            to = english.listed(receipt.names)
            messages.success(request, f"Passed to {to} at {at}, number {receipt.number}. Nothing more for you to do.")
            return redirect("reports", request.school.slug)
    return render(request, "reports/new.html", {"form": form, "kind": chosen})


@require_safe
def overview(request: AtSchool) -> HttpResponse:
    """The reports that are there for somebody. For most there are none."""
    access.proof_for(request)
    return render(request, "reports/list.html", {"rows": queries.mine(request.actor)})


@require_http_methods(["GET", "POST"])
def report(request: AtSchool, report_id: UUID) -> HttpResponse:
    """One report, and what was done about it. Its author, where they may follow it, sees how it stands and no more."""
    found = access.report_for(request, report_id)
    reader = queries.reader(found, request.actor)
    if reader is None:
        return render(request, "reports/standing.html", {"report": found, "readers": queries.readers_of(found)})
    reports.opened(found, by=request.actor, now=request.now)
    local = timezone.localtime(request.now)
    form = EnterStep(Kind(found.kind), sent(request), initial={"on": local.date(), "time": local.time()})
    if form.is_bound and form.is_valid():
        try:
            reports.enter(found, form.entered(), by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, "Entered. It cannot be changed any more.")
            return redirect("report", request.school.slug, found.id)
    return _shown(request, report_id, form=form, step=form)


def _shown(request: AtSchool, report_id: UUID, **forms: object) -> HttpResponse:
    found = access.report_for(request, report_id)
    local = timezone.localtime(request.now)
    when = {"on": local.date(), "time": local.time()}
    told = {
        "report": found,
        "reader": queries.reader(found, request.actor),
        "readers": queries.readers_of(found),
        "alerts": queries.alerts_of(found),
        "about": queries.about(found),
        "steps": queries.steps_of(found),
        "lacks": queries.lacks(found),
        "after": said(queries.known_for(found)),
        "step": EnterStep(Kind(found.kind), initial=when),
        "close": Close(auto_id="close_%s"),
    }
    return render(request, "reports/report.html", told | forms)


@require_POST
def confirm(request: AtSchool, report_id: UUID) -> HttpResponse:
    """Say "I have it"."""
    found = access.report_for(request, report_id, to_deal=True)
    reader = queries.reader(found, request.actor)
    if reader is None:
        raise NotFound
    reports.confirm(reader, by=request.actor, now=request.now)
    messages.success(request, "You have it. You are not alerted of it any more.")
    return redirect("report", request.school.slug, found.id)


@require_POST
def close(request: AtSchool, report_id: UUID) -> HttpResponse:
    """Say what came of it."""
    found = access.report_for(request, report_id, to_deal=True)
    form = Close(request.POST, auto_id="close_%s")
    if form.is_valid():
        try:
            reports.close(found, outcome=form.cleaned_data["outcome"], by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, "Closed.")
            return redirect("report", request.school.slug, found.id)
    return _shown(request, report_id, close=form, form=form)


@require_POST
def suspend(request: AtSchool, report_id: UUID) -> HttpResponse:
    """Close the account of somebody whom it is about, or open it again."""
    found = access.report_for(request, report_id, to_deal=True)
    whom = next((one for one in queries.about(found) if str(one.staff_id) == request.POST.get("staff")), None)
    if whom is None:
        raise NotFound
    if request.POST.get("do") == "open_again":
        reports.open_again(whom, by=request.actor, now=request.now)
        messages.success(request, f"{whom.staff.name} can sign in again.")
    else:
        reports.suspend(whom, by=request.actor, now=request.now)
        messages.success(request, f"{whom.staff.name} is signed out everywhere, in every school.")
    return redirect("report", request.school.slug, found.id)
