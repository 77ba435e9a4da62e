"""Looking a family up while somebody is on the telephone, and the children nobody could be told about."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bookbag.people import families, gaps
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.families import LookUp
from bookbag.web.requests import AtSchool


@require_safe
def look_up(request: AtSchool) -> HttpResponse:
    """Find a child or an adult by what a caller says. A teacher finds those of their own classes."""
    access.desk_for(request)
    form = LookUp(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    keeps = access.allows(request, Act.KEEP_FAMILIES)
    told = {
        "form": form,
        "words": words.strip(),
        "found": families.search(request.actor, words),
        "most": families.MOST,
        "own": not request.actor.works_whole_desk,
        "keeps": keeps,
        "gaps": gaps.count(request.actor) if keeps else 0,
    }
    return render(request, "families/look_up.html", told)


@require_safe
def contact_gaps(request: AtSchool) -> HttpResponse:
    """Every child with no parent who can be written to, and what is missing. A line goes when something works."""
    access.leave_for(request, Act.KEEP_FAMILIES)
    return render(request, "families/gaps.html", {"gaps": gaps.of_school(request.actor)})
