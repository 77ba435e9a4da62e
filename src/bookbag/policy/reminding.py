"""Who is told of a duty, when: before it is due, when its time has come, and when it is late. Pure; never outside hours."""

from enum import StrEnum


class Stage(StrEnum):
    """Why somebody is told."""

    BEFORE = "before"
    DUE = "due"
    LATE = "late"
    EMERGENCY = "emergency"
