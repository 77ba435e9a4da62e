"""How the school's mailboxes are read, how each stands, and the answers that left by another door."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.desk import connections, otherdoors
from bookbag.desk.actions import connecting, mailtests
from bookbag.errors import Invalid, NotFound
from bookbag.policy.permissions import Act
from bookbag.schools import queries as schools
from bookbag.web import access
from bookbag.web.forms.mailboxes import Reading, TestMail
from bookbag.web.requests import AtSchool, sent

A_YEAR = timedelta(days=365)


@require_safe
def mailboxes(request: AtSchool) -> HttpResponse:
    """Every mailbox of the school, and how its mail comes in."""
    access.leave_for(request, Act.SET_UP)
    school, now = request.school, request.now
    told = {
        "read": connections.of_school(school.id),
        "forwarded": connections.without(school.id),
        "alarms": connections.alarms(school.id, now=now, today=timezone.localdate(now)),
        "months": otherdoors.by_month(school.id, since=now - A_YEAR),
        "tests": connections.tests(school.id),
        "form": TestMail(initial={"to": _own_address(request)}),
    }
    return render(request, "mailboxes/mailboxes.html", told)


def _own_address(request: AtSchool) -> str:
    return request.user.get_username() if request.user.is_authenticated else ""


@require_POST
def test(request: AtSchool) -> HttpResponse:
    """Send a test to somebody who will answer it."""
    access.leave_for(request, Act.SET_UP)
    form = TestMail(request.POST)
    if form.is_valid():
        try:
            mailtests.send(form.cleaned_data["to"], request.school, by=request.actor, now=request.now)
        except Invalid as wrong:
            messages.error(request, str(wrong))
        else:
            messages.success(request, "The test is on its way. Reply to it; then it says “working” here.")
    else:
        messages.error(request, "Enter your own e-mail address, at which you can answer.")
    return redirect("mailboxes", request.school.slug)


@require_http_methods(["GET", "POST"])
def mailbox(request: AtSchool, address: str) -> HttpResponse:
    """Say how one is read."""
    access.leave_for(request, Act.SET_UP)
    box = next((each for each in schools.mailboxes_of(request.school) if each.address == address), None)
    if box is None:
        raise NotFound
    kept = next((each for each in connections.of_school(request.school.id) if each.mailbox_id == box.id), None)
    known = {name: getattr(kept, name) for name in connecting.SAID} if kept else {"user": box.address}
    form = Reading(sent(request), initial=known)
    if form.is_bound and form.is_valid():
        try:
            connecting.connect(box.id, form.said, form.secrets, by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, f"Saved. {box.address} is being tried; look again in a minute.")
            return redirect("mailboxes", request.school.slug)
    return render(request, "mailboxes/mailbox.html", {"form": form, "box": box, "kept": kept})


@require_POST
def stop(request: AtSchool, connection_id: UUID) -> HttpResponse:
    """Read it no more."""
    access.leave_for(request, Act.SET_UP)
    connecting.forget(connection_id, by=request.actor, now=request.now)
    messages.success(request, "It is read no more. What has come stays.")
    return redirect("mailboxes", request.school.slug)


@require_safe
def other_doors(request: AtSchool) -> HttpResponse:
    """Answers that left by another door, of the cases that the reader may see."""
    access.desk_for(request)
    told = {
        "doors": otherdoors.latest(request.actor),
        "months": otherdoors.by_month(request.school.id, since=request.now - A_YEAR),
    }
    return render(request, "mailboxes/other_doors.html", told)
