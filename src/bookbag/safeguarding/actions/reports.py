"""Reports to named people: sent, alerted of, confirmed, dealt with step by step, closed.

All that is written is written through the letterbox: neither its author nor most of its readers have the sight of it, and
what an action was given has been found for its reader before.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from bookbag.desk.queries import LONDON
from bookbag.errors import Invalid, Stale
from bookbag.people import queries as people
from bookbag.policy import reporting
from bookbag.policy.permissions import Actor, Sight, process
from bookbag.policy.reporting import WAYS, To
from bookbag.record.kinds import Kind as Noted
from bookbag.record.writing import note
from bookbag.safeguarding import reports, wording
from bookbag.safeguarding.actions import telling
from bookbag.safeguarding.actions.telling import Addressee
from bookbag.safeguarding.models import Report, ReportAbout, ReportAlert, ReportReader, ReportStep
from bookbag.safeguarding.models.report import Kind, Step
from bookbag.safeguarding.reports import TELLS_ITS_AUTHOR
from bookbag.schools import locks, tenancy
from bookbag.schools.actions import logins
from bookbag.schools.letterbox import letterbox
from bookbag.schools.models import School

TASK = "safeguarding.report"
NOBODY = (
    "Nobody is entered here who stands above those whom it is about. Tell them yourself: the chair of governors about the"
    " headteacher, the clerk about the chair, the chair of trustees about the chief executive."
)
FIRST = {
    Step.LADO: "First enter that the local authority’s designated officer (LADO) was asked, or why not.",
    Step.POLICE: "First enter the police: which force, the reference and the time.",
    Step.ADVICE: "First enter whose advice was taken: HR, the chief executive, the LADO or a lawyer; when, and what it was.",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody reports."""

    kind: Kind
    aware_at: datetime
    about: frozenset[UUID] = frozenset()
    whom: str = ""
    words: str = ""
    place: str = ""
    by_whom: str = ""
    reference: str = ""
    to: To = To.HEAD


@dataclass(frozen=True, slots=True)
class Receipt:
    """What its author is told: its number, and to whom it went."""

    number: str
    at: datetime
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entered:
    """What was done about a report, as it is entered."""

    kind: Step
    at: datetime
    whom: str = ""
    reference: str = ""
    words: str = ""
    why_not: str = ""


def file(told: Told, *, by: Actor, now: datetime) -> Receipt:
    """Send a report to those for whom it is, and alert them at once. Whom it is about is never among them.

    Raises `Invalid` for a time to come, and where nobody stands above those whom it is about.
    """
    if told.aware_at > now:
        raise Invalid(fields={"on": "It cannot have been later than now."})
    with tenancy.atomic():
        roles = reports.roles_at(by.school_id, today=now.astimezone(LONDON).date())
        if told.about - roles.keys():
            raise Invalid(fields={"staff": "Choose somebody who works at the school."})
        kind = reporting.Kind(told.kind)
        apart = told.about | {by.person} if told.kind == Kind.INVESTIGATOR else told.about
        to = reporting.addressed(kind, roles, about=apart, to=told.to)
        if not to:
            raise Invalid(NOBODY)
        with letterbox():
            return _keep(told, to, by=by, now=now)


def _keep(told: Told, to: tuple[UUID, ...], *, by: Actor, now: datetime) -> Receipt:
    way, follows = WAYS[reporting.Kind(told.kind)], [by.person] if told.kind in TELLS_ITS_AUTHOR else []
    wait = way.again or way.onward
    kept = Report.objects.create(
        school_id=by.school_id,
        kind=told.kind,
        seen_by=[*to, *follows],
        author_id=by.person,
        whom=told.whom.strip()[:200],
        words=told.words.strip(),
        place=told.place.strip()[:200],
        by_whom=told.by_whom.strip()[:200],
        reference=told.reference.strip()[:60],
        aware_at=told.aware_at,
        sent_at=now,
        look_at=now + wait if wait else None,
    )
    own = {"school_id": by.school_id, "report": kept}
    ReportAbout.objects.bulk_create(ReportAbout(**own, staff_id=one) for one in told.about)
    ReportReader.objects.bulk_create(ReportReader(**own, staff_id=one) for one in to)
    _note(Noted.REPORT_FILED, kept, by=by, now=now)
    names = _alert(kept, to, by=by, now=now)
    return Receipt(kept.id.hex[:8].upper(), now, names)


def alert(school_id: int, *, now: datetime) -> int:
    """Alert once more who has not confirmed what cannot wait, and pass on what nobody has opened. Returns how many were told."""
    by = process("safeguarding", school_id)
    with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
        locks.hold(school_id, TASK)
        due = Report.objects.select_for_update(no_key=True).filter(school_id=school_id, look_at__lte=now)
        return sum(_look_again(each, by=by, now=now) for each in due.order_by("sent_at", "id"))


def _look_again(kept: Report, *, by: Actor, now: datetime) -> int:
    way, readers = WAYS[reporting.Kind(kept.kind)], list(kept.readers.all())
    if way.again:
        told = [each.staff_id for each in readers if each.confirmed_at is None]
        kept.look_at = now + way.again if told else None
    else:
        told = [] if any(each.opened_at for each in readers) else _pass_onward(kept, now=now)
        kept.look_at = None
    kept.save(update_fields=["look_at", "seen_by"])
    _alert(kept, tuple(told), by=by, now=now)
    return len(told)


def _pass_onward(kept: Report, *, now: datetime) -> list[UUID]:
    """Let the chief executive have it as well, where there is one who has not."""
    roles = reports.roles_at(kept.school_id, today=now.astimezone(LONDON).date())
    top = reporting.chief(roles, apart=[each.staff_id for each in kept.about.all()])
    if top is None or kept.readers.filter(staff_id=top).exists():
        return []
    kept.seen_by = [*dict.fromkeys([*kept.seen_by, top])]
    ReportReader.objects.create(school_id=kept.school_id, report=kept, staff_id=top)
    return [top]


def _alert(kept: Report, to: tuple[UUID, ...], *, by: Actor, now: datetime) -> tuple[str, ...]:
    school = School.objects.get(id=kept.school_id)
    members = {member.id: member for member in people.staff_in_order(school.id).filter(id__in=to)}
    ReportAlert.objects.bulk_create(
        ReportAlert(school_id=school.id, report=kept, staff_id=one, at=now) for one in to if one in members
    )
    again = WAYS[reporting.Kind(kept.kind)].again is not None
    link = f"{settings.PUBLIC_URL}/{school.slug}/reports"
    for one, member in members.items():
        _note(Noted.REPORT_ALERTED, kept, by=by, now=now, to=str(one))
        numbers = telling.numbers_of(school)
        words = wording.to_reader(member.name, link=link, school_name=school.name, numbers=numbers, again=again)
        telling.tell(school, Addressee(member.id, member.name, member.email), words, by=by, now=now)
    return tuple(members[one].name for one in to if one in members)


def opened(report: Report, *, by: Actor, now: datetime) -> None:
    """Keep that somebody to whom it was sent has opened it, and when they first did."""
    with letterbox():
        own = report.readers.filter(school_id=report.school_id, staff_id=by.person)
        if own.exists():
            own.filter(opened_at=None).update(opened_at=now)
            _note(Noted.REPORT_READ, report, by=by, now=now)


def confirm(reader: ReportReader, *, by: Actor, now: datetime) -> None:
    """Say "I have it": nobody alerts them any more."""
    with tenancy.atomic(), letterbox():
        if not ReportReader.objects.filter(id=reader.id, confirmed_at=None).update(confirmed_at=now):
            raise Stale("You have it already.")
        _note(Noted.REPORT_CONFIRMED, reader.report, by=by, now=now)


def enter(report: Report, entered: Entered, *, by: Actor, now: datetime) -> ReportStep:
    """Enter what was done. Raises `Invalid` where something must be done first, or where what belongs to it is missing."""
    if faults := _faults(entered, now):
        raise Invalid(fields=faults)
    with tenancy.atomic(), letterbox():
        return _step(_lock(report), entered, by=by, now=now)


def _faults(entered: Entered, now: datetime) -> dict[str, str]:
    """What this step lacks."""
    faults = {"on": "It cannot have been done later than now."} if entered.at > now else {}
    whom, reference, words = (given.strip() for given in (entered.whom, entered.reference, entered.words))
    if entered.kind == Step.LADO and entered.why_not.strip():
        return faults
    asked = {
        Step.LADO: [("whom", whom, "Say with whom you spoke, or why nobody was asked."), _reference(reference)],
        Step.POLICE: [("whom", whom, "Say which police force."), _reference(reference)],
        Step.ADVICE: [
            ("whom", whom, "Say whose advice it is: HR, the chief executive, the LADO or a lawyer."),
            ("words", words, "Say what the advice is."),
        ],
        Step.SUITABILITY: [("whom", whom, "Say who considered it."), ("words", words, "Say what was decided.")],
    }
    lacking = asked.get(entered.kind, [("words", words, "Say what was done.")])
    return faults | {name: sentence for name, given, sentence in lacking if not given}


def _reference(given: str) -> tuple[str, str, str]:
    return ("reference", given, "Enter the reference that you were given.")


def _step(kept: Report, entered: Entered, *, staff_id: UUID | None = None, by: Actor, now: datetime) -> ReportStep:
    first = reporting.missing_first(reporting.Kind(kept.kind), reporting.Step(entered.kind), reports.done(kept))
    if first:
        raise Invalid(FIRST[Step(first)])
    step = ReportStep.objects.create(
        school_id=kept.school_id,
        report=kept,
        kind=entered.kind,
        whom=entered.whom.strip()[:200],
        reference=entered.reference.strip()[:60],
        words=entered.words.strip(),
        why_not=entered.why_not.strip()[:300],
        staff_id=staff_id,
        at=entered.at,
        by_id=by.person,
        entered_at=now,
    )
    _note(Noted.REPORT_STEP, kept, by=by, now=now, step=str(entered.kind))
    return step


def close(report: Report, *, outcome: str, by: Actor, now: datetime) -> None:
    """Say what came of it. Raises `Invalid` while a step that belongs to it is missing."""
    if not outcome.strip():
        raise Invalid(fields={"outcome": "Say what came of it."})
    with tenancy.atomic(), letterbox():
        kept = _lock(report)
        if missing := reports.lacks(kept):
            steps = "; ".join(each.label for each in missing)
            raise Invalid(f"This cannot be closed yet. Still to be entered: {steps}.")
        kept.closed_at, kept.closed_by_id, kept.outcome, kept.look_at = now, by.person, outcome.strip(), None
        kept.save(update_fields=["closed_at", "closed_by", "outcome", "look_at"])
        _note(Noted.REPORT_CLOSED, kept, by=by, now=now)


def suspend(about: ReportAbout, *, by: Actor, now: datetime) -> None:
    """Close the account of somebody whom a report is about, in every school at once. All that they wrote stays."""
    with tenancy.atomic(), letterbox():
        kept, user = _lock(about.report), about.staff.user_id
        if user is None:
            raise Invalid(f"{about.staff.name} has no account here.")
        words = Entered(Step.SUSPENDED, now, words="Signed out everywhere; nobody opens the account but from here.")
        _step(kept, words, staff_id=about.staff_id, by=by, now=now)
        logins.suspend(user, now=now)


def open_again(about: ReportAbout, *, by: Actor, now: datetime) -> None:
    """Open an account again that was closed here, if only after the report was."""
    with tenancy.atomic(), letterbox():
        if about.staff.user_id is not None:
            _step(about.report, Entered(Step.OPENED_AGAIN, now), staff_id=about.staff_id, by=by, now=now)
            logins.lift(about.staff.user_id)


def _lock(report: Report) -> Report:
    """The report as it stands now. Raises `Stale` where it is closed."""
    kept = Report.objects.select_for_update().get(school_id=report.school_id, id=report.id)
    if kept.closed_at is not None:
        raise Stale("A colleague has closed this already.")
    return kept


def _note(kind: Noted, report: Report, *, by: Actor, now: datetime, **detail: str) -> None:
    note(kind, by=by, now=now, thing="report", thing_id=report.id, sight=Sight.SAFEGUARDING, **detail)
