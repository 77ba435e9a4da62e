"""What colleagues were asked about open cases and have not answered: for those asked, for a case, and for who alerts them."""

from datetime import datetime

from django.db.models import QuerySet

from bookbag.desk.models import Ask, Case
from bookbag.policy.permissions import Actor


def unanswered(school_id: int) -> QuerySet[Ask]:
    """Questions about open cases that wait for their answer."""
    return Ask.objects.filter(school_id=school_id, answer=None, question__case__is_open=True)


def of(actor: Actor) -> list[Ask]:
    """What the actor was asked, what is needed first on top."""
    mine = unanswered(actor.school_id).filter(colleague_id=actor.staff_id)
    return list(mine.select_related("question__author", "question__case").order_by("needed_by", "id")[:25])


def by(actor: Actor) -> list[Ask]:
    """What the actor has asked of others, what is needed first on top."""
    own = unanswered(actor.school_id).filter(question__author_id=actor.staff_id)
    return list(own.select_related("colleague", "question__case").order_by("needed_by", "id")[:25])


def about(case: Case, actor: Actor) -> Ask | None:
    """What the actor was asked about a case, what is needed first; None where nothing is left to answer."""
    mine = unanswered(actor.school_id).filter(colleague_id=actor.staff_id, question__case=case)
    return mine.select_related("question__author").order_by("needed_by", "id").first()


def to_tell(school_id: int, *, now: datetime) -> list[Ask]:
    """Questions whose colleague may be alerted by now and has not been."""
    untold = unanswered(school_id).filter(told_at=None, tell_from__lte=now)
    return list(untold.select_related("question__author", "question__case", "colleague").order_by("tell_from", "id"))
