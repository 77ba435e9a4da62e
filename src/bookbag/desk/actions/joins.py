"""Joining and splitting cases. Both keep all that is needed for the way back, and both can be undone."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from bookbag.desk import transitions
from bookbag.desk.actions import aboutwhom, duties, redeciding
from bookbag.desk.matters import matter_of
from bookbag.desk.models import (
    Arrival,
    Case,
    CaseEvent,
    CaseParty,
    CasePupil,
    Duty,
    Message,
    Move,
    Note,
    Proposal,
    Reply,
)
from bookbag.desk.models.case import OPEN, unhurried
from bookbag.desk.models.joining import ProposalState
from bookbag.errors import Invalid, NotFound, Stale
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy

KEPT = ("state", "subject", "who", "about", "owner_id", "next_due", "last_message_at")


def join(case: Case, *, into: Case, by: Actor, now: datetime) -> Move:
    """Move all of one case into another. The first stays, empty, and points at the second."""
    with tenancy.atomic():
        source, target = _lock_both(case, into)
        if source.id == target.id or source.sight != target.sight:
            raise Invalid("These two cannot be joined.")
        if target.state not in OPEN:
            raise Stale("The other case is closed or joined by now. Look at it again.")
        before = {name: _plain(getattr(source, name)) for name in KEPT}
        move = _move(
            source,
            target,
            kind="join",
            messages=list(source.messages.values_list("id", flat=True)),
            before=before,
            by=by,
            now=now,
        )
        transitions.move_case(source, "join")
        source.joined_into, source.owner_id = target, None
        source.next_due = unhurried(source.last_message_at)
        source.save()
        aboutwhom.carry(source, target)
        Proposal.objects.filter(school_id=source.school_id, case=source, other=target).update(
            state=ProposalState.ACCEPTED
        )
        note(
            Kind.CASES_JOINED,
            by=by,
            now=now,
            thing="case",
            thing_id=target.id,
            sight=target.sight,
            joined=str(source.id),
        )
        note(
            Kind.CASES_JOINED, by=by, now=now, thing="case", thing_id=source.id, sight=source.sight, into=str(target.id)
        )
        return move


def split(case: Case, *, messages: Sequence[UUID], by: Actor, now: datetime) -> Case:
    """Move some messages of a case into a new case of their own, with the duties that they started."""
    with tenancy.atomic():
        source = Case.objects.select_for_update().get(school_id=case.school_id, id=case.id)
        moving = list(source.messages.filter(id__in=messages).order_by("at", "id"))
        if not moving:
            raise Invalid(fields={"messages": "Choose at least one message to split off."})
        if len(moving) == source.messages.count():
            raise Invalid(fields={"messages": "Leave at least one message here. To move everything, join the cases."})
        first = moving[0]
        target = Case.objects.create(
            school_id=source.school_id,
            sight=source.sight,
            subject=first.subject[:300],
            matter=matter_of(first.subject),
            channel=first.channel,
            category=source.category,
            who=source.who,
            about=source.about,
            opened_at=first.at,
            last_message_at=moving[-1].at,
            next_due=unhurried(moving[-1].at),
        )
        _copy_people(source, target)
        aboutwhom.carry(source, target)
        _move(source, target, kind="split", messages=[message.id for message in moving], before={}, by=by, now=now)
        # A chaser that starts a matter of its own starts its clocks, too.
        redeciding.redecide(target, by=by, now=now)
        target.save(update_fields=["next_due"])
        note(Kind.CASE_SPLIT, by=by, now=now, thing="case", thing_id=source.id, sight=source.sight, new=str(target.id))
        note(Kind.CASE_SPLIT, by=by, now=now, thing="case", thing_id=target.id, sight=target.sight, old=str(source.id))
        return target


def undo(move: Move, *, by: Actor, now: datetime) -> Case:
    """Move back what a join or split moved, and nothing that came since. Raises `Stale` the second time."""
    with tenancy.atomic():
        kept = Move.objects.select_for_update().filter(school_id=move.school_id, id=move.id).first()
        if kept is None:
            raise NotFound
        if kept.undone_at:
            raise Stale("This has been undone already.")
        target, source = _lock_both(kept.case, kept.from_case)
        if target.joined_into_id or (kept.kind == "split" and source.joined_into_id):
            raise Stale("One of the two has been joined to another since. Undo that first.")
        if kept.kind == "join":
            transitions.move_case(source, "part")
            source.joined_into, source.state = None, kept.before["state"]
            source.owner_id = UUID(kept.before["owner_id"]) if kept.before["owner_id"] else None
            source.save()
        _carry(target, source, messages=_ids(kept.messages), notes=_ids(kept.notes))
        for case in (source, target):
            _refresh(case)
        if kept.kind == "split" and not target.messages.exists():
            transitions.move_case(target, "join")
            target.joined_into, target.next_due = source, unhurried(target.last_message_at)
            target.save()
        kept.undone_at = now
        kept.save(update_fields=["undone_at"])
        for case in (source, target):
            note(Kind.MOVE_UNDONE, by=by, now=now, thing="case", thing_id=case.id, sight=case.sight, move=str(kept.id))
        return source


def refuse(proposal: Proposal, *, by: Actor, now: datetime) -> None:
    """Keep two cases apart that somebody thought might belong together."""
    with tenancy.atomic():
        open_ones = Proposal.objects.filter(school_id=proposal.school_id, id=proposal.id, state=ProposalState.OPEN)
        if not open_ones.update(state=ProposalState.REFUSED):
            raise Stale("Somebody has decided this already.")
        note(
            Kind.PROPOSAL_REFUSED,
            by=by,
            now=now,
            thing="case",
            thing_id=proposal.case_id,
            sight=proposal.sight,
            other=str(proposal.other_id),
        )


def _lock_both(one: Case, other: Case) -> tuple[Case, Case]:
    """Lock both in the order of their ids, so that two people joining the same pair never wait for each other."""
    locked = {
        case.id: case
        for case in Case.objects.select_for_update()
        .filter(school_id=one.school_id, id__in=[one.id, other.id])
        .order_by("id")
    }
    if one.id not in locked or other.id not in locked:
        raise NotFound
    return locked[one.id], locked[other.id]


def _move(
    source: Case,
    target: Case,
    *,
    kind: str,
    messages: list[UUID],
    before: dict[str, str | None],
    by: Actor,
    now: datetime,
) -> Move:
    notes = list(source.notes.values_list("id", flat=True)) if kind == "join" else []
    move = Move.objects.create(
        school_id=source.school_id,
        sight=source.sight,
        from_case=source,
        case=target,
        kind=kind,
        messages=[str(message) for message in messages],
        notes=[str(each) for each in notes],
        before=before,
        by_id=by.person,
        at=now,
    )
    _copy_people(source, target)
    _carry(source, target, messages=messages, notes=notes)
    for case in (source, target):
        _refresh(case)
    return move


def _carry(source: Case, target: Case, *, messages: Sequence[UUID], notes: Sequence[UUID]) -> None:
    """Hang messages, what they started, and notes on another case."""
    school = {"school_id": source.school_id}
    events = CaseEvent.objects.filter(**school, message_id__in=messages, case=source)
    Duty.objects.filter(**school, event__in=list(events.values_list("id", flat=True)), case=source).update(case=target)
    events.update(case=target)
    Message.objects.filter(**school, id__in=messages, case=source).update(case=target)
    Arrival.objects.filter(**school, message_id__in=messages, case=source).update(case=target)
    Reply.objects.filter(**school, answers_id__in=messages, case=source).update(case=target)
    Note.objects.filter(**school, id__in=notes, case=source).update(case=target)


def _copy_people(source: Case, target: Case) -> None:
    """Whoever takes part in the first takes part in the second; undoing takes nobody away who has written since."""
    CaseParty.objects.bulk_create(
        [
            CaseParty(
                school_id=target.school_id,
                sight=target.sight,
                case=target,
                contact_id=party.contact_id,
                name=party.name,
                address=party.address,
                wrote=party.wrote,
                because=party.because,
            )
            for party in source.parties.all()
        ],
        ignore_conflicts=True,
    )
    CasePupil.objects.bulk_create(
        [
            CasePupil(school_id=target.school_id, sight=target.sight, case=target, pupil_id=about.pupil_id)
            for about in source.about_pupils.all()
        ],
        ignore_conflicts=True,
    )


def _refresh(case: Case) -> None:
    case.last_message_at = case.messages.aggregate(last=Max("at"))["last"] or case.last_message_at
    duties.refresh_next_due(case)
    case.save()


def _ids(kept: list[str]) -> list[UUID]:
    return [UUID(one) for one in kept]


def _plain(value: object) -> str | None:
    return None if value is None else str(value)
