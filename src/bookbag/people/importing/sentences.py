"""A plan in sentences, for the office to read before anything is done."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from bookbag.people.importing.held import HeldPupil, Verdict
from bookbag.people.importing.planning import Change, Plan
from bookbag.people.importing.values import ReadStaff
from bookbag.people.telephones import as_dialled

SHOWN = 200
"""Sentences of one kind that are kept; beyond that their number says more."""
_NAMES = {
    "given_name": "first name",
    "family_name": "family name",
    "known_as": "name in use",
    "known_family_name": "family name in use",
    "looked_after_by": "local authority that looks after the child",
    "language": "language",
    "born_on": "date of birth",
    "class_name": "class",
    "upn": "UPN",
    "title": "title",
    "emails": "e-mail",
    "telephones": "telephone",
    "address": "address",
    "kind": "relationship",
    "parental_responsibility": "parental responsibility",
    "lives_with": "living with the child",
}


def told(plan: Plan, *, today: date, done: bool = False) -> dict[str, Any]:
    """The report of a plan: counts, and sentences of each kind."""
    by = {verdict: [one for one in plan.changes if one.verdict is verdict] for verdict in Verdict}
    changes = [_change(one) for one in by[Verdict.CHANGE][:SHOWN]]
    return {
        "odd": plan.is_odd,
        "empty": plan.is_empty,
        "counts": {
            "children": len(plan.children),
            "adults": len(plan.adults),
            "classes": len(plan.classes),
            "staff": len(plan.staff),
            "changes": len(by[Verdict.CHANGE]),
            "leavers": len(plan.leavers),
            "staff_leavers": len(plan.colleagues_gone),
            "kept": len(by[Verdict.KEEP]),
            "asks": len(by[Verdict.ASK]),
            "same": plan.same,
            "unread": sum(remark.refused for remark in plan.remarks),
        },
        "adds": list(_adds(plan)),
        "changes": changes,
        "leavers": list(_leavers(plan, today, done=done)),
        "leaves": list(_left(plan, by[Verdict.KEEP])),
        "asks": [{"key": one.key, "says": _ask(one)} for one in by[Verdict.ASK][:SHOWN]],
        "unread": [{"line": one.line, "says": one.says} for one in plan.remarks if one.refused][:SHOWN],
        "noted": [{"line": one.line, "says": one.says} for one in plan.remarks if not one.refused][:SHOWN],
    }


def _adds(plan: Plan) -> Iterable[str]:
    for count, one, many in (
        (len(plan.children), "child is new", "children are new"),
        (len(plan.adults), "adult is new", "adults are new"),
        (len(plan.classes), "class is opened", "classes are opened"),
        (len(plan.staff), "colleague is new", "colleagues are new"),
    ):
        if count:
            yield f"{count:,} {one if count == 1 else many}"
    for child in plan.children[:SHOWN]:
        where = f", in {child.read.class_name}" if child.read.class_name else ""
        yield f"{child.read.known_as or child.read.given_name} {child.read.family_name} is new{where}"
    for group, teacher in list(plan.teachers.items())[:SHOWN]:
        if isinstance(teacher, ReadStaff):
            yield f"{teacher.given_name} {teacher.family_name} becomes the teacher of {group}"


def _change(change: Change) -> str:
    if change.field == "class_name":
        return f"{change.name} moves from {change.held or 'no class'} to {change.said}"
    if change.field == "here":
        return f"{change.name} comes back to the school"
    if not change.held:
        return f"{change.name}: {_NAMES[change.field]} is added, {_value(change.field, change.said)}"
    was, becomes = (_value(change.field, value) for value in (change.held, change.said))
    return f"{change.name}: {_NAMES[change.field]} changes from {was} to {becomes}"


def _ask(change: Change) -> str:
    if change.field == "here":
        return f"{change.name} is marked as left here and stands in the file"
    was, said = (_value(change.field, value) for value in (change.held, change.said))
    return f"{change.name}: {_NAMES[change.field]} is {was} here and {said} in the file"


def _leaves(one: HeldPupil, today: date, *, done: bool) -> str:
    name = f"{one.known_as or one.given_name} {one.family_name}"
    return f"{name} is no longer in the file and {'is' if done else 'would be'} marked as left on {today.day} {today:%B %Y}"


def _leavers(plan: Plan, today: date, *, done: bool) -> Iterable[str]:
    for pupil in plan.leavers[:SHOWN]:
        yield _leaves(pupil, today, done=done)
    for colleague in plan.colleagues_gone[:SHOWN]:
        yield f"{colleague.name} has left, the file says: their place here {'has ended' if done else 'would end today'}"
    for leader in plan.leaders_gone[:SHOWN]:
        yield f"{leader.name} has left, the file says, and leads here: a headteacher says when they go. Nothing is changed"


def _left(plan: Plan, kept: list[Change]) -> Iterable[str]:
    if plan.same:
        yield f"{plan.same:,} {'child stays' if plan.same == 1 else 'children stay'} as they are"
    for change in kept[:SHOWN]:
        if change.field == "here":
            yield f"{change.name} stays marked as left, as entered here; the file still has them"
        else:
            ours, said = (_value(change.field, value) for value in (change.held, change.said))
            yield f"{change.name}: {_NAMES[change.field]} stays {ours}, as corrected here; the file still says {said}"
    if plan.missing:
        yield (
            f"{len(plan.missing):,} children are not in what could be read of the file. That may be half a list, so none"
            " is marked as left. Say that the file is whole to mark them"
        )
    if plan.untied:
        of = sorted({name for name, _ in plan.untied})
        yield (
            f"{len(plan.untied):,} adults are no longer beside their child in the file ({', '.join(of[:5])}"
            f"{', …' if len(of) > 5 else ''}). They stay: only a person unlinks an adult"
        )


def _value(name: str, value: Any) -> str:
    if value in (None, "", []):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "born_on":
        day = date.fromisoformat(value)
        return f"{day.day} {day:%B %Y}"
    if isinstance(value, list):
        return " and ".join(as_dialled(each) if name == "telephones" else each for each in value)
    return str(value)
