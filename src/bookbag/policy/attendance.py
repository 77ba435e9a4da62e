"""The codes for a child's absence, as a school's register has them. Data only.

Source: regulation 10 of the School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208), and the
guidance "Working together to improve school attendance" (Department for Education, in force from 19 August 2024). Only
those stand here that may follow from what a family says; a school enters the rest itself.
"""

from enum import StrEnum


class Code(StrEnum):
    """A code of the register."""

    ILLNESS = "I"
    MEDICAL = "M"
    RELIGION = "R"
    INTERVIEW = "J1"
    TRAVELLING = "T"
    EXCEPTIONAL = "C"
    HOLIDAY = "G"
    UNAUTHORISED = "O"
    NOT_YET_KNOWN = "N"


REASONS: dict[Code, str] = {
    Code.ILLNESS: "Illness",
    Code.MEDICAL: "Medical or dental appointment",
    Code.RELIGION: "Religious observance",
    Code.INTERVIEW: "Interview for a job or at another school",
    Code.TRAVELLING: "Parent travelling for work",
    Code.EXCEPTIONAL: "Leave for exceptional circumstances",
    Code.HOLIDAY: "Holiday not granted by the school",
    Code.UNAUTHORISED: "Absent in other or unknown circumstances",
    Code.NOT_YET_KNOWN: "Reason not yet known",
}
"""What each means, in the order in which they are offered."""


def for_register(code: Code, *, in_doubt: bool) -> Code:
    """The code that goes into the register: while nobody knows that it was the family who said so, no reason is known."""
    return Code.NOT_YET_KNOWN if in_doubt else code
