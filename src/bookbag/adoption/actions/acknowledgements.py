"""Staff confirm what a version of a policy asks of them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from bookbag.adoption import queries
from bookbag.adoption.models import Acknowledgement
from bookbag.errors import Invalid, NotFound
from bookbag.policy import posts
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy
from bookbag.schools.models import School


def acknowledge(school: School, slug: str, *, confirmed: Collection[str], by: Actor, now: datetime) -> None:
    """Confirm the version of a pack that is in force: every one of its lines, or it stays open."""
    with tenancy.atomic():
        pack = queries.binding_of(school, slug).pack
        lines = pack.declared_by(posts.people(by))
        if not lines:
            raise NotFound
        if {rule.id for rule in lines} - {*confirmed}:
            raise Invalid(fields={"confirmed": "Tick every line. What you cannot confirm, ask your headteacher about."})
        mine, new = Acknowledgement.objects.get_or_create(
            school_id=school.id, staff_id=by.person, pack=slug, number=pack.version, defaults={"at": now}
        )
        if new:
            told: dict[str, Any] = {"pack": slug, "version": pack.version}
            note(Kind.POLICY_ACKNOWLEDGED, by=by, now=now, thing="acknowledgement", thing_id=mine.id, **told)
