"""What somebody told or sent a member of staff: a word at the gate, a text or a chat message. Kept as everything that comes in.

A word at the gate is the file's and needs no answer, unless its writer says so. What came by a private way goes to the office,
so that no question is lost with it; who was written to stands nowhere (NWC-026, WYT-059).
"""

from datetime import datetime
from uuid import UUID

from bookbag.desk.actions import cases, letters
from bookbag.desk.actions.letters import Letter
from bookbag.desk.models import Case
from bookbag.errors import Invalid
from bookbag.people import queries as people
from bookbag.policy.permissions import Actor
from bookbag.policy.values import Channel
from bookbag.schools import tenancy

AT_THE_GATE = "A word at the gate; nothing was asked."
WAYS = {"text": (Channel.TEXT, "A text message"), "chat": (Channel.TEXT, "WhatsApp or another chat"),
        "social": (Channel.SOCIAL, "Social media")}  # fmt: skip


def note_gate(pupil_id: UUID, text: str, *, asks: bool, by: Actor, now: datetime) -> Case:
    """Keep a word at the gate with the child. Where it asks for an answer its clock runs and its writer has it."""
    pupil = people.pupil(by.school_id, pupil_id)
    if pupil is None:
        raise Invalid(fields={"pupil": "Say which child."})
    said = Letter(
        subject=text, text=text, received_at=now, from_name=f"At the gate, about {pupil.full_name}",
        channel=Channel.IN_PERSON, pupil_id=pupil_id,
    )  # fmt: skip
    with tenancy.atomic():
        case = letters.log(said, by=by, now=now)
        cases.assign(case, to=by.person, by=by, now=now)
        return case if asks else cases.close(case, reason=AT_THE_GATE, by=by, now=now)


def log_informal(way: str, text: str, *, who: str, pupil_id: UUID | None, by: Actor, now: datetime) -> Case:
    """Put what a parent sent to a colleague by a private way into the office's queue."""
    channel, words = WAYS[way]
    letter = Letter(
        subject=f"{words} to a member of staff", text=text, received_at=now, from_name=who, channel=channel,
        pupil_id=pupil_id, came_by=way,
    )  # fmt: skip
    return letters.log(letter, by=by, now=now)


def redirect_text(school_name: str, email: str, telephone: str) -> str:
    """What to answer by the same way: where the question is now, and where to write next time."""
    ring = f", or ring {telephone}" if telephone else ""
    return (
        "Thank you for your message. I cannot answer questions about school here. I have passed it to the school office,"
        f" and you will hear from {school_name}. Next time please write to {email}{ring}."
    )
