"""What the policy says of a case besides its dates: to whom it goes, and whose yes its answer needs.

Decided when somebody looks, from the stored event, so that it is what the policy says today. Nothing here is kept.
"""

from collections.abc import Sequence
from dataclasses import replace

from bookbag.desk.actions.duties import sender_of
from bookbag.desk.models import Case, CaseEvent
from bookbag.desk.models.case import EventKind as CaseEventKind
from bookbag.policy.decisions import Decision, decide
from bookbag.policy.packs import Pack
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
