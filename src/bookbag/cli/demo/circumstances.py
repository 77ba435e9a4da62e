"""What the demo's schools have been told of families: two homes, care, who is written to how; and the groups they are in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bookbag.cli.demo.trust import Staffed
from bookbag.people.actions import adults, details, groups, pupils
from bookbag.people.actions.families import Family
from bookbag.policy.permissions import Role

BEFORE = timedelta(days=30)
"""So long before the demo began, each of it was told."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A group, and by name who is in it."""

    name: str
    kind: str
    adults: tuple[str, ...] = ()
    pupils: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What one school was told: by an adult's name whose children have two homes or what is held of the adult, by a
    child's who looks after it.
    """

    apart: Mapping[str, str] = field(default_factory=dict)
    care: Mapping[str, str] = field(default_factory=dict)
    of_adults: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    groups: tuple[Gathered, ...] = ()


def tell(at: Staffed, told: Told, entered: Sequence[Family], *, now: datetime) -> None:
    """Let the office enter it, as it would on its pages."""
    by, day = at.who_is(Role.OFFICE).actor, (now - BEFORE).date()
    children = {pupil.full_name: pupil for family in entered for pupil in family.pupils}
    grown = {adult.full_name: adult for family in entered for adult in family.adults}
    for family in entered:
        for adult in family.adults:
            if who := told.apart.get(adult.full_name):
                for pupil in family.pupils:
                    apart = {"told_apart_on": day, "told_apart_by": who}
                    pupils.correct(pupil.id, apart, seen=details.seen(pupil, apart), by=by, now=now)
    for name, authority in told.care.items():
        care = {"looked_after_by": authority, "looked_after_from": day}
        pupils.correct(children[name].id, care, seen=details.seen(children[name], care), by=by, now=now)
    for name, held in told.of_adults.items():
        adults.correct(grown[name].id, held, seen=details.seen(grown[name], held), by=by, now=now)
    for each in told.groups:
        group = groups.make(each.name, each.kind, by=by, now=now)
        for name in each.adults:
            groups.add_adult(group.id, grown[name].id, on=day, by=by, now=now)
        for name in each.pupils:
            groups.add_pupil(group.id, children[name].id, on=day, by=by, now=now)
