"""What of sent messages is to be made or done for whom, and what has become of it. Only reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from bookbag.compose.models import State as DraftState
from bookbag.desk import queries
from bookbag.desk.models import Case, Making
from bookbag.outbox.models import State as Sending
from bookbag.people import reading
from bookbag.people.models.family import Need
from bookbag.policy.permissions import Actor

UNDER_WAY = (Sending.QUEUED, Sending.SENDING, Sending.SENT)
_TO_DO = {
    Need.INTERPRETER: "an interpreter to be arranged",
    Need.CAPTIONER: "a captioner to be arranged",
    Need.PHONE_CALL: "to be rung",
    reading.PAPER: "a copy on paper to be printed",
}


@dataclass(frozen=True, slots=True)
class Made:
    """One form for one adult: whether it is there and since when."""

    row: Making

    @property
    def name(self) -> str:
        """The adult."""
        return self.row.contact.full_name

    @property
    def label(self) -> str:
        """The form in words."""
        return reading.label(self.row.form)

    @property
    def to_do(self) -> str:
        """What is to be done: "audio to be made"."""
        return _TO_DO.get(self.row.form) or f"{self.label} to be made"

    @property
    def on_paper(self) -> bool:
        """Whether it is one of the copies to print."""
        return self.row.form == reading.PAPER

    @property
    def is_call(self) -> bool:
        """Whether the adult is to be rung."""
        return self.row.form == Need.PHONE_CALL

    @property
    def delivered_at(self) -> datetime | None:
        """When what was made left."""
        return self.row.dispatch.sent_at if self.row.dispatch and self.row.dispatch.state == Sending.SENT else None

    @property
    def is_done(self) -> bool:
        """Delivered, or settled with words."""
        return self.delivered_at is not None or self.row.settled_at is not None

    @property
    def is_leaving(self) -> bool:
        """Made and on its way."""
        return self.row.dispatch is not None and self.row.dispatch.state in {Sending.QUEUED, Sending.SENDING}

    @property
    def came_back(self) -> bool:
        """It was made and sent, and did not arrive."""
        return self.row.dispatch is not None and not self.is_leaving and self.delivered_at is None


def of_case(case: Case) -> list[Made]:
    """Everything that the messages of a case are to be made into, by adult."""
    rows = _of_sent(case.school_id).filter(reply__case=case)
    return [Made(row) for row in rows.order_by("since", "contact__sort_key", "form")]


def of_letters(school_id: int, replies: Sequence[UUID]) -> dict[tuple[UUID, UUID], list[Made]]:
    """The same for letters, by letter and adult."""
    found: dict[tuple[UUID, UUID], list[Made]] = {}
    for row in _of_sent(school_id).filter(reply_id__in=replies).order_by("form"):
        found.setdefault((row.reply_id, row.contact_id), []).append(Made(row))
    return found


def to_do(actor: Actor) -> list[Made]:
    """What nobody has seen to yet, of cases that the actor may see, what waits longest on top; copies to print among it."""
    open_ = Q(dispatch=None) | ~Q(dispatch__state__in=UNDER_WAY)
    rows = _of_sent(actor.school_id).filter(open_, settled_at=None, reply__case__in=queries.seen_by(actor))
    return [Made(row) for row in rows.order_by("since", "contact__sort_key", "form")[: queries.PAGE]]


def find(school_id: int, making_id: UUID) -> Made | None:
    """One of them, or None."""
    row = _of_sent(school_id).filter(id=making_id).first()
    return Made(row) if row else None


def _of_sent(school_id: int) -> QuerySet[Making]:
    """Of messages that left, or are leaving: not of one that was undone and is being written again."""
    rows = Making.objects.filter(school_id=school_id, reply__draft__state=DraftState.CLEARED)
    return rows.select_related("reply__case", "reply__draft", "contact", "dispatch", "settled_by")
