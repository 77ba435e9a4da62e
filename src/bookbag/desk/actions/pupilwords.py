"""Words for children: kept with the call that brought them, ticked by whoever told the child."""

from datetime import datetime, time, timedelta
from uuid import UUID

from bookbag.adoption import queries as adoption
from bookbag.desk.actions import cases
from bookbag.desk.models import Call, Case, Collection, WordToPupil
from bookbag.policy import availability
from bookbag.policy.permissions import Actor
from bookbag.policy.values import Clock
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import queries as schools
from bookbag.schools import tenancy
from bookbag.schools.models import School

TIME_TO_TELL = timedelta(minutes=30)
BEFORE_THE_END = timedelta(minutes=15)
"""So long before the children go the office hears in any case that one has not been told."""


def say(case: Case, text: str, *, pupil_id: UUID, by: Actor, now: datetime) -> WordToPupil:
    """Keep what a child is to be told. It stands before the class's teacher at once."""
    school = School.objects.get(id=case.school_id)
    kept = WordToPupil.objects.create(
        school_id=case.school_id,
        sight=case.sight,
        case=case,
        pupil_id=pupil_id,
        text=text.strip(),
        said_at=now,
        office_hears_at=max(now, min(now + TIME_TO_TELL, _children_go(school, now) - BEFORE_THE_END)),
    )
    note(Kind.WORD_SAID, by=by, now=now, thing="case", thing_id=case.id, sight=case.sight)
    return kept


def told(word: WordToPupil, *, by: Actor, now: datetime) -> None:
    """Say that the child was told. Where the caller wanted nothing else, the case is closed. The first to say so counts."""
    with tenancy.atomic():
        kept = WordToPupil.objects.select_for_update().get(school_id=word.school_id, id=word.id)
        if kept.told_at:
            return
        kept.told_at, kept.told_by_id = now, by.person
        kept.save(update_fields=["told_at", "told_by"])
        note(Kind.WORD_TOLD, by=by, now=now, thing="case", thing_id=kept.case_id, sight=kept.sight)
        if word.case.is_open and not _more_is_wanted(kept):
            cases.close(word.case, reason="The child was told.", by=by, now=now)


def _more_is_wanted(word: WordToPupil) -> bool:
    own = {"school_id": word.school_id, "case_id": word.case_id}
    for_somebody = Call.objects.filter(**own).exclude(for_whom=None)
    untold = WordToPupil.objects.filter(**own, told_at=None)
    return for_somebody.exists() or Collection.objects.filter(**own, confirmed_at=None).exists() or untold.exists()


def _children_go(school: School, now: datetime) -> datetime:
    """When the children go home: when lessons end by the policy's hours, else when the school closes."""
    calendar = schools.calendar_of(school)
    local = now.astimezone(calendar.zone)
    lessons = [
        each.stretch.ends for each in availability.lessons(adoption.packs_of(school)) if each.weekday == local.weekday()
    ]
    ends: time = max(lessons, default=calendar.closes_on(local.date(), Clock.SCHOOL_DAYS))
    return datetime.combine(local.date(), ends, calendar.zone)
