"""Reasons that a page asks for: whom else the policy sends a case to, whose yes its answer needs, what left out a day.

The first two are decided when somebody looks, from the stored event, so that they are what the policy says today.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bookbag.desk import queries
from bookbag.desk.actions.duties import sender_of
from bookbag.desk.models import Case, CaseEvent, Duty
from bookbag.desk.models.case import EventKind as CaseEventKind
from bookbag.desk.models.duty import State
from bookbag.policy.decisions import Decision, decide
from bookbag.policy.packs import Pack
from bookbag.policy.permissions import Actor
from bookbag.policy.values import Category, Channel, Event, EventKind, Facts
from bookbag.schools import queries as schools
from bookbag.schools.models import School


def of_case(case: Case, packs: Sequence[Pack], school: School) -> Decision:
    """What follows today from the message that opened a case, of the category that a person has given it since."""
    received = CaseEvent.objects.filter(school_id=case.school_id, case=case, kind=CaseEventKind.RECEIVED)
    first = received.select_related("message").order_by("at", "id").first()
    if first is None:
        return Decision()
    came = Event(EventKind.MESSAGE_RECEIVED, Channel(first.channel), Category(case.category), first.at)
    decision = decide(came, Facts(sender=sender_of(first.message)), packs, schools.calendar_of(school))
    return replace(decision, holds=tuple(hold for hold in decision.holds if hold.rules))


def leaving_out(day: date, actor: Actor) -> list[Duty]:
    """The open dates that were counted without a day, as far as the actor may see their cases; the first to fall due."""
    moved = Duty.objects.filter(
        school_id=actor.school_id, state=State.OPEN, skipped__contains=[{"day": day.isoformat()}]
    )
    of_mine = moved.filter(case__in=queries.seen_by(actor)).select_related("case")
    return list(of_mine.order_by("due", "id")[: queries.PAGE])
