"""Which case does a mail belong to? Our signed token, then In-Reply-To, then any ancestor in References, then a person.

The sender must belong to the case; where not, or where only the subject speaks for it, the join is proposed and a
person decides. Nothing is ever dropped for looking like another.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bookbag.channels.mailbox.values import Mail
from bookbag.desk.models import Case, Message
from bookbag.desk.models.case import OPEN, State
from bookbag.people.folding import folded, folded_email
from bookbag.people.models import Contact
from bookbag.schools import tokens

LOOK_BACK = timedelta(days=30)
ANCESTORS = 50
_PREFIX = re.compile(r"^\s*((re|fwd?|aw|wg|sv|vs|antw|odp|rv|tr|r|i)\s*(\[\d+\])?\s*:\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mail goes: a case to join, or a new case with proposals (a case and why) for a person to decide."""

    case: Case | None = None
    because: str = ""
    proposals: tuple[tuple[Case, str], ...] = field(default_factory=tuple)


def bare(subject: str) -> str:
    """A subject for comparing: folded, without Re:, Fwd: and their kin."""
    return folded(_PREFIX.sub("", subject))


def place(school_id: int, mail: Mail, *, recipients: Iterable[str], contact: Contact | None, now: datetime) -> Place:
    """Find the case that a mail continues, or those that it may."""
    sender = folded_email(mail.sender.address) if mail.sender else ""
    pointed = _pointed_at(school_id, mail, recipients)
    if pointed:
        case, because = pointed
        if _belongs(case, sender, contact):
            return Place(case=case, because=because)
        return Place(proposals=((case, "It answers a message of this case, but its sender is not in it."),))
    if not mail.sender:
        return Place()
    return Place(proposals=tuple(_look_alikes(school_id, mail, sender, contact, now)))


def _pointed_at(school_id: int, mail: Mail, recipients: Iterable[str]) -> tuple[Case, str] | None:
    ancestors = [mail.in_reply_to or "", *reversed(mail.references[-ANCESTORS:])]
    for text in (*recipients, *(address.address for address in (*mail.to, *mail.cc)), *ancestors):
        if case_id := tokens.read(school_id, text):
            case = Case.objects.filter(school_id=school_id, id=case_id).first()
            if case:
                return head(case), "It carries our own reply token."
    named = [ancestor for ancestor in ancestors if ancestor]
    if not named:
        return None
    messages = Message.objects.filter(school_id=school_id, message_id__in=named).select_related("case").order_by("at")
    known = {message.message_id: message for message in messages}
    for ancestor in named:
        if ancestor in known:
            return head(known[ancestor].case), "It answers a message of this case."
    return None


def head(case: Case) -> Case:
    """The case that stands for this one: a joined case speaks through the one it was joined to."""
    seen = {case.id}
    while case.state == State.JOINED and case.joined_into_id and case.joined_into_id not in seen:
        case = Case.objects.get(school_id=case.school_id, id=case.joined_into_id)
        seen.add(case.id)
    return case


def _belongs(case: Case, sender: str, contact: Contact | None) -> bool:
    for party in case.parties.all():
        if folded_email(party.address) == sender or (contact and party.contact_id == contact.id):
            return True
    return False


def _look_alikes(
    school_id: int, mail: Mail, sender: str, contact: Contact | None, now: datetime
) -> Iterable[tuple[Case, str]]:
    """Open cases of the same sender under the same subject in the last month: a person is asked, nothing is joined."""
    subject = bare(mail.subject)
    if not subject:
        return
    recent = Case.objects.filter(school_id=school_id, state__in=OPEN, last_message_at__gte=now - LOOK_BACK)
    theirs = recent.filter(parties__contact=contact) if contact else recent.filter(parties__address=sender)
    for case in theirs.distinct().order_by("-last_message_at")[:20]:
        if bare(case.subject) == subject:
            yield case, "The same person wrote under the same subject."
            return
