"""Sent to the wrong person: reported from the message itself, and decided on in the case of the breach."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bookbag.desk import queries as desk
from bookbag.desk.actions import breaches
from bookbag.errors import Invalid, NotFound
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.breaches import NeedNotTell, ReportMisdirected, ToldCommissioner
from bookbag.web.requests import AtSchool


@require_http_methods(["GET", "POST"])
def report(request: AtSchool, message_id: UUID) -> HttpResponse:
    """Report that a message of ours went to the wrong person. The 72 hours of the law run from when it was noticed."""
    message = access.message_for(request, message_id)
    if message.direction != "out":
        raise NotFound
    local = timezone.localtime(request.now)
    form = ReportMisdirected(
        request.POST if request.method == "POST" else None,
        initial={"aware_on": local.date(), "aware_time": local.time()},
    )
    if request.method == "POST" and form.is_valid():
        what, aware_at = form.cleaned_data["what"], form.aware_at
        try:
            case = breaches.report_misdirected(message, aware_at=aware_at, what=what, by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(_on_the_form(wrong, {"aware_at": "aware_on"}))
        else:
            messages.success(request, _reported(request, case.id))
            return redirect("case", request.school.slug, message.case_id)
    return render(request, "breach/report.html", {"message": message, "form": form})


def _reported(request: AtSchool, case_id: UUID) -> str:
    case = desk.find_case(request.actor, case_id)
    has_it = case.owner.name if case and case.owner else "The school office"
    return f"Reported as a breach of personal data. {has_it} decides what happens next; ring if it cannot wait."


@require_http_methods(["GET", "POST"])
def decide(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Say that the Information Commissioner was told of a breach, or why that is not needed."""
    case = access.case_for(request, case_id, Act.CLOSE)
    breach = desk.breach_of(case)
    if breach is None:
        raise NotFound
    local = timezone.localtime(request.now)
    told_it = request.method == "POST" and request.POST.get("do") == "told"
    told = ToldCommissioner(
        request.POST if told_it else None, initial={"told_on": local.date(), "told_time": local.time()}
    )
    need_not = NeedNotTell(request.POST if request.method == "POST" and not told_it else None)
    form = told if told_it else need_not
    if request.method == "POST" and form.is_valid():
        try:
            if told_it:
                reference = told.cleaned_data["reference"]
                breaches.told_commissioner(
                    case, at=told.told_at, reference=reference, by=request.actor, now=request.now
                )
            else:
                because = need_not.cleaned_data["because"]
                breaches.need_not_tell(case, because=because, by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(_on_the_form(wrong, {"at": "told_on"}))
        else:
            messages.success(request, "Noted in the case and in the record.")
            return redirect("case", request.school.slug, case.id)
    sentences = {"case": case, "breach": breach, "told": told, "need_not": need_not, "form": form}
    return render(request, "breach/decide.html", sentences)


def _on_the_form(wrong: Invalid, names: dict[str, str]) -> Invalid:
    """The same faults under the names that the fields have on the page."""
    return Invalid(str(wrong), fields={names.get(name, name): told for name, told in wrong.fields.items()})
