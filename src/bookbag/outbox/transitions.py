"""How a dispatch moves: the table as data, and the one function that moves. Drawn in docs/states/dispatch.md."""

from collections.abc import Mapping
from datetime import datetime

from bookbag.errors import Stale
from bookbag.outbox.models import Dispatch, State

DISPATCH: Mapping[State, Mapping[str, State]] = {
    State.QUEUED: {
        "claim": State.SENDING,
        "undo": State.UNDONE,
        "bounce": State.BOUNCED,
    },
    State.SENDING: {
        "claim": State.SENDING,
        "return": State.RETURNED,
        "send": State.SENT,
        "defer": State.QUEUED,
        "fail": State.FAILED,
        "bounce": State.BOUNCED,
    },
    State.SENT: {"bounce": State.BOUNCED},
    State.FAILED: {"send again": State.QUEUED, "bounce": State.BOUNCED},
    State.BOUNCED: {},
    State.UNDONE: {},
    State.RETURNED: {},
}
"""A claim that ran out is claimed again. A bounce proves that it left, whatever we had noted: a worker may have died
between sending and noting."""


def move(dispatch: Dispatch, act: str, **changes: datetime | int | str | None) -> None:
    """Take the dispatch where the act leads, if it still stands where we saw it last; the database decides who is first.

    `attempts` counts the claims, so whoever lost its claim to another can no longer note anything. Raises `Stale`.
    """
    state = DISPATCH[State(dispatch.state)].get(act)
    if state is None:
        raise Stale(f"{State(dispatch.state).label}: it is too late for that.")
    changed = Dispatch.objects.filter(
        school_id=dispatch.school_id, id=dispatch.id, state=dispatch.state, attempts=dispatch.attempts
    ).update(state=state, **changes)
    if not changed:
        raise Stale
    dispatch.state = state
    for name, value in changes.items():
        setattr(dispatch, name, value)
