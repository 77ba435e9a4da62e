"""The keys with which the school's directory says who joins and leaves: made, shown once, ended."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bookbag.errors import NotFound
from bookbag.people import leaving
from bookbag.people.actions import directory as actions
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.requests import AtSchool


@require_http_methods(["GET", "POST"])
def directory(request: AtSchool) -> HttpResponse:
    """The keys, and a new one: on the answer to this form alone it can be read."""
    access.leave_for(request, Act.KEEP_STAFF)
    access.fresh_factor_for(request)
    secret = actions.make_key(by=request.actor, now=request.now) if request.method == "POST" else ""
    told = {
        "keys": leaving.directory_keys(request.school.id),
        "secret": secret,
        "gone_in_directory": leaving.gone_in_directory(request.school.id),
        "address": f"{settings.PUBLIC_URL}/{request.school.slug}/scim/v2",
    }
    return render(request, "directory/keys.html", told)


@require_POST
def end_key(request: AtSchool) -> HttpResponse:
    """End a key: whoever uses it is refused from now on."""
    access.leave_for(request, Act.KEEP_STAFF)
    access.fresh_factor_for(request)
    try:
        key_id = UUID(request.POST.get("key", ""))
    except ValueError as error:
        raise NotFound from error
    actions.end_key(key_id, by=request.actor, now=request.now)
    messages.success(request, "That key has ended.")
    return redirect("directory", request.school.slug)
