"""Cases: given to somebody, sorted, closed, opened again; notes written; a sender matched or unmatched."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from bookbag.compose.actions import drafts
from bookbag.desk import about, colleagues, complaints, routes, transitions
from bookbag.desk.actions import duties, redeciding, reminding, routing
from bookbag.desk.messages import about_line
from bookbag.desk.models import Case, CaseEvent, CaseParty, CasePupil, Message, Note, Reply
from bookbag.desk.models.case import EventKind, State, unhurried
from bookbag.errors import Denied, Invalid, NotFound, Stale
from bookbag.outbox.actions import dispatches
from bookbag.people import queries as people
from bookbag.people.folding import folded_email
from bookbag.policy.permissions import Actor, Sight
from bookbag.policy.values import Category
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy
from bookbag.schools.models import School


def lock(case: Case) -> Case:
    """The case as it stands now, locked: whoever comes second sees what the first did."""
    return Case.objects.select_for_update().get(school_id=case.school_id, id=case.id)


def assign(case: Case, *, to: UUID | None, reason: str = "", by: Actor, now: datetime) -> Case:
    """Give the case to a member of staff, or to nobody. Raises `Invalid` where nobody of this id works here, and where the
    policy has it go to the class teacher first and no reason is given why it goes to a leader.
    """
    with tenancy.atomic():
        kept = lock(case)
        if to is not None and not people.staff_in_order(case.school_id).filter(id=to).exists():
            raise Invalid(fields={"owner": "Choose somebody who works at the school."})
        if to is not None and about.is_about(kept, to):
            raise Invalid("It is about them. Give it to somebody else.")
        if to is not None and people.own_children(to) & set(kept.about_pupils.values_list("pupil_id", flat=True)):
            raise Invalid("It is about a child of theirs. Give it to somebody else.")
        if kept.owner_id == to:
            return kept
        if to is not None and by.staff_id is not None:
            _ask_why_not_first(kept, to, reason, by=by, now=now)
        kept.owner_id = to
        kept.save(update_fields=["owner"])
        duties.look_again(kept, now=now)
        note(
            Kind.CASE_ASSIGNED,
            by=by,
            now=now,
            thing="case",
            thing_id=kept.id,
            sight=kept.sight,
            to=str(to) if to else None,
        )
        return kept


def _ask_why_not_first(case: Case, to: UUID, reason: str, *, by: Actor, now: datetime) -> None:
    """Ask why a matter goes to a leader that has not been with the class teacher; the reason stays with it (WYT-096)."""
    if case.category not in about.ASKED_OF:
        return
    school = School.objects.get(id=case.school_id)
    clause = routes.passed_over(case, to, school, colleagues.staff_of(school, now=now), now=now)
    if clause and not reason.strip():
        raise Invalid(fields={"reason": f"This is not yet with the class teacher ({clause}). Say why it goes on."})
    if clause:
        write_note(case, text=f"Not first to the class teacher: {reason.strip()}", by=by, now=now)


def categorise(case: Case, *, category: Category, by: Actor, now: datetime) -> Case:
    """Set what the case is for, and work out again what it owes: a complaint has its own promises (WYT-090)."""
    with tenancy.atomic():
        kept = lock(case)
        if kept.category == category:
            return kept
        kept.category = category
        note(
            Kind.CASE_CATEGORISED,
            by=by,
            now=now,
            thing="case",
            thing_id=kept.id,
            sight=kept.sight,
            category=str(category),
        )
        redeciding.redecide(kept, by=by, now=now)
        routing.again(kept, by=by, now=now)
        kept.save(update_fields=["category", "next_due", "owner"])
        if category is Category.SAFEGUARDING:
            reminding.alarm(kept, by=by, now=now)
        return kept


def set_sight(case: Case, sight: Sight, *, by: Actor, now: datetime) -> Case:
    """Say who may see a case: it, what was joined into it, and all that hangs on either, answers and receipts included.

    The database carries the sight of a case to its rows; drafts and dispatches know no case and are told here. What the
    record said before stays where it was said: it holds ids and codes only. Raises `Denied` above the actor's own sight.
    """
    with tenancy.atomic():
        together = with_joined(case)
        dispatches.hold(together, by=by)
        locking = Case.objects.select_for_update().filter(school_id=case.school_id, id__in=together).order_by("id")
        kept = {each.id: each for each in locking}[case.id]
        if with_joined(kept) != together:
            raise Stale("Another case was joined to this one just now. Look at it again.")
        if max(sight, kept.sight) > by.sight:
            raise Denied("Only those who may see such a case can say who sees it.")
        was, kept.sight = kept.sight, sight
        answers = Reply.objects.filter(school_id=kept.school_id, case_id__in=together)
        drafts.set_sight(answers.values_list("draft_id", flat=True), sight, by=by)
        dispatches.set_sight(together, sight, by=by)
        Case.objects.filter(school_id=kept.school_id, id__in=together).update(sight=sight)
        highest = max(sight, was)
        note(Kind.CASE_SIGHT_SET, by=by, now=now, thing="case", thing_id=kept.id, sight=highest, was=was, now_is=sight)
        return kept


def with_joined(case: Case) -> set[UUID]:
    """A case and all that was joined into it, one through the other."""
    joined = Case.objects.filter(school_id=case.school_id)
    together = {case.id}
    while more := set(joined.filter(joined_into__in=together).exclude(id__in=together).values_list("id", flat=True)):
        together |= more
    return together


def close(case: Case, *, reason: str, settled: bool | None = None, by: Actor, now: datetime) -> Case:
    """Close a case. While it owes an answer a reason is demanded, and what was due is marked as not needed (NWC-001).

    Of a complaint or concern a person says whether it was `settled`; what either needs is demanded.
    """
    with tenancy.atomic():
        kept = lock(case)
        if settled is not None and (missing := complaints.refuse_closing(kept, settled=settled)):
            raise Invalid(fields={"reason": missing})
        reason = reason.strip()
        if settled is not None and not reason:
            raise Invalid(fields={"reason": "Say how it ended, and why."})
        if not reason and (kept.state != State.ANSWERED or duties.has_open(kept)):
            raise Invalid(fields={"reason": "Nobody has answered this yet. Say why no answer is needed."})
        waived = duties.waive(kept, reason=reason, by=by, now=now) if duties.has_open(kept) else []
        if waived:
            CaseEvent.objects.create(
                school_id=kept.school_id,
                sight=kept.sight,
                case=kept,
                kind=EventKind.NO_ANSWER_NEEDED,
                at=now,
                reason=reason[:300],
            )
        transitions.move_case(kept, "close")
        kept.closed_at, kept.close_reason = now, (reason or "Answered")[:300]
        kept.next_due = unhurried(kept.last_message_at)
        kept.save()
        note(Kind.CASE_CLOSED, by=by, now=now, thing="case", thing_id=kept.id, sight=kept.sight, waived=len(waived))
        return kept


def reopen(case: Case, *, by: Actor, now: datetime) -> Case:
    """Open a closed case again. Promises that ended stay ended; the next message starts new ones."""
    with tenancy.atomic():
        kept = lock(case)
        transitions.move_case(kept, "reopen")
        kept.closed_at, kept.close_reason = None, ""
        kept.save()
        CaseEvent.objects.create(school_id=kept.school_id, sight=kept.sight, case=kept, kind=EventKind.REOPENED, at=now)
        note(Kind.CASE_REOPENED, by=by, now=now, thing="case", thing_id=kept.id, sight=kept.sight)
        return kept


def write_note(case: Case, *, text: str, by: Actor, now: datetime) -> Note:
    """Write a note for colleagues. It is never sent. Raises `Invalid` for an empty one."""
    if not text.strip():
        raise Invalid(fields={"text": "Write the note first."})
    with tenancy.atomic():
        written = Note.objects.create(
            school_id=case.school_id, sight=case.sight, case=case, author_id=by.person, text=text.strip(), at=now
        )
        note(Kind.NOTE_WRITTEN, by=by, now=now, thing="case", thing_id=case.id, sight=case.sight)
        return written


def match_sender(case: Case, *, address: str, contact_id: UUID, by: Actor, now: datetime) -> Case:
    """Say who an address of the case belongs to, for this case. The contact's own details are not changed by it."""
    with tenancy.atomic():
        kept = lock(case)
        contact = people.contact(case.school_id, contact_id)
        party = _party(kept, address)
        if contact is None:
            raise NotFound
        party.contact, party.because = contact, f"{by.name} said so."[:200]
        party.save(update_fields=["contact", "because"])
        _messages_of(kept, party).update(contact=contact)
        pupils = list(people.pupils_of([contact.id]))
        CasePupil.objects.bulk_create(
            [CasePupil(school_id=kept.school_id, sight=kept.sight, case=kept, pupil=pupil) for pupil in pupils],
            ignore_conflicts=True,
        )
        kept.who, kept.about = contact.full_name, about_line(pupils) or kept.about
        redeciding.redecide(kept, by=by, now=now)
        kept.save(update_fields=["who", "about", "next_due"])
        note(
            Kind.SENDER_MATCHED,
            by=by,
            now=now,
            thing="case",
            thing_id=kept.id,
            sight=kept.sight,
            contact=str(contact.id),
        )
        return kept


def unmatch_sender(case: Case, *, address: str, by: Actor, now: datetime) -> Case:
    """Undo a match, whoever made it: the address is nobody's in this case, and that adult's children leave it."""
    with tenancy.atomic():
        kept = lock(case)
        party = _party(kept, address)
        was = party.contact_id
        party.contact, party.because = None, ""
        party.save(update_fields=["contact", "because"])
        _messages_of(kept, party).update(contact=None)
        others = [each.contact_id for each in kept.parties.exclude(id=party.id) if each.contact_id]
        still = {pupil.id for pupil in people.pupils_of(others)}
        if was:
            gone = [pupil.id for pupil in people.pupils_of([was]) if pupil.id not in still]
            CasePupil.objects.filter(school_id=kept.school_id, case=kept, pupil_id__in=gone).delete()
        kept.who = party.name or party.address
        kept.about = about_line(list(people.pupils_of(others)))
        redeciding.redecide(kept, by=by, now=now)
        kept.save(update_fields=["who", "about", "next_due"])
        note(Kind.SENDER_UNMATCHED, by=by, now=now, thing="case", thing_id=kept.id, sight=kept.sight)
        return kept


def _party(case: Case, address: str) -> CaseParty:
    found = CaseParty.objects.filter(school_id=case.school_id, case=case, address=folded_email(address)).first()
    if found is None:
        raise NotFound
    return found


def _messages_of(case: Case, party: CaseParty) -> QuerySet[Message]:
    same = [
        message.id
        for message in Message.objects.filter(school_id=case.school_id, case=case, direction="in").only(
            "id", "from_address"
        )
        if folded_email(message.from_address) == party.address
    ]
    return Message.objects.filter(school_id=case.school_id, id__in=same)
