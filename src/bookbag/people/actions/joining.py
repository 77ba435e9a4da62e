"""Joiners and roles: somebody new with a login, roles given and ended with dates. Every one of it is in the record."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from bookbag.errors import Invalid, NotFound, Stale
from bookbag.people import queries
from bookbag.people.actions import staff
from bookbag.people.actions.staff import Post
from bookbag.people.folding import folded_email
from bookbag.people.models import StaffMember, StaffRole
from bookbag.policy.permissions import Act, Actor, Role, Standing, may, may_give
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy
from bookbag.schools.actions import logins


@dataclass(frozen=True, slots=True)
class Joiner:
    """Somebody new: who, as what and from when, and until when where that is known."""

    given_name: str
    family_name: str
    email: str
    roles: tuple[Role, ...]
    from_day: date
    until_day: date | None = None
    job_title: str = ""
    manager_id: UUID | None = None


def join(joiner: Joiner, *, by: Actor, now: datetime) -> StaffMember:
    """Enter somebody who begins to work here, with a login that has no password yet.

    Raises `Denied` for a role that the actor may not give, `Invalid` for an address that works or worked here.
    """
    may(by, Act.KEEP_STAFF, Standing(school_id=by.school_id)).require()
    for role in joiner.roles:
        may_give(by, role, to=None).require()
    if joiner.until_day and joiner.until_day < joiner.from_day:
        raise Invalid(fields={"until_day": "The last day must not come before the first."})
    with tenancy.atomic():
        if joiner.manager_id and queries.staff_member(by.school_id, joiner.manager_id) is None:
            raise Invalid(fields={"manager": "Choose somebody who works at the school."})
        known = StaffMember.objects.filter(school_id=by.school_id, email=folded_email(joiner.email))
        if known.exclude(left_on=None).exists():
            raise Invalid(
                fields={"email": "Somebody with this address worked here before. Find them under who has left."}
            )
        name = f"{joiner.given_name} {joiner.family_name}".strip()
        login = logins.open_login(email=joiner.email, name=name, password=None)
        if StaffMember.objects.filter(school_id=by.school_id, user_id=login.pk).exists():
            raise Invalid(fields={"email": "Somebody signs in with this address at this school already."})
        post = Post(
            joiner.given_name,
            joiner.family_name,
            joiner.email,
            joiner.roles,
            joiner.from_day,
            joiner.job_title,
            login.pk,
        )
        member = staff.appoint(post, by=by, now=now)
        if joiner.manager_id:
            member.manager_id = joiner.manager_id
            member.save(update_fields=["manager"])
        if joiner.until_day:
            StaffRole.objects.filter(school_id=by.school_id, staff=member).update(ends_on=joiner.until_day)
        return member


def give_login(member: StaffMember, *, by: Actor, now: datetime) -> None:
    """Let somebody sign in who came in from a file, with the address that they have at the school.

    Raises `Invalid` where they have none, or somebody else here signs in with it.
    """
    if member.user_id is not None:
        return
    if not member.email:
        raise Invalid(f"{member.name} has no e-mail address at the school.")
    with tenancy.atomic():
        login = logins.open_login(email=member.email, name=member.name, password=None)
        if StaffMember.objects.filter(school_id=by.school_id, user_id=login.pk).exists():
            raise Invalid("Somebody signs in with this address at this school already.")
        member.user = login
        member.save(update_fields=["user"])
        note(Kind.STAFF_CHANGED, by=by, now=now, thing="staff", thing_id=member.id, what=["login"])


def give_role(
    staff_id: UUID, role: Role, *, from_day: date, until_day: date | None, by: Actor, now: datetime
) -> StaffRole:
    """Give a role to somebody who works here. Raises `Invalid` where they have it then already."""
    may(by, Act.KEEP_STAFF, Standing(school_id=by.school_id)).require()
    may_give(by, role, to=staff_id).require()
    with tenancy.atomic():
        return grant(_locked(staff_id, by), role, from_day=from_day, until_day=until_day, by=by, now=now)


def grant(
    member: StaffMember, role: Role, *, from_day: date, until_day: date | None, by: Actor, now: datetime
) -> StaffRole:
    """The same for whoever runs Bookbag, who is asked nothing: the first headteacher has nobody to be given a role by."""
    if until_day and until_day < from_day:
        raise Invalid(fields={"until_day": "The last day must not come before the first."})
    with tenancy.atomic():
        has = StaffRole.objects.filter(school_id=by.school_id, staff=member, role=role)
        has = has.filter(Q(ends_on=None) | Q(ends_on__gte=from_day))
        if has.filter(starts_on__lte=until_day or date.max).exists():
            raise Invalid(fields={"role": f"{member.name} has this role then already."})
        given = StaffRole.objects.create(
            school_id=by.school_id, staff=member, role=role, starts_on=from_day, ends_on=until_day
        )
        _note(Kind.ROLE_GIVEN, member, given, by=by, now=now)
        return given


def end_role(staff_id: UUID, role_id: UUID, *, last_day: date, today: date, by: Actor, now: datetime) -> None:
    """End a role after a day, which may be today; one that would end before it began is taken out."""
    may(by, Act.KEEP_STAFF, Standing(school_id=by.school_id)).require()
    with tenancy.atomic():
        member = _locked(staff_id, by)
        held = StaffRole.objects.filter(school_id=by.school_id, staff=member, id=role_id).first()
        if held is None or (held.ends_on and held.ends_on < today):
            raise Stale
        may_give(by, Role(held.role), to=staff_id).require()
        if last_day < today - timedelta(days=1):
            raise Invalid(fields={"until_day": "What has been cannot be changed. Choose today or a later day."})
        _end(member, held, last_day, by=by, now=now)


def withdraw(member: StaffMember, role: Role, *, today: date, by: Actor, now: datetime) -> None:
    """End a role from today on, for whoever runs Bookbag, who is asked nothing. Raises `Invalid` where they have none."""
    with tenancy.atomic():
        coming = Q(ends_on=None) | Q(ends_on__gte=today)
        held = list(StaffRole.objects.filter(coming, school_id=by.school_id, staff=member, role=role))
        if not held:
            raise Invalid(f"{member.name} does not have this role.")
        for each in held:
            _end(member, each, today - timedelta(days=1), by=by, now=now)


def _end(member: StaffMember, held: StaffRole, last_day: date, *, by: Actor, now: datetime) -> None:
    """End a role after a day; one that would end before it began is taken out."""
    held.ends_on = last_day
    if last_day < held.starts_on:
        held.delete()
    else:
        held.save(update_fields=["ends_on"])
    _note(Kind.ROLE_ENDED, member, held, by=by, now=now)


def may_be_given(by: Actor, *, to: UUID | None, roles: Collection[Role] = tuple(Role)) -> list[Role]:
    """The roles that somebody may give to a colleague."""
    return [role for role in roles if may_give(by, role, to=to)]


def _locked(staff_id: UUID, by: Actor) -> StaffMember:
    here = StaffMember.objects.select_for_update(no_key=True).filter(school_id=by.school_id, left_on=None)
    member = here.filter(id=staff_id).first()
    if member is None:
        raise NotFound
    return member


def _note(kind: Kind, member: StaffMember, held: StaffRole, *, by: Actor, now: datetime) -> None:
    note(
        kind,
        by=by,
        now=now,
        thing="staff",
        thing_id=member.id,
        role=str(held.role),
        starts=held.starts_on.isoformat(),
        ends=held.ends_on.isoformat() if held.ends_on else None,
    )
