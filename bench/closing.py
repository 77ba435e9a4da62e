"""A day is closed at a school with 100,000 open dates: how long until each is worked out again, and the pages meanwhile."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.urls import reverse

from bench import seeding
from bench.figures import Figure, figure, p95
from bench.house import House
from bench.pages import session, timed
from bench.world import Peopled
from bookbag.cli.up import answers_http
from bookbag.desk.actions import retiming
from bookbag.policy.calendar import ClosedDay
from bookbag.policy.values import Clock
from bookbag.schools import queries as schools
from bookbag.schools import tenancy
from bookbag.schools.actions import calendar

CASES = 100_000
"""Half of them open, with two dates each."""
FIRST = 1_000_000
"""Numbers that no other part has sown."""


def measured(house: House, at: Peopled) -> Iterator[Figure]:
    """Close tomorrow, and look at the inbox again and again until the dates have moved."""
    seeding.sow(house, at, first=FIRST, last=FIRST + CASES - 1, apart="25 seconds")
    now = datetime.now(UTC)
    with tenancy.atomic(at.school.id):
        days = schools.calendar_of(at.school)
        day = (now + timedelta(days=1)).date()
        while days.why_shut(day, Clock.WORKING_DAYS):
            day = days.next_day(day)
        change = calendar.close(at.school, day, day, ClosedDay("Snow"), by=at.office)
        retiming.follow(at.school, change, by=at.office, now=now)
    inbox = reverse("inbox", args=[at.school.slug])
    with house.running("web", ready=lambda: answers_http(house.web_port)):
        who, alone, meanwhile, over = session(at.office), list[float](), list[float](), threading.Event()
        alone += timed(house, who, [inbox], 50)

        def look() -> None:
            while not over.is_set():
                meanwhile.extend(timed(house, who, [inbox], 10))

        looking = threading.Thread(target=look)
        looking.start()
        began, busy = time.perf_counter(), time.process_time()
        moved = retiming.retime(at.school.id, now=now)
        took, busy = time.perf_counter() - began, time.process_time() - busy
        over.set()
        looking.join()
    yield figure("dates moved by one closed day", moved.dates, "dates", better="higher", bar=0.9 * CASES)
    yield figure(
        "working out 100,000 dates again, pages in use",
        took,
        "s",
        bar=20,
        aside=f"{busy:.1f} s at work, the rest waiting",
    )
    yield figure("inbox meanwhile, p95", p95(meanwhile), "ms", floor=p95(alone), aside=f"{len(meanwhile)} requests")
