"""A school whose promises stand as a test sets them, without the mails and days that would lead to it."""

from datetime import date, timedelta

from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Desk

from bookbag.desk.models import Case, CaseEvent, Duty
from bookbag.governance.periods import Period
from bookbag.policy.permissions import Sight
from bookbag.schools import tenancy

NOW = worlds.NOW
DUE = NOW - timedelta(days=3)
YEAR = Period("the school year 2025–26", date(2025, 9, 1), date(2026, 8, 31), is_year=True)
IN_TIME, LATE = DUE - timedelta(hours=1), DUE + timedelta(hours=1)
STATES = {
    "kept": {"state": "met", "due": DUE, "ended_at": IN_TIME},
    "met late": {"state": "met", "due": DUE, "ended_at": LATE},
    "open and late": {"state": "open", "due": DUE, "ended_at": None},
    "open": {"state": "open", "due": NOW + timedelta(days=1), "ended_at": None},
    "undated": {"state": "open", "due": None, "ended_at": None},
    "waived": {"state": "waived", "due": DUE, "ended_at": LATE},
}


def desk() -> Desk:
    """A desk with nothing promised yet."""
    made = browsing.desk()
    with tenancy.atomic(made.school.id):
        Duty.objects.all().delete()
    return made


def another_case(at: Desk, *, sight: Sight = Sight.ORDINARY) -> Case:
    """A further case, at a level of sight."""
    case = browsing.brought(at.school, mails.mail(subject=f"Sight {sight}", message_id=f"sight{sight}@home.example"))
    with tenancy.atomic(at.school.id, sight=Sight.SAFEGUARDING):
        Duty.objects.filter(case=case).delete()
        Case.objects.filter(id=case.id).update(sight=sight)
        return Case.objects.get(id=case.id)


def promise(case: Case, clause: str, *states: str, pack: str = "wyton") -> None:
    """Promises of a clause in a case, one in each of these states."""
    with tenancy.atomic(case.school_id, sight=Sight.SAFEGUARDING):
        for number, state in enumerate(states):
            event = CaseEvent.objects.create(
                school_id=case.school_id,
                sight=case.sight,
                case=case,
                kind="received",
                at=NOW - timedelta(days=9 - number),
            )
            Duty.objects.create(
                school_id=case.school_id,
                sight=case.sight,
                case=case,
                event=event,
                duty="respond",
                pack=pack,
                version="1",
                clause=clause,
                because="A test says so.",
                **STATES[state],
            )
