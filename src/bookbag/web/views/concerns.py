"""Concerns about children: passed on by anybody, and what the safeguarding leads do with them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.errors import Invalid
from bookbag.policy import english
from bookbag.policy.permissions import process
from bookbag.safeguarding import chronologies, queries
from bookbag.safeguarding.actions import concerns, referrals
from bookbag.safeguarding.actions.concerns import Filing, Receipt
from bookbag.safeguarding.queries import Source
from bookbag.schools import tenancy
from bookbag.web import access, sheets
from bookbag.web.forms.concerns import Called, Contacted, FromOutside, Leave, Noticed, Refer, SayChild, Seal
from bookbag.web.requests import AtSchool, sent
from bookbag.web.requests import FromOutside as Outside
from bookbag.web.spans import said

SIGHED = "It cannot be changed or taken back. Nothing more for you to do, unless a lead asks you."


@require_POST
def raise_concern(request: AtSchool, case_id: UUID) -> HttpResponse:
    """One press: the safeguarding leads have the case, and it stays at the desk until one of them has looked."""
    found = access.case_for(request, case_id)
    receipt = concerns.file(Filing(aware_at=request.now), case=found, by=request.actor, now=request.now)
    _say(request, receipt, "The case stays here until they have looked at it.")
    return redirect("case", request.school.slug, found.id)


@require_http_methods(["GET", "POST"])
def worried(request: AtSchool) -> HttpResponse:
    """What somebody who works here noticed of a child, to the safeguarding leads and nobody else."""
    local = timezone.localtime(request.now)
    form = Noticed(sent(request), initial={"aware_on": local.date(), "aware_time": local.time()})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        filing = Filing(form.aware_at, child=given["child"], words=given["words"], place=given["place"])
        try:
            receipt = concerns.file(filing, by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            _say(request, receipt, SIGHED)
            return redirect("worried", request.school.slug)
    return render(request, "concerns/worried.html", {"form": form, "leads": _leads(request)})


@require_http_methods(["GET", "POST"])
def child_contacted(request: AtSchool) -> HttpResponse:
    """What a child sent to a private account of somebody who works here, with a screenshot if there is one."""
    local = timezone.localtime(request.now)
    form = Contacted(
        sent(request), request.FILES or None, initial={"aware_on": local.date(), "aware_time": local.time()}
    )
    if form.is_bound and form.is_valid():
        try:
            receipt = concerns.file(form.filing(), by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            _say(request, receipt, SIGHED)
            return redirect("worried", request.school.slug)
    return render(request, "concerns/contacted.html", {"form": form, "leads": _leads(request)})


@require_http_methods(["GET", "POST"])
def child_in_danger(request: AtSchool) -> HttpResponse:
    """The numbers, and nothing that stands between anybody and them; and that one was rung, which the leads hear at once."""
    form = Called(sent(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        filing = Filing(request.now, source=Source.CALL, child=given["child"], words=given["words"])
        _say(request, concerns.file(filing, by=request.actor, now=request.now), "")
        return redirect("child-in-danger", request.school.slug)
    return render(request, "entry/child_in_danger.html", {"form": form})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def worried_outside(request: Outside) -> HttpResponse:
    """The same for everybody, without a sign-in. What was typed is never lost."""
    posted = request.method == "POST"
    form = FromOutside(request.POST if posted else None)
    sheet = sheets.read(request.POST.get("sheet", ""), request.school.id) if posted else None
    if posted and form.is_valid():
        if sheet is None or not sheet.is_ripe(request.now) or form.cleaned_data["trap"]:
            form.add_error(None, "This page was open for a long time, or is new. Look it over, and send it once more.")
        else:
            given = form.cleaned_data
            filing = Filing(request.now, Source.PUBLIC, given["child"], given["words"], from_whom=given["from_whom"])
            with tenancy.atomic(request.school.id):
                receipt = concerns.file(filing, by=process("form", request.school.id), now=request.now)
            done = sheets.sign({"at": request.school.id, "number": receipt.number})
            return redirect(f"{reverse('worried-outside', args=[request.school.slug])}?sent={done}")
    since = request.now - sheets.LEAST if posted else request.now
    with tenancy.atomic(request.school.id):
        leads = queries.leads_of(request.school.id, today=timezone.localdate(request.now))
    told = {
        "school": request.school,
        "now": request.now,
        "form": form,
        "leads": leads,
        "sheet": sheets.hand_out(request.school.id, since=since),
        "done": _done(request),
    }
    return render(request, "concerns/outside.html", told)


def _done(request: Outside) -> str:
    told = sheets.signed(request.GET.get("sent", ""))
    return str(told["number"]) if told and told.get("at") == request.school.id else ""


@require_safe
def overview(request: AtSchool) -> HttpResponse:
    """What waits for the safeguarding leads, and what they have settled."""
    access.concerns_for(request)
    told = {"open": queries.open_ones(request.actor), "settled": queries.settled(request.actor)}
    return render(request, "concerns/list.html", told)


@require_safe
def concern(request: AtSchool, concern_id: UUID) -> HttpResponse:
    """One concern, with who was alerted and to whom it was passed on."""
    return shown(request, concern_id)


def shown(request: AtSchool, concern_id: UUID, **forms: object) -> HttpResponse:
    """The page of a concern, with a form that was sent in vain."""
    found = access.concern_for(request, concern_id)
    local = timezone.localtime(request.now)
    when = {"on": local.date(), "time": local.time()}
    told = {
        "concern": found,
        "delay": said(queries.delay_of(found)),
        "alerts": queries.alerts_of(found),
        "referrals": queries.referrals_of(found),
        "children": chronologies.children_of(found),
        "files": chronologies.files_of(found),
        "child": SayChild(auto_id="child_%s"),
        "seal": Seal(auto_id="seal_%s"),
        "leave": Leave(auto_id="leave_%s"),
        "refer": Refer(auto_id="refer_%s", initial=when),
    }
    return render(request, "concerns/concern.html", told | forms)


@require_POST
def take(request: AtSchool, concern_id: UUID) -> HttpResponse:
    """Say "I have it"."""
    found = access.concern_for(request, concern_id)
    concerns.take(found, by=request.actor, now=request.now)
    messages.success(request, "You have it. Nobody is alerted any more.")
    return redirect("concern", request.school.slug, found.id)


@require_POST
def seal(request: AtSchool, concern_id: UUID) -> HttpResponse:
    """Confirm it: it vanishes from everybody else."""
    found = access.concern_for(request, concern_id)
    form = Seal(request.POST, auto_id="seal_%s")
    if form.is_valid():
        given = form.cleaned_data
        try:
            concerns.seal(found, neutral=given["neutral"], needed=given["needed"], by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, "Sealed. Only the safeguarding leads find it now.")
            return redirect("concern", request.school.slug, found.id)
    return shown(request, concern_id, seal=form, form=form)


@require_POST
def leave(request: AtSchool, concern_id: UUID) -> HttpResponse:
    """Say that it is no safeguarding matter."""
    found = access.concern_for(request, concern_id)
    form = Leave(request.POST, auto_id="leave_%s")
    if form.is_valid():
        concerns.leave(found, because=form.cleaned_data["because"], by=request.actor, now=request.now)
        messages.success(request, "Noted. It goes on at the desk as it was.")
        return redirect("concern", request.school.slug, found.id)
    return shown(request, concern_id, leave=form, form=form)


@require_POST
def refer(request: AtSchool, concern_id: UUID) -> HttpResponse:
    """Note that it was passed on outside the school."""
    found = access.concern_for(request, concern_id)
    form = Refer(request.POST, auto_id="refer_%s")
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("to_whom", "shared", "ground", "reference")}
        try:
            referrals.refer(found, **given, at=form.at, by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, "Noted. It cannot be changed any more.")
            return redirect("concern", request.school.slug, found.id)
    return shown(request, concern_id, refer=form, form=form)


def _leads(request: AtSchool) -> list[queries.Lead]:
    return queries.leads_of(request.school.id, today=timezone.localdate(request.now))


def _say(request: AtSchool, receipt: Receipt, more: str) -> None:
    """The author's receipt: to whom, when, and its number."""
    at = english.clock(timezone.localtime(receipt.at).time())
    if receipt.leads:
        passed = f"Passed to {english.listed(receipt.leads)} at {at}, number {receipt.number}."
        messages.success(request, f"{passed} {more}".strip())
    else:
        kept = f"Kept at {at}, number {receipt.number}. The school has named no safeguarding lead: tell the headteacher now."
        messages.warning(request, kept)
