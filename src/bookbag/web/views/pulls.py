"""The list of people fetched at night: whence, how the last time went, now, and not any more."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bookbag.errors import Invalid
from bookbag.people import queries as people
from bookbag.people.actions import pulls
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.pulls import Nightly
from bookbag.web.requests import AtSchool, sent

_KEPT = ("reach", "source", "folder", "host", "port", "user", "host_key", "school_number", "alone")


@require_http_methods(["GET", "POST"])
def nightly(request: AtSchool) -> HttpResponse:
    """Say whence the list is fetched."""
    access.leave_for(request, Act.BRING_IN)
    kept = people.import_source(request.school.id)
    form = Nightly(sent(request), initial={name: getattr(kept, name) for name in _KEPT} if kept else None)
    if form.is_bound and form.is_valid():
        said = {name: form.cleaned_data[name] for name in _KEPT}
        try:
            pulls.save(said, form.cleaned_data["token"], by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, "Saved. The list is fetched next night.")
            return redirect("nightly-import", request.school.slug)
    told = {
        "form": form,
        "source": kept,
        "root": pulls.root_of(request.school.id),
        "public_key": pulls.public_key(request.school.id),
    }
    return render(request, "importing/nightly.html", told)


@require_POST
def fetch(request: AtSchool) -> HttpResponse:
    """Fetch it now."""
    access.leave_for(request, Act.BRING_IN)
    pulls.fetch_soon(by=request.actor)
    messages.success(request, "The list is being fetched. What it would change will stand under “Files so far”.")
    return redirect("imports", request.school.slug)


@require_POST
def stop(request: AtSchool) -> HttpResponse:
    """Fetch nothing any more."""
    access.leave_for(request, Act.BRING_IN)
    pulls.forget(by=request.actor, now=request.now)
    messages.success(request, "Nothing is fetched any more.")
    return redirect("imports", request.school.slug)
