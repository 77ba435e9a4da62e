"""Telling reviewers that a policy's review comes near, or is overdue: once for each day on which they are to be warned."""

from datetime import date, datetime, timedelta
from uuid import uuid5

from django.conf import settings

from bookbag.adoption import reviewing
from bookbag.adoption.reviewing import Reviewed
from bookbag.desk.wording.review import review
from bookbag.outbox.actions import dispatches
from bookbag.people import queries as people
from bookbag.policy.clearing import Words, fixed_notice
from bookbag.policy.permissions import Actor, process
from bookbag.policy.reviewing import Due
from bookbag.policy.rules.timed import LONDON
from bookbag.schools import tenancy, tokens
from bookbag.schools.models import School

ONE_DAY = timedelta(days=1)


def remind(school_id: int, *, now: datetime) -> int:
    """Tell the reviewers of each policy what they have not been told yet. Returns how many notes that were.

    The claim of a notice decides, in the transaction that queues it: killed anywhere or run twice, each is told once.
    """
    today = now.astimezone(LONDON).date()
    with tenancy.atomic(school_id):
        school = School.objects.get(id=school_id)
        due = [(each, each.due) for each in reviewing.reviews_due(school, today)]
        staff = [
            (member, Actor(member.name, school_id, staff_id=member.id, roles=frozenset(roles)))
            for member, roles in people.staff_with_roles(school_id, today=today)
            if member.email
        ]
        return sum(
            _tell(school, each, when, actor, member.email, today=today, now=now)
            for each, when in due
            if when
            for member, actor in staff
            if each.falls_to(actor)
        )


def _since(due: Due, today: date) -> date | None:
    """The day from which this is to be told: that of the latest warning, or the first on which the review is overdue."""
    return due.day + ONE_DAY if due.overdue(today) else due.warned(today)


def _tell(school: School, each: Reviewed, due: Due, to: Actor, address: str, *, today: date, now: datetime) -> bool:
    since, pack = _since(due, today), each.binding.pack
    if since is None:
        return False
    if not dispatches.give_notice(
        school.id, about=uuid5(to.person, f"review of {pack.slug}"), address=address, day=since
    ):
        return False
    link = f"{settings.PUBLIC_URL}/{school.slug}/policy/reviews"
    notice = review(to.name, title=pack.title, stands=due.in_words(today), link=link, school_name=school.name)
    words = Words("email", notice.subject, notice.body, (address,))
    dispatches.queue(
        words,
        fixed_notice(words, notice=dispatches.TO_STAFF),
        about=to.person,
        sight=0,
        to_name=to.name,
        to_address=address,
        from_name=school.name,
        from_address=school.email,
        token=tokens.issue(school.id, to.person),
        automatic=True,
        by=process("reminding", school.id),
        now=now,
        not_before=now,
    )
    return True
