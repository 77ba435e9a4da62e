"""Carrying dispatches out, and taking in what comes back: claim, send, note. No network inside a transaction.

What happens above the outbox (is the answer still wanted, which duty does it meet) comes in as two callables.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bookbag.channels.mailbox.values import Bounce
from bookbag.channels.ports import Enclosure, Parcel, Receipt, Sender
from bookbag.errors import Stale, Unavailable
from bookbag.outbox import queries
from bookbag.outbox.actions.dispatches import write
from bookbag.outbox.models import Dispatch, State
from bookbag.outbox.transitions import DISPATCH, move
from bookbag.policy.permissions import Actor, Sight, process
from bookbag.record.kinds import Kind
from bookbag.schools import storing, tenancy

log = logging.getLogger(__name__)

HOLD = timedelta(minutes=5)
"""How long a claim lasts: longer than any one sending can take (see channels.email.Submission.timeout)."""

BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    *(timedelta(hours=4),) * 12,
)
"""The pause after each attempt; two days in all, and one last attempt after them."""
ATTEMPTS = len(BACK_OFF) + 1

IN_DOUBT = "Sending broke off each time before its outcome was known, so it may have arrived."
CANNOT_ASK = "The case could not be looked at before sending."
UNSETTLED = "It was sent, but the case could not be brought up to date."


@dataclass(frozen=True, slots=True)
class Above:
    """What the rooms above the outbox have to say of a dispatch, inside the outbox's own transactions."""

    still_wanted: Callable[[Dispatch, datetime], bool]
    settled: Callable[[Dispatch, datetime], None]


def deliver_next(
    school_id: int,
    senders: Mapping[str, Sender],
    above: Above,
    *,
    clock: Callable[[], datetime],
    hold: timedelta = HOLD,
) -> Dispatch | None:
    """Carry the dispatch of a school that has been due longest; None when none is due.

    1. Claim it in one short transaction. 2. Send it, outside any. 3. Note what became of it in a second one.
    One at a time: a worker that is killed leaves one dispatch in doubt, and no claim can run out while others are sent.
    Killed between 2 and 3, it is sent once more when the claim has run out, under the same Message-ID.
    """
    by = process("outbox", school_id)
    dispatch = _claim(school_id, above, by=by, now=clock(), hold=hold)
    if dispatch is None or dispatch.state != State.SENDING:
        return dispatch
    try:
        receipt: Receipt | Unavailable = _send(dispatch, senders, now=clock())
    except Unavailable as fault:
        receipt = fault
    try:
        with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
            _note(dispatch, receipt, above, by=by, now=clock())
    except Stale:
        log.warning("dispatch %s: the claim had run out before its outcome could be noted", dispatch.id)
    return dispatch


def schools_with_due(school_ids: Sequence[int], *, now: datetime) -> list[int]:
    """Which of these schools have something that should be on its way: what a sweep asks, should a job have been lost."""
    if not school_ids:
        return []
    with tenancy.atomic(schools=tuple(school_ids), sight=Sight.SAFEGUARDING):
        waiting = queries.due(now).filter(school_id__in=school_ids)
        return list(waiting.order_by("school_id").values_list("school_id", flat=True).distinct())


def take_bounce(
    school_id: int, bounce: Bounce, *, original_message_id: str | None, by: Actor, now: datetime
) -> Dispatch | None:
    """Attach a delivery report to the dispatch that it speaks of, and return that; None where it is none of ours.

    A report of delay or of delivery changes nothing. Call it inside a block that may see every dispatch of the school.
    """
    if not original_message_id:
        return None
    with tenancy.atomic():
        dispatch = (
            Dispatch.objects.select_for_update()
            .filter(school_id=school_id, message_id=original_message_id.strip().strip("<>"))
            .first()
        )
        if dispatch is None:
            return None
        if _says_delayed(bounce):
            write(Kind.DISPATCH_DEFERRED, dispatch, by=by, now=now, code=(bounce.status or "")[:20])
        elif _says_failed(bounce) and "bounce" in DISPATCH[State(dispatch.state)]:
            move(dispatch, "bounce", fault=_in_words(bounce), claimed_until=None)
            write(Kind.DISPATCH_BOUNCED, dispatch, by=by, now=now, code=(bounce.status or "")[:20])
        return dispatch


def _claim(school_id: int, above: Above, *, by: Actor, now: datetime, hold: timedelta) -> Dispatch | None:
    """Take the dispatch that has been due longest, skipping those that another worker holds.

    Whether it is still wanted is asked of what certainly has not left, so not of a claim that ran out.
    """
    with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
        waiting = queries.due(now).filter(school_id=school_id).order_by("not_before", "id")
        dispatch = waiting.select_for_update(skip_locked=True).first()
        if dispatch is None:
            return None
        has_not_left = dispatch.state == State.QUEUED
        move(dispatch, "claim", claimed_until=now + hold, attempts=dispatch.attempts + 1)
        if has_not_left:
            _ask(dispatch, above, by=by, now=now)
        elif dispatch.attempts > ATTEMPTS:
            _give_up(dispatch, IN_DOUBT, by=by, now=now)
        return dispatch


def _ask(dispatch: Dispatch, above: Above, *, by: Actor, now: datetime) -> None:
    """Ask whether it is still wanted. One that a family's new message has crossed goes back to its author."""
    try:
        with tenancy.atomic():
            wanted = above.still_wanted(dispatch, now)
    except Exception:  # one that cannot be asked about is put off, or it would hold up all that wait behind it
        log.exception("dispatch %s: nobody could say whether it is still wanted", dispatch.id)
        _put_off(dispatch, CANNOT_ASK, by=by, now=now)
    else:
        if not wanted:
            move(dispatch, "return", claimed_until=None)
            write(Kind.DISPATCH_RETURNED, dispatch, by=by, now=now)


def _send(dispatch: Dispatch, senders: Mapping[str, Sender], *, now: datetime) -> Receipt:
    sender = senders.get(dispatch.channel)
    if sender is None:
        raise Unavailable(f"No way out is set up for the channel {dispatch.channel}.")
    return sender.send(
        Parcel(
            message_id=dispatch.message_id,
            date=now,
            to_name=dispatch.to_name,
            to_address=dispatch.to_address,
            from_name=dispatch.from_name,
            from_address=dispatch.from_address,
            subject=dispatch.subject,
            body=dispatch.whole,
            reply_to=dispatch.reply_to,
            in_reply_to=dispatch.in_reply_to,
            references=tuple(dispatch.references),
            automatic=dispatch.automatic,
            files=tuple(_enclosures(dispatch)),
        )
    )


def _enclosures(dispatch: Dispatch) -> Iterator[Enclosure]:
    """The files that go with it. Where one cannot be read now it may be later: nothing leaves without its files."""
    for each in dispatch.files:
        try:
            content = storing.fetch(dispatch.school_id, each["sha256"])
        except OSError as fault:
            raise Unavailable("A file that goes with it cannot be read in the file store.") from fault
        yield Enclosure(each["name"], each["type"], content)


def _note(dispatch: Dispatch, outcome: Receipt | Unavailable, above: Above, *, by: Actor, now: datetime) -> None:
    """Note the outcome: sent, to be tried again, or failed. Raises `Stale` where the claim has passed to another."""
    if isinstance(outcome, Receipt):
        move(dispatch, "send", sent_at=now, claimed_until=None, receipt=outcome.reference[:300], fault="")
        write(Kind.DISPATCH_SENT, dispatch, by=by, now=now)
        _settle(dispatch, above, now=now)
    elif outcome.permanent:
        _give_up(dispatch, str(outcome), by=by, now=now)
    else:
        _put_off(dispatch, str(outcome), by=by, now=now)


def _settle(dispatch: Dispatch, above: Above, *, now: datetime) -> None:
    """Tell the rooms above that it has left."""
    try:
        with tenancy.atomic():
            above.settled(dispatch, now)
    except Exception:  # what has left must be noted whatever goes wrong above, or it would be sent again and again
        log.exception("dispatch %s was sent, but its case could not be brought up to date", dispatch.id)
        dispatch.fault = UNSETTLED
        dispatch.save(update_fields=["fault"])


def _put_off(dispatch: Dispatch, fault: str, *, by: Actor, now: datetime) -> None:
    """Try again after a pause, or give up after the last."""
    if dispatch.attempts >= ATTEMPTS:
        _give_up(dispatch, fault, by=by, now=now)
        return
    again_at = now + BACK_OFF[dispatch.attempts - 1]
    move(dispatch, "defer", claimed_until=None, not_before=again_at, fault=fault)
    write(Kind.DISPATCH_DEFERRED, dispatch, by=by, now=now)


def _give_up(dispatch: Dispatch, fault: str, *, by: Actor, now: datetime) -> None:
    move(dispatch, "fail", claimed_until=None, fault=fault)
    write(Kind.DISPATCH_FAILED, dispatch, by=by, now=now)


def _says_delayed(bounce: Bounce) -> bool:
    """RFC 3464, 2.3.3; where the report names no action its status says it (RFC 3463)."""
    return bounce.action == "delayed" or (not bounce.action and (bounce.status or "").startswith("4"))


def _says_failed(bounce: Bounce) -> bool:
    return bounce.action == "failed" or (not bounce.action and not (bounce.status or "").startswith("2"))


def _in_words(bounce: Bounce) -> str:
    told = " ".join(f"{bounce.status or ''} {bounce.diagnostic or ''}".split())[:300]
    return f"It came back undelivered. {told}".strip()
