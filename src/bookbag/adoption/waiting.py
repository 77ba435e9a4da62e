"""What of the policies waits for one person: to confirm, to sign, to review, to know of."""

from dataclasses import dataclass
from datetime import date

from bookbag.adoption import acknowledging, queries, reviewing
from bookbag.adoption.models import Ruling, Version
from bookbag.adoption.models.ruling import Kind
from bookbag.adoption.models.version import State
from bookbag.policy.permissions import Actor, Role
from bookbag.schools.models import School


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing, in a sentence, and the page on which it is done: by the page's name, and the thing's id where it has one."""

    says: str
    page: str
    thing: object = None


def for_person(school: School, actor: Actor, *, today: date) -> list[Waiting]:
    """What of the school's policies waits for somebody."""
    return [
        *_to_know(school, actor),
        *_to_sign(school, actor),
        *_to_review(school, actor, today),
        *_to_confirm(school, actor),
    ]


def _to_know(school: School, actor: Actor) -> list[Waiting]:
    if Role.HEAD not in actor.roles:
        return []
    off = Ruling.objects.filter(school_id=school.id, kind=Kind.RULE_OFF, seen_at=None, ended_at=None).order_by("at")
    return [Waiting(f"{each.name} has switched off a rule: {each.says}", "policy-rules") for each in off]


def _to_sign(school: School, actor: Actor) -> list[Waiting]:
    wait = Version.objects.filter(queries.theirs(school), state=State.AWAITING).order_by("made_at")
    return [
        Waiting(
            f"Version {each.number} of “{queries.pack_of(each).title}” waits for you to sign it.",
            "policy-version",
            each.id,
        )
        for each in wait
        if any(
            queries.may_sign(each, post, actor) for missing in queries.missing(each, school) for post in missing.any_of
        )
    ]


def _to_review(school: School, actor: Actor, today: date) -> list[Waiting]:
    told = []
    for each in reviewing.reviews_due(school, today):
        if each.falls_to(actor):
            days = (
                [each.due.in_words(today)] if each.due and (each.due.overdue(today) or each.due.warned(today)) else []
            )
            early = ["an early review waits for a decision"] if each.early else []
            told.append(Waiting(f"“{each.binding.pack.title}”: {', and '.join(days + early)}.", "policy-reviews"))
    return told


def _to_confirm(school: School, actor: Actor) -> list[Waiting]:
    return [
        Waiting(f"Confirm version {each.pack.version} of “{each.pack.title}”.", "policy-acknowledge")
        for each in acknowledging.open_for(school, actor)
    ]
