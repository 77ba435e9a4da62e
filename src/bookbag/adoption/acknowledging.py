"""Which versions somebody has still to confirm, and who has not confirmed yet."""

from dataclasses import dataclass
from datetime import date

from bookbag.adoption import queries
from bookbag.adoption.models import Acknowledgement
from bookbag.people import queries as people
from bookbag.policy import posts
from bookbag.policy.packs import Pack
from bookbag.policy.permissions import Actor
from bookbag.policy.rules import Declaration
from bookbag.schools.models import School


@dataclass(frozen=True, slots=True)
class Asked:
    """What a version asks somebody to confirm."""

    pack: Pack
    lines: tuple[Declaration, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How far a version has been confirmed, and by whom not."""

    pack: Pack
    asked: int
    missing: tuple[str, ...]

    @property
    def confirmed(self) -> int:
        """How many have."""
        return self.asked - len(self.missing)


def open_for(school: School, actor: Actor) -> list[Asked]:
    """What somebody has still to confirm: of each version in force that asks them, unless they have confirmed it."""
    done = set(
        Acknowledgement.objects.filter(school_id=school.id, staff_id=actor.staff_id).values_list("pack", "number")
    )
    mine = posts.people(actor)
    asked = (Asked(pack, pack.declared_by(mine)) for pack in queries.packs_of(school))
    return [each for each in asked if each.lines and (each.pack.slug, each.pack.version) not in done]


def counts(school: School, today: date) -> list[Count]:
    """For each version that is to be confirmed: how many are asked, and who has not yet, by name."""
    done = set(Acknowledgement.objects.filter(school_id=school.id).values_list("pack", "number", "staff_id"))
    everybody = [
        (member, posts.people(Actor(member.name, school.id, staff_id=member.id, roles=frozenset(roles))))
        for member, roles in people.staff_with_roles(school.id, today=today)
    ]
    told = []
    for pack in queries.packs_of(school):
        asked = [member for member, groups in everybody if pack.declared_by(groups)]
        missing = [member.name for member in asked if (pack.slug, pack.version, member.id) not in done]
        if asked:
            told.append(Count(pack, len(asked), tuple(missing)))
    return told
