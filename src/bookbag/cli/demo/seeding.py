"""Makes the demo's world: schools and people first, then each school's two months, told in the order of time."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random

from bookbag.cli.demo import consents, correspondence, occasions, people, policies, presence, timeline, trust
from bookbag.cli.demo.correspondence import Teller
from bookbag.cli.demo.desk import Desk
from bookbag.cli.demo.people import Writer
from bookbag.cli.demo.trust import Staffed
from bookbag.cli.running import settle_beside
from bookbag.schools import queries as schools

FOUNDED = timedelta(days=90)
ROUNDS = timedelta(days=14)
"""For how long colleagues have been told of what is due and late."""


def is_seeded() -> bool:
    """Whether the database holds a school already, of the demo or not: then the demo leaves it as it is."""
    return schools.all_schools().exists()


def sow(*, pupils: int, mails: int, seed: int, now: datetime, sink: Path, processes: int = 1) -> None:
    """Make schools, people and correspondence as they stand at `now`, in an empty database.

    What becomes of a school depends on the seed and its name alone, however many processes tell their stories.
    """
    plan = trust.plan()
    founded = now - FOUNDED
    everybody = sum(each.pupils for each in plan.schools)
    peopled = []
    for this, staffed in zip(plan.schools, trust.open_all(plan, since=founded.date(), now=founded), strict=True):
        random = Random(f"{seed} {this.slug} families")  # noqa: S311  # made-up data, no secret
        peopled.append((staffed, people.enter(staffed, pupils * this.pupils // everybody, random=random, now=founded)))
    tell = partial(_tell, wanted=mails // len(plan.schools), seed=seed, now=now, sink=sink)
    if processes == 1:
        for each in peopled:
            tell(each)
        return
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=settle_beside) as pool:
        list(pool.map(tell, peopled))


def _tell(peopled: tuple[Staffed, Sequence[Writer]], *, wanted: int, seed: int, now: datetime, sink: Path) -> None:
    staffed, writers = peopled
    random = Random(f"{seed} {staffed.school.slug} stories")  # noqa: S311  # made-up data, no secret
    answers = Random(f"{seed} {staffed.school.slug} consents")  # noqa: S311  # made-up data, no secret
    consents.enter(staffed, random=answers, now=now - FOUNDED)
    desk = Desk(staffed, sink)
    teller = Teller(desk, writers, until=now, random=random)
    stories = [
        *presence.stories(desk, until=now),
        *policies.stories(desk, until=now),
        *correspondence.stories(teller, wanted=wanted),
        *occasions.stories(teller),
        timeline.rounds(desk.remind, desk.calendar, since=now - ROUNDS, until=now),
    ]
    timeline.play(stories, until=now)
