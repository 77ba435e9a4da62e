"""The sealer: chains what has been committed, school by school, after the acts and never in their way.

Any number of workers may run it. It changes no entry; what was put in behind its back it leaves unsealed, to be found.
"""

import logging
from datetime import datetime

from django.conf import settings
from django.db import Error, connection

from bookbag.policy.permissions import Sight
from bookbag.record import chain, heads
from bookbag.record.models import Entry, Seal
from bookbag.schools import queries, tenancy
from bookbag.schools.models import School

BATCH = 5_000
LOCK = 0x5EA1  # the first half of the advisory lock; the school is the second

log = logging.getLogger(__name__)


def sweep(*, now: datetime) -> int:
    """Seal what waits in every school. One that fails is logged and left to the next sweep; the others go on."""
    sealed = 0
    for school in queries.all_schools():
        try:
            sealed += seal(school, now=now)
        except (Error, OSError, OverflowError):  # the last: a number put in by hand that none can follow
            log.exception("the record of %s could not be sealed", school.slug)
    return sealed


def seal(school: School, *, now: datetime) -> int:
    """Seal everything that a school has committed, a transaction a batch; then publish where its chains end."""
    sealed, batch = 0, BATCH
    while batch == BATCH:
        batch, ends = _seal_batch(school.id, now=now)
        sealed += batch
    published = [heads.Head.of(school.slug, last, at=now) for last in ends.values()]
    heads.publish(heads.file_of(settings.HOME, school.slug), published, now=now)
    return sealed


def _seal_batch(school_id: int, *, now: datetime) -> tuple[int, dict[Sight, Seal]]:
    """Seal up to a batch of what is committed, and return how many entries that was and where the chains end now.

    1. One sealer a school: whoever finds another at work leaves it, and the publishing, to that one.
    2. Ask for the oldest open transaction, then for entries: everything older is over, so it is seen or never will be.
    3. Take the entries without a seal from the last horizon on, never one that turned up before it.
    4. Add a link for each to the chain of its sight. The new horizon is before whatever this batch leaves over.
    """
    with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
        if not _is_alone(school_id):
            return 0, {}
        ends, place = chain.tails(school_id), chain.here()
        waiting = chain.unsealed(school_id).filter(written_in__gte=chain.horizon(ends, place))
        found = list(waiting[: BATCH + 1])
        batch, left = found[:BATCH], found[BATCH:]
        horizon = min([place.oldest_open, *(entry.written_in for entry in left)])
        links = _links(batch, ends, place=place, horizon=horizon, now=now)
        Seal.objects.bulk_create(links)
    return len(links), ends | {Sight(link.sight): link for link in links}


def _is_alone(school_id: int) -> bool:
    """Whether this transaction is the school's sealer, until it ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s, %s)", [LOCK, school_id])
        return bool(cursor.fetchone()[0])


def _links(
    entries: list[Entry], ends: dict[Sight, Seal], *, place: chain.Place, horizon: int, now: datetime
) -> list[Seal]:
    """The next links of the chains, each following the last of its own sight."""
    last = chain.newest(ends)
    epoch = 1 if last is None else last.epoch + (last.server != place.server)
    ends, made = dict(ends), []
    for entry in entries:
        before = ends.get(Sight(entry.sight))
        seal = Seal(
            school_id=entry.school_id,
            sight=entry.sight,
            number=before.number + 1 if before else 1,
            entry=entry.id,
            content=chain.content(entry),
            epoch=epoch,
            server=place.server,
            horizon=horizon,
            sealed_at=now,
        )
        seal.digest = chain.link(before.digest if before else chain.GENESIS, seal)
        ends[Sight(entry.sight)] = seal
        made.append(seal)
    return made
