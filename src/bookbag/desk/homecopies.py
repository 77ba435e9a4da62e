"""Letters home: who is told, whose copies have arrived and whose are late, and what one home must not read of the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from bookbag.compose.models import State as DraftState
from bookbag.desk import makings, queries
from bookbag.desk.makings import Made
from bookbag.desk.models import Case, HomeCopy, Making, Reply
from bookbag.desk.models.reply import Home
from bookbag.outbox import queries as outbox
from bookbag.outbox.models import Dispatch
from bookbag.outbox.models import State as Sending
from bookbag.people import queries as people
from bookbag.people import sending
from bookbag.people.folding import folded_email
from bookbag.people.models import ContactPoint
from bookbag.people.models.family import Need, Told
from bookbag.people.sending import ToTell
from bookbag.policy.permissions import Actor
from bookbag.policy.telling import WRITING, Scope

LONDON = ZoneInfo("Europe/London")
SCOPES: dict[str, frozenset[Scope]] = {
    Home.CHILD: WRITING,
    Home.EVENT: frozenset({Scope.EVENTS}),
    Home.REPORT: frozenset({Scope.REPORTS}),
}
"""What an order must not limit, by what a letter is about."""
KINDS: dict[str, Told] = {Home.EVENT: Told.EVENTS, Home.REPORT: Told.REPORTS}


@dataclass(frozen=True, slots=True)
class Copy:
    """One adult's copy: whether it has arrived and when, or what became of it."""

    row: HomeCopy
    name: str
    arrived_at: datetime | None
    fault: str
    """In words, where it did not arrive by e-mail."""
    made: tuple[Made, ...] = ()
    """What is made or done beside it for this adult."""

    @property
    def is_rung(self) -> bool:
        """The adult is rung instead of written to."""
        return any(each.is_call for each in self.made)

    @property
    def went(self) -> bool:
        """By e-mail or by post."""
        return self.arrived_at is not None or self.row.posted_on is not None

    @property
    def has_arrived(self) -> bool:
        """It went, in every form that the adult needs."""
        return (self.went or self.is_rung) and all(each.is_done for each in self.made)

    def is_late(self, now: datetime) -> bool:
        """Whether a school day has gone by without it."""
        return not self.has_arrived and self.row.due is not None and self.row.due <= now


def to_tell(case: Case, home: Home, *, now: datetime) -> ToTell:
    """Who is told of a case's child, for what a letter is about."""
    about = case.about_pupils.first()
    pupil = people.pupil(case.school_id, about.pupil_id) if about else None
    if pupil is None:
        return ToTell((), 0)
    today = now.astimezone(LONDON).date()
    return sending.to_tell(pupil, of=SCOPES[home], kind=KINDS.get(home), today=today)


def of_case(case: Case) -> list[Copy]:
    """The copies of the letters that a case has sent home, letter by letter."""
    rows = _sent(case.school_id).filter(reply__case=case)
    return _read(list(rows.order_by("reply_id", "contact__sort_key", "id")))


def late(actor: Actor, *, now: datetime) -> list[Copy]:
    """Copies that have not arrived a school day after they were sent, of cases that the actor may see; the longest first."""
    rows = _sent(actor.school_id).filter(posted_on=None, due__lte=now, reply__case__in=queries.seen_by(actor))
    return [copy for copy in _read(list(rows.order_by("due", "id")[: queries.PAGE])) if copy.is_late(now)]


def to_post(actor: Actor) -> list[Copy]:
    """Copies that go on paper and that nobody has noted as posted, of cases that the actor may see."""
    rows = _sent(actor.school_id).filter(address="", posted_on=None, reply__case__in=queries.seen_by(actor))
    return [copy for copy in _read(list(rows.order_by("id"))) if not copy.is_rung]


def count_to_post(actor: Actor) -> int:
    """How many there are."""
    rung = Making.objects.filter(
        school_id=actor.school_id, form=Need.PHONE_CALL, reply=OuterRef("reply"), contact=OuterRef("contact")
    )
    rows = _sent(actor.school_id).filter(
        ~Exists(rung), address="", posted_on=None, reply__case__in=queries.seen_by(actor)
    )
    return rows.count()


def find(school_id: int, copy_id: UUID) -> Copy | None:
    """One copy, or None."""
    found = _read(list(_sent(school_id).filter(id=copy_id)))
    return found[0] if found else None


def _sent(school_id: int) -> QuerySet[HomeCopy]:
    """Copies of letters that left, or are leaving: not of one that was undone and is being written again."""
    points = Prefetch("contact__points", ContactPoint.objects.order_by("value"))
    copies = HomeCopy.objects.filter(school_id=school_id, reply__draft__state=DraftState.CLEARED)
    return copies.select_related("reply__case", "reply__draft", "contact", "posted_by").prefetch_related(points)


def _read(rows: Sequence[HomeCopy]) -> list[Copy]:
    if not rows:
        return []
    made = makings.of_letters(rows[0].school_id, [row.reply_id for row in rows])
    drafts = {row.reply.draft_id for row in rows}
    went: dict[UUID, list[Dispatch]] = {}
    for dispatch in outbox.of_drafts(rows[0].school_id, drafts):
        if dispatch.draft:
            went.setdefault(dispatch.draft, []).append(dispatch)
    return [
        _copy(row, went.get(row.reply.draft_id, []), tuple(made.get((row.reply_id, row.contact_id), ())))
        for row in rows
    ]


def _copy(row: HomeCopy, went: Sequence[Dispatch], made: tuple[Made, ...]) -> Copy:
    """What became of an adult's copy, also where it went to another address of theirs once the first came back."""
    theirs = {point.folded for point in row.contact.points.all()} | {folded_email(row.address)}
    mine = [each for each in went if not each.notice and folded_email(each.to_address) in theirs]
    sent = next((each for each in mine if each.state == Sending.SENT), None)
    failed = [each for each in mine if each.state in {Sending.BOUNCED, Sending.FAILED}]
    fault = "" if sent or not failed else Sending(failed[-1].state).label
    return Copy(row, row.contact.full_name, sent.sent_at if sent else None, fault, made)


def letter_of(copy: Copy) -> Reply:
    """The letter that a copy is of."""
    return copy.row.reply
