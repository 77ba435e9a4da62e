"""The office gives an adult a code for the family pages: in person or by post."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bookbag.desk import families
from bookbag.desk.actions import family_access
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.family import GiveCode
from bookbag.web.requests import AtSchool, sent


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: AtSchool, contact_id: UUID) -> HttpResponse:
    """Say how the code is given; then show it once, on a slip to print."""
    adult = access.contact_for(request, contact_id, Act.KEEP_FAMILIES)
    form, code = GiveCode(sent(request)), ""
    if request.method == "POST" and form.is_valid():
        by_post = form.cleaned_data["how"] == "post"
        code = family_access.give(adult, by_post=by_post, by=request.actor, now=request.now)
    where = request.build_absolute_uri(f"/{request.school.slug}/family")
    side = families.open_side(request.school.id, adult.id, now=request.now)
    told = {"form": form, "adult": adult, "code": code, "where": where, "side": side}
    return render(request, "family/give_code.html", told)


@require_POST
def end(request: AtSchool, contact_id: UUID) -> HttpResponse:
    """Sign an adult out wherever they are, when they ask for it or somebody else holds their phone."""
    adult = access.contact_for(request, contact_id, Act.KEEP_FAMILIES)
    family_access.end_everywhere(request.school.id, adult.id, by=request.actor, now=request.now)
    messages.success(request, f"{adult.full_name} is signed out everywhere, and no code waits.")
    return redirect("give-family-code", request.school.slug, adult.id)
