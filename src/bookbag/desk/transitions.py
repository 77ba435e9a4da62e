"""How cases, arrivals and duties move: one table each, as data, and one function that moves. Drawn in docs/states/."""

from collections.abc import Mapping
from datetime import datetime

from bookbag.desk.models.arrival import State as ArrivalState
from bookbag.desk.models.case import Case
from bookbag.desk.models.case import State as CaseState
from bookbag.desk.models.duty import Duty
from bookbag.desk.models.duty import State as DutyState
from bookbag.errors import Stale

CASE: Mapping[CaseState, Mapping[str, CaseState]] = {
    CaseState.NEW: {
        "acknowledge": CaseState.ACKNOWLEDGED,
        "answer": CaseState.ANSWERED,
        "close": CaseState.CLOSED,
        "join": CaseState.JOINED,
        "receive": CaseState.NEW,
    },
    CaseState.ACKNOWLEDGED: {
        "acknowledge": CaseState.ACKNOWLEDGED,
        "answer": CaseState.ANSWERED,
        "close": CaseState.CLOSED,
        "join": CaseState.JOINED,
        "receive": CaseState.ACKNOWLEDGED,
    },
    CaseState.ANSWERED: {
        "acknowledge": CaseState.ANSWERED,
        "answer": CaseState.ANSWERED,
        "close": CaseState.CLOSED,
        "join": CaseState.JOINED,
        "receive": CaseState.NEW,
    },
    CaseState.CLOSED: {
        "acknowledge": CaseState.CLOSED,
        "answer": CaseState.CLOSED,
        "reopen": CaseState.NEW,
        "receive": CaseState.NEW,
    },
    CaseState.JOINED: {"part": CaseState.NEW},
}

ARRIVAL: Mapping[ArrivalState, Mapping[str, ArrivalState]] = {
    ArrivalState.WAITING: {
        "read": ArrivalState.READ,
        "repeat": ArrivalState.REPEATED,
        "park": ArrivalState.PARKED,
        "bounce": ArrivalState.BOUNCE,
        "fail": ArrivalState.FAULTY,
        "file": ArrivalState.FILED,
        "leave": ArrivalState.OTHER,
    },
    ArrivalState.PARKED: {"take up": ArrivalState.WAITING},
    ArrivalState.READ: {},
    ArrivalState.REPEATED: {},
    ArrivalState.BOUNCE: {},
    ArrivalState.FILED: {},
    ArrivalState.OTHER: {},
    ArrivalState.FAULTY: {"take up": ArrivalState.WAITING},
}

DUTY: Mapping[DutyState, Mapping[str, DutyState]] = {
    DutyState.OPEN: {"meet": DutyState.MET, "waive": DutyState.WAIVED},
    DutyState.MET: {},
    DutyState.WAIVED: {},
}


def move_case(case: Case, act: str) -> CaseState:
    """Set the case to where the act takes it, unsaved, and return the state. Raises `Stale` where there is no such way."""
    state = CASE[CaseState(case.state)].get(act)
    if state is None:
        raise Stale(f"This case is {CaseState(case.state).label.lower()}; look at it again.")
    case.state = state
    return state


def end_duty(duty: Duty, act: str, *, at: datetime, reason: str = "") -> None:
    """End a duty, unsaved. Raises `Stale` where it has ended already."""
    state = DUTY[DutyState(duty.state)].get(act)
    if state is None:
        raise Stale("This has been done already.")
    duty.state, duty.ended_at, duty.reason = state, at, reason
