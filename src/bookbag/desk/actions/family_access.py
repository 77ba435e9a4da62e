"""Codes for the family pages, and the sessions that they begin.

What a stranger can ask for is written down alike for every address; whether we hold it is found out by the worker.
"""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from bookbag.channels.email import can_reach
from bookbag.desk.families import Family, digest, email_of, has_child
from bookbag.desk.models import FamilyCode, FamilySession
from bookbag.desk.wording import family_code
from bookbag.errors import Invalid, NotFound
from bookbag.outbox.actions import dispatches
from bookbag.people.families import standing_of_adult
from bookbag.people.folding import folded_email
from bookbag.people.models import Contact, ContactPoint
from bookbag.people.models.family import PointKind
from bookbag.policy.clearing import Words, fixed_notice
from bookbag.policy.permissions import Act, Actor, may, process
from bookbag.policy.rules.timed import LONDON
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import languages, locks, queue, tenancy, tokens
from bookbag.schools.models import School

TASK = "desk.family_codes"
BY_MAIL, IN_HAND, BY_POST = timedelta(minutes=20), timedelta(days=1), timedelta(days=14)
SIGNED_IN_FOR = timedelta(days=14)
LATELY, KEPT_FOR = timedelta(hours=1), timedelta(days=1)
FROM_ONE_PLACE, OF_ONE_ADDRESS, FROM_ONE_MACHINE = 5, 20, 40
"""How many codes may be asked for in an hour: for one address by one machine, for one address, by one machine. Whoever only
knows an address does not use up what is its owner's; and many families share one line to the world. What is over goes
after a day.
"""
TRIES = 5


@dataclass(frozen=True, slots=True)
class Begun:
    """A session that has just begun: the secret goes to the browser and is kept nowhere else."""

    secret: str
    ends_at: datetime


def too_many() -> str:
    """What is said to whoever asks for one code after the other."""
    return gettext("Too many codes were asked for. Wait an hour, or ask the school office for a code.")


def wrong() -> str:
    """What is said of every code that does not fit."""
    return gettext("This code is not right, or it is too old. Ask for a new one.")


def ask(school: School, address: str, *, peer: str, now: datetime) -> UUID:
    """Write down that somebody asks for a code by e-mail. Raises `Invalid` where too many are asked for.

    It is the same for an address that we hold, one that we do not, and one that two adults share.
    """
    folded = folded_email(address)[:254]
    asked_of = digest(school.id, f"asked {folded}")
    with tenancy.atomic(school.id):
        locks.hold(school.id, f"family codes by {peer}")
        locks.hold(school.id, f"family codes {asked_of}")
        lately = FamilyCode.objects.filter(school_id=school.id, made_at__gt=now - LATELY)
        of_address, by_machine = lately.filter(asked_of=asked_of), lately.filter(peer=peer)
        if (
            of_address.filter(peer=peer).count() >= FROM_ONE_PLACE
            or of_address.count() >= OF_ONE_ADDRESS
            or (peer and by_machine.count() >= FROM_ONE_MACHINE)
        ):
            raise Invalid(too_many())
        FamilyCode.objects.filter(school_id=school.id, ends_at__lt=now - KEPT_FOR).delete()
        request = FamilyCode.objects.create(
            school=school, address=folded, asked_of=asked_of, peer=peer, made_at=now, ends_at=now + BY_MAIL
        )
        queue.enqueue(TASK, school_id=school.id)
    return request.id


def answer_next(school_id: int, *, now: datetime) -> FamilyCode | None:
    """Look at the request that waits longest, and send a code where the address is one adult's. None where none waits."""
    with tenancy.atomic(school_id):
        waiting = FamilyCode.objects.select_for_update(skip_locked=True, of=("self",)).select_related("school")
        request = waiting.filter(school_id=school_id, looked_at=None).order_by("made_at").first()
        if request is None:
            return None
        if request.ends_at > now:
            _answer(request, now=now)
        request.looked_at, request.address = now, ""
        request.save()
        return request


def _answer(request: FamilyCode, *, now: datetime) -> None:
    school, address = request.school, request.address
    points = ContactPoint.objects.filter(school_id=school.id, kind=PointKind.EMAIL, folded=address)
    holders = {
        point.contact_id: point
        for point in points.select_related("contact")
        if has_child(school.id, point.contact_id, today=now.astimezone(LONDON).date())
    }
    if not holders or not can_reach(address):
        return
    point = next(iter(holders.values()))
    spoken = {languages.offered(each.contact.language, school) for each in holders.values()}
    with translation.override(spoken.pop() or languages.ENGLISH if len(spoken) == 1 else languages.ENGLISH):
        if len(holders) > 1:
            notice = family_code.shared(school.name, telephone=school.telephone)
        else:
            notice = _with_code(request, point)
    send(request, notice, to=point.value, now=now)


def _with_code(request: FamilyCode, point: ContactPoint) -> family_code.Notice:
    school, code = request.school, f"{secrets.randbelow(1_000_000):06}"
    request.contact, request.digest = point.contact, digest(school.id, f"{request.id} {code}")
    link = f"{settings.PUBLIC_URL}/{school.slug}/family/code/{request.id}?code={code}"
    minutes = int(BY_MAIL.total_seconds() // 60)
    return family_code.code(school.name, code=code, link=link, minutes=minutes)


def send(request: FamilyCode, notice: family_code.Notice, *, to: str, now: datetime) -> None:
    """Let a notice about codes leave for an address."""
    school, by = request.school, process("family", request.school_id)
    words = Words("email", notice.subject, notice.body, (to,))
    dispatches.queue(
        words,
        fixed_notice(words, notice=dispatches.TO_FAMILY),
        about=request.id,
        to_address=to,
        from_name=school.name,
        from_address=school.email,
        token=tokens.issue(school.id, request.id),
        automatic=True,
        by=by,
        now=now,
        not_before=now,
    )
    if request.contact_id:
        note(Kind.FAMILY_CODE_SENT, by=by, now=now, thing="contact", thing_id=request.contact_id)


def give(contact: Contact, *, by_post: bool, by: Actor, now: datetime) -> str:
    """Give a code in person or by post, mostly to an adult without an address of their own. Earlier ones of theirs end.

    Where they have one, it is told: whoever made a code for themselves in an adult's name would be seen. Raises `NotFound`
    for an adult of one's own children.
    """
    if not may(by, Act.KEEP_FAMILIES, standing_of_adult(contact)):
        raise NotFound
    with tenancy.atomic():
        if not has_child(by.school_id, contact.id, today=now.astimezone(LONDON).date()):
            raise Invalid("This adult has no child at the school.")
        slips = FamilyCode.objects.filter(school_id=by.school_id, contact=contact, given_by__isnull=False)
        slips.filter(ends_at__gt=now).update(ends_at=now)
        letters = base64.b32encode(secrets.token_bytes(10)).decode()
        given = FamilyCode.objects.create(
            school_id=by.school_id,
            contact=contact,
            given_by_id=by.person,
            digest=digest(by.school_id, letters),
            made_at=now,
            looked_at=now,
            ends_at=now + (BY_POST if by_post else IN_HAND),
        )
        note(
            Kind.FAMILY_CODE_GIVEN,
            by=by,
            now=now,
            thing="contact",
            thing_id=contact.id,
            how="post" if by_post else "in_person",
        )
        _tell_of(given, now=now)
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def _tell_of(given: FamilyCode, *, now: datetime) -> None:
    contact, school = given.contact, given.school
    if contact is None or not can_reach(to := email_of(school.id, contact.id)):
        return
    with translation.override(languages.offered(contact.language, school) or languages.ENGLISH):
        notice = family_code.given(school.name, telephone=school.telephone)
    send(given, notice, to=to, now=now)


def enter(school: School, request_id: UUID, code: str, *, now: datetime) -> Begun:
    """Sign in with the code that an e-mail brought. Raises `Invalid` for every code that does not fit, with one sentence."""
    with tenancy.atomic(school.id):
        kept = FamilyCode.objects.select_for_update(of=("self",)).filter(school_id=school.id, id=request_id).first()
        if kept is None or not kept.digest or kept.ends_at <= now or kept.tries >= TRIES:
            begun = None
        elif kept.digest == digest(school.id, f"{kept.id} {''.join(code.split())}"):
            begun = _begin(kept, now=now)
        else:
            kept.tries += 1
            kept.save(update_fields=["tries"])
            begun = None
    if begun is None:
        raise Invalid(wrong())
    return begun


def enter_slip(school: School, spoken: str, *, now: datetime) -> Begun:
    """Sign in with a code that the office gave: 80 bits by chance, so that nobody can find one by trying."""
    letters = "".join(c for c in spoken.upper() if c.isalnum()).replace("0", "O").replace("1", "I")
    with tenancy.atomic(school.id):
        slips = FamilyCode.objects.select_for_update(of=("self",)).filter(
            school_id=school.id, given_by__isnull=False, digest=digest(school.id, letters), ends_at__gt=now
        )
        kept = slips.first()
        if kept is None:
            raise Invalid(wrong())
        return _begin(kept, now=now)


def _begin(code: FamilyCode, *, now: datetime) -> Begun:
    """Begin a session, and end the code: it works once."""
    if code.contact_id is None or not has_child(code.school_id, code.contact_id, today=now.astimezone(LONDON).date()):
        raise Invalid(wrong())
    secret, ends_at = secrets.token_urlsafe(32), now + SIGNED_IN_FOR
    FamilySession.objects.filter(school_id=code.school_id, ends_at__lte=now).delete()
    FamilySession.objects.create(
        school_id=code.school_id,
        contact_id=code.contact_id,
        digest=digest(code.school_id, secret),
        given_by_id=code.given_by_id,
        began_at=now,
        ends_at=ends_at,
    )
    code.ends_at = now
    code.save(update_fields=["ends_at"])
    by = process("family", code.school_id)
    note(Kind.FAMILY_SIGNED_IN, by=by, now=now, thing="contact", thing_id=code.contact_id)
    return Begun(secret, ends_at)


def end(family: Family, session_id: UUID, *, now: datetime) -> None:
    """Sign this adult out in one place. Raises `NotFound` for a place that is not theirs."""
    with tenancy.atomic():
        theirs = FamilySession.objects.filter(school_id=family.school_id, contact_id=family.contact_id, id=session_id)
        if not theirs.delete()[0]:
            raise NotFound
        by = process("family", family.school_id)
        note(Kind.FAMILY_SIGNED_OUT, by=by, now=now, thing="contact", thing_id=family.contact_id)


def end_everywhere(school_id: int, contact_id: UUID, *, by: Actor, now: datetime) -> int:
    """Sign an adult out wherever they are, and let no code that waits sign them in. Says in how many places."""
    with tenancy.atomic():
        mine = {"school_id": school_id, "contact_id": contact_id}
        FamilyCode.objects.filter(**mine, ends_at__gt=now).update(ends_at=now)
        ended = FamilySession.objects.filter(**mine).delete()[0]
        note(Kind.FAMILY_SIGNED_OUT, by=by, now=now, thing="contact", thing_id=contact_id)
        return ended
