"""The contact from families in a term, for those who work the whole desk."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bookbag.desk import contact
from bookbag.web import access
from bookbag.web.requests import AtSchool


@require_safe
def report(request: AtSchool) -> HttpResponse:
    """By which ways families came, how early, who never did, and what was closed without an answer."""
    access.whole_desk_for(request)
    terms = contact.terms(request.school, today=timezone.localdate(request.now))
    asked = request.GET.get("term", "")
    chosen = next((term for term in terms if term[0] == asked), terms[0] if terms else None)
    told = {"terms": [term[0] for term in terms], "report": contact.report(request.actor, chosen) if chosen else None}
    return render(request, "contact/report.html", told)
