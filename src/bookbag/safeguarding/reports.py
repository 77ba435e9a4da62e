"""What may be asked of reports. The database shows each to those alone for whom it is, so that no question here has to."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from bookbag.errors import NotFound
from bookbag.people import queries as people
from bookbag.policy import reporting
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.policy.reporting import RECEIVE
from bookbag.safeguarding.models import Report, ReportAbout, ReportAlert, ReportReader, ReportStep
from bookbag.safeguarding.models.report import Kind as Kind  # noqa: PLC0414 - entry rooms have it from here
from bookbag.safeguarding.models.report import Step as Step  # noqa: PLC0414 - as above
from bookbag.schools import tenancy

SHOWN = 100
TELLS_ITS_AUTHOR = frozenset({Kind.FILTER})
"""Of these the author sees how they stand; of the others there is no way back to what was sent."""


def receives(actor: Actor) -> bool:
    """Whether somebody may ever be sent a report."""
    return bool(actor.roles & RECEIVE)


def mine(actor: Actor) -> list[Report]:
    """The reports that are there for somebody, the newest first: those sent to them, and those of theirs that they may follow."""
    rows = Report.objects.filter(school_id=actor.school_id, seen_by__contains=[actor.person])
    return list(rows.select_related("author").prefetch_related("readers__staff").order_by("-sent_at", "id")[:SHOWN])


def how_many(actor: Actor) -> int:
    """How many reports somebody has not confirmed."""
    if not receives(actor):
        return 0
    own = ReportReader.objects.filter(school_id=actor.school_id, staff_id=actor.staff_id, confirmed_at=None)
    return own.filter(report__closed_at=None).count()


def find(actor: Actor, report_id: UUID) -> Report:
    """A report that is there for somebody. Raises `NotFound` for everybody else."""
    rows = Report.objects.select_related("author", "closed_by")
    found = rows.filter(school_id=actor.school_id, id=report_id, seen_by__contains=[actor.person]).first()
    if found is None:
        raise NotFound
    return found


def reader(report: Report, actor: Actor) -> ReportReader | None:
    """Somebody as one to whom it was sent, or None: its author."""
    return report.readers.filter(school_id=report.school_id, staff_id=actor.staff_id).first()


def readers_of(report: Report) -> list[ReportReader]:
    """To whom it was sent."""
    return list(report.readers.select_related("staff").order_by("staff__sort_key", "id"))


def alerts_of(report: Report) -> list[ReportAlert]:
    """Who was alerted and when."""
    return list(report.alerts.select_related("staff").order_by("at", "staff__sort_key"))


def about(report: Report) -> list[ReportAbout]:
    """Whom it is about of those who work here, with their logins."""
    return list(report.about.select_related("staff__user").order_by("staff__sort_key", "id"))


def steps_of(report: Report) -> list[ReportStep]:
    """What was done, in order."""
    return list(report.steps.select_related("by", "staff").order_by("at", "entered_at", "id"))


def done(report: Report) -> set[reporting.Step]:
    """The kinds of steps that are entered."""
    return {reporting.Step(kind) for kind in report.steps.values_list("kind", flat=True)}


def lacks(report: Report) -> tuple[Step, ...]:
    """What must be entered before it can be closed."""
    return tuple(Step(each) for each in reporting.missing_last(reporting.Kind(report.kind), done(report)))


def known_for(report: Report) -> timedelta:
    """How long its author had known before they sent it, in whole minutes."""
    return timedelta(minutes=(report.sent_at - report.aware_at) // timedelta(minutes=1))


def roles_at(school_id: int, *, today: date) -> dict[UUID, frozenset[Role]]:
    """Everybody at a school with the roles that hold today: those of the trust and the governors too."""
    return {member.id: frozenset(roles) for member, roles in people.staff_with_roles(school_id, today=today)}


def schools_to_alert(school_ids: Sequence[int], *, now: datetime) -> list[int]:
    """At which of these schools somebody has to be alerted of a report."""
    if not school_ids:
        return []
    with tenancy.atomic(schools=tuple(school_ids), sight=Sight.SAFEGUARDING):
        due = Report.objects.filter(school_id__in=school_ids, look_at__lte=now)
        return list(due.order_by("school_id").values_list("school_id", flat=True).distinct())
