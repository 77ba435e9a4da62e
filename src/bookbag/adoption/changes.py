"""What a change of policy means to others: the value that an action hands to whoever follows it up, and the leave for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from bookbag.adoption.models.owned import Owned
from bookbag.policy.permissions import Act, Actor, Standing, Verdict, may
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools.models import School


@dataclass(frozen=True, slots=True)
class Change:
    """What was done, in one word for the record, to which pack, and at which schools open cases hang on it.

    Whoever calls hands it to `desk.actions.adopting`, which stands above this room.
    """

    what: str
    pack: str
    version: str
    schools: tuple[int, ...]


def reached(school: School, *, of_trust: bool) -> tuple[int, ...]:
    """The schools that a change reaches: all of the trust, or this one."""
    if not of_trust or school.trust_id is None:
        return (school.id,)
    return tuple(School.objects.filter(trust_id=school.trust_id).order_by("id").values_list("id", flat=True))


def owner(school: School, *, of_trust: bool) -> dict[str, int | None]:
    """Whose a new row is."""
    return {"trust_id": school.trust_id} if of_trust else {"school_id": school.id}


def leave(by: Actor, school: School, *, of_trust: bool, act: Act = Act.KEEP_POLICY) -> Verdict:
    """Say whether somebody may change what binds the school, or all of the trust."""
    return may(by, act, Standing(school_id=school.id, of_trust=of_trust))


def refusal(by: Actor, school: School, what: str, pack: str, *, now: datetime, **detail: Any) -> Verdict | None:
    """The refusal for who would change at a school what binds all of its trust, noted in the record. None for who may."""
    verdict = leave(by, school, of_trust=True)
    if verdict:
        return None
    note(Kind.RULING_REFUSED, by=by, now=now, thing="policy", thing_id=None, what=what, pack=pack, **detail)
    return Verdict(
        allowed=False,
        because="This policy binds every school of the trust. Only the trust can change it. The attempt is in the record.",
    )


def same_owner(row: Owned) -> Q:
    """Whatever belongs to the same school, or to the same trust."""
    return Q(trust_id=row.trust_id) if row.of_trust else Q(school_id=row.school_id)
