"""The desk's lists: what waits for me, the inbox, and what was put aside."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from bookbag.adoption import queries as adoption
from bookbag.adoption import waiting
from bookbag.desk import (
    absences,
    asked,
    calls,
    chasing,
    connections,
    diary,
    homecopies,
    labels,
    lateness,
    lying,
    makings,
    passings,
    pupilwords,
    reaching,
    ringing,
    urgent,
    visitors,
    voicemail,
)
from bookbag.desk import queries as desk
from bookbag.desk.actions import parked
from bookbag.desk.reaching import Reach
from bookbag.outbox import queries as outbox
from bookbag.people import consents, detail_checks, gaps, leaving, resting, restrictions
from bookbag.people import queries as people
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.desk import WHICH, InboxFilters, place
from bookbag.web.requests import AtSchool

if TYPE_CHECKING:
    from bookbag.desk.models import Duty
    from bookbag.people.models import StaffMember


@require_safe
def today(request: AtSchool) -> HttpResponse:
    """What waits for me: late, due today, what others have passed on or ask, what came back; and what I wait for."""
    access.desk_for(request)
    actor, now = request.actor, request.now
    waits = desk.today(actor, now=now)
    queued, passed = passings.queued_for(actor), passings.by(actor)
    why = desk.next_duties([*waits.late, *waits.due_today, *waits.later, *queued, *passed])
    explain = lateness.to_explain(actor, now=now)
    instead, passed_on = lateness.in_their_place(actor, now=now), lateness.passed_on(actor, now=now)
    late, due_today, later, queue, mine_no_more = (
        [{"case": case, "due": case.due, "duty": why.get(case.id)} for case in some]
        for some in (waits.late, waits.due_today, waits.later, queued, passed)
    )
    parts = [
        ("For the post that you fill, and nobody has it", queue, False),
        ("Late", late, False),
        ("Due today", due_today, False),
        ("Answer, or say why it takes longer", _rows(explain), False),
        ("To see to in a colleague’s place", _rows(instead), True),
        ("Late with others, and passed on to me", _rows(passed_on), True),
        ("Passed on by me", mine_no_more, True),
    ]
    made = makings.to_do(actor) if actor.works_whole_desk else []
    told = {
        "needed": desk.needed_today(actor),
        "calls": calls.waiting_for(actor, now=now),
        "calls_lying": calls.not_had(actor, request.school, now=now) if actor.works_whole_desk else [],
        "collected": calls.collected(actor, now=now),
        "absent_to_ring": absences.to_ring(actor, today=timezone.localdate(now)),
        "words": pupilwords.to_tell(actor, now=now),
        "urgent_calls": urgent.waiting(actor) if actor.works_whole_desk else [],
        "near": diary.near(actor, now=now),
        "visitors": visitors.waiting_for(actor, now=now),
        **(_front_desk(request) if actor.works_whole_desk else {}),
        "waiting": waiting.for_person(request.school, actor, today=timezone.localdate(now)),
        "parts": [part for part in parts if part[1]],
        "later": later,
        "asked": asked.of(actor),
        "asked_others": asked.by(actor),
        "chased": chasing.chased(actor, now=now),
        "came_back": outbox.failed_of(request.school.id, actor.person)[: desk.PAGE],
        "to_make": [each for each in made if not each.on_paper],
        "to_print": sum(each.on_paper for each in made) + homecopies.count_to_post(actor)
        if actor.works_whole_desk
        else 0,
        "gone_in_directory": _gone_in_directory(request),
        "resting": resting.of_school(request.school.id) if actor.works_whole_desk else [],
        "consents_differ": _consents_differ(request),
        "gaps": gaps.count(request.actor) if access.allows(request, Act.KEEP_FAMILIES) else 0,
        "details_changed": _details_changed(request),
        "orders": _orders(request),
        "fetched": _fetched(request),
        "alarms": _mail_alarms(request),
        "late_at_school": lateness.by_group(actor, now=now) if lateness.leads(actor) else [],
        "told": lateness.told_of(request.school.id, [*why.values(), *explain, *instead, *passed_on]),
        "reach": _reach(request, [*instead, *passed_on]),
    }
    return render(request, "desk/today.html", told)


def _front_desk(request: AtSchool) -> dict[str, object]:
    """What of the telephone and the front desk the office must see."""
    return {
        "untaken": diary.untaken(request.actor, now=request.now),
        "machine": voicemail.on_today(request.school, now=request.now),
        "still_in": visitors.still_in(request.school, now=request.now),
    }


def _mail_alarms(request: AtSchool) -> list[connections.Alarm]:
    """Mailboxes from which nothing comes in, or soon will not, for whoever can see to it."""
    if not access.allows(request, Act.SET_UP):
        return []
    return connections.alarms(request.school.id, now=request.now, today=timezone.localdate(request.now))


def _fetched(request: AtSchool) -> list[dict[str, object]]:
    """The list of people that is fetched at night: why it could not be, or that it waits to be looked at."""
    if not access.allows(request, Act.BRING_IN):
        return []
    source = people.import_source(request.school.id)
    found: list[dict[str, object]] = [{"run": run} for run in people.fetched_runs_waiting(request.school.id)]
    if source and source.problem:
        found.append({"problem": source.problem, "since": source.problem_since})
    return found


def _gone_in_directory(request: AtSchool) -> "list[StaffMember]":
    """Who leads and is gone as the school's directory says, for those who keep the staff list."""
    return leaving.gone_in_directory(request.school.id) if access.allows(request, Act.KEEP_STAFF) else []


def _rows(duties: "Sequence[Duty]") -> list[dict[str, object]]:
    return [{"case": duty.case, "due": duty.due, "duty": duty} for duty in duties]


def _orders(request: AtSchool) -> list[dict[str, object]]:
    """Court orders that nobody has seen yet, and those to look at again, for whoever may read them."""
    if not access.allows(request, Act.KEEP_ORDERS):
        return []
    today = timezone.localdate(request.now)
    said = "Somebody says there is an order about {}: ask to see it"
    unseen = [
        {"order": each, "since": each.starts_on, "what": said.format(each.contact.full_name)}
        for each in restrictions.to_check(request.school.id, today=today)
        if access.may_open(request, each)
    ]
    again = "The order about {} is to be looked at again"
    due = [
        {"order": each, "since": each.review_on, "what": again.format(each.contact.full_name)}
        for each in restrictions.to_review(request.school.id, today=today)
        if access.may_open(request, each)
    ]
    return unseen + due


def _details_changed(request: AtSchool) -> int:
    """How many adults have changed their own details since they were asked, and nobody has looked."""
    if not access.allows(request, Act.KEEP_FAMILIES):
        return 0
    return detail_checks.news(request.actor)


def _consents_differ(request: AtSchool) -> int:
    """How many consents are for the office to see to: parents differ, or a yes was taken back."""
    pupils = consents.answered_both_ways(request.school.id) if access.allows(request, Act.KEEP_CONSENTS) else []
    pupils = [each for each in pupils if each.id not in request.actor.own_children]
    if not pupils:
        return 0
    asked = consents.topics_of(request.school, adoption.packs_of(request.school))
    found = consents.unsettled(request.school, pupils, asked, today=timezone.localdate(request.now))
    return sum(len(each.conflicts()) + len(each.to_stop()) for each in found)


def _reach(request: AtSchool, duties: "Sequence[Duty]") -> Mapping[UUID, Reach]:
    cases = [duty.case for duty in duties]
    return reaching.reach_of(request.school, cases, now=request.now, reader=request.actor.staff_id)


@require_safe
def overdue(request: AtSchool) -> HttpResponse:
    """The overdue board: every late date of the school, with whom it is, since when, and who has been told."""
    access.whole_desk_for(request)
    group = request.GET.get("with", "")
    group = group if group in lateness.LABELS else ""
    after = place(request.GET.get("after", ""))
    board = lateness.board(request.actor, now=request.now, group=group, after=after)
    groups = lateness.by_group(request.actor, now=request.now)
    told = {
        "copies": [] if after else homecopies.late(request.actor, now=request.now),
        "rows": _rows(board.rows),
        "told": lateness.told_of(request.school.id, board.rows),
        "reach": _reach(request, board.rows),
        "group": group,
        "groups": [(name, label, number, _query({"with": name})) for name, label, number in groups],
        "number": sum(number for _, _, number in groups),
        "first": _query({"with": group}) if after else "",
        "next": board.next and _query({"with": group, "after": _written(board.next)}),
    }
    return render(request, "desk/overdue.html", told)


@require_safe
def inbox(request: AtSchool) -> HttpResponse:
    """Open cases, what is due first on top, 25 at a time."""
    access.desk_for(request)
    own = labels.names_of(request.actor)
    chosen = InboxFilters(request.GET, labels=own)
    filters = chosen.filters
    page = desk.inbox(request.actor, filters, now=request.now, after=place(request.GET.get("after", "")))
    narrowed = {"due": filters.due, "category": filters.category, "label": filters.label}
    urgent_ones = [each for each in page.rows if each.is_urgent]
    counts = desk.counts(request.actor)
    sums = {"mine": counts.mine, "nobody": counts.nobody, "all": counts.all}
    told = {
        "filters": filters,
        "chosen": InboxFilters(initial=narrowed | {"which": filters.which}, labels=own),
        "tabs": [(value, label, _query(narrowed | {"which": value}), sums[value]) for value, label in WHICH],
        "cases": page.rows,
        "labels": labels.of(request.actor, page.rows) if own else {},
        "rings": ringing.numbers_of(urgent_ones) if request.actor.works_whole_desk else {},
        "reach": reaching.reach_of(request.school, page.rows, now=request.now, reader=request.actor.staff_id),
        "first": _query(narrowed | {"which": filters.which}) if "after" in request.GET else "",
        "next": page.next and _query(narrowed | {"which": filters.which, "after": _written(page.next)}),
    }
    part = request.htmx and not request.htmx.history_restore_request
    response = render(request, f"desk/inbox.html{'#list' if part else ''}", told)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _query(names: dict[str, str]) -> str:
    return "?" + urlencode({name: value for name, value in names.items() if value})


def _written(where: desk.Place) -> str:
    return f"{where.due.isoformat()}_{where.id}{'' if where.rank else '_0'}"


@require_safe
def put_aside(request: AtSchool) -> HttpResponse:
    """Automatic messages that were put aside: no clock runs for them until a person says that one is real."""
    access.whole_desk_for(request)
    return render(request, "desk/put_aside.html", {"arrivals": lying.put_aside(request.actor)})


@require_POST
def take_up(request: AtSchool, arrival_id: UUID) -> HttpResponse:
    """Have a message that was put aside read as a person's after all."""
    arrival = access.arrival_for(request, arrival_id)
    parked.take_up(arrival, by=request.actor, now=request.now)
    messages.success(request, "It is being read as a real message. In a moment it stands in the inbox.")
    if arrival.case_id:
        return redirect("case", request.school.slug, arrival.case_id)
    return redirect("put-aside", request.school.slug)
