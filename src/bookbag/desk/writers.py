"""Who wrote in a case, as its page asks: what their mail says of them, and which of two hats somebody wears in it."""

from uuid import UUID

from bookbag.channels.mailbox import quoting
from bookbag.desk.models import Case, CaseParty, Message
from bookbag.desk.models import case as states
from bookbag.people.folding import folded_email
from bookbag.people.mailboxes import Mailbox
from bookbag.people.matching import Match
from bookbag.people.proposing import FOOT, Wrote

Hat = states.Hat
HATS = Hat.choices
LATEST = 5
"""How many of somebody's messages are read for what they say of their writer."""


def wrote(case: Case, address: str) -> Wrote:
    """What the latest messages from an address say of whoever wrote them. What they quote is somebody else's."""
    received = Message.objects.filter(school_id=case.school_id, case=case, direction="in").order_by("-at", "-id")
    theirs = [each for each in received[:50] if folded_email(each.from_address) == address][:LATEST]
    feet = [f"{_last_lines(each.new_text)}\n{quoting.split(each.text).signature}" for each in theirs]
    return Wrote(
        name=theirs[0].from_name if theirs else "",
        address=address,
        words="\n".join(f"{each.subject}\n{each.new_text}" for each in theirs),
        foot="\n".join(feet),
    )


def _last_lines(text: str) -> str:
    return "\n".join([line for line in text.splitlines() if line.strip()][-FOOT:])


def worn(case: Case, match: Match, address: str) -> Match:
    """A match as this case has it already: whoever works here and has a child here writes as it was said they do."""
    if match.both is None:
        return match
    party = CaseParty.objects.filter(school_id=case.school_id, case=case, address=folded_email(address)).first()
    if party is None or not party.hat:
        return match
    if party.hat == Hat.STAFF:
        return Match(staff_id=_staff(match.both), because=party.because)
    return Match(contact=match.both.adults[0], because=party.because)


def _staff(box: Mailbox) -> UUID:
    assert box.staff, "somebody with two hats works here"
    return box.staff.id
