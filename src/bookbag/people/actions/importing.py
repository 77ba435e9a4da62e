"""Taking a file over: what is held is read, the plan is made under a lock, and all of it is written or none.

One entry in the record for a whole file, with counts and no name.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Manager

from bookbag.people import holdings
from bookbag.people.actions import leaving
from bookbag.people.folding import folded, folded_email, sort_key
from bookbag.people.holdings import KINDS
from bookbag.people.importing import planning, sentences
from bookbag.people.importing.held import DEFAULTS, Verdict
from bookbag.people.importing.knowing import Adult, Child, Tie
from bookbag.people.importing.planning import Change, Plan
from bookbag.people.importing.values import Reading
from bookbag.people.models import (
    Contact,
    ContactPoint,
    Leaving,
    Origin,
    PointChange,
    Pupil,
    Relationship,
    SchoolClass,
    StaffMember,
    StaffRole,
)
from bookbag.people.models.changes import Because
from bookbag.policy.permissions import Actor, Role
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy

NOT_TOLD = {
    *(
        "aunt",
        "uncle",
        "brother",
        "sister",
        "childminder",
        "cousin",
        "doctor",
        "emergency contact",
        "family friend",
        "friend",
        "neighbour",
    ),
    *(
        "grandfather",
        "grandmother",
        "grandparent",
        "other contact",
        "other family member",
        "other relative",
        "relative",
    ),
    *("self", "social worker"),
}
"""What somebody is who does not get what the school sends home, unless they have parental responsibility."""
_AT_ONCE = 2_000
"""Rows of one statement."""
_NAMING = ("given_name", "family_name", "known_as", "known_family_name")
Say = Callable[[str], None]
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is to be taken over: whence it comes, what was answered, and whether it names everybody."""

    source: str
    answers: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool | None = None


def dry_run(reading: Reading, options: Options, *, by: Actor, today: date) -> dict[str, Any]:
    """Say what taking a file over would do. Nothing is written."""
    with tenancy.atomic():
        _take_time()
        return sentences.told(_plan(reading, options, by.school_id, today), today=today)


def take_over(
    reading: Reading, options: Options, *, by: Actor, now: datetime, today: date, say: Say = lambda _: None
) -> dict[str, Any]:
    """Take a file over as it stands against what is held now, and say what was done."""
    with tenancy.atomic():
        _take_time()
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtext('people.import'), %s)", [by.school_id])
        say("Comparing it with what is held")
        plan = _plan(reading, options, by.school_id, today)
        say("Writing it down")
        _write(plan, by=by, now=now, today=today)
        report = sentences.told(plan, today=today, done=True)
        note(
            Kind.PEOPLE_IMPORTED, by=by, now=now, thing="import", thing_id=None, **report["counts"], source=plan.source
        )
        return report


def _take_time() -> None:
    """Sixty thousand children are compared for longer than the database lets a transaction do nothing."""
    with connection.cursor() as cursor:
        cursor.execute("set local idle_in_transaction_session_timeout = 0")


def _plan(reading: Reading, options: Options, school_id: int, today: date) -> Plan:
    def recall(people: Sequence[UUID]) -> Mapping[UUID, list[planning.Taken]]:
        return holdings.recalled(school_id, options.source, people)

    return planning.plan(
        reading,
        holdings.held(school_id, options.source, today=today),
        recall,
        source=options.source,
        answers=options.answers,
        is_whole=options.is_whole,
    )


def _write(plan: Plan, *, by: Actor, now: datetime, today: date) -> None:
    school = by.school_id
    colleagues = _appoint(plan, school, today)
    SchoolClass.objects.bulk_create(
        SchoolClass(school_id=school, name=name, year=year) for name, year in plan.classes.items()
    )
    groups = {each.name: each for each in SchoolClass.objects.filter(school_id=school)}
    for name, teacher in plan.teachers.items():
        groups[name].teacher_id = teacher if isinstance(teacher, UUID) else colleagues[teacher.external_id]
    SchoolClass.objects.bulk_update([groups[name] for name in plan.teachers], ["teacher"])
    _enter(Pupil.objects, (_pupil(child, groups, school) for child in plan.children))
    _enter(Contact.objects, (_contact(adult, school) for adult in plan.adults))
    _enter(ContactPoint.objects, (point for adult in plan.adults for point in _points(adult, school)))
    _enter(Relationship.objects, (_tie(tie, school) for tie in plan.ties))
    _change(plan, groups, by, now)
    Pupil.objects.filter(school_id=school, id__in=[one.id for one in plan.leavers]).update(left_on=today)
    _end_staff(plan, by, now, today)
    _remember(plan, school)


def _end_staff(plan: Plan, by: Actor, now: datetime, today: date) -> None:
    """End the place of colleagues whom the file says to have left; who takes over from them a person decides."""
    for one in plan.colleagues_gone:
        said = Leaving.objects.filter(school_id=by.school_id, staff_id=one.id, returned_at=None).first()
        said = said or Leaving.objects.create(
            school_id=by.school_id, staff_id=one.id, said_by_id=by.staff_id, said_at=now
        )
        leaving.end(said, by=by, now=now, today=today)


def _enter(table: Manager[Any], rows: Iterator[Any], **how: Any) -> None:
    """Write rows a portion at a time: a hundred thousand at once would stand in memory."""
    for some in _portions(rows):
        table.bulk_create(some, **how)


def _portions(rows: Iterable[Row]) -> Iterator[list[Row]]:
    following = iter(rows)
    while some := list(islice(following, _AT_ONCE)):
        yield some


def _appoint(plan: Plan, school: int, today: date) -> dict[str, UUID]:
    """Enter colleagues whom the file names, without a login: that is given by a person."""
    members = [
        StaffMember(
            school_id=school,
            name=f"{one.given_name} {one.family_name}".strip()[:200],
            sort_key=sort_key(one.family_name, one.given_name),
            email=folded_email(one.email)[:254],
        )
        for one in plan.staff
    ]
    StaffMember.objects.bulk_create(members)
    StaffRole.objects.bulk_create(
        StaffRole(school_id=school, staff=member, role=Role.TEACHER, starts_on=today)
        for one, member in zip(plan.staff, members, strict=True)
        if one.teaches
    )
    for one, member in zip(plan.staff, members, strict=True):
        plan.remember("staff", member.id, one.external_id, {"name": member.name})
    return {one.external_id: member.id for one, member in zip(plan.staff, members, strict=True)}


def _named(given_name: str, family_name: str, known_as: str, known_family_name: str) -> dict[str, str]:
    given, family = known_as or given_name, known_family_name or family_name
    return {"sort_key": sort_key(family, given), "called": folded(given)[:100], "surname": folded(family)[:100]}


def _pupil(child: Child, groups: Mapping[str, SchoolClass], school: int) -> Pupil:
    said = planning.said_of_child(child)
    names = {name: said[name] for name in (*_NAMING, "upn", "looked_after_by")}
    return Pupil(
        id=child.id,
        school_id=school,
        **names,
        **_named(**{name: said[name] for name in _NAMING}),
        born_on=child.read.born_on,
        school_class=groups.get(said["class_name"]),
    )


def _contact(adult: Adult, school: int) -> Contact:
    said = planning.said_of_adult(adult)
    names = {name: said[name] for name in ("title", "given_name", "family_name")}
    return Contact(
        id=adult.id,
        school_id=school,
        **names,
        language=said["language"] or DEFAULTS["language"],
        sort_key=sort_key(said["family_name"], said["given_name"]),
    )


def _points(adult: Adult, school: int) -> Iterable[ContactPoint]:
    for name, kind in KINDS.items():
        for known_as, value in getattr(adult, name):
            yield ContactPoint(school_id=school, contact_id=adult.id, kind=kind, value=value, folded=known_as)


def _tie(tie: Tie, school: int) -> Relationship:
    said = planning.said_of_tie(tie)
    told = said["parental_responsibility"] is True or said["kind"] not in NOT_TOLD
    return Relationship(
        school_id=school,
        pupil_id=tie.child.id,
        contact_id=tie.adult.id,
        told=told,
        **said | {"kind": said["kind"] or "parent or carer"},
    )


def _change(plan: Plan, groups: Mapping[str, SchoolClass], by: Actor, now: datetime) -> None:
    agreed = [change for change in plan.changes if change.verdict is Verdict.CHANGE]
    for some in _portions(one for one in agreed if one.of == "pupil"):
        _change_pupils(some, groups)
    for some in _portions(one for one in agreed if one.of == "contact"):
        _change_contacts(some, plan, by, now)
    for some in _portions(one for one in agreed if one.of == "tie"):
        rows = list(Relationship.objects.filter(school_id=by.school_id, pupil_id__in={one.id for one in some}))
        by_pair = {(row.pupil_id, row.contact_id): row for row in rows}
        for one in some:
            assert one.adult
            setattr(by_pair[one.id, one.adult], one.field, one.said)
        Relationship.objects.bulk_update(rows, ["kind", "parental_responsibility", "lives_with"])


def _change_pupils(changes: Sequence[Change], groups: Mapping[str, SchoolClass]) -> None:
    rows = {row.id: row for row in Pupil.objects.filter(id__in={one.id for one in changes})}
    for one in changes:
        row = rows[one.id]
        if one.field == "class_name":
            row.school_class = groups[one.said]
        elif one.field == "here":
            row.left_on = None
        else:
            setattr(row, one.field, date.fromisoformat(one.said) if one.field == "born_on" else one.said)
    fields = {_COLUMNS.get(one.field, one.field) for one in changes}
    if fields & set(_NAMING):
        for row in rows.values():
            for name, value in _named(**{field: getattr(row, field) for field in _NAMING}).items():
                setattr(row, name, value)
        fields |= {"sort_key", "called", "surname"}
    Pupil.objects.bulk_update(rows.values(), sorted(fields))


_COLUMNS = {"here": "left_on", "class_name": "school_class"}


def _change_contacts(changes: Sequence[Change], plan: Plan, by: Actor, now: datetime) -> None:
    rows = {row.id: row for row in Contact.objects.filter(id__in={one.id for one in changes})}
    adults = {one.id: plan.met[one.id] for one in changes}
    gone: list[PointChange] = []
    new: list[ContactPoint] = []
    for one in changes:
        if one.field not in KINDS:
            setattr(rows[one.id], one.field, one.said)
            continue
        kind, said = KINDS[one.field], dict(getattr(adults[one.id], one.field))
        held = ContactPoint.objects.filter(school_id=by.school_id, contact_id=one.id, kind=kind)
        gone += [_went(point, by, now) for point in held.exclude(folded__in=one.said)]
        held.exclude(folded__in=one.said).delete()
        new += [
            ContactPoint(school_id=by.school_id, contact_id=one.id, kind=kind, value=said[key], folded=key)
            for key in one.said
            if key not in one.held
        ]
    for row in rows.values():
        row.sort_key = sort_key(row.family_name, row.given_name)
    Contact.objects.bulk_update(rows.values(), ["title", "given_name", "family_name", "language", "sort_key"])
    PointChange.objects.bulk_create(gone)
    ContactPoint.objects.bulk_create(new)


def _went(point: ContactPoint, by: Actor, now: datetime) -> PointChange:
    """What was held before a file changed it."""
    return PointChange(
        school_id=by.school_id,
        contact_id=point.contact_id,
        kind=point.kind,
        was=point.value,
        because=Because.IMPORTED,
        by=by.staff_id,
        by_name=by.name,
        at=now,
    )


def _remember(plan: Plan, school: int) -> None:
    """Keep what the file said of whom, in place of what it said before."""
    for of in ("pupil", "contact", "staff"):
        rows = (
            Origin(
                id=uuid4(),
                school_id=school,
                source=plan.source,
                **{f"{of}_id": person},
                external_id=number[:100],
                taken=taken,
            )
            for person, number, taken in _remembered(plan, of)
        )
        _enter(
            Origin.objects,
            rows,
            update_conflicts=True,
            update_fields=["external_id", "taken"],
            unique_fields=["school", "source", of],
        )


def _remembered(plan: Plan, of: str) -> Iterator[tuple[UUID, str, planning.Taken]]:
    """What is remembered of the new, made when it is written, and of those held before."""
    if of == "pupil":
        ties: dict[UUID, list[Tie]] = {}
        for tie in plan.ties:
            ties.setdefault(tie.child.id, []).append(tie)
        for child in plan.children:
            adults = {str(tie.adult.id): planning.said_of_tie(tie) for tie in ties.get(child.id, ())}
            yield child.id, child.read.external_id, planning.said_of_child(child) | adults
    if of == "contact":
        for adult in plan.adults:
            yield adult.id, adult.read.external_id, planning.said_of_adult(adult)
    for (kind, person), (number, taken) in plan.taken.items():
        if kind == of:
            yield person, number, json.loads(taken)
