"""One look: a job says "look", and looking means taking rows until none waits or its turn is over."""

import time
from collections.abc import Callable

from bookbag.schools import queue

TURN = 2.0
"""Seconds after which a look gives others their turn."""


def look(task: str, school_id: int, take_next: Callable[[], object | None]) -> int:
    """Take what waits, one after another, and return how much was taken.

    1. Take away the jobs that say the same: this look serves them all. 2. Take rows until none is left.
    3. Where the turn is over first, ask for another look behind those that wait by now.
    """
    queue.swallow(task, school_id=school_id)
    turn_ends = time.monotonic() + TURN
    taken = 0
    while take_next() is not None:
        taken += 1
        if time.monotonic() > turn_ends:
            queue.enqueue(task, school_id=school_id)
            break
    return taken
