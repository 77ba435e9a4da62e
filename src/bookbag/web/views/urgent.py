"""Urgent calls: to whom one is put through, who takes what they were alerted to; and words that a child was told."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bookbag.desk import calls as desk_calls
from bookbag.desk import pupilwords, urgent
from bookbag.desk.actions import pupilwords as words
from bookbag.desk.actions import urgent as actions
from bookbag.errors import NotFound
from bookbag.policy import english
from bookbag.web import access
from bookbag.web.requests import AtSchool


@require_http_methods(["GET", "POST"])
def put_through(request: AtSchool, call_id: UUID) -> HttpResponse:
    """Show who could take an urgent call now, and note to whom it was put through, or that nobody could."""
    access.whole_desk_for(request)
    call = desk_calls.find(request.actor, call_id)
    if call is None:
        raise NotFound
    if request.method == "POST":
        if to := request.POST.get("to", ""):
            done = actions.put_through(call, _chosen(to), by=request.actor, now=request.now)
            at = english.clock(timezone.localtime(request.now).time())
            name = done.put_through_to.name if done.put_through_to else ""
            messages.success(request, f"Put through to {name} at {at}.")
        else:
            alerts = actions.not_put_through(call, by=request.actor, now=request.now)
            messages.success(request, f"It is a message now. Alerted: {english.count(len(alerts), 'senior member')}.")
        return redirect("case", request.school.slug, call.case_id)
    told = {
        "call": call,
        "line": desk_calls.of_case(call.case, now=request.now),
        "candidates": [] if call.had_at else urgent.candidates(call, request.school, now=request.now),
        "alerted": urgent.alerted(call.case),
    }
    return render(request, "calls/put_through.html", told)


def _chosen(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError as error:
        raise NotFound from error


@require_POST
def take(request: AtSchool, alert_id: UUID) -> HttpResponse:
    """Take what I was alerted to."""
    access.desk_for(request)
    mine = actions.take(alert_id, by=request.actor, now=request.now)
    messages.success(request, "It is with you. Your colleagues see that you have it.")
    return redirect("case", request.school.slug, mine.case_id)


@require_POST
def told(request: AtSchool, word_id: UUID) -> HttpResponse:
    """Say that a child was told."""
    access.desk_for(request)
    word = pupilwords.find(request.actor, word_id)
    if word is None:
        raise NotFound
    words.told(word, by=request.actor, now=request.now)
    messages.success(request, f"Noted that {word.pupil.full_name} was told.")
    return redirect("today", request.school.slug)
