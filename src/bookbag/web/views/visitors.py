"""The front desk: visitors sign in, read the school's welcome, and sign out; whom they visit comes for them."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.desk import visitors as desk
from bookbag.desk.actions import visitors
from bookbag.errors import Invalid, NotFound
from bookbag.people import queries as people
from bookbag.web import access
from bookbag.web.forms.telephone import SignIn
from bookbag.web.requests import AtSchool, sent

if TYPE_CHECKING:
    from bookbag.desk.models import Visit


@require_safe
def log(request: AtSchool) -> HttpResponse:
    """Who came, to whom, from when until when."""
    access.whole_desk_for(request)
    return render(request, "visitors/log.html", {"visits": desk.log(request.school, now=request.now)})


@require_http_methods(["GET", "POST"])
def sign_in(request: AtSchool) -> HttpResponse:
    """A visitor signs in at the front desk."""
    access.whole_desk_for(request)
    staff = people.colleagues(request.school.id, today=timezone.localdate(request.now))
    form = SignIn(staff, sent(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            visit = visitors.sign_in(
                given["name"],
                comes_from=given["comes_from"],
                visits=given["recipient"],
                by=request.actor,
                now=request.now,
            )
        except Invalid as wrong:
            form.complain(wrong)
        else:
            return redirect("visitor-welcome", request.school.slug, visit.id)
    return render(request, "visitors/sign_in.html", {"form": form})


@require_safe
def welcome(request: AtSchool, visit_id: UUID) -> HttpResponse:
    """Greet a visitor, and show what the policy's poster says."""
    access.whole_desk_for(request)
    told = {"visit": _visit(request, visit_id), "poster": desk.poster(request.school)}
    return render(request, "visitors/welcome.html", told)


@require_POST
def sign_out(request: AtSchool, visit_id: UUID) -> HttpResponse:
    """A visitor leaves."""
    access.whole_desk_for(request)
    visitors.sign_out(visit := _visit(request, visit_id), by=request.actor, now=request.now)
    messages.success(request, f"{visit.name} is signed out.")
    return redirect("visitors", request.school.slug)


@require_POST
def fetch(request: AtSchool, visit_id: UUID) -> HttpResponse:
    """Say that I have come for my visitor."""
    access.desk_for(request)
    visit = _visit(request, visit_id)
    if visit.visits_id != request.actor.staff_id:
        raise NotFound
    visitors.fetch(visit, by=request.actor, now=request.now)
    return redirect("today", request.school.slug)


def _visit(request: AtSchool, visit_id: UUID) -> "Visit":
    found = desk.find(request.school.id, visit_id)
    if found is None:
        raise NotFound
    return found
