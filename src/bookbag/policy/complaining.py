"""Complaints: the stages of each legal kind's model, what a stage needs before it may end, and how long cases took."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

UPDATE_DAYS = 5
"""At least so often, in working days, whoever complained hears how it stands."""
DECIDE_DAYS = 5
"""So many working days after a case was marked particularly complex somebody decides whom to bring in."""


class Said(StrEnum):
    """What was done about a complaint, one thing at a time."""

    INVESTIGATOR = "investigator"
    FINDING = "finding"
    ATTEMPT = "attempt"
    PROCEDURE_SENT = "procedure_sent"
    UPDATE = "update"
    OUTCOME = "outcome"
    NEXT_STAGE = "next_stage"
    COMPLEX = "complex"
    AGENCY = "agency"
    LEARNING = "learning"
    WRITTEN_DOWN = "written_down"
    CONSULTED = "consulted"
    PASSED_UP = "passed_up"
    PANEL = "panel"
    TOLD_PERSON = "told_person"
    ASKED_SETTLED = "asked_settled"


class Outcome(StrEnum):
    """How a stage of a complaint ended."""

    UPHELD = "upheld"
    IN_PART = "in_part"
    NOT_UPHELD = "not_upheld"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


PASSES_THE_READER_BY = frozenset({Said.CONSULTED, Said.ASKED_SETTLED})
"""What is no step towards an end: somebody has read the procedure, or whoever complained was asked afterwards."""


@dataclass(frozen=True, slots=True)
class Model:
    """Stages, and what they rest on: the school's own procedure, or until it is entered what its legal kind says."""

    stages: tuple[str, ...]
    name: str
    """What it is called, or what it rests on."""
    is_own: bool = False
    link: str = ""
    """Where the school's own can be read."""


_STATUTORY = Model(
    (
        "Talked over with whoever it concerns",
        "In writing, looked into by somebody who had no part in it",
        "A panel of at least three who had no part in it, one of them independent of the running of the school",
    ),
    "Part 7 of the Education (Independent School Standards) Regulations 2014",
)
_MAINTAINED = Model(
    (
        "Talked over with whoever it concerns",
        "In writing to the headteacher",
        "A panel of governors who had no part in it, convened by the clerk",
    ),
    "section 29 of the Education Act 2002",
)
_COURTEOUS = Model(
    (
        "In writing to the headteacher, or to whom the headteacher names",
        "Looked at once more by somebody who had no part in it",
    ),
    "fair dealing with those who are no parents of a pupil here, for whom the law lays down no stages",
)
_OF_KIND = {"maintained": _MAINTAINED, "pupil_referral_unit": _MAINTAINED}


def model_of(legal_kind: str, *, of_parent: bool = True) -> Model:
    """The model of a school's legal kind: open to anyone where s.29 binds; Part 7 is for the parents of pupils."""
    return _OF_KIND.get(legal_kind) or (_STATUTORY if of_parent else _COURTEOUS)


def lacking(done: Iterable[Said]) -> tuple[str, ...]:
    """What a stage still needs before its answer may leave (WYT-089), in the words of a page."""
    had = set(done)
    needed = {
        Said.INVESTIGATOR: "who looks into it",
        Said.FINDING: "at least one finding, with where it comes from",
        Said.OUTCOME: "the outcome, with reasons",
    }
    return tuple(words for what, words in needed.items() if what not in had)


def lacking_unsettled(done: Iterable[Said]) -> tuple[str, ...]:
    """What was not tried before a matter is left unsettled (WYT-016)."""
    had = set(done)
    needed = {
        Said.ATTEMPT: "at least one attempt to settle it",
        Said.PROCEDURE_SENT: "the day on which the complaints procedure was sent",
    }
    return tuple(words for what, words in needed.items() if what not in had)


def usual_days(days: Iterable[int]) -> float | None:
    """The median of the days that settled cases took; None where none was."""
    known = list(days)
    return median(known) if known else None
