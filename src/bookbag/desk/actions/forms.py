"""Forms from the school's website come in: kept whole before anything else, then read like any other arrival.

What looks like a machine's is put aside and shown, and never thrown away. What is needed today is never put aside.
"""

import base64
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext, gettext_noop

from bookbag.channels import webform
from bookbag.channels.webform import File, Form
from bookbag.desk.models import Arrival, Case
from bookbag.desk.models.arrival import State
from bookbag.desk.topics import TOPICS
from bookbag.errors import Invalid
from bookbag.policy.permissions import Actor, Sight
from bookbag.policy.values import Channel
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import locks, storing, tenancy
from bookbag.schools.queue import enqueue

__all__ = ("File", "Form", "Taken", "find", "keep", "reference", "seen_to", "taken")

LATELY = timedelta(hours=1)
FROM_ONE_MACHINE, AT_ONE_SCHOOL = 30, 300
"""How many forms are taken in an hour. Many families share one line to the world; a snow day is busy."""
LINKS = 6
"""So many web addresses, and a person looks at it before it starts a clock."""
TOO_MANY = gettext_noop(
    "So many messages came by this form in the last hour that it takes no more just now. Your words are still here."
)

_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Taken:
    """A form that is kept. `case` is None where it waits to be read, or to be looked at by a person."""

    case: UUID | None
    put_aside: bool


def keep(form: Form, *, peer: str, trapped: bool, by: Actor, now: datetime) -> UUID:
    """Keep a form, and give the arrival that it is. When this returns, it cannot be lost.

    1. The bytes go to the file store. 2. One transaction: take turns with the same sheet, write the arrival, note it, ask
    for it to be read. The same words on the same sheet are one form, however often they are sent. Raises `Invalid` where
    too many come.
    """
    raw = webform.packed(form)
    sha256 = storing.keep(by.school_id, raw)
    suspicion = _suspicion(form, trapped=trapped)
    with tenancy.atomic(by.school_id, sight=Sight.SAFEGUARDING):
        locks.hold(by.school_id, f"form {form.sheet}")
        forms = Arrival.objects.filter(school_id=by.school_id, channel=Channel.FORM)
        kept = forms.filter(sha256=sha256).first()
        if kept is None:
            _check_pace(by.school_id, peer, now)
            kept = Arrival.objects.create(
                school_id=by.school_id,
                channel=Channel.FORM,
                sha256=sha256,
                size=len(raw),
                sender=form.email[:320],
                peer=peer,
                received_at=now,
                state=State.PARKED if suspicion else State.WAITING,
                subject=form.subject[:300],
                fault=suspicion,
            )
            kind = Kind.ARRIVAL_PARKED if suspicion else Kind.ARRIVAL_STORED
            note(kind, by=by, now=now, thing="arrival", thing_id=kept.id, sha256=sha256)
            if not suspicion:
                enqueue("desk.read", school_id=by.school_id)
    return kept.id


def taken(school_id: int, arrival_id: UUID) -> Taken:
    """What became of a form."""
    with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING):
        arrival = Arrival.objects.get(school_id=school_id, id=arrival_id)
        return Taken(arrival.case_id, arrival.state == State.PARKED)


def _check_pace(school_id: int, peer: str, now: datetime) -> None:
    lately = Arrival.objects.filter(school_id=school_id, channel=Channel.FORM, received_at__gt=now - LATELY)
    if lately.count() >= AT_ONE_SCHOOL or lately.filter(peer=peer).count() >= FROM_ONE_MACHINE:
        raise Invalid(gettext(TOO_MANY))


def _suspicion(form: Form, *, trapped: bool) -> str:
    """Why a person should look at it first, or nothing."""
    if TOPICS[form.topic].needed:
        return ""
    if trapped:
        return "A field that people do not see was filled in."
    if len(_LINK.findall(form.text)) >= LINKS:
        return "It is full of web addresses."
    return ""


def seen_to(case: Case, *, by: Actor, now: datetime) -> None:
    """Say that what was needed today has been seen to: it stands on top of nobody's day any more."""
    with tenancy.atomic():
        kept = Case.objects.select_for_update(of=("self",)).get(school_id=by.school_id, id=case.id)
        if not kept.needed_since:
            return
        needed, kept.needed, kept.needed_since = kept.needed, "", None
        kept.save(update_fields=["needed", "needed_since"])
        note(Kind.NEED_SEEN_TO, by=by, now=now, thing="case", thing_id=kept.id, sight=kept.sight, need=needed)


def reference(arrival_id: UUID) -> str:
    """What somebody can say on the telephone to have their form found: "K7QM-2X9D"."""
    letters = base64.b32encode(arrival_id.bytes[:5]).decode()
    return f"{letters[:4]}-{letters[4:]}"


def find(actor: Actor, spoken: str) -> list[Arrival]:
    """The forms of this reference, as somebody says it; none where it is no reference."""
    letters = re.sub(r"[\s-]", "", spoken).upper().replace("0", "O").replace("1", "I")
    if not re.fullmatch(r"[A-Z2-7]{8}", letters):
        return []
    start = base64.b32decode(letters)
    ids = (UUID(bytes=start + filler * 11) for filler in (b"\x00", b"\xff"))
    forms = Arrival.objects.filter(school_id=actor.school_id, channel=Channel.FORM)
    return list(forms.filter(id__range=tuple(ids)).order_by("received_at"))
