"""The channels register: to each audience a line that somebody keeps, and that is tested."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.desk import channels as register
from bookbag.desk.actions import channels
from bookbag.errors import Invalid, NotFound
from bookbag.people import queries as people
from bookbag.policy.permissions import Act
from bookbag.schools import queries as schools
from bookbag.web import access
from bookbag.web.forms.channels import Line
from bookbag.web.requests import AtSchool, sent


@require_safe
def lines(request: AtSchool) -> HttpResponse:
    """All four audiences."""
    access.leave_for(request, Act.SET_UP)
    return render(request, "channels/register.html", {"lines": register.register(request.school.id, now=request.now)})


@require_http_methods(["GET", "POST"])
def line(request: AtSchool, audience: str) -> HttpResponse:
    """Say who keeps one."""
    access.leave_for(request, Act.SET_UP)
    standing = _standing(request, audience)
    boxes = [box.address for box in schools.mailboxes_of(request.school)]
    staff = people.colleagues(request.school.id, today=timezone.localdate(request.now))
    kept = standing.channel
    known = (
        {"mailbox": kept.mailbox.address, "owner": str(kept.owner_id), "deputy": str(kept.deputy_id)} if kept else {}
    )
    form = Line(boxes, staff, sent(request), initial=known)
    if form.is_bound and form.is_valid():
        said = {name: str(value) for name, value in form.cleaned_data.items()}
        try:
            channels.keep(audience, said, by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, f"Saved. Now test the line to: {standing.label}.")
            return redirect("channels", request.school.slug)
    return render(request, "channels/line.html", {"form": form, "line": standing})


@require_POST
def test(request: AtSchool, audience: str) -> HttpResponse:
    """Send a test by one."""
    access.leave_for(request, Act.SET_UP)
    standing = _standing(request, audience)
    channels.try_out(audience, request.school, by=request.actor, now=request.now)
    messages.success(request, f"The test is on its way to the line to: {standing.label}.")
    return redirect("channels", request.school.slug)


def _standing(request: AtSchool, audience: str) -> register.Standing:
    found = register.register(request.school.id, now=request.now)
    standing = next((each for each in found if each.audience == audience), None)
    if standing is None:
        raise NotFound
    return standing
