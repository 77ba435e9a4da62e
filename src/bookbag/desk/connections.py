"""What may be asked of the mailboxes that are read by IMAP: which there are, how each stands, and which are a reason for alarm."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from bookbag.desk.models import MailTest
from bookbag.schools import tenancy
from bookbag.schools.models import Mailbox, MailConnection

BLIP = timedelta(minutes=15)
"""A server may be away for this long before anybody is told."""
UNREAD = timedelta(minutes=30)
"""A mailbox that nobody has read for so long is an alarm, whoever is at fault."""
WARNED = timedelta(days=30)
"""How long before its end it is said that a password or a secret ends."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A mailbox to be read, as it was last set up."""

    id: UUID
    school_id: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Alarm:
    """What is wrong with a mailbox, since when, and its connection, where it has one. `late` where mail does not come in."""

    address: str
    says: str
    since: datetime | None
    connection: UUID | None
    late: bool = True


def watched(schools: Iterable[int]) -> list[Watched]:
    """Every mailbox of these schools that is to be read."""
    wanted = tuple(schools)
    if not wanted:
        return []
    with tenancy.atomic(schools=wanted):
        found = MailConnection.objects.filter(school_id__in=wanted)
        return [Watched(*row) for row in found.order_by("id").values_list("id", "school_id", "changed_at")]


def of_school(school_id: int) -> list[MailConnection]:
    """The mailboxes of a school that are read, by address."""
    found = MailConnection.objects.filter(school_id=school_id).select_related("mailbox")
    return list(found.prefetch_related("folders").order_by("mailbox__address"))


def one(school_id: int, connection_id: UUID) -> MailConnection | None:
    """A connection of this school."""
    found = MailConnection.objects.filter(school_id=school_id, id=connection_id)
    return found.select_related("mailbox").prefetch_related("folders").first()


def without(school_id: int) -> list[Mailbox]:
    """The mailboxes of a school that nothing reads: mail has to be forwarded from there."""
    read = MailConnection.objects.filter(school_id=school_id).values("mailbox_id")
    return list(Mailbox.objects.filter(school_id=school_id).exclude(id__in=read).order_by("address"))


def tests(school_id: int) -> list[MailTest]:
    """The last few tests of a school's mail, the newest first."""
    return list(MailTest.objects.filter(school_id=school_id).select_related("mailbox").order_by("-sent_at", "-id")[:5])


def last_exchange(school_id: int) -> datetime | None:
    """When the reply to a test came in last."""
    answered = MailTest.objects.filter(school_id=school_id, answered_at__isnull=False).order_by("-answered_at")
    return answered.values_list("answered_at", flat=True).first()


def alarms(school_id: int, *, now: datetime, today: date) -> list[Alarm]:
    """What somebody should see to, what keeps mail from coming in first."""
    kept = of_school(school_id)
    found = [alarm for each in kept for alarm in _of(each, now, today)]
    ids = {each.mailbox_id: each.id for each in kept}
    silent = Mailbox.objects.filter(school_id=school_id, silent_since__isnull=False).order_by("address")
    found += [
        Alarm(box.address, "No mail has come for longer than is usual there.", box.silent_since, ids.get(box.id))
        for box in silent
    ]
    return sorted(found, key=lambda alarm: not alarm.late)


def _of(each: MailConnection, now: datetime, today: date) -> Iterator[Alarm]:
    address = each.mailbox.address
    began = each.looked_at or each.changed_at
    if each.problem_since and (each.is_shut or each.problem_since <= now - BLIP):
        yield Alarm(address, each.problem, each.problem_since, each.id)
    elif began <= now - UNREAD:
        yield Alarm(address, "Is Bookbag running? Nothing reads this mailbox.", began, each.id)
    if each.ends_on and each.ends_on - today <= WARNED:
        over = "has ended" if each.ends_on < today else "ends soon"
        yield Alarm(address, f"What lets us in {over}. Enter a new one.", None, each.id, late=each.ends_on < today)


def how_many_wrong(schools: Iterable[int], *, now: datetime, today: date) -> int:
    """From how many mailboxes of these schools no mail comes in that should: for monitors, who are told no names."""
    wrong = 0
    for school_id in schools:
        with tenancy.atomic(school_id):
            wrong += len({alarm.address for alarm in alarms(school_id, now=now, today=today) if alarm.late})
    return wrong
