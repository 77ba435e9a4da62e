"""Links for those who have forgotten their password, and word to somebody whose second factor a colleague has ended.

What a stranger can ask for is written down alike for every address; whether anybody has it is found out by the worker.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from bookbag.channels.email import can_reach
from bookbag.desk.wording import password as wording
from bookbag.desk.wording.receipt import Notice
from bookbag.errors import Invalid
from bookbag.outbox.actions import dispatches
from bookbag.people import queries as people
from bookbag.policy.clearing import Words, fixed_notice
from bookbag.policy.permissions import Actor, process
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import links, locks, queue, tenancy, tokens
from bookbag.schools import queries as schools
from bookbag.schools.links import Purpose
from bookbag.schools.models import PasswordRequest, School, User

TASK = "desk.password_links"
LATELY = timedelta(hours=1)
FROM_ONE_PLACE, OF_ONE_ADDRESS, FROM_ONE_MACHINE = 5, 20, 40
"""How many links may be asked for in an hour: for one address by one machine, for one address, by one machine. Whoever only
knows an address does not use up what is its owner's; and the staff of a school share one line to the world.
"""
TOO_MANY = "Too many links were asked for. Wait an hour, or ask your school office."


def ask(address: str, *, peer: str, now: datetime) -> None:
    """Write down that somebody has forgotten their password. Raises `Invalid` where too many links are asked for."""
    folded = address.strip().lower()[:254]
    with tenancy.nowhere():
        locks.hold(locks.EVERYWHERE, f"password links by {peer}")
        locks.hold(locks.EVERYWHERE, f"password links {folded}")
        PasswordRequest.objects.filter(at__lte=now - LATELY).delete()
        of_address, by_machine = (
            PasswordRequest.objects.filter(address=folded),
            PasswordRequest.objects.filter(peer=peer),
        )
        if (
            of_address.filter(peer=peer).count() >= FROM_ONE_PLACE
            or of_address.count() >= OF_ONE_ADDRESS
            or by_machine.count() >= FROM_ONE_MACHINE
        ):
            raise Invalid(TOO_MANY)
        PasswordRequest.objects.create(address=folded, peer=peer, at=now)
        queue.enqueue(TASK)


def answer_next(*, now: datetime) -> bool:
    """Look at the request that waits longest, and send a link where its address is somebody's. False where none waits."""
    request = PasswordRequest.objects.filter(looked_at=None).order_by("at").first()
    if request is None:
        return False
    user = schools.login_of(request.address)
    at = _first_school(user) if user else None
    if user is None or at is None or request.at <= now - LATELY or not can_reach(user.email):
        _taken(request, now=now)
        return True
    school, staff_id = at
    by = process("sign-in", school.id)
    with tenancy.atomic(school.id):
        if _taken(request, now=now):
            link = f"{settings.PUBLIC_URL}/sign-in/password/{Purpose.FORGOTTEN}/{links.token(user, Purpose.FORGOTTEN)}"
            _send(school, wording.forgotten(school.name, link=link), staff_id, to=user.email, by=by, now=now)
            note(Kind.PASSWORD_LINK_SENT, by=by, now=now, thing="staff", thing_id=staff_id)
    return True


def waits() -> bool:
    """Whether anybody waits for a link."""
    return PasswordRequest.objects.filter(looked_at=None).exists()


def factor_ended(school: School, staff_id: UUID, email: str, *, by: Actor, now: datetime) -> None:
    """Note that a colleague has ended somebody's second factor, and tell them."""
    with tenancy.atomic():
        note(Kind.FACTOR_ENDED, by=by, now=now, thing="staff", thing_id=staff_id)
        if can_reach(email):
            _send(school, wording.factor_ended(school.name, by=by.name), staff_id, to=email, by=by, now=now)


def _taken(request: PasswordRequest, *, now: datetime) -> bool:
    """Take a request, before another worker does."""
    return bool(PasswordRequest.objects.filter(id=request.id, looked_at=None).update(looked_at=now))


def _first_school(user: User) -> tuple[School, UUID] | None:
    """A school at which somebody works, and who they are there: in its name the e-mail goes."""
    with tenancy.atomic(person=user.pk):
        at = {each.school_id: each.staff_id for each in people.memberships(user.pk)}
    return next(((school, at[school.id]) for school in schools.all_schools() if school.id in at), None)


def _send(school: School, notice: Notice, staff_id: UUID, *, to: str, by: Actor, now: datetime) -> None:
    words = Words("email", notice.subject, notice.body, (to,))
    dispatches.queue(
        words,
        fixed_notice(words, notice=dispatches.TO_STAFF),
        about=staff_id,
        to_address=to,
        from_name=school.name,
        from_address=school.email,
        token=tokens.issue(school.id, staff_id),
        automatic=True,
        by=by,
        now=now,
        not_before=now,
    )
