"""Each adult's own copy of a letter home: kept when it leaves, and posted on paper where e-mail did not bring it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from bookbag.desk import homecopies
from bookbag.desk.models import CaseParty, HomeCopy, Reply
from bookbag.desk.models.reply import Home
from bookbag.errors import Invalid, NotFound, Stale
from bookbag.people.folding import folded_email
from bookbag.policy import worktime
from bookbag.policy.calendar import OutsideCalendar
from bookbag.policy.permissions import Actor
from bookbag.policy.values import Clock
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import queries as schools
from bookbag.schools import tenancy
from bookbag.schools.models import School

if TYPE_CHECKING:
    from bookbag.compose.models import DraftRecipient

LATE_AFTER = 1
"""School days after which a copy that has not arrived is late (SPT-030)."""


def keep(reply: Reply, recipients: Sequence["DraftRecipient"], school: School, *, by: Actor, now: datetime) -> None:
    """Keep each adult's own copy of a letter that leaves now, those on paper among them, and note what is withheld."""
    told = homecopies.to_tell(reply.case, Home(reply.home), now=now)
    HomeCopy.objects.filter(school_id=reply.school_id, reply=reply).delete()  # one that was undone is sent anew
    addresses = {each.contact_id: each.address for each in recipients if each.contact_id}
    on_paper = {each.contact_id for each in told.addressees if not each.email} - set(addresses)
    due = _due(school, now)
    HomeCopy.objects.bulk_create(
        HomeCopy(
            school_id=reply.school_id,
            sight=reply.sight,
            reply=reply,
            contact_id=contact_id,
            address=addresses.get(contact_id, ""),
            due=due,
        )
        for contact_id in [*addresses, *on_paper]
    )
    _belong(reply, recipients)
    if told.left_out:
        note(
            Kind.COPY_WITHHELD,
            by=by,
            now=now,
            thing="case",
            thing_id=reply.case_id,
            sight=reply.sight,
            adults=told.left_out,
        )


def _due(school: School, now: datetime) -> datetime | None:
    try:
        return worktime.span(now, clock=Clock.SCHOOL_DAYS, days=LATE_AFTER, calendar=schools.calendar_of(school)).due
    except OutsideCalendar:
        return None


def _belong(reply: Reply, recipients: Sequence["DraftRecipient"]) -> None:
    """Let each who gets it take part in the case, so that an answer finds its way."""
    CaseParty.objects.bulk_create(
        (
            CaseParty(
                school_id=reply.school_id,
                sight=reply.sight,
                case_id=reply.case_id,
                contact_id=each.contact_id,
                name=each.name,
                address=folded_email(each.address),
                wrote=False,
                because="We wrote to them." if each.contact_id else "",
            )
            for each in recipients
        ),
        ignore_conflicts=True,
    )


def post(copy_id: UUID, *, on: date, by: Actor, now: datetime) -> HomeCopy:
    """Say that a copy was posted on paper, and on which day. Raises `Invalid` for a day that cannot be."""
    with tenancy.atomic():
        kept = (
            HomeCopy.objects.select_for_update(of=("self",))
            .select_related("reply__case")
            .filter(school_id=by.school_id, id=copy_id)
            .first()
        )
        if kept is None:
            raise NotFound
        if kept.posted_on:
            raise Stale("Somebody has noted already that it was posted.")
        today = now.astimezone(homecopies.LONDON).date()
        if not kept.reply.case.opened_at.astimezone(homecopies.LONDON).date() <= on <= today:
            raise Invalid(
                fields={"on": "Choose the day on which it was posted: not before it was written, not after today."}
            )
        kept.posted_on, kept.posted_by_id = on, by.person
        kept.save(update_fields=["posted_on", "posted_by"])
        note(
            Kind.COPY_POSTED,
            by=by,
            now=now,
            thing="case",
            thing_id=kept.reply.case_id,
            sight=kept.sight,
            copy=str(kept.id),
        )
        return kept
