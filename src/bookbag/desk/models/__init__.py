"""The tables of the desk. Whatever hangs on a case carries the case's sight, and the database keeps it so."""

from bookbag.desk.models.about import CaseAbout
from bookbag.desk.models.absence import Absence
from bookbag.desk.models.arrival import Arrival
from bookbag.desk.models.ask import Ask
from bookbag.desk.models.breach import Breach
from bookbag.desk.models.call import Call, CallAlert, Collection, ReadyAnswer, WordToPupil
from bookbag.desk.models.case import Case, CaseEvent, CaseParty, CasePupil, Tally
from bookbag.desk.models.complaint import ComplaintProcedure, ComplaintStep, PanelMember
from bookbag.desk.models.diary import Arranged
from bookbag.desk.models.duty import Duty
from bookbag.desk.models.family import FamilyCode, FamilySession
from bookbag.desk.models.findable import Findable
from bookbag.desk.models.homecopy import HomeCopy
from bookbag.desk.models.joining import Move, Proposal
from bookbag.desk.models.keptchannel import KeptChannel
from bookbag.desk.models.leaving import HandedOver
from bookbag.desk.models.mailtest import MailTest
from bookbag.desk.models.making import Making
from bookbag.desk.models.message import Attachment, Message, Note
from bookbag.desk.models.otherdoor import OtherDoor
from bookbag.desk.models.reminder import Reminder
from bookbag.desk.models.reply import Reply
from bookbag.desk.models.routing import Label, Passing, Routed, Unowned
from bookbag.desk.models.suggestion import Suggestion
from bookbag.desk.models.visit import Visit
from bookbag.desk.models.voicemail import AnswerMachine, MachineCheck, Voicemail

__all__ = [
    "Absence",
    "AnswerMachine",
    "Arranged",
    "Arrival",
    "Ask",
    "Attachment",
    "Breach",
    "Call",
    "CallAlert",
    "Case",
    "CaseAbout",
    "CaseEvent",
    "CaseParty",
    "CasePupil",
    "Collection",
    "ComplaintProcedure",
    "ComplaintStep",
    "Duty",
    "FamilyCode",
    "FamilySession",
    "Findable",
    "HandedOver",
    "HomeCopy",
    "KeptChannel",
    "Label",
    "MachineCheck",
    "MailTest",
    "Making",
    "Message",
    "Move",
    "Note",
    "OtherDoor",
    "PanelMember",
    "Passing",
    "Proposal",
    "ReadyAnswer",
    "Reminder",
    "Reply",
    "Routed",
    "Suggestion",
    "Tally",
    "Unowned",
    "Visit",
    "Voicemail",
    "WordToPupil",
]
