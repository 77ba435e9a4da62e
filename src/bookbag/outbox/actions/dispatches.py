"""Putting a cleared message into the outbox, and taking it back while it waits. Sending is outbox.delivery."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import connection

from bookbag.channels.email import can_reach
from bookbag.errors import Denied, Invalid
from bookbag.outbox.models import Dispatch
from bookbag.outbox.transitions import move
from bookbag.policy.clearing import Clearance, Words, clear
from bookbag.policy.permissions import Actor, Sight
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import queue as jobs
from bookbag.schools import tenancy

DELIVER = "outbox.deliver"
TO_STAFF = "to_staff"
"""A notice to a colleague: it is about that member of staff, not about a case."""
TO_FAMILY = "family_code"
"""A code for the family pages: it is about that request, not about a case."""
ABOUT_DETAILS = "details_check"
"""A question to an adult whether their details are right: it is about that adult, not about a case."""
MAIL_TEST = "mail_test"
"""A test of the school's mail: it is about that test, not about a case."""
CHANNEL_TEST = "channel_test"
"""A test of a line of the channels register: it is about that line."""
_THINGS = {
    TO_STAFF: "staff",
    TO_FAMILY: "family_code",
    ABOUT_DETAILS: "contact",
    MAIL_TEST: "mail_test",
    CHANNEL_TEST: "kept_channel",
}
NOTICES_A_DAY = 8
"""To one address, about all cases together: more than any family writes about, and the end of any loop with a robot."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that goes with a mail, by its digest in the file store."""

    name: str
    type: str
    size: int
    sha256: str


def queue(
    words: Words,
    clearance: Clearance,
    *,
    about: uuid.UUID,
    to_address: str,
    from_name: str,
    from_address: str,
    token: str,
    by: Actor,
    now: datetime,
    not_before: datetime,
    to_name: str = "",
    reply_to: str = "",
    in_reply_to: str = "",
    references: Sequence[str] = (),
    foot: str = "",
    files: Sequence[Enclosed] = (),
    automatic: bool = False,
    draft: uuid.UUID | None = None,
    author: uuid.UUID | None = None,
    sight: int = Sight.ORDINARY,
) -> Dispatch:
    """Freeze cleared words into a dispatch to one of their recipients, to leave at `not_before`.

    A recipient who has a version of their own gets that; `files` are those that were cleared for this recipient.
    `foot` is a fixed line of the school's, the same in every mail, and no part of what was approved.
    `token` begins the Message-ID, so that an answer finds its case even where the plus-address is lost.
    Raises `Denied` unless the clearance was given for exactly these words, recipients and files.
    """
    if clearance.fingerprint != words.fingerprint:
        raise Denied("This was changed after it was approved. It needs to be looked at again.")
    if to_address not in words.recipients:
        raise Denied("This was not approved for that recipient.")
    copy = words.copy_for(to_address)
    if sorted(copy.files) != sorted(each.sha256 for each in files):
        raise Denied("These are not the files that were approved.")
    if words.channel == "email" and not can_reach(to_address):
        raise Invalid(fields={"to": "This is not an address that e-mail can be sent to."})
    identity = uuid.uuid4()
    with tenancy.atomic():
        dispatch = Dispatch.objects.create(
            id=identity,
            school_id=by.school_id,
            sight=sight,
            about=about,
            draft=draft,
            author=author,
            notice=clearance.notice,
            channel=words.channel,
            to_name=to_name[:200],
            to_address=to_address,
            from_name=from_name[:200],
            from_address=from_address,
            reply_to=reply_to,
            subject=words.subject,
            body=copy.body,
            files=[asdict(each) for each in files],
            foot=foot,
            message_id=f"{token}.{identity.hex}@{from_address.rpartition('@')[2]}",
            in_reply_to=in_reply_to,
            references=list(references),
            automatic=automatic,
            fingerprint=clearance.fingerprint,
            cleared_by=clearance.by,
            queued_at=now,
            not_before=not_before,
        )
        write(Kind.DISPATCH_QUEUED, dispatch, by=by, now=now, code=clearance.fingerprint)
        jobs.enqueue(DELIVER, at=not_before if not_before > now else None, school_id=by.school_id)
    return dispatch


def undo(dispatch: Dispatch, *, by: Actor, now: datetime) -> None:
    """Take a dispatch back while it waits. Raises `Stale` where it is leaving or has left."""
    with tenancy.atomic():
        move(dispatch, "undo")
        write(Kind.DISPATCH_UNDONE, dispatch, by=by, now=now)


def send_again(dispatch: Dispatch, *, by: Actor, now: datetime) -> None:
    """Put what failed back into the outbox, the same words under the same identity, once its cause is mended."""
    with tenancy.atomic():
        move(dispatch, "send again", not_before=now, attempts=0)
        write(Kind.DISPATCH_QUEUED, dispatch, by=by, now=now, code=dispatch.fingerprint)
        jobs.enqueue(DELIVER, school_id=dispatch.school_id)


def redirect(dispatch: Dispatch, address: str, *, by: Actor, now: datetime) -> Dispatch:
    """Send the words of what came back to another address of the same person. What came back stays as it is."""
    files = [Enclosed(**each) for each in dispatch.files]
    digests = tuple(each.sha256 for each in files)
    words = Words(dispatch.channel, dispatch.subject, dispatch.body, (address,), digests)
    return queue(
        words,
        clear(words, [], answered=frozenset(), by=by.name, notice=dispatch.notice),
        about=dispatch.about,
        draft=dispatch.draft,
        author=dispatch.author,
        sight=dispatch.sight,
        to_name=dispatch.to_name,
        to_address=address,
        from_name=dispatch.from_name,
        from_address=dispatch.from_address,
        reply_to=dispatch.reply_to,
        token=dispatch.message_id.partition(".")[0],
        in_reply_to=dispatch.in_reply_to,
        references=dispatch.references,
        foot=dispatch.foot,
        files=files,
        automatic=dispatch.automatic,
        by=by,
        now=now,
        not_before=now,
    )


def hold(about: Collection[uuid.UUID], *, by: Actor) -> None:
    """Lock what was sent about these cases, before the cases: in that order a delivery does so, too."""
    held = Dispatch.objects.select_for_update().filter(school_id=by.school_id, about__in=about).order_by("id")
    list(held.values_list("id"))


def set_sight(about: Collection[uuid.UUID], sight: int, *, by: Actor) -> None:
    """Let what was sent, or is to be sent, about these cases be seen by those who may see the cases now."""
    Dispatch.objects.filter(school_id=by.school_id, about__in=about).update(sight=sight)


def give_notice(school_id: int, *, about: uuid.UUID, address: str, day: date) -> bool:
    """Claim the one fixed notice that an address may get about a case on a day. False where it went already, or where
    the address has had so many about other cases that a machine may be answering ours.

    The unique row decides, so two workers that try at once give it once; if this transaction fails, it was never given.
    """
    with tenancy.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "insert into outbox_noticegiven (id, school_id, about, address, day) select %s, %s, %s, %s, %s::date"
            " where %s > (select count(*) from outbox_noticegiven where school_id = %s and address = %s and day = %s)"
            " on conflict do nothing",
            [uuid.uuid4(), school_id, about, address, day, NOTICES_A_DAY, school_id, address, day],
        )
        return bool(cursor.rowcount)


def write(kind: Kind, dispatch: Dispatch, *, by: Actor, now: datetime, code: str = "") -> None:
    """Note what befell a dispatch under what it is about: a case, or the colleague whom it tells of things."""
    note(
        kind,
        by=by,
        now=now,
        thing=_THINGS.get(dispatch.notice, "case"),
        thing_id=dispatch.about,
        sight=dispatch.sight,
        dispatch=str(dispatch.id),
        attempts=dispatch.attempts,
        code=code,
    )
