"""What pages and others may ask of the desk: lists paged by key, kept counts, one case with all that hangs on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Sum
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from bookbag.desk import asked, ownchildren, passings
from bookbag.desk.models import (
    Arrival,
    Ask,
    Attachment,
    Breach,
    Case,
    CaseEvent,
    CasePupil,
    Duty,
    Label,
    Message,
    Move,
    Note,
    Proposal,
    Reply,
    Tally,
)
from bookbag.desk.models import case as cases
from bookbag.desk.models import reply as replies
from bookbag.desk.models.arrival import State as ArrivalState
from bookbag.desk.models.case import FAR, EventKind
from bookbag.desk.models.duty import State as DutyState
from bookbag.desk.models.joining import ProposalState
from bookbag.people import mailboxes
from bookbag.people.mailboxes import Mailbox
from bookbag.policy.permissions import Actor, Sight, Standing
from bookbag.policy.values import Category

LONDON = ZoneInfo("Europe/London")
PAGE = 25
CATEGORIES = cases.CATEGORIES
ReplyKind = replies.Kind
TALKS = replies.TALKS
Home = replies.Home
HOME = Home.choices
Which = Literal["mine", "nobody", "all"]
Due = Literal["", "late", "today", "week", "none"]


@dataclass(frozen=True, slots=True)
class Filters:
    """How the inbox is narrowed."""

    which: Which = "all"
    due: Due = ""
    category: str = ""
    label: str = ""
    """One of the reader's own."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of a list starts: after the case with this due time and id; `rank` tells what is urgent from the rest."""

    due: datetime
    id: UUID
    rank: int = 1


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, and where the next one starts, if there is one."""

    rows: list[Case]
    next: Place | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many open cases there are: with me, with nobody, in all. None where the reader does not work the whole desk."""

    mine: int
    nobody: int | None
    all: int | None


def seen_by(actor: Actor) -> QuerySet[Case]:
    """Which cases the actor may see, in lists, in counts and alone: those about an own child only by a part in them."""
    cases = Case.objects.filter(school_id=actor.school_id)
    if actor.works_whole_desk and not actor.own_children:
        return cases
    about_my_class = CasePupil.objects.filter(
        school_id=actor.school_id, case_id=OuterRef("id"), pupil__school_class__teacher_id=actor.staff_id
    )
    asked_of_me = asked.unanswered(actor.school_id).filter(
        question__case_id=OuterRef("id"), colleague_id=actor.staff_id
    )
    passed_on = passings.open_ones(actor.school_id).filter(by_id=actor.staff_id, case_id=OuterRef("id"))
    part = Q(owner_id=actor.staff_id) | Exists(about_my_class) | Exists(asked_of_me) | Exists(passed_on)
    return cases.filter(part | ~ownchildren.about_them(actor) if actor.works_whole_desk else part)


def inbox(actor: Actor, filters: Filters, *, now: datetime, after: Place | None = None) -> Page:
    """A page of open cases, what is urgent on top, then what is due first."""
    cases = _due(_which(seen_by(actor).filter(is_open=True), actor, filters.which), filters.due, now)
    if filters.category:
        cases = cases.filter(category=filters.category)
    if filters.label:
        own = Label.objects.filter(school_id=actor.school_id, staff_id=actor.staff_id, name=filters.label)
        cases = cases.filter(Exists(own.filter(case_id=OuterRef("id"))))
    if after:
        cases = cases.filter(TupleGreaterThan(Tuple("rank", "next_due", "id"), (after.rank, after.due, after.id)))
    rows = list(cases.select_related("owner").order_by("rank", "next_due", "id")[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Page(rows[:PAGE], Place(last.next_due, last.id, last.rank) if last else None)


def _which(cases: QuerySet[Case], actor: Actor, which: Which) -> QuerySet[Case]:
    if which == "mine":
        return cases.filter(owner_id=actor.staff_id)
    if which == "nobody":
        return cases.filter(owner_id=None)
    return cases


def _due(cases: QuerySet[Case], due: Due, now: datetime) -> QuerySet[Case]:
    midnight = end_of_day(now)
    if due == "late":
        return cases.filter(next_due__lt=now)
    if due == "today":
        return cases.filter(next_due__gte=now, next_due__lt=midnight)
    if due == "week":
        return cases.filter(next_due__gte=now, next_due__lt=midnight + timedelta(days=7))
    return cases.filter(next_due__gte=FAR) if due == "none" else cases


def end_of_day(now: datetime) -> datetime:
    """The midnight that ends this day in London."""
    return datetime.combine(now.astimezone(LONDON).date() + timedelta(days=1), time(0), LONDON)


def counts(actor: Actor) -> Counts:
    """The kept counts, summed from their changes; nothing is counted on a page."""
    sums = dict(
        Tally.objects.filter(school_id=actor.school_id)
        .values_list("owner")
        .annotate(n=Sum("change"))
        .values_list("owner", "n")
    )
    mine = sums.get(actor.staff_id, 0) if actor.staff_id else 0
    if not actor.works_whole_desk:
        return Counts(mine, None, None)
    kept = ownchildren.kept_from(actor, seen_by(actor))
    return Counts(mine, sums.get(None, 0) - kept.get(None, 0), sum(sums.values()) - sum(kept.values()))


@dataclass(frozen=True, slots=True)
class Today:
    """What waits for one person, in the order of its time."""

    late: list[Case]
    due_today: list[Case]
    later: list[Case]


def today(actor: Actor, *, now: datetime) -> Today:
    """The actor's own open cases: late, due today, and the next few after that."""
    mine = seen_by(actor).filter(is_open=True, owner_id=actor.staff_id).order_by("rank", "next_due", "id")
    midnight = end_of_day(now)
    return Today(
        late=list(mine.filter(next_due__lt=now)[:PAGE]),
        due_today=list(mine.filter(next_due__gte=now, next_due__lt=midnight)[:PAGE]),
        later=list(mine.filter(next_due__gte=midnight)[:5]),
    )


def needed_today(actor: Actor) -> list[Case]:
    """What the actor may see and somebody needs done today, the newest first, until a person has seen to it."""
    return list(_needed(actor).order_by("-needed_since", "id")[:PAGE])


def needed_count(actor: Actor) -> int:
    """How much of that there is."""
    return _needed(actor).count()


def _needed(actor: Actor) -> QuerySet[Case]:
    return seen_by(actor).filter(is_open=True, needed_since__isnull=False)


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case with all that a page shows of it."""

    case: Case
    messages: list[Message]
    notes: list[Note]
    duties: list[Duty]
    parties: list["Party"]
    pupils: list[CasePupil]
    parked: list[Arrival]
    proposals: list[Proposal]
    moves: list[Move]
    breach: Breach | None


@dataclass(frozen=True, slots=True)
class Party:
    """An adult in a case: the name to show, the address, whether we know them and why we think so."""

    name: str
    address: str
    contact_id: UUID | None
    because: str
    hat: str = ""
    mailbox: Mailbox | None = None


def find_case(actor: Actor, case_id: UUID) -> Case | None:
    """A case that the actor may see, or None."""
    return seen_by(actor).select_related("owner", "joined_into").filter(id=case_id).first()


def standing(case: Case) -> Standing:
    """What the rules need to know of a case."""
    about = CasePupil.objects.filter(school_id=case.school_id, case=case)
    rows = list(about.values_list("pupil_id", "pupil__school_class__teacher_id"))
    return Standing(
        school_id=case.school_id,
        sight=Sight(case.sight),
        owner_id=case.owner_id,
        pupils=frozenset(pupil for pupil, _ in rows),
        taking_part=frozenset(teacher for _, teacher in rows if teacher),
        asked=frozenset(
            asked.unanswered(case.school_id)
            .filter(question__case=case)
            .values_list("colleague_id", flat=True)
            .union(passings.open_ones(case.school_id).filter(case=case).values_list("by_id", flat=True))
        ),
    )


def view(case: Case) -> CaseView:
    """All that the page of a case shows, in a fixed number of queries."""
    own = {"school_id": case.school_id, "case": case}
    return CaseView(
        case=case,
        messages=list(
            Message.objects.filter(**own)
            .select_related("contact", "author")
            .prefetch_related("attachments", "other_doors", Prefetch("arrivals", _by_its_doors()))
            .order_by("at", "id")
        ),
        notes=list(
            Note.objects.filter(**own)
            .select_related("author")
            .prefetch_related(Prefetch("asks", Ask.objects.select_related("colleague")))
            .order_by("at", "id")
        ),
        duties=list(Duty.objects.filter(**own).order_by("due", "clause", "id")),
        parties=parties(case),
        pupils=list(
            CasePupil.objects.filter(**own).select_related("pupil", "pupil__school_class").order_by("pupil__sort_key")
        ),
        parked=list(Arrival.objects.filter(**own, state=ArrivalState.PARKED).order_by("received_at")),
        proposals=list(
            Proposal.objects.filter(**own, state=ProposalState.OPEN).select_related("other").order_by("made_at")
        ),
        moves=list(
            Move.objects.filter(school_id=case.school_id, undone_at=None)
            .filter(Q(case=case) | Q(from_case=case))
            .select_related("case", "from_case", "by")
            .order_by("at")
        ),
        breach=breach_of(case),
    )


def breach_of(case: Case) -> Breach | None:
    """What is known of the breach of personal data that a case is about, if it is; known since it came unless said so."""
    if case.category != Category.DATA_BREACH:
        return None
    kept = Breach.objects.filter(school_id=case.school_id, case=case).select_related("message").first()
    return kept or Breach(school_id=case.school_id, case=case, aware_at=case.opened_at)


def parties(case: Case) -> list[Party]:
    """The adults who take part in a case, each on their own, and who else may read what goes to their address."""
    rows = list(case.parties.select_related("contact").order_by("wrote", "id"))
    boxes = mailboxes.of_addresses(case.school_id, [party.address for party in rows])
    return [
        Party(
            name=party.contact.full_name if party.contact else party.name or party.address,
            address=party.address,
            contact_id=party.contact_id,
            because=party.because,
            hat=party.hat,
            mailbox=boxes.get(party.address),
        )
        for party in rows
    ]


def _by_its_doors() -> QuerySet[Arrival]:
    return Arrival.objects.select_related("mailbox").order_by("received_at", "id")


def open_duties(case: Case) -> list[Duty]:
    """What a case still owes, by date."""
    return list(
        Duty.objects.filter(school_id=case.school_id, case=case, state=DutyState.OPEN).order_by("due", "clause", "id")
    )


def next_duties(of: Sequence[Case]) -> dict[UUID, Duty]:
    """What each of these cases owes first, by the case's id."""
    owed = Duty.objects.filter(
        school_id__in={case.school_id for case in of}, case_id__in=[case.id for case in of], state=DutyState.OPEN
    ).order_by("due", "clause", "id")
    return {duty.case_id: duty for duty in reversed(owed)}


def reply_begun(case: Case, actor: Actor) -> Reply | None:
    """The answer that the actor is writing to a case, with its draft and recipients."""
    return (
        Reply.objects.filter(
            school_id=case.school_id, case=case, draft__author_id=actor.staff_id, draft__state="writing"
        )
        .select_related("case", "draft", "answers")
        .prefetch_related("draft__recipients")
        .first()
    )


def talk_arranged(case: Case) -> CaseEvent | None:
    """The call or meeting that was arranged last and of which nobody has noted what was said."""
    kinds = [EventKind.CALL_ARRANGED, EventKind.MEETING_ARRANGED, EventKind.TALK_LOGGED]
    events = CaseEvent.objects.filter(school_id=case.school_id, case=case, kind__in=kinds)
    last = events.order_by("-at", "-id").first()
    return None if last is None or last.kind == EventKind.TALK_LOGGED else last


def last_received(case: Case) -> list[Message]:
    """The last few messages that came in, the newest at the end: what an answer has to answer."""
    received = Message.objects.filter(school_id=case.school_id, case=case, direction="in")
    return list(received.prefetch_related("attachments").order_by("-at", "-id")[:3])[::-1]


def of_the_same_people(case: Case, actor: Actor) -> list[Case]:
    """Open cases that share an adult or a child with this one, newest first: what it may be joined to."""
    same_adult = Q(parties__contact_id__in=case.parties.exclude(contact=None).values("contact_id"))
    same_address = Q(parties__address__in=case.parties.exclude(address="").values("address"))
    same_child = Q(about_pupils__pupil_id__in=case.about_pupils.values("pupil_id"))
    others = seen_by(actor).filter(same_adult | same_address | same_child, is_open=True, sight=case.sight)
    return list(others.exclude(id=case.id).distinct().order_by("-last_message_at", "id")[:PAGE])


def find_proposal(case: Case, proposal_id: UUID) -> Proposal | None:
    """A proposed join of this case, or None."""
    return Proposal.objects.filter(school_id=case.school_id, case=case, id=proposal_id).select_related("other").first()


def find_move(case: Case, move_id: UUID) -> Move | None:
    """A join or split that this case had a part in, or None."""
    part = Q(case=case) | Q(from_case=case)
    return Move.objects.filter(part, school_id=case.school_id, id=move_id).select_related("case", "from_case").first()


def find_attachment(actor: Actor, attachment_id: UUID) -> Attachment | None:
    """A file of a message of a case that the actor may see, or None."""
    found = Attachment.objects.filter(school_id=actor.school_id, id=attachment_id).select_related("message").first()
    return found if found and find_case(actor, found.message.case_id) else None


def find_message(actor: Actor, message_id: UUID) -> Message | None:
    """A message of a case that the actor may see, or None."""
    found = Message.objects.filter(school_id=actor.school_id, id=message_id).select_related("case").first()
    return found if found and find_case(actor, found.case_id) else None


def find_arrival(actor: Actor, arrival_id: UUID) -> Arrival | None:
    """An arrival that the actor may see: of a visible case, or put aside and the actor works the whole desk."""
    found = Arrival.objects.filter(school_id=actor.school_id, id=arrival_id).first()
    if found is None:
        return None
    if found.case_id:
        return found if find_case(actor, found.case_id) else None
    return found if actor.works_whole_desk else None
