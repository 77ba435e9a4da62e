"""Who works here and where they are now; one person's week, absences and meetings, and the forms that change them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.desk import reaching
from bookbag.errors import Invalid, NotFound
from bookbag.people import leaving, presence
from bookbag.people import queries as people
from bookbag.people.actions import hours as actions
from bookbag.people.folding import folded
from bookbag.policy.availability import Hours, Stretch
from bookbag.policy.permissions import Act, Verdict
from bookbag.web import access
from bookbag.web.forms.calendar import Complaining
from bookbag.web.forms.staff import Away, Busy, Manager, Reached, Search, Week
from bookbag.web.requests import AtSchool, sent
from bookbag.web.views import factors

if TYPE_CHECKING:
    from bookbag.people.models import StaffMember


@require_safe
def staff(request: AtSchool) -> HttpResponse:
    """Everybody who works here, and whether they can be reached now: for whoever has a caller on the telephone."""
    access.desk_for(request)
    search = Search(request.GET)
    wanted = folded(search.cleaned_data["name"]) if search.is_valid() else ""
    everybody = people.colleagues(request.school.id, today=_today(request))
    members = [each for each in everybody if wanted in folded(each.name)]
    hours = reaching.hours_of(request.school, [each.id for each in members], now=request.now)
    rows = []
    for member in members:
        reached = hours[member.id].may_be_reached(request.now)
        rows.append({"member": member, "reached": reached, **_again(hours[member.id], reached, request.now)})
    keeps = access.allows(request, Act.KEEP_STAFF)
    undecided = [each for each in leaving.left(request.school.id) if each.takes_over is None] if keeps else []
    told = {"search": search, "rows": rows, "keeps_staff": keeps, "undecided": undecided}
    return render(request, "staff/staff.html", told)


def _again(hours: Hours, reached: Verdict, now: datetime) -> dict[str, object]:
    """When somebody can be reached again who cannot be now, or why never."""
    free = None if reached else hours.next_reached(now)
    never = "no time outside lessons" if hours.next_in(now) else "not in again in the terms that are entered"
    return {"free": free, "never": never}


@require_safe
def member(request: AtSchool, staff_id: UUID) -> HttpResponse:
    """One person: where they are now, their week, absences and what keeps them busy."""
    return _page(request, _colleague(request, staff_id))


def _page(
    request: AtSchool, who: "StaffMember", manager: Manager | None = None, reach: Reached | None = None
) -> HttpResponse:
    today = _today(request)
    hours = reaching.hours_of(request.school, [who.id], now=request.now)[who.id]
    reached = hours.may_be_reached(request.now)
    keeps = access.allows(request, Act.KEEP_HOURS)
    told = {
        "who": who,
        "reached": reached,
        **_again(hours, reached, request.now),
        "week": presence.patterns_of(request.school.id, who.id, today=today),
        "core": hours.pattern.core,
        "today": today,
        "lessons": [each for each in hours.weekly if each.clause and each.weekday == 0],
        "absences": presence.absences_of(request.school.id, who.id, today=today),
        "engagements": presence.engagements_of(request.school.id, who.id, today=today),
        "changes": (changes := access.allows(request, Act.KEEP_HOURS, owner_id=who.id)),
        "reach": (reach or _reach_form(request, who)) if changes else None,
        "may_end_factor": factors.may_end(request, who),
        "manager": (manager or _manager_form(request, who)) if keeps else None,
        "keeps_staff": access.allows(request, Act.KEEP_STAFF),
    }
    return render(request, "staff/member.html", told)


def _manager_form(request: AtSchool, who: "StaffMember") -> Manager:
    return Manager(_others(request, who), initial={"manager": who.manager_id})


def _reach_form(request: AtSchool, who: "StaffMember") -> Reached:
    return Reached(_others(request, who), initial={"stand_in": who.stand_in_id, "extension": who.extension})


@require_http_methods(["GET", "POST"])
def week(request: AtSchool, staff_id: UUID) -> HttpResponse:
    """Say which hours somebody works each week."""
    who, today = _own_or_kept(request, staff_id), _today(request)
    own = presence.patterns_of(request.school.id, who.id, today=today)
    holding = {each.weekday: Stretch(each.starts, each.ends) for each in own if (each.from_day or today) <= today}
    form = Week(sent(request), initial=Week.initial_of(holding, today))
    done = None
    if form.is_bound and form.is_valid():

        def set_week() -> None:
            from_day = form.cleaned_data["from_day"]
            actions.set_week(who.id, form.week, from_day=from_day, by=request.actor, now=request.now)

        done = _tried(request, form, who, set_week, f"The week of {who.name} is changed.")
        hours = reaching.hours_of(request.school, [who.id], now=request.now)[who.id]
        if done and hours.next_in(request.now) and not hours.next_reached(request.now):
            messages.warning(
                request, f"The policy counts all of these hours as lessons, so nothing can reach {who.name} in them."
            )
    return done or render(request, "staff/week.html", {"form": form, "who": who, "core": request.school.core_hours})


@require_http_methods(["GET", "POST"])
def absence(request: AtSchool, staff_id: UUID) -> HttpResponse:
    """Say when somebody is away, and who stands in."""
    who = _own_or_kept(request, staff_id)
    form = Away(_others(request, who), sent(request), initial={"first_day": _today(request)})
    done = None
    if form.is_bound and form.is_valid():

        def enter() -> None:
            actions.enter_absence(who.id, form.absence, by=request.actor, now=request.now)

        done = _tried(request, form, who, enter, f"{who.name} is entered as away.")
    return done or render(request, "staff/absence.html", {"form": form, "who": who})


@require_POST
def end_absence(request: AtSchool, staff_id: UUID) -> HttpResponse:
    """Say that somebody is back, or will not be away after all."""
    who = _own_or_kept(request, staff_id)
    actions.end_absence(who.id, _named(request, "absence"), today=_today(request), by=request.actor, now=request.now)
    messages.success(request, f"{who.name} is no longer entered as away then.")
    return redirect("staff-member", request.school.slug, who.id)


@require_http_methods(["GET", "POST"])
def busy(request: AtSchool, staff_id: UUID) -> HttpResponse:
    """Say when somebody is in a meeting, on duty or out of school."""
    who = _own_or_kept(request, staff_id)
    form = Busy(sent(request), initial={"day": _today(request)})
    done = None
    if form.is_bound and form.is_valid():

        def enter() -> None:
            actions.enter_engagement(who.id, form.engaged, by=request.actor, now=request.now)

        done = _tried(request, form, who, enter, "It is entered. Colleagues see until when, not what it is about.")
    return done or render(request, "staff/busy.html", {"form": form, "who": who})


@require_POST
def end_busy(request: AtSchool, staff_id: UUID) -> HttpResponse:
    """Take a meeting or another engagement out."""
    who = _own_or_kept(request, staff_id)
    actions.end_engagement(who.id, _named(request, "busy"), by=request.actor, now=request.now)
    messages.success(request, "It is taken out.")
    return redirect("staff-member", request.school.slug, who.id)


@require_POST
def manager(request: AtSchool, staff_id: UUID) -> HttpResponse:
    """Say who hears of what somebody leaves late."""
    who = _own_or_kept(request, staff_id)
    if not access.allows(request, Act.KEEP_HOURS):
        raise NotFound
    form = Manager(_others(request, who), request.POST)
    done = None
    if form.is_valid():

        def set_manager() -> None:
            actions.set_manager(who.id, form.cleaned_data["manager"], by=request.actor, now=request.now)

        done = _tried(request, form, who, set_manager, f"The line manager of {who.name} is noted.")
    return done or _page(request, who, form)


@require_POST
def reach(request: AtSchool, staff_id: UUID) -> HttpResponse:
    """Say who takes urgent calls while somebody teaches, and where they are rung."""
    who = _own_or_kept(request, staff_id)
    form = Reached(_others(request, who), request.POST)
    done = None
    if form.is_valid():

        def set_reach() -> None:
            actions.set_reach(who.id, **form.cleaned_data, by=request.actor, now=request.now)

        done = _tried(request, form, who, set_reach, f"It is noted where {who.name} is rung.")
    return done or _page(request, who, reach=form)


def _colleague(request: AtSchool, staff_id: UUID) -> "StaffMember":
    access.desk_for(request)
    found = people.staff_member(request.school.id, staff_id)
    if found is None:
        raise NotFound
    return found


def _own_or_kept(request: AtSchool, staff_id: UUID) -> "StaffMember":
    """Somebody whose hours the actor may change. Raises `NotFound` for anybody else."""
    found = _colleague(request, staff_id)
    if not access.allows(request, Act.KEEP_HOURS, owner_id=found.id):
        raise NotFound
    return found


def _others(request: AtSchool, who: "StaffMember") -> list["StaffMember"]:
    everybody = people.colleagues(request.school.id, today=_today(request))
    return [each for each in everybody if each.id != who.id]


def _named(request: AtSchool, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as error:
        raise NotFound from error


def _today(request: AtSchool) -> date:
    return timezone.localdate(request.now)


def _tried(
    request: AtSchool, form: Complaining, who: "StaffMember", act: Callable[[], None], says: str
) -> HttpResponse | None:
    """Do it and go back to the person; or show in the form why it cannot be done."""
    try:
        act()
    except Invalid as wrong:
        form.complain(wrong)
        return None
    messages.success(request, says)
    return redirect("staff-member", request.school.slug, who.id)
