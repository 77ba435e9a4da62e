"""Who wrote this? A person says whose an address is in a case, or that it is not who we thought."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bookbag.desk import queries as desk
from bookbag.desk.actions import cases
from bookbag.errors import NotFound
from bookbag.people import matching
from bookbag.people import queries as people
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.case import Choose, Search
from bookbag.web.requests import AtSchool, sent

if TYPE_CHECKING:
    from bookbag.people.models import Contact, Pupil


def found_by_name(school_id: int, words: str) -> list[tuple["Contact", list["Pupil"]]]:
    """Adults whose name begins like this, or who are held under this number or address, each with their children."""
    if not words.strip():
        return []
    contacts = list(people.contacts_like(school_id, words)) or matching.adults_held_under(school_id, words)
    children = people.children_of([contact.id for contact in contacts])
    return [(contact, children.get(contact.id, [])) for contact in contacts]


@require_http_methods(["GET", "POST"])
def match(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Look for the adult behind an address, and say that it is them."""
    case = access.case_for(request, case_id, Act.MATCH_SENDER)
    address = request.GET.get("address", "")
    party = next((party for party in desk.parties(case) if party.address == address), None)
    if party is None:
        raise NotFound
    words = request.GET.get("search", party.name.rpartition(" ")[2] if "@" not in party.name else "")
    found = found_by_name(request.school.id, words)
    form = Choose(found, sent(request))
    if request.method == "POST" and form.is_valid():
        contact = UUID(form.cleaned_data["contact"])
        cases.match_sender(case, address=address, contact_id=contact, by=request.actor, now=request.now)
        messages.success(request, "Noted who wrote. You can undo this beside their name.")
        return redirect("case", request.school.slug, case.id)
    told = {
        "case": case,
        "party": party,
        "search": Search(initial={"search": words}),
        "words": words,
        "found": found,
        "form": form,
    }
    return render(request, "case/match.html", told)


@require_POST
def unmatch(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Say that an address is not who we thought."""
    case = access.case_for(request, case_id, Act.MATCH_SENDER)
    cases.unmatch_sender(case, address=request.POST.get("address", ""), by=request.actor, now=request.now)
    messages.success(request, "Undone: we no longer say who this address is.")
    return redirect("case", request.school.slug, case.id)
