"""The rota: who does the work of which post on which days, and who has agreed to be alerted in emergencies."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.errors import Invalid, NotFound
from bookbag.people import presence
from bookbag.people import queries as people
from bookbag.people.actions import rota as actions
from bookbag.policy.permissions import Act
from bookbag.policy.rules.words import Post
from bookbag.web import access
from bookbag.web.forms.staff import POSTS, Emergencies, Turn
from bookbag.web.requests import AtSchool, sent


@require_safe
def rota(request: AtSchool) -> HttpResponse:
    """Both rotas, with what the reader may change in them."""
    access.desk_for(request)
    return _page(request, Emergencies(initial={"from_day": _today(request)}))


def _page(request: AtSchool, form: Emergencies) -> HttpResponse:
    today, school = _today(request), request.school
    names = dict(POSTS)
    told = {
        "form": form,
        "today": today,
        "alerted": presence.emergency_rota(school.id, on=today),
        "coming": presence.emergencies_to_come(school.id, today=today),
        "mine": presence.emergencies_accepted_by(school.id, request.actor.person, today=today),
        "accepts": access.allows(request, Act.TAKE_EMERGENCIES),
        "turns": [(names[each.post], each) for each in presence.duty_turns(school.id, today=today)],
        "keeps": access.allows(request, Act.KEEP_HOURS),
    }
    return render(request, "staff/rota.html", told)


@require_POST
def accept(request: AtSchool) -> HttpResponse:
    """Agree, for oneself, to be alerted in emergencies."""
    access.desk_for(request)
    access.leave_for(request, Act.TAKE_EMERGENCIES)
    form = Emergencies(request.POST)
    if form.is_valid():
        days = form.cleaned_data["from_day"], form.cleaned_data["until_day"]
        try:
            actions.accept_emergencies(*days, today=_today(request), by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, "Thank you. You are on the emergency rota.")
            return redirect("rota", request.school.slug)
    return _page(request, form)


@require_POST
def end(request: AtSchool) -> HttpResponse:
    """Come off the emergency rota."""
    access.desk_for(request)
    actions.end_emergencies(_named(request, "accepted"), today=_today(request), by=request.actor, now=request.now)
    messages.success(request, "You are off the emergency rota.")
    return redirect("rota", request.school.slug)


@require_http_methods(["GET", "POST"])
def turn(request: AtSchool) -> HttpResponse:
    """Say who does the work of a post on some days."""
    access.leave_for(request, Act.KEEP_HOURS)
    form = Turn(
        people.colleagues(request.school.id, today=_today(request)),
        sent(request),
        initial={"first_day": _today(request)},
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.enter_turn(
                Post(given["post"]),
                given["staff"],
                given["first_day"],
                given["last_day"],
                by=request.actor,
                now=request.now,
            )
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, "The turn is entered.")
            return redirect("rota", request.school.slug)
    return render(request, "staff/turn.html", {"form": form})


@require_POST
def remove_turn(request: AtSchool) -> HttpResponse:
    """Take a turn out."""
    access.leave_for(request, Act.KEEP_HOURS)
    actions.remove_turn(_named(request, "turn"), by=request.actor, now=request.now)
    messages.success(request, "The turn is taken out.")
    return redirect("rota", request.school.slug)


def _named(request: AtSchool, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as error:
        raise NotFound from error


def _today(request: AtSchool) -> date:
    return timezone.localdate(request.now)
