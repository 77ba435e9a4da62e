"""A message that went to the wrong person: a personal data breach, whose 72 hours run from when anybody at the school knew.

What the law asks is in the pack law-england (LAW-007). Other breaches, and the register of all, are not kept here yet.
"""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bookbag.desk.actions import cases, duties
from bookbag.desk.models import Breach, Case, CaseEvent, CaseParty, Message
from bookbag.desk.models.case import EventKind, unhurried
from bookbag.errors import Invalid, NotFound
from bookbag.people import queries as people
from bookbag.policy.permissions import Actor, Role
from bookbag.policy.values import Category, Met, Sender
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import queries as schools
from bookbag.schools import tenancy
from bookbag.schools.models import School

SUBJECT = "Sent to the wrong person"
DECIDES = (Role.DPO, Role.BUSINESS_MANAGER, Role.HEAD)
"""Who decides what is told to the Commissioner: the first of these whom the school has."""


def report_misdirected(message: Message, *, aware_at: datetime, what: str, by: Actor, now: datetime) -> Case:
    """Open the breach of a message that went to the wrong person; where it has been reported already, give that case.

    `aware_at` is when anybody at the school knew. Raises `Invalid` for a time before the message left or after now.
    """
    with tenancy.atomic():
        cases.lock(message.case)
        if known := Breach.objects.filter(school_id=message.school_id, message=message).first():
            return known.case
        _check(message, aware_at, what, now)
        case = _open(message, aware_at, by=by, now=now)
        Breach.objects.create(
            school_id=case.school_id, sight=case.sight, case=case, message=message, aware_at=aware_at, what=what.strip()
        )
        note(Kind.BREACH_REPORTED, by=by, now=now, thing="case", thing_id=case.id, sight=case.sight, of=str(message.id))
        school = School.objects.get(id=case.school_id)
        event = CaseEvent.objects.create(
            school=school, sight=case.sight, case=case, kind=EventKind.NOTICED, at=aware_at, channel=message.channel
        )
        calendar = schools.calendar_of(school)
        duties.set_for(event, case, school, calendar, sender=Sender.STAFF, by=by, now=now)
        case.save()
        return case


def told_commissioner(case: Case, *, at: datetime, reference: str, by: Actor, now: datetime) -> None:
    """Note that the Information Commissioner was told of a breach, and when. It keeps the promise of the law."""
    with tenancy.atomic():
        kept, breach = cases.lock(case), _breach(case)
        if not breach.aware_at <= at <= now:
            raise Invalid(fields={"at": "It was told between when you knew of it and now."})
        breach.told_at, breach.reference = at, reference.strip()[:60]
        breach.not_told_because = ""
        breach.save(update_fields=["told_at", "reference", "not_told_because"])
        duties.meet(kept, Met.REPORT_MADE, at=at, by=by, now=now)
        kept.save(update_fields=["next_due"])
        note(Kind.BREACH_TOLD, by=by, now=now, thing="case", thing_id=kept.id, sight=kept.sight)


def need_not_tell(case: Case, *, because: str, by: Actor, now: datetime) -> None:
    """Note why the Commissioner need not be told: no risk to anybody is likely. The reason is kept (Article 33(5))."""
    if not because.strip():
        raise Invalid(fields={"because": "Say why nobody is likely to be harmed. The law wants the reason kept."})
    with tenancy.atomic():
        kept, breach = cases.lock(case), _breach(case)
        if breach.told_at:
            raise Invalid("The Information Commissioner has been told of it already.")
        breach.not_told_because = because.strip()[:300]
        breach.save(update_fields=["not_told_because"])
        duties.waive(kept, reason=breach.not_told_because, by=by, now=now)
        kept.save(update_fields=["next_due"])
        note(Kind.BREACH_NOT_TOLD, by=by, now=now, thing="case", thing_id=kept.id, sight=kept.sight)


def _check(message: Message, aware_at: datetime, what: str, now: datetime) -> None:
    faults = {}
    if message.direction != "out":
        raise Invalid("Only what the school sent can have gone to the wrong person.")
    if not what.strip():
        faults["what"] = "Say in a few words what the wrong person can read now."
    if aware_at > now:
        faults["aware_at"] = "You cannot have noticed it later than now."
    elif aware_at < message.at:
        faults["aware_at"] = "You cannot have noticed it before the message left."
    if faults:
        raise Invalid(fields=faults)


def _open(message: Message, aware_at: datetime, *, by: Actor, now: datetime) -> Case:
    """The case of the breach. It has the sight of the message's own case, whose words it is about."""
    case = Case.objects.create(
        school_id=message.school_id,
        sight=message.sight,
        subject=SUBJECT,
        channel=message.channel,
        category=Category.DATA_BREACH,
        owner_id=_decider(message.school_id, now=now),
        who=by.name[:200],
        opened_at=now,
        last_message_at=aware_at,
        next_due=unhurried(aware_at),
    )
    note(Kind.CASE_OPENED, by=by, now=now, thing="case", thing_id=case.id, sight=case.sight)
    CaseParty.objects.create(school_id=case.school_id, sight=case.sight, case=case, name=by.name[:200], address="")
    return case


def _decider(school_id: int, *, now: datetime) -> UUID | None:
    held = people.staff_with_roles(school_id, today=timezone.localdate(now))
    for role in DECIDES:
        for member, roles in held:
            if role in roles:
                return member.id
    return None


def _breach(case: Case) -> Breach:
    """The breach of a case; one that a person has called a breach has no message of ours, and is known since it came."""
    if case.category != Category.DATA_BREACH:
        raise NotFound
    breach, _ = Breach.objects.select_for_update().get_or_create(
        school_id=case.school_id, case=case, defaults={"sight": case.sight, "aware_at": case.opened_at}
    )
    return breach
