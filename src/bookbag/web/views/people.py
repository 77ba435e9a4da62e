"""Who wrote this? A person says whose an address is in a case, or that it is not who we thought."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bookbag.desk import queries as desk
from bookbag.desk import writers
from bookbag.desk.actions import cases, hats
from bookbag.errors import NotFound
from bookbag.people import matching, proposing
from bookbag.people import queries as people
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.case import Choose, SayHat, Search
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
    likely = proposing.proposals(request.school.id, writers.wrote(case, address))
    words = request.GET.get("search", "" if likely or "@" in party.name else party.name.rpartition(" ")[2])
    found = found_by_name(request.school.id, words)
    form = Choose(found, sent(request))
    taken = Choose([(one.contact, list(one.children)) for one in likely], sent(request))
    chosen = next((each for each in (taken, form) if request.method == "POST" and each.is_valid()), None)
    if chosen:
        contact = UUID(chosen.cleaned_data["contact"])
        cases.match_sender(case, address=address, contact_id=contact, by=request.actor, now=request.now)
        messages.success(request, "Noted who wrote. You can undo this beside their name.")
        return redirect("case", request.school.slug, case.id)
    told = {
        "case": case,
        "party": party,
        "search": Search(initial={"search": words}),
        "words": words,
        "likely": likely,
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


@require_POST
def hat(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Say whether somebody who works here writes as a parent or as a colleague in this case."""
    case = access.case_for(request, case_id, Act.MATCH_SENDER)
    form = SayHat(request.POST)
    if not form.is_valid():
        raise NotFound
    hats.say(case, address=form.cleaned_data["address"], hat=form.worn, by=request.actor, now=request.now)
    messages.success(request, "Noted for this case. You can say otherwise beside their name.")
    return redirect("case", request.school.slug, case.id)
