"""What a leaver had goes to those who were named: cases, answers being written, questions asked of them, and all of people's.

Whoever says that somebody leaves carries out what they may see; the worker carries out the rest, for nobody's eyes. What
is kept from most goes to those who keep it, unless somebody of that sight has named another.
"""

from datetime import date, datetime
from uuid import UUID

from bookbag.compose.actions import drafts
from bookbag.compose.models import Draft
from bookbag.compose.models import State as DraftState
from bookbag.desk import asked
from bookbag.desk.actions import cases
from bookbag.desk.models import Ask, Case, HandedOver, Note, Reply
from bookbag.people import leaving
from bookbag.people.actions import leaving as leavers
from bookbag.people.actions.leaving import Plan
from bookbag.people.leaving import OF_SIGHT, Line
from bookbag.people.models import Leaving
from bookbag.policy.permissions import Actor, Sight, process
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import queue, tenancy

TASK = "desk.leavers"


def say(staff_id: UUID, plan: Plan, *, by: Actor, now: datetime, today: date) -> Leaving:
    """Say that somebody leaves. Where that is at once, or their day is over, hand over what the actor may see, at once."""
    with tenancy.atomic():
        said = leavers.say(staff_id, plan, by=by, now=now, today=today)
        if said.ended_at:
            carry_out(said, by=by, now=now, today=today)
            follow(by.school_id)
        return said


def follow(school_id: int) -> None:
    """Have the worker look: somebody has been let go without a word on who takes over, or with one said before."""
    queue.enqueue(TASK, school_id=school_id)


def see_to(school_id: int, *, now: datetime, today: date) -> None:
    """End the sign-in of those whose last day is over, and hand over whatever leavers still hold, at every sight."""
    by = process("leavers", school_id)
    with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
        for said in leaving.to_end(school_id, today=today):
            leavers.end(said, by=by, now=now, today=today)
        for said in leaving.gone_lately(school_id, now=now):
            carry_out(said, by=by, now=now, today=today)


def carry_out(said: Leaving, *, by: Actor, now: datetime, today: date) -> None:
    """Give on everything that a leaver has and this transaction may see. Done twice it does nothing the second time."""
    with tenancy.atomic():
        given = leavers.hand_over(said, today=today)
        given["cases"] = _cases(said, by=by, now=now, today=today)
        given["drafts"] = _drafts(said, by=by, now=now, today=today)
        given["asks"] = _asks(said, by=by, now=now, today=today)
        if given := {line: number for line, number in given.items() if number}:
            note(Kind.HANDED_OVER, by=by, now=now, thing="staff", thing_id=said.staff_id, lines=sorted(given))
        if said.takes_over_id and said.handed_over_at is None:
            said.handed_over_at = now
            said.save(update_fields=["handed_over_at"])


def _cases(said: Leaving, *, by: Actor, now: datetime, today: date) -> int:
    """Every open case goes on; who takes it is written down beside it, for whoever looks for it later."""
    number = 0
    for case in Case.objects.filter(school_id=said.school_id, owner_id=said.staff_id, is_open=True).order_by("id"):
        if not _is_decided(said, case.sight):
            continue
        to = _taker(said, OF_SIGHT[Sight(case.sight)], case.sight, today=today)
        cases.assign(case, to=to, by=by, now=now)
        HandedOver.objects.create(
            school_id=case.school_id, sight=case.sight, case=case, leaver_id=said.staff_id, to_id=to, at=now
        )
        number += 1
    return number


def _drafts(said: Leaving, *, by: Actor, now: datetime, today: date) -> int:
    """An answer that was being written goes to whoever has its case; beside one that they have begun it becomes a note."""
    number = 0
    for draft in Draft.objects.filter(school_id=said.school_id, author_id=said.staff_id, state=DraftState.WRITING):
        reply = Reply.objects.filter(school_id=said.school_id, draft=draft).select_related("case").first()
        sight = reply.case.sight if reply else draft.sight
        if not _is_decided(said, sight):
            continue
        owner = reply.case.owner_id if reply and leaving.works_here(said.school_id, reply.case.owner_id) else None
        to = owner or _taker(said, OF_SIGHT[Sight(sight)], sight, today=today)
        if reply and (to is None or _writes(reply.case, to)):
            _keep_words(reply.case, draft, said, now=now)
            to = None
        drafts.hand_over(draft, to=to, by=by, now=now)
        number += 1
    return number


def _writes(case: Case, staff_id: UUID) -> bool:
    own = Reply.objects.filter(school_id=case.school_id, case=case, draft__author_id=staff_id)
    return own.filter(draft__state=DraftState.WRITING).exists()


def _keep_words(case: Case, draft: Draft, said: Leaving, *, now: datetime) -> None:
    if draft.body.strip():
        text = f"An answer that {said.staff.name} was writing, and did not send:\n\n{draft.body.strip()}"
        Note.objects.create(
            school_id=case.school_id, sight=case.sight, case=case, author_id=said.staff_id, text=text, at=now
        )


def _asks(said: Leaving, *, by: Actor, now: datetime, today: date) -> int:
    """A question goes to somebody else, who is told of it anew; where they were asked it as well, or nobody is, it ends."""
    number = 0
    for ask in asked.unanswered(said.school_id).filter(colleague_id=said.staff_id).select_related("question__case"):
        if not _is_decided(said, ask.sight):
            continue
        to = _taker(said, Line.ASKS, ask.sight, today=today)
        theirs = Ask.objects.filter(school_id=said.school_id, question_id=ask.question_id, colleague_id=to)
        if to is None or theirs.exists():
            ask.delete()
        else:
            ask.colleague_id, ask.told_at = to, None
            ask.save(update_fields=["colleague", "told_at"])
            case = ask.question.case
            note(Kind.COLLEAGUE_ASKED, by=by, now=now, thing="case", thing_id=case.id, sight=ask.sight, to=str(to))
        number += 1
    return number


def _is_decided(said: Leaving, sight: int) -> bool:
    """Whether it is known who takes what has this sight. What is kept from most need not wait for a person's word."""
    return said.takes_over_id is not None or sight > Sight.ORDINARY


def _taker(said: Leaving, line: Line, sight: int, *, today: date) -> UUID | None:
    """Who takes it, of those who may see it."""
    to = leavers.taker(said, line) if line in said.takers or sight == Sight.ORDINARY else None
    if sight == Sight.ORDINARY or (to and to in leaving.who_may_see(said.school_id, Sight(sight), today=today)):
        return to
    return leaving.keeper(said.school_id, sight, but=said.staff_id, today=today)
