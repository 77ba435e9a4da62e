"""Asking parents and carers whether their details are right, when the policy's day comes: by e-mail, else on paper.

No detail stands in a mail: it leads to the page that asks for a code. Killed anywhere, it goes on where it stopped, and
nobody is asked twice in a round.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from bookbag.adoption import queries as adoption
from bookbag.channels.email import can_reach
from bookbag.desk.wording.details import still_right
from bookbag.errors import NotFound
from bookbag.outbox.actions import dispatches
from bookbag.people import detail_checks
from bookbag.people.actions.detail_checks import LOCK
from bookbag.people.models import Contact, DetailCheck, DetailRound
from bookbag.people.models.detail_checks import Way
from bookbag.policy import reviewing
from bookbag.policy.clearing import Words, fixed_notice
from bookbag.policy.permissions import Actor, process
from bookbag.policy.rules.timed import LONDON, Lapse, Reminder
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import locks, tenancy, tokens
from bookbag.schools.models import School

BATCH = 100
NOT_SAID = "from time to time"


@dataclass(frozen=True, slots=True)
class Promise:
    """How often a policy promises to ask, and under which clause."""

    every: Lapse
    clause: str

    @property
    def often(self) -> str:
        """As people say it: "once a year", "once in two years"."""
        number, _, unit = str(self.every).partition(" ")
        return f"once a {unit}" if number == "one" else f"once in {self.every}"


def promise(school: School) -> Promise | None:
    """What the policies in force say of it: of several the shortest time; None where none says anything."""
    found = [
        Promise(rule.every, rule.clauses[0])
        for pack in adoption.packs_of(school)
        for rule in pack.rules
        if isinstance(rule, Reminder) and rule.checks == "contact_details" and rule.every
    ]
    epoch = date(2000, 1, 1)
    return min(found, key=lambda each: reviewing.after(epoch, each.every), default=None)


def often(school: School) -> str:
    """How often families are asked, for those who are asked: also while no policy says so any more."""
    promised = promise(school)
    return promised.often if promised else NOT_SAID


def next_day(school: School) -> date | None:
    """The day on which families are asked next; None where no policy asks, or nobody has said when they were last."""
    promised, last = promise(school), detail_checks.last_round(school.id)
    return reviewing.after(last.day, promised.every) if promised and last else None


def ask_due(school_id: int, *, now: datetime) -> int:
    """Ask those whose turn it is, some at a time. Gives how many were asked; none once the round is done."""
    today = now.astimezone(LONDON).date()
    with tenancy.atomic(school_id):
        locks.hold(school_id, LOCK)
        school = School.objects.get(id=school_id)
        current = _round_going_on(school, today=today)
        if current is None:
            return 0
        by = process("reminding", school_id)
        waiting = _waiting(current, by=by, today=today)
        for adult, address in waiting[:BATCH]:
            _ask(school, current, adult, address, by=by, now=now)
        if len(waiting) <= BATCH:
            current.done_at = now
            current.save(update_fields=["done_at"])
            note(Kind.DETAILS_ASKED, by=by, now=now, thing="detail_round", thing_id=current.id, clause=current.clause)
        return len(waiting[:BATCH])


def ask_one(contact_id: UUID, *, by: Actor, now: datetime) -> None:
    """Ask one adult whom the round has left out, now that somebody has looked. Raises `NotFound` for anybody else."""
    with tenancy.atomic():
        locks.hold(by.school_id, LOCK)
        current = detail_checks.last_round(by.school_id)
        adult = next((each for each in detail_checks.adults(by) if each.id == contact_id), None)
        if current is None or adult is None or DetailCheck.objects.filter(round=current, contact=adult).exists():
            raise NotFound
        address = detail_checks.own_addresses(by.school_id, [adult.id]).get(adult.id, "")
        _ask(School.objects.get(id=by.school_id), current, adult, address, by=by, now=now)


def _round_going_on(school: School, *, today: date) -> DetailRound | None:
    """The round that is not done, or the one that begins today or should have begun before."""
    last, due = detail_checks.last_round(school.id), next_day(school)
    if last and last.done_at is None:
        return last
    promised = promise(school)
    if due is None or promised is None or due > today:
        return None
    return DetailRound.objects.create(school=school, day=due, clause=promised.clause)


def _waiting(current: DetailRound, *, by: Actor, today: date) -> list[tuple[Contact, str]]:
    """Who is still to be asked, with the address; without one on paper. Nobody with whom the office is to be asked first."""
    asked = set(DetailCheck.objects.filter(round=current).values_list("contact_id", flat=True))
    adults = [each for each in detail_checks.adults(by) if each.id not in asked]
    first = detail_checks.instructed(current.school_id, adults, today=today)
    left = [each for each in adults if each.id not in first]
    addresses = detail_checks.own_addresses(current.school_id, [each.id for each in left])
    return [(each, addresses.get(each.id, "")) for each in left]


def _ask(school: School, current: DetailRound, adult: Contact, address: str, *, by: Actor, now: datetime) -> None:
    by_mail = bool(address) and can_reach(address) and not adult.on_paper
    DetailCheck.objects.create(
        school=school, round=current, contact=adult, way=Way.EMAIL if by_mail else Way.PAPER, asked_at=now
    )
    if not by_mail:
        return
    notice = still_right(
        school.name,
        often=often(school),
        link=f"{settings.PUBLIC_URL}/{school.slug}/family/details",
        ring=school.telephone,
    )
    words = Words("email", notice.subject, notice.body, (address,))
    dispatches.queue(
        words,
        fixed_notice(words, notice=dispatches.ABOUT_DETAILS),
        about=adult.id,
        to_address=address,
        from_name=school.name,
        from_address=school.email,
        token=tokens.issue(school.id, adult.id),
        automatic=True,
        by=by,
        now=now,
        not_before=now,
    )
