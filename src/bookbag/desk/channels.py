"""What may be asked of the channels register: how each audience's line stands, and why it does not count as open."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bookbag.desk.models import KeptChannel
from bookbag.desk.models.keptchannel import Audience

AUDIENCES = Audience.choices
ON_ITS_WAY = timedelta(hours=1)
"""How long a test may be on its way before it counts as lost."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One audience's line: whether it is open, and what is to be said of it."""

    audience: str
    label: str
    channel: KeptChannel | None
    is_open: bool
    says: str


def register(school_id: int, *, now: datetime) -> list[Standing]:
    """All four audiences, in their order."""
    found = KeptChannel.objects.filter(school_id=school_id).select_related("mailbox", "owner", "deputy")
    kept = {each.audience: each for each in found}
    return [_standing(audience, str(label), kept.get(audience), now) for audience, label in AUDIENCES]


def _standing(audience: str, label: str, kept: KeptChannel | None, now: datetime) -> Standing:
    if kept is None:
        return Standing(audience, label, None, False, "Nobody keeps a line to them.")
    gone = [each.name for each in (kept.owner, kept.deputy) if each.left_on]
    if gone:
        return Standing(audience, label, kept, False, f"{' and '.join(gone)} no longer works here.")
    if kept.seen_at:
        return Standing(audience, label, kept, True, "A test came in.")
    if kept.tested_at is None:
        return Standing(audience, label, kept, False, "Not tested yet.")
    lost = kept.tested_at <= now - ON_ITS_WAY
    return Standing(audience, label, kept, False, "The test was not seen." if lost else "The test is on its way.")
