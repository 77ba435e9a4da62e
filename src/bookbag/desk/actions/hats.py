"""Somebody who works here and has a child here has written: a person says as which. It is remembered for the case.

Until it is said they count as a parent, so that no date of a family's is missed. Mail of a colleague starts no clock.
"""

from datetime import datetime

from django.db.models import QuerySet

from bookbag.desk.actions import cases
from bookbag.desk.models import Case, CaseParty, Message
from bookbag.desk.models.case import Hat
from bookbag.errors import NotFound
from bookbag.people import mailboxes
from bookbag.people.folding import folded_email
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy

SAID = {Hat.PARENT: "Writes as a parent, {} said.", Hat.STAFF: "Writes as a colleague, {} said."}


def say(case: Case, *, address: str, hat: Hat, by: Actor, now: datetime) -> Case:
    """Say as what somebody writes in this case, and work out again what it owes. Raises `NotFound` for anybody else."""
    with tenancy.atomic():
        kept = cases.lock(case)
        known_as = folded_email(address)
        party = CaseParty.objects.filter(school_id=kept.school_id, case=kept, address=known_as).first()
        box = mailboxes.of_addresses(kept.school_id, [known_as]).get(known_as)
        if party is None or box is None or not box.has_two_hats:
            raise NotFound
        theirs = _messages(kept, known_as)
        if hat is Hat.STAFF:
            theirs.update(author=box.staff)
            kept = cases.unmatch_sender(kept, address=address, by=by, now=now)
        else:
            theirs.update(author=None)
            kept = cases.match_sender(kept, address=address, contact_id=box.adults[0].id, by=by, now=now)
        CaseParty.objects.filter(school_id=kept.school_id, id=party.id).update(
            hat=hat, because=SAID[hat].format(by.name)[:200]
        )
        note(Kind.HAT_SAID, by=by, now=now, thing="case", thing_id=kept.id, sight=kept.sight, hat=str(hat))
        return kept


def _messages(case: Case, known_as: str) -> QuerySet[Message]:
    received = Message.objects.filter(school_id=case.school_id, case=case, direction="in").only("id", "from_address")
    theirs = [message.id for message in received if folded_email(message.from_address) == known_as]
    return Message.objects.filter(school_id=case.school_id, id__in=theirs)
