"""Leavers: when somebody goes and who takes what they have; who has gone; and what they wrote, for the head."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.adoption import waiting
from bookbag.desk import leavers as desk
from bookbag.desk.actions import handing_over
from bookbag.desk.queries import Place
from bookbag.errors import Denied, Invalid, NotFound
from bookbag.people import leaving
from bookbag.people import queries as people
from bookbag.people.actions import leaving as actions
from bookbag.people.actions.leaving import Plan
from bookbag.people.leaving import NOBODY, OF_SIGHT, Line, of_class
from bookbag.policy import english
from bookbag.policy.permissions import Act, Role, Sight
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.web import access
from bookbag.web.forms.joining import ROLES
from bookbag.web.forms.leaving import Leave, Row
from bookbag.web.requests import AtSchool, sent

if TYPE_CHECKING:
    from bookbag.people.models import StaffMember

_CASES = {
    Sight.ORDINARY: "open case",
    Sight.CONFIDENTIAL: "open case that only leaders see",
    Sight.SAFEGUARDING: "open case that only the safeguarding leads see",
}


@require_http_methods(["GET", "POST"])
def leave(request: AtSchool, staff_id: UUID) -> HttpResponse:
    """Say when somebody goes and who takes what they have; of somebody who has gone, the second alone."""
    who, today = _keepers(request, staff_id), _today(request)
    actions.may_end(who, by=request.actor, today=today)
    staff = [each for each in people.colleagues(request.school.id, today=today) if each.id != who.id]
    said = leaving.leaving_of(request.school.id, who.id)
    proposed = said.takes_over_id if said else leaving.proposed(request.school.id, who.id, today=today)
    rows, aside = _rows(request, who, today, proposed)
    initial = {"last_day": who.last_day or today, "takes_over": proposed}
    initial |= {f"to_{line}": taker for line, taker in (said.takers if said else {}).items()}
    form = Leave(staff, rows, sent(request), initial=initial, has_gone=who.left_on is not None)
    if form.is_bound and form.is_valid():
        try:
            return _said(request, who, form, today)
        except Invalid as wrong:
            form.complain(wrong)
        except Denied as wrong:
            form.add_error("when", wrong.because)
    cases = desk.open_cases(request.actor, who.id)
    return render(request, "leaving/leave.html", {"form": form, "who": who, "aside": aside, "cases": cases})


def _said(request: AtSchool, who: "StaffMember", form: Leave, today: date) -> HttpResponse:
    if who.left_on:
        plan = Plan(who.last_day or who.left_on, form.cleaned_data["takes_over"], takers=form.takers)
    else:
        plan = form.plan
    said = handing_over.say(who.id, plan, by=request.actor, now=request.now, today=today)
    taker = people.staff_names(request.school.id)[plan.takes_over]
    if said.ended_at:
        messages.success(
            request, f"{who.name} no longer works here and is signed out everywhere. {taker} has taken over."
        )
    else:
        day = english.full_day(plan.last_day)
        messages.success(request, f"The sign-in of {who.name} ends when {day} is over. {taker} then takes over.")
    return redirect("leavers", request.school.slug)


def _rows(request: AtSchool, who: "StaffMember", today: date, proposed: UUID | None) -> tuple[list[Row], list[str]]:
    """The lines of what somebody has, and what is only to be known of it."""
    hangs = leaving.held(request.school.id, who.id, today=today)
    has = desk.held(request.actor, who.id, now=request.now)
    taker = people.actor_of(request.school.id, proposed, today=today) if proposed else None
    teaches = taker is not None and Role.TEACHER in taker.roles
    return [*_of_desk(request, has, today), *_of_people(who, hangs, teaches=teaches)], list(
        _aside(request, who, hangs, has, today)
    )


def _of_desk(request: AtSchool, has: desk.Held, today: date) -> Iterator[Row]:
    for sight, number in has.cases.items():
        label = f"{number} {_CASES[sight].replace('case', 'cases', 1) if number > 1 else _CASES[sight]}"
        if sight == Sight.ORDINARY:
            promises = english.count(has.promises, "promise")
            late = f", {english.number(has.late)} of them late" if has.late else ""
            yield Row(OF_SIGHT[sight], label, f"{promises.capitalize()} open{late}." if has.promises else "")
        else:
            may_see = frozenset(leaving.who_may_see(request.school.id, sight, today=today))
            yield Row(OF_SIGHT[sight], label, "Offered are those who may see them.", among=may_see)
    if has.asks:
        asks = english.count(has.asks, "question")
        yield Row(Line.ASKS, f"{asks.capitalize()} that colleagues asked", nobody="Nobody: the questions end")


def _of_people(who: "StaffMember", hangs: leaving.Held, *, teaches: bool) -> Iterator[Row]:
    """`teaches`: whoever is proposed to take over could have a class."""
    for group in hangs.classes:
        label, says = f"Class {group.name}: the new teacher", "Its families write to this colleague first."
        yield Row(of_class(group.id), label, says, proposed="" if teaches else NOBODY, nobody="Nobody yet")
    if hangs.turns:
        turns = english.count(hangs.turns, "turn")
        yield Row(Line.TURNS, f"{turns.capitalize()} of duty", nobody="Nobody: whoever holds the post")
    if hangs.stand_ins:
        yield Row(Line.STAND_INS, "Standing in for colleagues who are away", nobody="Nobody: the office")
    if hangs.led:
        led = english.count(hangs.led, "colleague")
        manager = str(who.manager_id) if who.manager_id else ""
        yield Row(Line.LED, f"Line manager of {led}", proposed=manager, nobody="Nobody yet")


def _aside(request: AtSchool, who: "StaffMember", hangs: leaving.Held, has: desk.Held, today: date) -> Iterator[str]:
    """What goes by itself or ends, and what stays empty."""
    if request.actor.sight < Sight.CONFIDENTIAL:
        yield "What only leaders see of theirs, if there is any, goes to the headteacher."
    if request.actor.sight < Sight.SAFEGUARDING:
        yield "What is kept for the safeguarding leads, if there is any, goes to them."
    if has.drafts:
        drafts = english.count(has.drafts, "answer")
        yield f"{drafts.capitalize()} being written {'goes' if has.drafts == 1 else 'go'} to whoever gets the case."
    for role in hangs.empty:
        yield f"Nobody else here is {ROLES[role]}: that post is empty from then on. Give somebody the role."
    if hangs.emergencies:
        yield "They are on the emergency rota and come off it. Colleagues put themselves on it."
    if hangs.orders:
        yield "Court orders that they have seen stay in force; they are looked at again on their day."
    actor = people.actor_of(request.school.id, who.id, today=today)
    waits = waiting.for_person(request.school, actor, today=today) if actor else []
    if any(each.page == "policy-version" for each in waits):
        yield "A version of a policy waits for their signature: whoever has the post next can sign it."


@require_POST
def stay(request: AtSchool, staff_id: UUID) -> HttpResponse:
    """Somebody stays after all."""
    who = _keepers(request, staff_id)
    actions.take_back(who.id, by=request.actor, now=request.now, today=_today(request))
    messages.success(request, f"{who.name} stays.")
    return redirect("leavers", request.school.slug)


@require_POST
def come_back(request: AtSchool, staff_id: UUID) -> HttpResponse:
    """Somebody who left works here again, and needs roles."""
    who = _keepers(request, staff_id)
    if who.left_on is None:
        raise NotFound
    actions.come_back(who, by=request.actor, now=request.now, today=_today(request))
    messages.success(request, f"{who.name} works here again. Say as what: they have no role yet.")
    return redirect("staff-roles", request.school.slug, who.id)


@require_safe
def leavers(request: AtSchool) -> HttpResponse:
    """Who leaves and who has left."""
    access.leave_for(request, Act.KEEP_STAFF)
    reads = access.allows(request, Act.READ_LEAVERS)
    told = {
        "leavings": leaving.left(request.school.id),
        "reads": reads,
        "gone_in_directory": leaving.gone_in_directory(request.school.id),
        "is_head": Role.HEAD in request.actor.roles,
    }
    return render(request, "leaving/leavers.html", told)


@require_safe
def correspondence(request: AtSchool, staff_id: UUID) -> HttpResponse:
    """What somebody who left had and wrote, for the head; that it was opened is noted."""
    access.leave_for(request, Act.READ_LEAVERS)
    who = leaving.found(request.school.id, staff_id)
    if who is None or who.left_on is None:
        raise NotFound
    rows, more = desk.correspondence(request.actor, who.id, after=_after(request))
    note(Kind.LEAVER_READ, by=request.actor, now=request.now, thing="staff", thing_id=who.id)
    last = rows[-1].case if more else None
    return render(request, "leaving/correspondence.html", {"who": who, "rows": rows, "last": last})


def _after(request: AtSchool) -> Place | None:
    try:
        at, id_ = parse_datetime(request.GET.get("after", "")), UUID(request.GET.get("id", ""))
    except ValueError:
        return None
    return Place(at, id_) if at and timezone.is_aware(at) else None


def _keepers(request: AtSchool, staff_id: UUID) -> "StaffMember":
    """Somebody who works or worked here, for those who keep the staff list."""
    access.leave_for(request, Act.KEEP_STAFF)
    who = leaving.found(request.school.id, staff_id)
    if who is None:
        raise NotFound
    access.fresh_factor_for(request)
    return who


def _today(request: AtSchool) -> date:
    return timezone.localdate(request.now)
