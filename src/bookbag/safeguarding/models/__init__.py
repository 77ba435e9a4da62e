"""The tables of the room: concerns and what hangs on them, who had opened what was sealed, reports to named people."""

from bookbag.safeguarding.models.concern import (
    Alert,
    Concern,
    ConcernChild,
    ConcernFile,
    Opened,
    Part,
    PassedOn,
    Referral,
    Source,
    State,
    Trial,
)
from bookbag.safeguarding.models.report import Report, ReportAbout, ReportAlert, ReportReader, ReportStep

__all__ = [
    "Alert",
    "Concern",
    "ConcernChild",
    "ConcernFile",
    "Opened",
    "Part",
    "PassedOn",
    "Referral",
    "Report",
    "ReportAbout",
    "ReportAlert",
    "ReportReader",
    "ReportStep",
    "Source",
    "State",
    "Trial",
]
