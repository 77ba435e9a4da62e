"""What whoever complained can follow by their own link: which steps are done, and the next day that is promised. No words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core import signing

from bookbag.desk import complaints
from bookbag.desk.models import Case, CaseEvent, ComplaintStep, Duty
from bookbag.desk.models.case import EventKind
from bookbag.desk.models.duty import State
from bookbag.policy.complaining import Said
from bookbag.policy.permissions import Sight
from bookbag.policy.values import DutyKind
from bookbag.schools.models import School

SALT = "bookbag.matter"


@dataclass(frozen=True, slots=True)
class Followed:
    """The steps of one matter, each with the moment at which it was done, and by when the next is promised."""

    came: datetime
    steps: tuple[tuple[str, datetime | None], ...]
    promised: datetime | None
    is_open: bool


def link(school: School, case_id: UUID) -> str:
    """The address of the page of one matter. Only who has it can open it."""
    return f"{settings.PUBLIC_URL}/{school.slug}/write/matter/{signing.dumps(str(case_id), salt=f'{SALT}.{school.id}')}"


def read(school: School, token: str) -> Followed | None:
    """What an address shows, in a block of the school's; None for one that we never gave, or whose matter is closed to it.

    A sealed case is not there, and neither is one that has become something else than a concern or a complaint.
    """
    try:
        case_id = UUID(signing.loads(token, salt=f"{SALT}.{school.id}"))
    except (signing.BadSignature, ValueError):
        return None
    case = Case.objects.filter(school_id=school.id, id=case_id, sight=Sight.ORDINARY).first()
    return of(case) if case and complaints.is_one(case) else None


def of(case: Case) -> Followed:
    """The steps as whoever complained sees them."""
    looked = ComplaintStep.objects.filter(school_id=case.school_id, case=case, kind=Said.INVESTIGATOR)
    answered = CaseEvent.objects.filter(school_id=case.school_id, case=case, kind=EventKind.ANSWERED)
    begun = looked.order_by("at").values_list("at", flat=True).first()
    done = answered.order_by("-at").values_list("at", flat=True).first()
    owed = Duty.objects.filter(school_id=case.school_id, case=case, state=State.OPEN, duty=DutyKind.RESPOND)
    return Followed(
        came=case.opened_at,
        steps=(
            ("We have it", case.opened_at),
            ("Somebody looks into it", begun or done),
            ("You have our answer", done),
        ),
        promised=owed.exclude(due=None).order_by("due").values_list("due", flat=True).first(),
        is_open=case.is_open,
    )
