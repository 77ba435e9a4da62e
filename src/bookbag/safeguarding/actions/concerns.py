"""Concerns: passed on by anybody, taken by a safeguarding lead, sealed or left. Passing on copies; only sealing hides."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from bookbag.desk import about
from bookbag.desk.actions import cases
from bookbag.desk.matters import matter_of
from bookbag.desk.models import Case, CasePupil, Suggestion
from bookbag.desk.models.case import Needed, unhurried
from bookbag.desk.queries import LONDON
from bookbag.errors import Invalid, Stale
from bookbag.people import queries as people
from bookbag.policy.permissions import Actor, Sight, process
from bookbag.policy.values import Category
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.safeguarding import queries, readers
from bookbag.safeguarding.actions import alerting
from bookbag.safeguarding.models import Concern, ConcernFile, Source, State
from bookbag.schools import locks, storing, tenancy
from bookbag.schools.letterbox import letterbox
from bookbag.triage.judging import Flag

TASK = "safeguarding.suspect"
NEEDED = [
    ("", "Nothing today"),
    (Needed.ABSENCE.value, "A child is absent today"),
    (Needed.COLLECTION.value, "Somebody else collects"),
    (Needed.MEDICINE.value, "Medicine"),
]
"""What a neutral line may ask of the office today."""
LOOKS_BACK = timedelta(days=2)
"""How far a look for suspicions goes back: longer than a worker is ever down unseen."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A file that comes with what somebody passes on."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Filing:
    """What somebody passes on."""

    aware_at: datetime
    source: Source = Source.PERSON
    child: str = ""
    words: str = ""
    place: str = ""
    from_whom: str = ""
    files: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What whoever passed something on is told: its number, when, and who was alerted."""

    number: str
    at: datetime
    leads: tuple[str, ...]


def file(filing: Filing, *, case: Case | None = None, by: Actor, now: datetime) -> Receipt:
    """Pass something on to the safeguarding leads, and alert them at once. The author gets a receipt and no way back to it.

    Raises `Invalid` where it was noticed later than now.
    """
    if filing.aware_at > now:
        raise Invalid(fields={"aware_on": "It cannot have been noticed later than now."})
    with tenancy.atomic():
        leads = queries.leads_of(by.school_id, today=now.astimezone(LONDON).date())
        with letterbox():
            concern = Concern.objects.create(
                school_id=by.school_id,
                source=filing.source,
                case=case,
                author_id=by.staff_id,
                child=filing.child.strip()[:200],
                words=filing.words.strip(),
                place=filing.place.strip()[:200],
                from_whom=filing.from_whom.strip()[:300],
                aware_at=filing.aware_at,
                sent_at=now,
                look_at=now,
            )
            ConcernFile.objects.bulk_create(
                ConcernFile(
                    school_id=by.school_id,
                    concern=concern,
                    name=each.name[:255],
                    sha256=storing.keep(by.school_id, each.content),
                )
                for each in filing.files
            )
            _note(Kind.CONCERN_FILED, concern, by=by, now=now, source=str(filing.source))
            alerting.alert_of([concern], by=by, now=now)
        return Receipt(concern.id.hex[:8].upper(), now, tuple(lead.name for lead in leads))


def take_suspicions(school_id: int, *, now: datetime) -> int:
    """Pass on what looks like a safeguarding matter or was sorted as one, and waits with no lead. Returns how many cases.

    It stays at the desk as it is. What a lead has settled since the words came is not passed on again.
    """
    by = process("safeguarding", school_id)
    with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
        locks.hold(school_id, TASK)
        filed = 0
        for source, case in _suspected(school_id, now):
            file(Filing(aware_at=now, source=source), case=case, by=by, now=now)
            filed += 1
        return filed


def _suspected(school_id: int, now: datetime) -> list[tuple[Source, Case]]:
    ordinary = Case.objects.filter(school_id=school_id, sight__lt=Sight.SAFEGUARDING)
    here = Concern.objects.filter(school_id=school_id, case_id=OuterRef("message__case_id"))
    known = here.filter(Q(settled_at=None) | Q(settled_at__gte=OuterRef("made_at")))
    looks_so = Suggestion.objects.filter(
        ~Exists(known),
        Q(settled_at=None) | Q(settled_category=Category.SAFEGUARDING),
        school_id=school_id,
        made_at__gte=now - LOOKS_BACK,
        flags__contains=[str(Flag.SAFEGUARDING)],
    )
    suspected = ordinary.filter(id__in=looks_so.values("message__case_id"))
    of_case = Concern.objects.filter(school_id=school_id, case_id=OuterRef("id"))
    sorted_so = ordinary.filter(~Exists(of_case), is_open=True, category=Category.SAFEGUARDING)
    found = {case.id: (Source.SUSPICION, case) for case in suspected}
    found |= {case.id: (Source.CATEGORY, case) for case in sorted_so}
    return list(found.values())


def take(concern: Concern, *, by: Actor, now: datetime) -> Concern:
    """Say "I have it": nobody is alerted any more. Raises `Stale` where a colleague was quicker."""
    with tenancy.atomic():
        kept = _lock(concern)
        if kept.state != State.WAITING:
            raise Stale("A colleague has it already.")
        kept.state, kept.taken_by_id, kept.taken_at, kept.look_at = State.TAKEN, by.person, now, None
        kept.save(update_fields=["state", "taken_by", "taken_at", "look_at"])
        _note(Kind.CONCERN_TAKEN, kept, by=by, now=now)
        return kept


def leave(concern: Concern, *, because: str, by: Actor, now: datetime) -> Concern:
    """Say that it is no safeguarding matter, and why. What it is about goes on at the desk as it was."""
    if not because.strip():
        raise Invalid(fields={"because": "Say why it is not a safeguarding matter."})
    with tenancy.atomic():
        return _settle(_lock(concern), State.LEFT, because=because.strip()[:300], by=by, now=now)


def seal(concern: Concern, *, neutral: str, needed: str, by: Actor, now: datetime) -> Concern:
    """Confirm that it is a safeguarding matter. Its case vanishes from everybody else, and the lead has it.

    The ordinary work that was in it stays at the desk as one neutral line, where the lead gives one. Whoever had opened
    the case finds that it was passed on; whoever had not finds nothing.
    """
    neutral = neutral.strip()[:200]
    if needed and not neutral:
        raise Invalid(fields={"neutral": "Say in one line what the office has to do."})
    with tenancy.atomic():
        kept = _lock(concern)
        if kept.case and kept.case.sight < Sight.SAFEGUARDING:
            _pass_on(kept.case, now=now)
            cases.set_sight(kept.case, Sight.SAFEGUARDING, by=by, now=now)
            cases.assign(kept.case, to=by.person, by=by, now=now)
        if neutral:
            _leave_at_desk(kept, neutral, needed, by=by, now=now)
        return _settle(kept, State.SEALED, neutral=neutral, by=by, now=now)


def _pass_on(case: Case, *, now: datetime) -> None:
    """Keep for whoever had opened it, and sees it no longer, that it was passed on."""
    today = now.astimezone(LONDON).date()
    actors = {staff: people.actor_of(case.school_id, staff, today=today) for staff in readers.openers(case)}
    kept = about.apart_of(case.school_id, cases.with_joined(case), actors)
    apart = frozenset().union(*kept.values())
    lower = [staff for staff, one in actors.items() if one is None or one.sight < Sight.SAFEGUARDING]
    readers.pass_on(case, set(lower) - apart)


def _leave_at_desk(concern: Concern, line: str, needed: str, *, by: Actor, now: datetime) -> None:
    """Open a case of the line alone. Nothing of it leads to where it came from."""
    was = concern.case
    left = Case.objects.create(
        school_id=concern.school_id,
        subject=line,
        matter=matter_of(line),
        channel=was.channel if was else "in_person",
        who="A line for the office",
        about=was.about if was else concern.child,
        needed=needed,
        needed_since=now if needed else None,
        opened_at=now,
        last_message_at=now,
        next_due=unhurried(now),
    )
    if was:
        own = {"school_id": left.school_id, "case": left}
        pupils = was.about_pupils.values_list("pupil_id", flat=True)
        CasePupil.objects.bulk_create(CasePupil(**own, pupil_id=pupil) for pupil in pupils)
    note(Kind.CASE_OPENED, by=by, now=now, thing="case", thing_id=left.id)


def _lock(concern: Concern) -> Concern:
    """The concern as it stands now. Raises `Stale` where it is settled."""
    rows = Concern.objects.select_for_update(of=("self",)).select_related("case")
    kept = rows.get(school_id=concern.school_id, id=concern.id)
    if kept.state not in queries.OPEN:
        raise Stale("A colleague has settled this already.")
    return kept


def _settle(kept: Concern, state: State, *, by: Actor, now: datetime, because: str = "", neutral: str = "") -> Concern:
    if kept.taken_at is None:
        kept.taken_by_id, kept.taken_at = by.person, now
    kept.state, kept.settled_by_id, kept.settled_at = state, by.person, now
    kept.because, kept.neutral, kept.look_at = because, neutral, None
    kept.save()
    _note(Kind.CONCERN_SETTLED, kept, by=by, now=now, state=str(state))
    return kept


def _note(kind: Kind, concern: Concern, *, by: Actor, now: datetime, **detail: str) -> None:
    note(kind, by=by, now=now, thing="concern", thing_id=concern.id, sight=concern.sight, **detail)
