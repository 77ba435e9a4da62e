"""Search: one field at the head of every page, and the page of what was found."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bookbag.desk import search as searching
from bookbag.people import families
from bookbag.web import access
from bookbag.web.forms.search import Search, place
from bookbag.web.requests import AtSchool

PEOPLE = 6
"""So many people stand above what was written; the rest are a link away."""


@require_safe
def search(request: AtSchool) -> HttpResponse:
    """What was written about something, and who is called so, of what this person may see."""
    access.desk_for(request)
    form = Search(request.GET or None)
    asked, after = form.asked, place(request.GET.get("after", ""))
    found = searching.find(request.actor, asked, after=after)
    # A number, an e-mail address and a postcode lead to people as well.
    told_apart = any(letter.isdigit() or letter == "@" for letter in asked.text)
    named = not after and not form.is_narrowed and (found.may_be_named or told_apart)
    people = families.search(request.actor, asked.text) if named else families.Found()
    kept = {name: value for name, value in request.GET.items() if value and name in form.fields}
    told = {
        "form": form,
        "asked": asked,
        "found": found,
        "people": people,
        "children": people.children[:PEOPLE],
        "adults": people.adults[:PEOPLE],
        "more_people": len(people.children) > PEOPLE or len(people.adults) > PEOPLE,
        "near": found.near and "?" + urlencode(kept | {"q": " ".join(found.near)}),
        "first": "?" + urlencode(kept) if after else "",
        "next": found.next and "?" + urlencode(kept | {"after": str(found.next)}),
    }
    return render(request, "search/search.html", told)
