"""How a version of a policy moves: one table, as data, and one function that moves. Drawn in docs/states/."""

from collections.abc import Mapping

from bookbag.adoption.models.version import State, Version
from bookbag.errors import Stale

VERSION: Mapping[State, Mapping[str, State]] = {
    State.DRAFT: {"ask": State.AWAITING, "withdraw": State.WITHDRAWN},
    State.AWAITING: {"take back": State.DRAFT, "activate": State.IN_FORCE, "withdraw": State.WITHDRAWN},
    State.IN_FORCE: {"replace": State.PAST},
    State.PAST: {},
    State.WITHDRAWN: {},
}


def move(version: Version, act: str) -> State:
    """Set the version to where the act takes it, unsaved, and return the state. Raises `Stale` where there is no such way."""
    state = VERSION[State(version.state)].get(act)
    if state is None:
        raise Stale(f"This version is {State(version.state).label.lower()}; look at it again.")
    version.state = state
    return state
