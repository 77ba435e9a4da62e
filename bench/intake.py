"""How fast a backlog becomes cases with duties, with one worker process and with two, against reading and one insert."""

import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context

from bench.figures import Figure, figure
from bench.house import House, processor_time, until

WAITING = "select count(*) from desk_arrival where state = 'waiting'"
TWICE = (
    "select count(*) from (select message_id from desk_message where direction = 'in' group by 1 having count(*) > 1) t"
)


def drained(house: House, *, workers: int, bar: float, floor: float, reading: float) -> Figure:
    """Let the workers read what waits, from the first case to the last; nothing may be lost or doubled."""
    count = house.value(WAITING)
    cases = house.value("select count(*) from desk_case")
    with ExitStack() as stack:
        at_work = [stack.enter_context(house.running("work")) for _ in range(workers)]
        until(lambda: house.value(WAITING) < count, "the first mail to be read", pause=0.01)
        first, began, spent = house.value(WAITING), time.monotonic(), _spent(house, at_work)
        until(lambda: house.value(WAITING) == 0, "the backlog to be read", pause=0.2)
        rate = first / (time.monotonic() - began)
        each = [1000 * (after - before) / first for before, after in zip(spent, _spent(house, at_work), strict=True)]
        left = house.value("select count(*) from outbox_dispatch where state = 'sent'")
    opened = house.value("select count(*) from desk_case") - cases
    twice = house.value(TWICE)
    if opened != count or twice:
        raise SystemExit(f"bench: of {count} mails {opened} became cases, {twice} twice")
    said = f"{count:,} drained, none lost or doubled, and {left:,} receipts sent meanwhile; processor a mail: workers "
    said += f"{each[0]:.1f} ms ({100 * reading * 1000 / each[0]:.0f} % of it reading), PostgreSQL {each[1]:.1f} ms"
    return figure(
        f"to case and duties, {workers} worker{'s' * (workers > 1)}", rate, "/s", bar=bar, better="higher", floor=floor,
        aside=said,
    )  # fmt: skip


def _spent(house: House, workers: Sequence["subprocess.Popen[bytes]"]) -> tuple[float, float]:
    """Seconds of processor that the workers and the database have had so far."""
    assert house.postgres.process
    return sum(processor_time(worker.pid) for worker in workers), processor_time(house.postgres.process.pid)


def floors(raws: Sequence[bytes], school_id: int) -> tuple[float, float]:
    """Mails a second that one process and two can read, insert once and commit, with nothing else to do."""
    found = []
    for processes in (1, 2):
        with ProcessPoolExecutor(processes, get_context("spawn"), initializer=_ready) as pool:
            list(pool.map(_read_and_insert, [raws[:5]] * processes, [school_id] * processes))  # warm
            began = time.monotonic()
            list(pool.map(_read_and_insert, [raws[n::processes] for n in range(processes)], [school_id] * processes))
            found.append(len(raws) / (time.monotonic() - began))
    return found[0], found[1]


def reading_alone(raws: Sequence[bytes]) -> float:
    """Seconds that reading one mail takes."""
    from bookbag.channels.mailbox import reading

    began = time.process_time()
    for raw in raws:
        reading.read(raw)
    return (time.process_time() - began) / len(raws)


def _ready() -> None:
    import django

    django.setup()


def _read_and_insert(raws: Sequence[bytes], school_id: int) -> None:
    from datetime import UTC, datetime

    from bookbag.channels.mailbox import reading
    from bookbag.desk.models import Arrival
    from bookbag.schools import tenancy

    for raw in raws:
        mail = reading.read(raw)
        with tenancy.atomic(school_id):
            Arrival.objects.create(
                school_id=school_id, channel="email", sha256="0" * 64, size=len(raw), subject=mail.subject[:300],
                received_at=datetime.now(UTC), state="parked",
            )  # fmt: skip
