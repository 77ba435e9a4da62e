"""Passing a concern on outside the school: children's services, the police, the local authority's designated officer."""

from datetime import datetime

from bookbag.errors import Invalid
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.safeguarding.models import Concern, Referral
from bookbag.schools import tenancy


def refer(
    concern: Concern,
    *,
    to_whom: str,
    shared: str,
    ground: str,
    reference: str,
    at: datetime,
    by: Actor,
    now: datetime,
) -> Referral:
    """Note to whom a concern was passed on, what was shared, when and on which ground. The note is never changed.

    Raises `Invalid` where one of these is missing, or for a time to come.
    """
    given = {"to_whom": to_whom.strip(), "shared": shared.strip(), "ground": ground.strip()}
    asked = {
        "to_whom": "Say to whom it was passed on.",
        "shared": "Say what was shared.",
        "ground": "Say on which ground.",
    }
    faults = {name: asked[name] for name, words in given.items() if not words}
    if at > now:
        faults["on"] = "It cannot have been passed on later than now."
    if faults:
        raise Invalid(fields=faults)
    with tenancy.atomic():
        kept = Referral.objects.create(
            school_id=concern.school_id,
            concern=concern,
            to_whom=given["to_whom"][:200],
            shared=given["shared"],
            ground=given["ground"][:300],
            reference=reference.strip()[:60],
            at=at,
            by_id=by.person,
        )
        note(Kind.CONCERN_REFERRED, by=by, now=now, thing="concern", thing_id=concern.id, sight=concern.sight)
        return kept
