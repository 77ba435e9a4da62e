"""Whether families' details are right: who was asked, who has not answered, who changed something; and the family's answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.desk.actions import detail_asking
from bookbag.errors import Invalid
from bookbag.people import detail_checks
from bookbag.people.actions import detail_checks as answers
from bookbag.policy.permissions import Act, process
from bookbag.web import access, tongues
from bookbag.web.forms.detail_checks import AskedBefore
from bookbag.web.requests import AtSchool, OfFamily, sent
from bookbag.web.views.family import for_family

HEADS = {
    "changed": "Changed something",
    "not asked": "Not asked",
    "nothing": "No answer yet",
    "right": "Said that all is right",
}
"""What became of asking somebody, in the order in which the office looks."""


@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: AtSchool) -> HttpResponse:
    """The last round, adult by adult, and when the next one is; the day of one without Bookbag is entered here."""
    access.whole_desk_for(request)
    today = timezone.localdate(request.now)
    form = AskedBefore(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            answers.asked_before(form.cleaned_data["day"], by=request.actor, now=request.now, today=today)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, "Noted. The next asking is worked out from that day.")
            return redirect("detail-checks", request.school.slug)
    current = detail_checks.last_round(request.school.id)
    asked = detail_checks.of_round(current, by=request.actor, today=today) if current and current.clause else []
    told = {
        "form": form,
        "promise": detail_asking.promise(request.school),
        "next_day": detail_asking.next_day(request.school),
        "current": current,
        "groups": [(head, [each for each in asked if each.answer == answer]) for answer, head in HEADS.items()],
        "on_paper": sum(1 for each in asked if each.answer == "nothing" and each.is_on_paper),
    }
    return render(request, "details/overview.html", told)


@require_safe
def sheets(request: AtSchool) -> HttpResponse:
    """A sheet to print for each adult who is asked on paper and has not answered, sorted by class."""
    access.whole_desk_for(request)
    current = detail_checks.last_round(request.school.id)
    found = detail_checks.sheets(current, by=request.actor, today=timezone.localdate(request.now)) if current else []
    return render(request, "details/sheets.html", {"sheets": found, "often": detail_asking.often(request.school)})


@require_POST
def right(request: AtSchool, contact_id: UUID) -> HttpResponse:
    """Enter a slip that came back, or what was said on the telephone: all is right."""
    access.contact_for(request, contact_id, Act.KEEP_FAMILIES)
    answers.confirm(contact_id, by=request.actor, now=request.now)
    messages.success(request, "Noted: their details are right.")
    return redirect("detail-checks", request.school.slug)


@require_POST
def seen(request: AtSchool, contact_id: UUID) -> HttpResponse:
    """Say that the office has looked at what an adult changed."""
    access.contact_for(request, contact_id, Act.KEEP_FAMILIES)
    answers.seen(contact_id, by=request.actor, now=request.now)
    messages.success(request, "Noted. It stands on nobody’s day any more.")
    return redirect("detail-checks", request.school.slug)


@require_POST
def ask(request: AtSchool, contact_id: UUID) -> HttpResponse:
    """Ask somebody whom the round has left out."""
    access.contact_for(request, contact_id, Act.KEEP_FAMILIES)
    detail_asking.ask_one(contact_id, by=request.actor, now=request.now)
    messages.success(request, "Asked: by e-mail where they have one of their own, else there is a sheet to print.")
    return redirect("detail-checks", request.school.slug)


@require_POST
@for_family
def family_right(request: OfFamily) -> HttpResponse:
    """The adult who is signed in says that all is right."""
    by = process("family", request.school.id)
    answers.confirm(request.family.contact_id, by=by, now=request.now)
    day = detail_asking.next_day(request.school)
    again = _("Thank you. We ask again on %(day)s.") % {"day": tongues.full_day(day)} if day else ""
    messages.success(request, again or _("Thank you. We have noted it."))
    return redirect("family-details", request.school.slug)
