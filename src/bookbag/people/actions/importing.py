"""Taking a file over: what is held is read, the plan is made under a lock, and all of it is written or none.

One entry in the record for a whole file, with counts and no name.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from sys import intern
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Manager
from django.db.models.fields.json import KT

from bookbag.people.folding import folded, folded_email, sort_key
from bookbag.people.importing import planning, sentences
from bookbag.people.importing.held import Held, HeldAdult, HeldPupil, HeldStaff, HeldTie, Verdict
from bookbag.people.importing.knowing import Adult, Child, Tie
from bookbag.people.importing.planning import WAYS, Change, Plan
from bookbag.people.importing.values import Reading
from bookbag.people.models import (
    Contact,
    ContactPoint,
    Origin,
    PointChange,
    Pupil,
    Relationship,
    SchoolClass,
    StaffMember,
    StaffRole,
)
from bookbag.people.models.changes import Because
from bookbag.people.models.family import PointKind
from bookbag.policy.permissions import Actor, Role
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy

KINDS = {"emails": PointKind.EMAIL, "telephones": PointKind.TELEPHONE, "address": PointKind.POST}
_FIELDS = dict(zip(KINDS.values(), WAYS, strict=True))
NOT_TOLD = {
    *("aunt", "uncle", "brother", "sister", "childminder", "cousin", "doctor", "emergency contact", "family friend", "friend", "neighbour"),
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
        return sentences.told(_plan(reading, options, by.school_id), today=today)


def take_over(
    reading: Reading, options: Options, *, by: Actor, now: datetime, today: date, say: Say = lambda _: None
) -> dict[str, Any]:
    """Take a file over as it stands against what is held now, and say what was done."""
    with tenancy.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtext('people.import'), %s)", [by.school_id])
        say("Comparing it with what is held")
        plan = _plan(reading, options, by.school_id)
        say("Writing it down")
        _write(plan, by=by, now=now, today=today)
        report = sentences.told(plan, today=today, done=True)
        note(
            Kind.PEOPLE_IMPORTED, by=by, now=now, thing="import", thing_id=None, **report["counts"], source=plan.source
        )
        return report


def _plan(reading: Reading, options: Options, school_id: int) -> Plan:
    def recall(people: Sequence[UUID]) -> Mapping[UUID, list[planning.Taken]]:
        return _recalled(school_id, options.source, people)

    return planning.plan(
        reading,
        _held(school_id, options.source),
        recall,
        source=options.source,
        answers=options.answers,
        is_whole=options.is_whole,
    )


def _held(school_id: int, source: str) -> Held:
    held = Held()
    said = _said_before(school_id, source, "pupil")
    pupils = Pupil.objects.filter(school_id=school_id)
    columns = ("id", "given_name", "family_name", "known_as", "born_on", "school_class__name", "left_on", "upn")
    for id_, given, family, known_as, born_on, group, left_on, upn in pupils.values_list(*columns).iterator():
        one = HeldPupil(id_, given, family, known_as, born_on, group or "", left_on, upn)
        one.number, first, _, last, born = said.get(id_, _NEVER)
        if (first, last, born) != (given, family, born_on and born_on.isoformat()):
            one.was = (first or "", last or "", born or "")
        held.pupils[id_] = one
    said = _said_before(school_id, source, "contact")
    adults = Contact.objects.filter(school_id=school_id).values_list("id", "title", "given_name", "family_name")
    for id_, title, given, family in adults.iterator():
        adult = HeldAdult(id_, title, given, family)
        adult.number, first, called, last, _ = said.get(id_, _NEVER)
        if (first or called, last) != (given or title, family):
            adult.was = (first or called or "", last or "")
        held.adults[id_] = adult
    said = _said_before(school_id, source, "staff")
    members = StaffMember.objects.filter(school_id=school_id).values_list("id", "name", "email")
    held.staff = {id_: HeldStaff(id_, name, email, said.get(id_, _NEVER)[0]) for id_, name, email in members}
    held.teachers = dict(SchoolClass.objects.filter(school_id=school_id).values_list("name", "teacher_id"))
    del said
    _ways_and_ties(held, school_id)
    return held


_NEVER = (None, None, None, None, None)


def _said_before(school_id: int, source: str, of: str) -> dict[UUID, tuple[str | None, ...]]:
    """Whom the source has spoken of: number, first name, title, family name and date of birth as it last had them."""
    names = (KT(f"taken__{name}") for name in ("given_name", "title", "family_name", "born_on"))
    rows = Origin.objects.filter(school_id=school_id, source=source, **{f"{of}__isnull": False})
    return {person: tuple(rest) for person, *rest in rows.values_list(f"{of}_id", "external_id", *names).iterator()}


def _ways_and_ties(held: Held, school_id: int) -> None:
    points = ContactPoint.objects.filter(school_id=school_id).values_list("contact_id", "kind", "folded")
    for id_, kind, known_as in points.iterator():
        adult, name = held.adults[id_], _FIELDS[PointKind(kind)]
        setattr(adult, name, (*getattr(adult, name), known_as))
    ties = Relationship.objects.filter(school_id=school_id).values_list(
        "pupil_id", "contact_id", "kind", "parental_responsibility", "lives_with"
    )
    for child, contact, kind, responsibility, lives_with in ties.iterator():
        held.pupils[child].ties[held.adults[contact].id] = HeldTie(intern(kind), responsibility, lives_with)


def _recalled(school_id: int, source: str, people: Sequence[UUID]) -> Mapping[UUID, list[planning.Taken]]:
    found: dict[UUID, list[planning.Taken]] = {person: [{}] for person in people}
    for column in ("pupil", "contact"):
        rows = Origin.objects.filter(school_id=school_id, **{f"{column}__in": people})
        for person, said_by, taken in rows.values_list(f"{column}_id", "source", "taken"):
            if said_by == source:
                found[person][0] = taken
            else:
                found[person].append(taken)
    return found


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
    _remember(plan, school)


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


def _named(given: str, family: str, known_as: str) -> dict[str, str]:
    return {
        "sort_key": sort_key(family, known_as or given),
        "called": folded(known_as or given)[:100],
        "surname": folded(family)[:100],
    }


def _pupil(child: Child, groups: Mapping[str, SchoolClass], school: int) -> Pupil:
    said = planning.said_of_child(child)
    names = {name: said[name] for name in ("given_name", "family_name", "known_as", "upn")}
    return Pupil(
        id=child.id,
        school_id=school,
        **names,
        **_named(said["given_name"], said["family_name"], said["known_as"]),
        born_on=child.read.born_on,
        school_class=groups.get(said["class_name"]),
    )


def _contact(adult: Adult, school: int) -> Contact:
    said = planning.said_of_adult(adult)
    names = {name: said[name] for name in ("title", "given_name", "family_name")}
    return Contact(id=adult.id, school_id=school, **names, sort_key=sort_key(said["family_name"], said["given_name"]))


def _points(adult: Adult, school: int) -> Iterable[ContactPoint]:
    for name, kind in KINDS.items():
        for known_as, value in getattr(adult, name).items():
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
    if fields & _NAMING:
        for row in rows.values():
            for name, value in _named(row.given_name, row.family_name, row.known_as).items():
                setattr(row, name, value)
        fields |= {"sort_key", "called", "surname"}
    Pupil.objects.bulk_update(rows.values(), sorted(fields))


_COLUMNS = {"here": "left_on", "class_name": "school_class"}
_NAMING = {"given_name", "family_name", "known_as"}


def _change_contacts(changes: Sequence[Change], plan: Plan, by: Actor, now: datetime) -> None:
    rows = {row.id: row for row in Contact.objects.filter(id__in={one.id for one in changes})}
    adults = {one.id: plan.met[one.id] for one in changes}
    gone: list[PointChange] = []
    new: list[ContactPoint] = []
    for one in changes:
        if one.field not in KINDS:
            setattr(rows[one.id], one.field, one.said)
            continue
        kind, said = KINDS[one.field], getattr(adults[one.id], one.field)
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
    Contact.objects.bulk_update(rows.values(), ["title", "given_name", "family_name", "sort_key"])
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
