"""Telling colleagues of what is due and late: who and when is the policy's plan; here it is kept, gathered and sent, once.

One transaction a school, one at a time: killed anywhere it has told nobody, and run twice it tells nobody twice. What is
told leaves through the outbox like everything else. Nobody is told outside their hours, save of an emergency.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from bookbag.channels.email import can_reach
from bookbag.desk import about, asked, colleagues
from bookbag.desk.colleagues import Colleague, Staff
from bookbag.desk.models import Ask, Case, Duty, Reminder
from bookbag.desk.models.duty import State
from bookbag.desk.wording import digest
from bookbag.desk.wording.digest import Line, Question
from bookbag.outbox.actions import dispatches
from bookbag.people import presence
from bookbag.policy import reminding
from bookbag.policy.clearing import Words, fixed_notice
from bookbag.policy.permissions import Actor, Sight, process
from bookbag.policy.reminding import Accepted, Alert, Owed, Stage
from bookbag.policy.rules.words import Post
from bookbag.policy.values import DutyKind
from bookbag.record.kinds import Kind
from bookbag.record.writing import entry_of, note_all
from bookbag.schools import locks, tenancy, tokens
from bookbag.schools.models import School

if TYPE_CHECKING:
    from bookbag.desk.wording.receipt import Notice
    from bookbag.outbox.models import Dispatch

LONDON = ZoneInfo("Europe/London")
TASK = "desk.remind"
BATCH = 200
BETWEEN = timedelta(hours=1)
"""The least time between two notes to one person."""
AGAIN = timedelta(days=1)
"""After how long a duty is looked at again at the latest: people's hours change, and so does who is away."""


def schools_to_look_at(school_ids: Sequence[int], *, now: datetime) -> list[int]:
    """At which of these schools somebody may have to be told of something."""
    if not school_ids:
        return []
    with tenancy.atomic(schools=tuple(school_ids), sight=Sight.SAFEGUARDING):
        looked = Duty.objects.filter(school_id__in=school_ids, state=State.OPEN, look_at__lte=now)
        untold = Reminder.objects.filter(school_id__in=school_ids, told_at=None, tell_at__lte=now)
        asks = Ask.objects.filter(
            school_id__in=school_ids, told_at=None, answer=None, tell_from__lte=now, question__case__is_open=True
        )
        found = (
            rows.order_by("school_id").values_list("school_id", flat=True).distinct() for rows in (looked, untold, asks)
        )
        return sorted({school_id for rows in found for school_id in rows})


def remind(school_id: int, *, now: datetime) -> int:
    """Ask of each duty whose turn it is who must hear of it, then tell everybody what is due to be told to them, in one note.

    Returns how many people were told.
    """
    by = process("reminding", school_id)
    with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
        locks.hold(school_id, TASK)
        school = School.objects.get(id=school_id)
        staff = colleagues.staff_of(school, now=now)
        _alert(school, staff, by=by, now=now)
        _look(school_id, staff, now=now)
        waiting: dict[UUID, list[Reminder | Ask]] = {}
        for row in _waiting(school_id, now=now):
            waiting.setdefault(row.staff_id, []).append(row)
        for ask in asked.to_tell(school_id, now=now):
            waiting.setdefault(ask.colleague_id, []).append(ask)
        lately = _told_lately(school_id, now=now)
        told = 0
        for staff_id, rows in waiting.items():
            member = staff.members.get(staff_id)
            if member and staff_id not in lately and staff.hours[staff_id].may_be_reached(now):
                told += _tell(school, member, [row for row in rows if row.sight <= member.sight], by=by, now=now)
        return told


def _told_lately(school_id: int, *, now: datetime) -> set[UUID]:
    """Who had a note within the hour; alerts in emergencies are notes of their own."""
    since = now - BETWEEN
    rows = Reminder.objects.filter(school_id=school_id, told_at__gt=since).exclude(stage=Stage.EMERGENCY)
    asks = Ask.objects.filter(school_id=school_id, told_at__gt=since)
    return {*rows.values_list("staff_id", flat=True), *asks.values_list("colleague_id", flat=True)}


def alarm(case: Case, *, by: Actor, now: datetime) -> None:
    """Tell those who take emergencies of a case, at once and at any hour; and who leads on safeguarding, when they may be
    reached. Nobody is told twice of one case. Call it in the transaction in which the case became an emergency.
    """
    school = School.objects.get(id=case.school_id)
    staff, local = colleagues.staff_of(school, now=now), now.astimezone(LONDON)
    accepted = presence.emergency_rota(case.school_id, on=local.date())
    rota = [Accepted(each.staff_id, each.from_day, each.until_day) for each in accepted]
    apart = about.apart_of(case.school_id, [case.id], staff.members).get(case.id, ())
    alerts = reminding.alarm(rota, staff.seeing(case.sight, apart=apart), at=local)
    # Whoever was to hear of it later, and takes emergencies by now, hears of it now.
    Reminder.objects.bulk_create(
        [_row(alert, case.sight, case=case) for alert in alerts],
        update_conflicts=True,
        unique_fields=["school", "case", "stage", "staff"],
        update_fields=["tell_at", "because"],
    )
    _alert(school, staff, by=by, now=now)


def _look(school_id: int, staff: Staff, *, now: datetime) -> None:
    """Keep what the plan says of the duties whose turn it is, and when each is to be looked at again."""
    duties = list(
        Duty.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
        .filter(school_id=school_id, state=State.OPEN, look_at__lte=now, due__isnull=False)
        .select_related("case", "event")
        .order_by("look_at", "id")[:BATCH]
    )
    rows: list[Reminder] = []
    apart = about.apart_of(school_id, {duty.case_id for duty in duties}, staff.members)
    for duty in duties:
        seeing = staff.seeing(duty.sight, apart=apart.get(duty.case_id, ()))
        alerts = reminding.plan(_owed(duty), seeing, now=now)
        rows += [_row(alert, duty.sight, duty=duty) for alert in alerts if alert.at <= now]
        duty.look_at = _next_look(duty, alerts, now=now)
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    Duty.objects.bulk_update(duties, ["look_at"])


def _owed(duty: Duty) -> Owed:
    assert duty.due, "what has no date is never looked at"
    return Owed(
        since=duty.event.at,
        due=duty.due,
        clause=duty.clause,
        owner=duty.case.owner_id,
        remind_at=duty.remind_at,
        late_to=tuple(Post(post) for post in duty.late_to),
    )


def _next_look(duty: Duty, alerts: Sequence[Alert], *, now: datetime) -> datetime | None:
    """When the next of these is due, or its time comes; within a day while anybody is still to be told."""
    ahead = [alert.at for alert in alerts if alert.at > now]
    if duty.due and duty.due > now:
        ahead.append(duty.due)
    return min([*ahead, now + AGAIN]) if ahead else None


def _row(alert: Alert, sight: int, *, duty: Duty | None = None, case: Case | None = None) -> Reminder:
    about = duty or case
    assert about, "an alert is about something"
    return Reminder(
        school_id=about.school_id,
        sight=sight,
        duty=duty,
        due=duty.due if duty else None,
        case=case,
        staff_id=alert.to,
        stage=alert.stage,
        because=alert.because,
        tell_at=alert.at,
    )


def _waiting(school_id: int, *, now: datetime) -> list[Reminder]:
    """What is to be told by now and still true, person by person. What has become untrue meanwhile is told to nobody."""
    rows = (
        Reminder.objects.filter(school_id=school_id, told_at=None, tell_at__lte=now, case=None)
        .select_related("duty__case", "duty__event")
        .order_by("staff_id", "tell_at", "id")
    )
    true, untrue = list[Reminder](), list[UUID]()
    for row in rows:
        if _is_true(row, now=now):
            true.append(row)
        else:
            untrue.append(row.id)
    Reminder.objects.filter(school_id=school_id, id__in=untrue).delete()
    return true


def _is_true(row: Reminder, *, now: datetime) -> bool:
    duty = row.duty
    if duty is None or duty.due is None or duty.due != row.due or duty.state != State.OPEN:
        return False
    return (duty.due > now) is (row.stage == Stage.BEFORE)


def _tell(school: School, member: Colleague, rows: Sequence[Reminder | Ask], *, by: Actor, now: datetime) -> bool:
    """Send one note of all these to one person. False where there is nothing to say, or no address to say it to."""
    if not rows or not can_reach(member.email):
        return False
    asks = [row for row in rows if isinstance(row, Ask)]
    reminders = [row for row in rows if isinstance(row, Reminder)]
    notice = digest.digest(
        member.name,
        [_line(school, member, row) for row in reminders],
        [_question(school, ask) for ask in asks],
        school_name=school.name,
    )
    sent = send_note(school, member, notice, sight=max(row.sight for row in rows), by=by, now=now)
    _told(reminders, sent, by=by, now=now)
    _asked(asks, by=by, now=now)
    return True


def _question(school: School, ask: Ask) -> Question:
    return Question(
        asker=ask.question.author.name,
        needed_by=ask.needed_by.astimezone(LONDON),
        link=_link(school, ask.question.case),
        sealed=ask.sight > Sight.ORDINARY,
    )


def _line(school: School, member: Colleague, row: Reminder) -> Line:
    duty = row.duty
    assert duty, "alerts to a case are no lines"
    assert duty.due, "what has no date is told to nobody"
    case = duty.case
    opens = member.works_whole_desk or case.owner_id == member.id
    return Line(
        stage=Stage(row.stage),
        duty=DutyKind(duty.duty),
        channel=duty.event.channel,
        came=duty.event.at.astimezone(LONDON),
        due=duty.due.astimezone(LONDON),
        clause=duty.clause,
        because=row.because,
        link=_link(school, case) if opens else "",
        sealed=row.sight > Sight.ORDINARY,
        explains=row.stage == Stage.BEFORE and duty.remind_at is not None,
    )


def _alert(school: School, staff: Staff, *, by: Actor, now: datetime) -> None:
    """Tell of emergencies: each in a note of its own, whenever the last one went."""
    rows = (
        Reminder.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(school_id=school.id, told_at=None, tell_at__lte=now, case__is_open=True)
        .select_related("case")
        .order_by("tell_at", "id")
    )
    for row in rows:
        member = staff.members.get(row.staff_id)
        if row.case and member and member.sight >= row.sight and can_reach(member.email):
            notice = digest.emergency(
                member.name,
                link=_link(school, row.case),
                because=row.because,
                school_name=school.name,
                day_number=school.childrens_services_day,
                night_number=school.childrens_services_night,
            )
            _told([row], send_note(school, member, notice, sight=row.sight, by=by, now=now), by=by, now=now)


def send_note(
    school: School, member: Colleague, notice: "Notice", *, sight: int, by: Actor, now: datetime
) -> "Dispatch":
    """Send one note of Bookbag's own to a colleague, at once."""
    words = Words("email", notice.subject, notice.body, (member.email,))
    return dispatches.queue(
        words,
        fixed_notice(words, notice=dispatches.TO_STAFF),
        about=member.id,
        sight=sight,
        to_name=member.name,
        to_address=member.email,
        from_name=school.name,
        from_address=school.email,
        token=tokens.issue(school.id, member.id),
        automatic=True,
        by=by,
        now=now,
        not_before=now,
    )


def _told(rows: Sequence[Reminder], sent: "Dispatch", *, by: Actor, now: datetime) -> None:
    Reminder.objects.filter(id__in=[row.id for row in rows], told_at=None).update(told_at=now, dispatch=sent.id)
    note_all(
        entry_of(
            Kind.COLLEAGUE_TOLD,
            by=by,
            now=now,
            thing="case",
            thing_id=row.duty.case_id if row.duty else row.case_id,
            sight=row.sight,
            clause=row.duty.clause if row.duty else "",
            stage=row.stage,
            to=str(row.staff_id),
        )
        for row in rows
    )


def _asked(asks: Sequence[Ask], *, by: Actor, now: datetime) -> None:
    Ask.objects.filter(school_id=by.school_id, id__in=[ask.id for ask in asks], told_at=None).update(told_at=now)
    note_all(
        entry_of(
            Kind.COLLEAGUE_TOLD,
            by=by,
            now=now,
            thing="case",
            thing_id=ask.question.case_id,
            sight=ask.sight,
            stage="asked",
            to=str(ask.colleague_id),
        )
        for ask in asks
    )


def _link(school: School, case: Case) -> str:
    return f"{settings.PUBLIC_URL}/{school.slug}/cases/{case.id}"
