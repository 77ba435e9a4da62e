"""Mail coming in, from the socket to the case: the door's figure, the workers' figures, and their floors."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bench import door, intake
from bench.figures import Figure, figure
from bench.house import House
from bench.mails import mails
from bench.world import Peopled


def measured(house: House, peopled: Sequence[Peopled], *, backlog: int) -> Iterator[Figure]:
    """Fill a backlog through the door, drain it with one worker; fill another, drain it with two."""
    sample = [raw for _, raw in letters(peopled, 300, seed=1)]
    reading = intake.reading_alone(sample)
    yield figure("reading one mail", reading * 1000, "ms", aside=f"{1 / reading:.0f} a second on one core")
    floors = intake.floors(sample, peopled[0].school.id)
    for workers, bar, floor in ((1, 50, floors[0]), (2, 70, floors[1])):
        accepted = door.accepted(house, letters(peopled, backlog, seed=10 + workers))
        if workers == 1:
            yield accepted
        with house.running("sink"):
            yield intake.drained(house, workers=workers, bar=bar, floor=floor, reading=reading)


def letters(peopled: Sequence[Peopled], count: int, *, seed: int) -> list[door.Letter]:
    """Mails to all schools in turn."""
    now = datetime.now(UTC)
    each = [
        [
            door.addressed(to, raw)
            for raw in mails(count // len(peopled) + 1, to.parents, to.school.email, now=now, seed=seed * 10 + n)
        ]
        for n, to in enumerate(peopled)
    ]
    return [letter for together in zip(*each, strict=True) for letter in together][:count]
