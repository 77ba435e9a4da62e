"""Pages over HTTP from the real web server, signed in, at 20,000 cases and at 100,000; and the indexes behind the lists."""

import http.client
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from random import Random

from django.test import Client
from django.urls import reverse
from tests.builders import mails as letters

from bench import plans, seeding
from bench.figures import Figure, figure, p95
from bench.house import House
from bench.mails import mails
from bench.world import Peopled
from bookbag.cli.up import answers_http
from bookbag.policy.permissions import Actor
from bookbag.schools.models import User

LISTS = ("", "?which=nobody", "?which=mine", "?due=late", "?due=week", "?category=complaint", "?which=mine&due=today")
MANY, VERY_MANY = 20_000, 100_000
EACH, TOGETHER = 400, 4


def measured(house: House, peopled: Sequence[Peopled]) -> Iterator[Figure]:
    """The same pages at two sizes: what pages by key does not grow with the table."""
    at, *others = peopled
    for other in others:
        seeding.sow(house, other, first=1, last=MANY // 10)
    case = long_case(at)
    with house.running("web", ready=lambda: answers_http(house.web_port)):
        seeding.sow(house, at, first=1, last=MANY)
        yield from _inbox(house, at, MANY, bars=(60, 150))
        times = timed(house, session(at.office), [case], EACH)
        yield figure("case page with 20 messages, p95", p95(times), "ms", bar=60, aside=_middle(times))
        seeding.sow(house, at, first=MANY + 1, last=VERY_MANY)
        yield from _inbox(house, at, VERY_MANY, bars=(60, 150))
        policy = reverse("policy", args=[at.school.slug])
        times = timed(house, session(at.office), [policy], EACH // 4, least=0)
        what = f"policy page, figures of {2 * VERY_MANY:,} duties, p95"
        yield figure(what, p95(times), "ms", bar=300, aside=_middle(times))
        yield plans.counted(at, 2 * VERY_MANY)


def _inbox(house: House, at: Peopled, size: int, *, bars: tuple[float, float]) -> Iterator[Figure]:
    lists = [reverse("inbox", args=[at.school.slug]) + narrowed for narrowed in LISTS]
    who = session(at.office)
    one = timed(house, who, lists, EACH)
    yield figure(f"inbox at {size:,} cases, 1 client, p95", p95(one), "ms", bar=bars[0], aside=_middle(one))
    four = _together(house, who, lists)
    yield figure(f"inbox at {size:,} cases, {TOGETHER} clients, p95", p95(four), "ms", bar=bars[1], aside=_middle(four))
    teacher = timed(house, session(at.teachers[0]), lists[:1], EACH // 4)
    yield figure(f"a teacher's inbox at {size:,} cases, p95", p95(teacher), "ms", bar=bars[0], aside=_middle(teacher))
    yield from plans.named(at, size)


def _middle(times: Sequence[float]) -> str:
    return f"median {sorted(times)[len(times) // 2]:.0f} ms, {len(times)} requests"


def session(actor: Actor) -> str:
    """The session of somebody who has signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client.cookies["sessionid"].value


def timed(house: House, who: str, paths: Sequence[str], count: int, *, least: int = 3) -> list[float]:
    """Milliseconds that each request took, from one client; every answer must be a page with as many cases at least."""
    connection = http.client.HTTPConnection("127.0.0.1", house.web_port, timeout=60)
    times = []
    for number in range(count + 10):
        began = time.perf_counter()
        connection.request("GET", paths[number % len(paths)], headers={"Cookie": f"sessionid={who}"})
        answer = connection.getresponse()
        page = answer.read()
        times.append((time.perf_counter() - began) * 1000)
        if answer.status != 200 or page.count(b"/cases/") < least:
            raise SystemExit(f"bench: {paths[number % len(paths)]} answered {answer.status}, {len(page)} bytes")
    connection.close()
    return times[10:]


def _together(house: House, who: str, paths: Sequence[str]) -> list[float]:
    """The same from several clients at a time."""
    times: list[float] = []
    threads = [
        threading.Thread(target=lambda: times.extend(timed(house, who, paths, EACH // 2))) for _ in range(TOGETHER)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(times) != TOGETHER * (EACH // 2):
        raise SystemExit("bench: a client failed")
    return times


def beside(house: House, who: str, paths: Sequence[str], others: Sequence[str], count: int) -> list[float]:
    """What requests took while another client asked for something else."""
    other = threading.Thread(target=lambda: timed(house, who, others, count, least=0))
    other.start()
    times = timed(house, who, paths, count)
    other.join()
    return times


def long_case(at: Peopled) -> str:
    """The page of a case in which twenty mails stand, read by the real intake."""
    now, first, dice = datetime.now(UTC), "", Random(20)
    for number, raw in enumerate(mails(20, at.parents[:1], at.school.email, now=now, seed=dice.randrange(10**6))):
        name = raw.partition(b"Message-ID: <")[2].partition(b">")[0].decode()
        joined = raw if not first else b"In-Reply-To: <" + first.encode() + b">\n" + raw
        first = first or name
        outcome = letters.arrive(joined.replace(b"Pat Stranger", at.parents[0].encode()), at.school, now=now)
        if number == 0:
            case = outcome.case
    return reverse("case", args=[at.school.slug, case])
