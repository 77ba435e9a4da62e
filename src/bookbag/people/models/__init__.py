"""The tables of people. Contacts link to pupils only, never to each other; all of it is guarded."""

from bookbag.people.models.changes import DetailChange, PointChange
from bookbag.people.models.consent import ConsentAnswer, ConsentTalk, ConsentTopic
from bookbag.people.models.detail_checks import DetailCheck, DetailRound
from bookbag.people.models.family import Contact, ContactPoint, Relationship
from bookbag.people.models.groups import Group, GroupMember
from bookbag.people.models.hours import Absence, BusyWindow, DutyTurn, EmergencyRota, WorkingPattern
from bookbag.people.models.imports import ColumnMemory, ImportRun, ImportSource, Origin
from bookbag.people.models.leaving import DirectoryKey, Leaving
from bookbag.people.models.pupil import Pupil, SchoolClass
from bookbag.people.models.restriction import Restriction, RestrictionStep
from bookbag.people.models.staff import StaffMember, StaffRole

__all__ = [
    "Absence",
    "BusyWindow",
    "ColumnMemory",
    "ConsentAnswer",
    "ConsentTalk",
    "ConsentTopic",
    "Contact",
    "ContactPoint",
    "DetailChange",
    "DetailCheck",
    "DetailRound",
    "DirectoryKey",
    "DutyTurn",
    "EmergencyRota",
    "Group",
    "GroupMember",
    "ImportRun",
    "ImportSource",
    "Leaving",
    "Origin",
    "PointChange",
    "Pupil",
    "Relationship",
    "Restriction",
    "RestrictionStep",
    "SchoolClass",
    "StaffMember",
    "StaffRole",
    "WorkingPattern",
]
