"""What a school must enter before Bookbag may be trusted, each line red or done; and the form for what is told of itself."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bookbag.adoption import queries as adoption
from bookbag.adoption import reviewing
from bookbag.desk import connections
from bookbag.errors import Invalid
from bookbag.people import presence
from bookbag.policy import availability, english, precedence
from bookbag.policy.availability import Weekly
from bookbag.policy.permissions import Act
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.safeguarding import queries as safeguarding
from bookbag.schools import queries as schools
from bookbag.schools.actions import setting_up
from bookbag.schools.actions.setting_up import Details
from bookbag.web import access
from bookbag.web.forms.setup import SchoolDetails
from bookbag.web.requests import AtSchool, sent

TERMS_AHEAD = timedelta(days=120)
"""How far terms must reach: the longest clock that counts school days, 60 of them, ends within it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that has to be there: whether it is, what is to be said of it, and the page that mends it."""

    done: bool
    what: str
    says: str
    href: str = ""
    act: str = ""


@require_safe
def set_up(request: AtSchool) -> HttpResponse:
    """The list."""
    access.leave_for(request, Act.SET_UP)
    lines = [
        *_of_the_school(request),
        _email(request),
        _mailbox(request),
        _terms(request),
        _emergencies(request),
        _leads(request),
        *_policies(request),
    ]
    missing = sum(1 for line in lines if not line.done)
    keeps, demands = access.allows(request, Act.KEEP_STAFF), access.allows(request, Act.END_FACTOR)
    return render(
        request,
        "setup/set_up.html",
        {"lines": lines, "missing": missing, "keeps_staff": keeps, "demands_factors": demands},
    )


@require_http_methods(["GET", "POST"])
def details(request: AtSchool) -> HttpResponse:
    """Core hours, office hours and the local authority's numbers."""
    access.leave_for(request, Act.SET_UP)
    school = request.school
    known = {each.name: getattr(school, each.name) for each in fields(Details)}
    known |= {"core_from": school.core_hours.starts, "core_until": school.core_hours.ends}
    form = SchoolDetails(sent(request), initial=known)
    if form.is_bound and form.is_valid():
        try:
            changed = setting_up.set_up(school, form.details, by=request.actor)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            if changed:
                note(Kind.SCHOOL_SET_UP, by=request.actor, now=request.now, thing="school", thing_id=None, what=changed)
            messages.success(request, "The school’s details are kept.")
            return redirect("set-up", request.school.slug)
    return render(request, "setup/details.html", {"form": form})


def _of_the_school(request: AtSchool) -> Iterator[Line]:
    school, href = request.school, _href(request, "school-details")
    numbers = f"By day {school.childrens_services_day}, at night {school.childrens_services_night}."
    yield Line(
        school.tells_where_to_turn,
        "The local authority’s numbers",
        numbers
        if school.tells_where_to_turn
        else "Nobody who writes gets an automatic note, because it must say whom to ring about a child.",
        href,
        "Change" if school.tells_where_to_turn else "Enter the numbers",
    )
    core = school.core_hours
    words = f"{english.clock(core.starts)} to {english.clock(core.ends)}"
    swallowed = [
        each for each in _lessons(request) if each.stretch.starts <= core.starts and core.ends <= each.stretch.ends
    ]
    if school.core_from is None:
        says = f"Until they are entered, staff count as there whenever school is open, {words}."
    elif swallowed:
        says = f"{words}: all of it lessons under {swallowed[0].clause}, so nothing would ever reach a teacher."
    else:
        says = f"{words}."
    done = school.core_from is not None and not swallowed
    yield Line(done, "Core hours", says, href, "Change" if school.core_from else "Enter core hours")


def _lessons(request: AtSchool) -> tuple[Weekly, ...]:
    return availability.lessons(adoption.packs_of(request.school))


def _email(request: AtSchool) -> Line:
    """Whether a message went out and its answer came in (SPT-038)."""
    href, last = _href(request, "mailboxes"), connections.last_exchange(request.school.id)
    if last:
        return Line(
            True,
            "E-mail",
            f"Working: a test went out, and its reply came in on {english.full_moment(timezone.localtime(last))}.",
            href,
            "Test it again",
        )
    says = "Nobody has sent a test and answered it: whether mail goes out and comes in is not known."
    return Line(False, "E-mail", says, href, "Send a test")


def _mailbox(request: AtSchool) -> Line:
    boxes = schools.mailboxes_of(request.school)
    heard = [box for box in boxes if box.last_arrival_at]
    if heard:
        says = f"Mail comes in at {english.listed([b.address for b in heard])}."
        return Line(True, "The mailbox", says, _href(request, "mailboxes"), "Look at the mailboxes")
    names = english.listed([box.address for box in boxes])
    says = f"No mail has come to {names} yet. Let Bookbag read it, or let your mail service forward it here, and send a test."
    if not boxes:
        return Line(done=False, what="The mailbox", says="There is none. Whoever runs Bookbag adds one.")
    return Line(False, "The mailbox", says, _href(request, "mailboxes"), "Connect it")


def _terms(request: AtSchool) -> Line:
    calendar = schools.calendar_of(request.school)
    ends = max((term.last_day for term in calendar.terms), default=None)
    missing = ends is None or ends < _today(request) + TERMS_AHEAD
    if ends is None:
        says = "No terms are entered: no date can be worked out."
    elif missing:
        says = f"Terms end on {english.full_day(ends)}: no date after that can be worked out. Enter the next ones."
    else:
        says = f"Entered until {english.full_day(ends)}."
    return Line(not missing, "Terms", says, _href(request, "calendar"), "Enter terms" if missing else "Change")


def _emergencies(request: AtSchool) -> Line:
    alerted = presence.emergency_rota(request.school.id, on=_today(request))
    names = english.listed([each.staff.name for each in alerted])
    says = (
        f"{names} accepted it." if alerted else "Nobody is on it: at night and at weekends an emergency reaches nobody."
    )
    return Line(bool(alerted), "Emergency rota", says, _href(request, "rota"), "Open the rota")


def _leads(request: AtSchool) -> Line:
    """Who gets concerns about children."""
    leads = safeguarding.leads_of(request.school.id, today=_today(request))
    names = english.listed([lead.name for lead in leads])
    says = f"{names}." if leads else "There is none, and no deputy: concerns about children reach the headteacher only."
    return Line(bool(leads), "Safeguarding lead", says, _href(request, "staff"), "Open the staff list")


def _policies(request: AtSchool) -> Iterator[Line]:
    """What the policies need to be told, what only the head can decide, and reviews that nobody has held."""
    packs, rules = adoption.packs_of(request.school), _href(request, "policy-rules")
    needs = [need.what for pack in packs for need in pack.unmet]
    unmet = f"{english.count(len(needs), 'thing').capitalize()} nobody has entered yet: {'; '.join(needs)}."
    what = "What the policies leave to other documents"
    yield Line(not needs, what, unmet if needs else "All of it is entered.", rules, "Open the rules")
    apart = [conflict for conflict in precedence.conflicts(packs) if conflict.settled is None]
    undecided = [f"{each.first} and {each.second}, on {each.about}: the headteacher decides once." for each in apart]
    settled = "There are none, or they are decided."
    yield Line(not apart, "Clauses that pull apart", " ".join(undecided) or settled, rules, "Open the rules")
    today = _today(request)
    late = [
        f"“{each.binding.pack.title}” was to be reviewed by {english.full_day(each.due.day)}."
        for each in reviewing.reviews_due(request.school, today)
        if each.due and each.due.overdue(today)
    ]
    href = _href(request, "policy-reviews")
    yield Line(not late, "Reviews of the policies", " ".join(late) or "None is overdue.", href, "Open the reviews")


def _href(request: AtSchool, name: str) -> str:
    return reverse(name, args=[request.school.slug])


def _today(request: AtSchool) -> date:
    return timezone.localdate(request.now)
