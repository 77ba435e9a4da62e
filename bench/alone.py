"""What needs no process of its own: deciding, explaining, sealing and proving the record."""

import json
import statistics
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from bench.figures import Figure, figure
from bench.house import House
from bench.world import Peopled
from bookbag.cli.up import bookbag
from bookbag.policy import packs, worktime
from bookbag.policy.decisions import decide
from bookbag.policy.permissions import Sight, process
from bookbag.policy.values import Category, Channel, Clock, Event, EventKind, Facts, LegalKind
from bookbag.record import sealing
from bookbag.record.kinds import Kind
from bookbag.record.verifying import verify
from bookbag.record.writing import entry_of, note_all
from bookbag.schools import queries as schools
from bookbag.schools import tenancy

ENTRIES = 20_000
LINES = 10_000


def measured(house: House, at: Peopled) -> Iterator[Figure]:
    """The pure part of the policy first, then the record."""
    yield _deciding(at)
    yield _explaining(house, at)
    yield from _record(at)


def _deciding(at: Peopled) -> Figure:
    """A complaint by e-mail under law, a trust's policy and a school's own. The floor is counting its days and nothing else."""
    now = datetime.now(UTC)
    with tenancy.atomic(at.school.id):
        calendar = schools.calendar_of(at.school)
    bound = [*packs.law("england", LegalKind.ACADEMY), packs.load("trust-electronic"), packs.load("wyton")]
    times, floor = [], []
    for minutes in range(2_000):
        came = now - timedelta(minutes=7 * minutes)
        happened = Event(EventKind.MESSAGE_RECEIVED, Channel.EMAIL, Category.COMPLAINT, came)
        began = time.perf_counter()
        decided = decide(happened, Facts(), bound, calendar)
        times.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        for duty in decided.duties:
            worktime.span(came, clock=Clock.WORKING_DAYS, days=len(duty.counted), calendar=calendar)
        floor.append((time.perf_counter() - began) * 1000)
    return figure(
        "decide(), median",
        statistics.median(times),
        "ms",
        bar=1.0,
        floor=statistics.median(floor),
        aside=f"{len(times):,} complaints at different times, three packs; the floor is counting their days",
    )


def _explaining(house: House, at: Peopled) -> Figure:
    now = datetime.now(UTC)
    calendar = house.home / "calendar.json"
    first, last = (now - timedelta(days=60)).date(), (now + timedelta(days=90)).date()
    term = {"name": "This term", "first_day": first.isoformat(), "last_day": last.isoformat()}
    day = {"timezone": "Europe/London", "bank_holidays": "england-and-wales", "terms": [term], "closed": []}
    calendar.write_text(json.dumps(day | {"school_day": {"opens": "08:30", "closes": "16:00"}}))
    asked = {"pack": at.school.packs[0], "event": "message_received", "channel": "email", "category": "enquiry"}
    lines = [
        json.dumps(asked | {"id": number, "at": (now - timedelta(minutes=number)).isoformat()})
        for number in range(LINES)
    ]
    began = time.monotonic()
    done = subprocess.run(
        bookbag("policy", "explain", "--calendar", str(calendar), "--jsonl"),
        input="\n".join(lines), capture_output=True, text=True, check=True, env=house.env,
    )  # fmt: skip
    took = time.monotonic() - began
    answers = done.stdout.splitlines()
    if len(answers) != LINES or "error" in answers[0]:
        raise SystemExit(f"bench: policy explain answered {answers[:1]}")
    return figure(
        "policy explain", LINES / took, "/s", aside=f"{LINES:,} lines in {took:.1f} s, the command's start included"
    )


def _record(at: Peopled) -> Iterator[Figure]:
    now, by = datetime.now(UTC), process("bench", at.school.id)
    sealing.seal(at.school, now=now)
    with tenancy.atomic(at.school.id, sight=Sight.SAFEGUARDING):
        note_all(
            entry_of(Kind.CASE_OPENED, by=by, now=now, thing="case", thing_id=uuid4(), arrival=str(uuid4()))
            for _ in range(ENTRIES)
        )
    began = time.monotonic()
    sealed = sealing.seal(at.school, now=now)
    yield figure("record sealed", sealed / (time.monotonic() - began), "entries/s", aside=f"{sealed:,} entries")
    began = time.monotonic()
    report = verify(at.school, heads=())
    took = time.monotonic() - began
    if report.findings or report.waiting:
        raise SystemExit(f"bench: the record does not verify: {report}")
    proved = sum(report.sealed.values())
    yield figure("record verified", proved / took, "entries/s", aside=f"{proved:,} entries, no finding")
