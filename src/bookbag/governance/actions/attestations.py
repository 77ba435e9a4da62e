"""Confirming who or what keeps a clause that Bookbag does not. What was confirmed before stays and can be read."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bookbag.errors import Invalid
from bookbag.governance.models import Attestation, Keeper
from bookbag.governance.queries import LONDON, Row, act_to_attest
from bookbag.policy.keeping import State
from bookbag.policy.permissions import Actor, Standing, may
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy

LONGEST = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Who or what keeps the clause, where one would look, when somebody last did, and when somebody will again."""

    keeper: Keeper
    named: str
    proof: str
    confirmed_on: date
    due_on: date


def attest(row: Row, given: Confirmed, *, by: Actor, now: datetime) -> Attestation:
    """Put it down in the actor's name. Raises `Invalid` for days that cannot be, and for a clause that Bookbag keeps."""
    may(by, act_to_attest(row.clause), Standing(school_id=by.school_id)).require()
    if row.state is not State.KEPT_ELSEWHERE:
        raise Invalid("Bookbag itself keeps this clause, as far as it is kept. There is nothing to confirm.")
    if faults := _faults(given, now.astimezone(LONDON).date()):
        raise Invalid(fields=faults)
    with tenancy.atomic():
        attested = Attestation.objects.create(
            school_id=by.school_id,
            pack=row.pack.slug,
            clause=row.clause.id,
            keeper=given.keeper,
            named=given.named,
            proof=given.proof,
            confirmed_on=given.confirmed_on,
            confirmed_by_id=by.person,
            due_on=given.due_on,
            entered_at=now,
        )
        note(
            Kind.CLAUSE_ATTESTED,
            by=by,
            now=now,
            thing="attestation",
            thing_id=attested.id,
            clause=row.clause.id,
            pack=row.pack.slug,
            due=given.due_on.isoformat(),
        )
        return attested


def _faults(given: Confirmed, today: date) -> dict[str, str]:
    faults = {}
    if given.confirmed_on > today:
        faults["confirmed_on"] = "That day is still to come. Say on which day it was seen."
    if given.due_on <= max(given.confirmed_on, today):
        faults["due_on"] = "Say on which later day somebody looks again."
    elif given.due_on > given.confirmed_on + LONGEST:
        faults["due_on"] = "That is more than three years on. Nobody would remember."
    return faults
