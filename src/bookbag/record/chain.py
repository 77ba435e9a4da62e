"""What a seal covers and where a school's chains end. Pure digests and queries; `sealing` adds, `verifying` checks."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from bookbag.policy.permissions import Sight
from bookbag.record.models import Entry, Seal

GENESIS = "0" * 64
"""What the first link of a chain follows."""


@dataclass(frozen=True, slots=True)
class Place:
    """The server this transaction runs on, and the oldest transaction that has not ended there."""

    server: int
    oldest_open: int


def content(entry: Entry) -> str:
    """The digest of everything that an entry says."""
    return _digest(
        str(entry.id), entry.school_id, entry.sight, entry.position, entry.written_in, _moment(entry.at),
        entry.actor, entry.act, entry.thing, str(entry.thing_id), entry.clause, entry.detail,
    )  # fmt: skip


def link(before: str, seal: Seal) -> str:
    """The digest of a seal: over the link before it, its entry's digest, and what the seal itself says."""
    return _digest(
        before, seal.content, seal.school_id, seal.sight, seal.epoch, seal.server, seal.horizon,
        _moment(seal.sealed_at),
    )  # fmt: skip


def _digest(*values: object) -> str:
    """SHA-256 over JSON in one fixed spelling, as 64 hexadecimal digits."""
    spelt = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(spelt.encode()).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def here() -> Place:
    """Where this transaction runs. Call it before looking for entries: what was open then is not older than it says."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select (select system_identifier from pg_control_system()),"
            " pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
        )
        return Place(*cursor.fetchone())


def tails(school_id: int) -> dict[Sight, Seal]:
    """The last seal of each chain of a school, an index look-up each: a chain may be a million links long."""
    ends = [Seal.objects.filter(school_id=school_id, sight=sight).order_by("-number")[:1] for sight in Sight]
    return {Sight(seal.sight): seal for seal in ends[0].union(*ends[1:], all=True)}


def newest(ends: Mapping[Sight, Seal]) -> Seal | None:
    """The seal of the last batch, whichever chain it stands in."""
    return max(ends.values(), key=lambda seal: (seal.epoch, seal.horizon), default=None)


def horizon(ends: Mapping[Sight, Seal], place: Place) -> int:
    """The transaction before which everything has its seal; 0 where this server has sealed nothing yet.

    Transaction ids start anew on another server, so a horizon means nothing once the record has been restored there.
    """
    last = newest(ends)
    return last.horizon if last is not None and last.server == place.server else 0


def unsealed(school_id: int) -> QuerySet[Entry]:
    """The entries of a school that have no seal, by transaction and position."""
    sealed = Seal.objects.filter(school_id=OuterRef("school_id"), entry=OuterRef("id"))
    return Entry.objects.filter(~Exists(sealed), school_id=school_id).order_by("written_in", "position")
