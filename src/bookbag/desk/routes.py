"""Where the policy sends a case, and who there is to have it: read and decided here, carried out by `actions.routing`."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from bookbag.adoption import queries as adoption
from bookbag.desk import about
from bookbag.desk.colleagues import Staff
from bookbag.desk.models import Case, CaseEvent, CasePupil, Routed
from bookbag.desk.models.case import EventKind as CaseEventKind
from bookbag.desk.senders import sender_of
from bookbag.desk.topics import TOPICS, Goes
from bookbag.people import queries as people
from bookbag.policy import routing
from bookbag.policy.decisions import routed
from bookbag.policy.packs import Pack
from bookbag.policy.permissions import Role
from bookbag.policy.reminding import acting_for
from bookbag.policy.routing import Taker, There
from bookbag.policy.rules.words import Post
from bookbag.policy.sentences import post_in_words
from bookbag.policy.values import Category, Channel, Event, EventKind, Facts, Route, Sender
from bookbag.schools.models import School

SENCO = Role.SENCO.value
CHOSEN = Route(to=Post.PERSON_ASKED_FOR, clause="", pack="", because="The subject that was chosen says who sees to it.")
_WORDS = {SENCO: "the SENCO", Post.TEACHER: "the class teacher", Post.SENIOR_LEADER: "the senior leaders"}


def in_words(post: str) -> str:
    """Name whoever a case went to as families and colleagues call them: "the SENCO", "the class teacher"."""
    return _WORDS.get(post) or post_in_words(Post(post))


def of_event(event: CaseEvent, case: Case, packs: Sequence[Pack], *, sender: Sender, goes: Goes) -> list[Route]:
    """The routes of what came in, the policy's first; behind them whoever sees to the subject that its writer chose."""
    came = Event(EventKind.MESSAGE_RECEIVED, Channel(event.channel), Category(case.category), event.at)
    found = list(routed(came, Facts(sender=sender), packs))
    return [*found, CHOSEN] if goes else found


def of_case(case: Case, school: School) -> tuple[list[Route], Goes]:
    """The routes of the message that a case began with, of the category that it has now."""
    received = CaseEvent.objects.filter(school_id=case.school_id, case=case, kind=CaseEventKind.RECEIVED)
    first = received.select_related("message").order_by("at", "id").first()
    if first is None:
        return [], None
    topic = first.message.said.get("topic") if first.message else None
    goes = TOPICS[topic].goes if topic else None
    sender = sender_of(first.message)
    return of_event(first, case, adoption.packs_of(school), sender=sender, goes=goes), goes


def taker(case: Case, routes: Sequence[Route], goes: Goes, staff: Staff, *, now: datetime) -> Taker | None:
    """Who has a case under these routes. Nobody has what is about them or their own child; who is away has a stand-in."""
    seeing = staff.seeing(case.sight, apart=about.apart_of(case.school_id, [case.id], staff.members).get(case.id, ()))
    who = {one: who for one in seeing.hours if (who := acting_for(one, seeing, now)[0])}
    rows = CasePupil.objects.filter(school_id=case.school_id, case=case)
    pairs = list(rows.values_list("pupil_id", "pupil__school_class__teacher_id"))
    pupils, teachers = {pupil for pupil, _ in pairs}, tuple({teacher for _, teacher in pairs if teacher})
    asked_for = teachers if goes is Post.TEACHER else ()
    if isinstance(goes, Role):
        asked_for = tuple(one.id for one in staff.members.values() if goes in one.roles)
    while True:
        found = routing.choose(routes, There(teachers, asked_for, seeing.posts, who))
        if found is None or found.staff is None or not people.own_children(found.staff) & pupils:
            return found
        who = {one: stands for one, stands in who.items() if stands != found.staff}


def name_of(found: Taker, goes: Goes) -> str:
    """What is kept of whom it went to: a post, or the role that sees to the subject."""
    return goes.value if found.post is Post.PERSON_ASKED_FOR and goes else found.post.value


def passed_over(case: Case, to: UUID, school: School, staff: Staff, *, now: datetime) -> str:
    """The clause by which a case goes to the class teacher first, where it would go to a leader before it was there (WYT-096)."""
    leads = {Role.HEAD, Role.SENIOR_LEADER, Role.DSL} & (staff.members[to].roles if to in staff.members else set())
    if not leads:
        return ""
    routes, goes = of_case(case, school)
    first = [route for route in routes if route.first and route.to == Post.TEACHER]
    found = taker(case, first, goes, staff, now=now) if first else None
    if found is None or found.staff in {None, to, case.owner_id}:
        return ""
    had = Routed.objects.filter(school_id=case.school_id, case=case, post=Post.TEACHER).exists()
    return "" if had and case.owner_id else found.route.clause


def last_of(case: Case) -> Routed | None:
    """To whom a case went last by the policy."""
    return Routed.objects.filter(school_id=case.school_id, case=case).order_by("-at", "-id").first()
