"""The school's calendar: the year at a glance, terms, closed days, today, a file of term dates, and the calendar as a file.

Each change is an action of the schools' room; what follows for open dates is the desk's. They are put together here.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.adoption import queries as adoption
from bookbag.desk import reasons
from bookbag.desk.actions import retiming
from bookbag.errors import Invalid, NotFound, Stale
from bookbag.policy import english, termdates, year
from bookbag.policy.calendar import Calendar
from bookbag.policy.termdates import plans, publishing
from bookbag.policy.termdates.values import TermDates as Found
from bookbag.policy.values import Clock
from bookbag.schools import queries as schools
from bookbag.schools.actions import calendar as actions
from bookbag.schools.actions.calendar import Change
from bookbag.web import access
from bookbag.web.forms.calendar import CloseDays, CloseToday, Complaining, EnterTerm, TakeDates, TickDays
from bookbag.web.requests import AtSchool, sent


@require_safe
def calendar(request: AtSchool) -> HttpResponse:
    """The year at a glance, with all that can be changed in it."""
    access.calendar_for(request)
    return _page(request, CloseToday())


def _page(request: AtSchool, form: CloseToday) -> HttpResponse:
    kept, today = schools.calendar_of(request.school), _today(request)
    autumn = _chosen_year(request, today)
    ends = (kept.terms[0].first_day, kept.terms[-1].last_day) if kept.terms else (today, today)
    years = range(year.begins_in(ends[0]), year.begins_in(ends[1]) + 1)
    told = {
        "form": form,
        "today": today,
        "closed_today": kept.closed.get(today),
        "shut_today": kept.why_shut(today, Clock.SCHOOL_DAYS),
        "missing_after": year.missing_after(kept, today),
        "terms": schools.terms_of(request.school),
        "closed": [(day, year.closing_in_words(kept.closed[day])) for day in sorted(kept.closed) if day >= today],
        "months": year.months(kept, autumn),
        "autumn": autumn,
        "years": years,
        "waits": _waits(request),
    }
    return render(request, "calendar/calendar.html", told)


def _chosen_year(request: AtSchool, today: date) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and 2000 <= int(asked) < 2200 else year.begins_in(today)


def _waits(request: AtSchool) -> bool:
    """Whether open dates still wait to be worked out, and have for longer than the few take."""
    since = request.school.dates_wait_since
    return since is not None and request.now - since > timedelta(seconds=5)


def _today(request: AtSchool) -> date:
    return timezone.localdate(request.now)


@require_http_methods(["GET", "POST"])
def term(request: AtSchool) -> HttpResponse:
    """Enter a term, or change the one that the address names."""
    access.calendar_for(request)
    asked = request.POST.get("term", request.GET.get("term", ""))
    known = next((each for each in schools.terms_of(request.school) if str(each.id) == asked), None)
    if asked and known is None:
        raise NotFound
    if request.method == "GET":
        initial = {"name": known.name, "first_day": known.first_day, "last_day": known.last_day} if known else {}
        return render(request, "calendar/term.html", {"form": EnterTerm(initial=initial), "known": known})
    form = EnterTerm(request.POST)
    if form.is_valid():

        def enter() -> Change:
            if known:
                return actions.change_term(request.school, known.id, form.term, by=request.actor)
            return actions.enter_term(request.school, form.term, by=request.actor)

        done = _tried(request, form, enter, f"{form.term.name} is {'changed' if known else 'entered'}.")
        if done:
            return done
    return render(request, "calendar/term.html", {"form": form, "known": known})


@require_POST
def remove_term(request: AtSchool) -> HttpResponse:
    """Take a term out."""
    access.calendar_for(request)
    asked = request.POST.get("term", "")
    if not asked.isdecimal():
        raise NotFound
    change = actions.remove_term(request.school, int(asked), by=request.actor)
    return _followed(request, change, "The term is taken out.")


@require_http_methods(["GET", "POST"])
def close(request: AtSchool) -> HttpResponse:
    """Close a day, several on end, or the rest of one."""
    access.calendar_for(request)
    form = CloseDays(sent(request))
    if form.is_bound and form.is_valid():

        def shut() -> Change:
            return actions.close(request.school, *form.stretch, form.closing, by=request.actor)

        first, last = form.stretch
        days = english.full_day(first) + (f" to {english.full_day(last)}" if last != first else "")
        done = _tried(request, form, shut, f"{days}: closed.")
        if done:
            return done
    return render(request, "calendar/close.html", {"form": form})


@require_POST
def close_today(request: AtSchool) -> HttpResponse:
    """Close this day: all of it, or from now on."""
    access.calendar_for(request)
    form = CloseToday(request.POST)
    if form.is_valid():
        whole = request.POST.get("do") != "from-now"

        def shut() -> Change:
            why = form.cleaned_data["why"].strip()
            return actions.close_today(request.school, why=why, whole_day=whole, by=request.actor, now=request.now)

        done = _tried(request, form, shut, "School is closed today." if whole else "School is closed from now on.")
        if done:
            return done
    return _page(request, form)


@require_POST
def reopen(request: AtSchool) -> HttpResponse:
    """Say that a closed day is a school day after all."""
    access.calendar_for(request)
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError as error:
        raise NotFound from error
    change = actions.reopen(request.school, day, by=request.actor)
    return _followed(request, change, f"{english.full_day(day)} is a school day again.")


@require_safe
def left_out(request: AtSchool, day: str) -> HttpResponse:
    """The open dates that were counted without a closed day, each with why."""
    access.calendar_for(request)
    kept = schools.calendar_of(request.school)
    closed = next((each for each in kept.closed if each.isoformat() == day), None)
    if closed is None:
        raise NotFound
    told = {
        "day": closed,
        "words": year.closing_in_words(kept.closed[closed]),
        "moved": reasons.leaving_out(closed, request.actor),
        "packs": adoption.packs_of(request.school),
    }
    return render(request, "calendar/left_out.html", told)


@require_http_methods(["GET", "POST"])
def take_dates(request: AtSchool) -> HttpResponse:
    """Take term dates over from a file: first a look at what would change, then the change."""
    access.calendar_for(request)
    form = TakeDates(sent(request), request.FILES or None)
    if not (form.is_bound and form.is_valid()):
        return render(request, "calendar/take_dates.html", {"form": form})
    kept, text = schools.calendar_of(request.school), form.cleaned_data["text"]
    try:
        found = termdates.read(text, today=_today(request), opens=kept.opens, closes=kept.closes)
    except Invalid as wrong:
        form.add_error("file", str(wrong))
        return render(request, "calendar/take_dates.html", {"form": form})
    ticks = TickDays(plans.plan(found, kept).offered, request.POST if request.POST.get("do") == "take" else None)
    if ticks.is_bound:
        if not ticks.is_valid():  # somebody has closed a day, or taken out its term, since these were offered
            raise Stale
        chosen = {date.fromisoformat(each) for each in ticks.cleaned_data["close"]}
        done = _tried(request, form, lambda: _taken(request, found, kept, chosen), "The term dates are taken over.")
        if done:
            return done
    told = {"form": form, "ticks": ticks, "plan": plans.plan(found, kept), "faults": found.faults, "text": text}
    return render(request, "calendar/found_dates.html", told)


def _taken(request: AtSchool, found: Found, kept: Calendar, chosen: set[date]) -> Change:
    change = actions.take_over(request.school, plans.plan(found, kept, chosen), by=request.actor)
    if change is None:
        raise Invalid("There is nothing to take over: no new term, and no day is ticked.")
    return change


@require_safe
def as_file(request: AtSchool) -> HttpResponse:
    """The calendar as iCalendar, for whoever works here."""
    text = publishing.published(schools.calendar_of(request.school), request.school.name, request.school.slug)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{request.school.slug}.ics"'
    return response


def _tried(request: AtSchool, form: Complaining, act: Callable[[], Change], says: str) -> HttpResponse | None:
    """Do it and go back to the calendar; or show in the form why it cannot be done."""
    try:
        change = act()
    except Invalid as wrong:
        form.complain(wrong)
        return None
    return _followed(request, change, says)


def _followed(request: AtSchool, change: Change, says: str) -> HttpResponse:
    moved = retiming.follow(request.school, change, by=request.actor, now=request.now)
    messages.success(request, f"{says} {retiming.in_words(moved)}")
    return redirect("calendar", request.school.slug)
