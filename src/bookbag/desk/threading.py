"""Which case does a mail belong to? Our signed token, then In-Reply-To, then any ancestor in References, then a person.

The sender must belong to the case; where not, or where only the subject speaks for it, the join is proposed and a
person decides. Nothing is ever dropped for looking like another.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from bookbag.channels.mailbox.values import Mail
from bookbag.desk.matters import matter_of
from bookbag.desk.models import Case, CaseParty, Message
from bookbag.people.folding import folded_email
from bookbag.people.models import Contact
from bookbag.policy.permissions import Sight
from bookbag.schools import tokens

LOOK_BACK = timedelta(days=30)
ANCESTORS = 50


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mail goes: a case to join, or a new case with proposals (a case and why) for a person to decide.

    `sight` is what a new case begins with: what answers a sealed case quotes it, whoever the writer is.
    """

    case: Case | None = None
    proposals: tuple[tuple[Case, str], ...] = field(default_factory=tuple)
    sight: int = Sight.ORDINARY


def place(school_id: int, mail: Mail, *, recipients: Iterable[str], contact: Contact | None, now: datetime) -> Place:
    """Find the case that a mail continues, locked until the transaction ends, or those that it may continue."""
    sender = folded_email(mail.sender.address) if mail.sender else ""
    case = pointed_at(school_id, mail, recipients)
    if case and _belongs(case, sender, contact):
        return Place(case=case, sight=case.sight)
    if case:
        because = "It answers a message of this case, but its sender is not in it."
        return Place(proposals=((case, because),), sight=case.sight)
    if not mail.sender:
        return Place()
    return Place(proposals=tuple(_look_alikes(school_id, mail, sender, contact, now)))


def pointed_at(school_id: int, mail: Mail, recipients: Iterable[str]) -> Case | None:
    """The case that a mail names, by our token or by a message of it, locked; whether its sender belongs to it is not asked."""
    ancestors = [ancestor for ancestor in (mail.in_reply_to, *reversed(mail.references[-ANCESTORS:])) if ancestor]
    for text in (*recipients, *(address.address for address in (*mail.to, *mail.cc)), *ancestors):
        if (case_id := tokens.read(school_id, text)) and (case := hold(school_id, case_id)):
            return case
    if not ancestors:
        return None
    messages = Message.objects.filter(school_id=school_id, message_id__in=ancestors).order_by("at")
    known = dict(messages.values_list("message_id", "case_id"))
    nearest = next((known[ancestor] for ancestor in ancestors if ancestor in known), None)
    return hold(school_id, nearest) if nearest else None


def sealed_by_address(school_id: int, recipients: Iterable[str]) -> int:
    """The sight of the case to whose tagged address a mail came: all that is known of one that cannot be read."""
    named = [case_id for address in recipients if (case_id := tokens.read(school_id, address))]
    sights = Case.objects.filter(school_id=school_id, id__in=named).values_list("sight", flat=True)
    return max(sights, default=Sight.ORDINARY)


def hold(school_id: int, case_id: UUID) -> Case | None:
    """The case that stands for this one, with its owner, locked: nobody joins, closes or seals it while it is written to.

    A joined case speaks through the one that it was joined to. It is not locked itself, as joins lock both in the order
    of their ids and we would lock them in the order of the joins.
    """
    cases = Case.objects.filter(school_id=school_id)
    following: UUID | None = case_id
    while following:
        standing = cases.select_for_update(of=("self",)).select_related("owner").filter(joined_into=None)
        if case := standing.filter(id=following).first():
            return case
        following = cases.filter(id=following).values_list("joined_into_id", flat=True).first()
    return None


def _belongs(case: Case, sender: str, contact: Contact | None) -> bool:
    for party in case.parties.all():
        if folded_email(party.address) == sender or (contact and party.contact_id == contact.id):
            return True
    return False


def continued(school_id: int, mail: Mail, *, category: str, now: datetime) -> Case | None:
    """The open case that a form of the same address, matter and category has begun, locked. A form names no earlier
    message by itself, so that here the same matter is enough; who joins can be split off again.
    """
    sender, matter = folded_email(mail.sender.address) if mail.sender else "", matter_of(mail.subject)
    if not (sender and matter):
        return None
    begun = Case.objects.filter(school_id=school_id, is_open=True, matter=matter, channel="form", category=category)
    theirs = CaseParty.objects.filter(school_id=school_id, case_id=OuterRef("id"), address=sender)
    newest = begun.filter(Exists(theirs), last_message_at__gte=now - LOOK_BACK).order_by("-last_message_at").first()
    return hold(school_id, newest.id) if newest else None


def _look_alikes(
    school_id: int, mail: Mail, sender: str, contact: Contact | None, now: datetime
) -> Iterable[tuple[Case, str]]:
    """The open case of the same sender in the same matter in the last month: a person is asked, nothing is joined."""
    matter = matter_of(mail.subject)
    if not (matter and (contact or sender)):
        return
    alike = Case.objects.filter(school_id=school_id, is_open=True, matter=matter, last_message_at__gte=now - LOOK_BACK)
    theirs = CaseParty.objects.filter(school_id=school_id, case_id=OuterRef("id"))
    theirs = theirs.filter(contact=contact) if contact else theirs.filter(address=sender)
    newest = alike.filter(Exists(theirs)).order_by("-last_message_at").first()
    if newest:
        yield newest, "The same person wrote under the same subject."
