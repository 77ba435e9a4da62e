"""What a school's directory says of its staff (SCIM): who joins, who is who, who leaves; and the keys with which it may.

A directory gives no role that leads or sees more than others, and changes no address of anybody who has one: with an
address goes a sign-in. It puts out nobody who leads; whoever else it lets go is out at once, and what they had waits for
a person to hand it over.
"""

import hashlib
import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from bookbag.errors import Stale
from bookbag.people import queries
from bookbag.people.actions import joining, leaving, staff
from bookbag.people.actions.staff import Post
from bookbag.people.folding import folded_email, sort_key
from bookbag.people.models import DirectoryKey, StaffMember, StaffRole
from bookbag.people.scim import GIVEN, Filter, Person, PersonDecidesError, ScimError
from bookbag.policy.permissions import Act, Actor, Role, Standing, may
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import locks, tenancy
from bookbag.schools.actions import logins

LASTS = timedelta(days=365)
A_MINUTE = 1_500
"""Requests with one key in a minute: what Entra sends at its fastest, and no more."""


def make_key(*, by: Actor, now: datetime) -> str:
    """A new key, to be shown this once."""
    may(by, Act.KEEP_STAFF, Standing(school_id=by.school_id)).require()
    secret = f"bb_{secrets.token_urlsafe(32)}"
    with tenancy.atomic():
        made = DirectoryKey.objects.create(
            school_id=by.school_id, digest=_digest(secret), made_by_id=by.person, made_at=now, ends_at=now + LASTS
        )
        note(Kind.DIRECTORY_KEY_MADE, by=by, now=now, thing="directory_key", thing_id=made.id)
    return secret


def end_key(key_id: UUID, *, by: Actor, now: datetime) -> None:
    """End a key at once. Raises `Stale` where it has ended."""
    may(by, Act.KEEP_STAFF, Standing(school_id=by.school_id)).require()
    with tenancy.atomic():
        if not DirectoryKey.objects.filter(school_id=by.school_id, id=key_id, ends_at__gt=now).update(ends_at=now):
            raise Stale
        note(Kind.DIRECTORY_KEY_ENDED, by=by, now=now, thing="directory_key", thing_id=key_id)


def take(school_id: int, secret: str, *, now: datetime) -> bool:
    """Whether this is a key of the school; that it was used is counted. Raises `ScimError` where it is used too often."""
    with tenancy.atomic(school_id):
        lock = DirectoryKey.objects.select_for_update(no_key=True)
        key = lock.filter(school_id=school_id, digest=_digest(secret), ends_at__gt=now).first()
        if key is None:
            return False
        if key.minute is None or key.minute <= now - timedelta(minutes=1):
            key.minute, key.asked = now, 0
        key.used_at, key.asked = now, key.asked + 1
        key.save(update_fields=["used_at", "minute", "asked"])
    if key.asked > A_MINUTE:
        raise ScimError(429, "Too many requests. Wait a minute.")
    return True


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def known(school_id: int) -> QuerySet[StaffMember]:
    """Everybody of the school whom its directory finds: those who left as well, unless it has deleted them."""
    return (
        StaffMember.objects.filter(school_id=school_id, forgotten_at=None).exclude(email="").order_by("sort_key", "id")
    )


def found(school_id: int, asked: Filter | None) -> QuerySet[StaffMember]:
    """Those who fit a filter."""
    everybody = known(school_id)
    if asked is None:
        return everybody
    if asked.attribute == "username":
        return everybody.filter(email=folded_email(asked.value))
    if asked.attribute == "externalid":
        return everybody.filter(external_id=asked.value) if asked.value else everybody.none()
    id_ = _uuid(asked.value)
    return everybody.filter(id=id_) if id_ else everybody.none()


def one(school_id: int, text: str) -> StaffMember:
    """Somebody by id, locked. Raises `ScimError` for nobody."""
    id_ = _uuid(text)
    member = known(school_id).select_for_update(no_key=True).filter(id=id_).first() if id_ else None
    if member is None:
        raise ScimError(404, "There is nobody with this id.")
    return member


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def as_person(member: StaffMember, *, today: date) -> Person:
    """Somebody as the directory may know them."""
    return as_people([member], today=today)[0]


def as_people(members: Collection[StaffMember], *, today: date) -> list[Person]:
    """The same of several. Roles that it may not give are not told to it either."""
    here = [each.id for each in members if each.left_on is None]
    schools = {each.school_id for each in members}
    own = StaffRole.objects.filter(queries.held_on(today), school_id__in=schools, staff_id__in=here)
    rows = own.filter(role__in=GIVEN)
    held: dict[UUID, set[str]] = {}
    for staff_id, role in rows.values_list("staff_id", "role"):
        held.setdefault(staff_id, set()).add(role)
    return [_person(each, held.get(each.id, set())) for each in members]


def _person(member: StaffMember, held: set[str]) -> Person:
    words = member.name.split()
    of_family = len(member.sort_key.partition(", ")[0].split()) or 1
    return Person(
        user_name=member.email,
        external_id=member.external_id,
        given_name=" ".join(words[:-of_family]),
        family_name=" ".join(words[-of_family:]),
        title=member.job_title,
        active=member.left_on is None,
        roles=tuple(role for role in GIVEN if role in held),
    )


def join(said: Person, *, by: Actor, now: datetime, today: date) -> StaffMember:
    """Somebody begins to work here, or comes back whom the directory had deleted. Raises `ScimError` where they are known."""
    with tenancy.atomic():
        locks.hold(by.school_id, "directory")
        address = folded_email(said.user_name)
        _free(said, address, by, but=None)
        gone = StaffMember.objects.filter(school_id=by.school_id, email=address).exclude(forgotten_at=None).first()
        if gone:
            leaving.come_back(gone, by=by, now=now, today=today)
            member = gone
        else:
            login = logins.open_login(email=said.user_name, name=_name(said), password=None)
            if StaffMember.objects.filter(school_id=by.school_id, user_id=login.pk).exists():
                raise ScimError(409, "Somebody signs in with this address at this school already.", "uniqueness")
            post = Post(said.given_name, said.family_name, said.user_name, (), today, user_id=login.pk)
            member = staff.appoint(post, by=by, now=now)
        return update(member, said, by=by, now=now, today=today)


def update(member: StaffMember, said: Person, *, by: Actor, now: datetime, today: date) -> StaffMember:
    """Make somebody as the directory says that they are. Whoever is no longer active is out at once."""
    with tenancy.atomic():
        locks.hold(by.school_id, "directory")
        address = folded_email(said.user_name)
        _free(said, address, by, but=member.id)
        if address != member.email:
            _move(member, said.user_name, today)
        _write(member, said, by=by, now=now)
        if said.active:
            leaving.decided(member)
            joining.give_login(member, by=by, now=now)
        if said.active and member.left_on is not None:
            leaving.come_back(member, by=by, now=now, today=today)
        if said.roles is not None and said.active:
            _roles(member, said.roles, by=by, now=now, today=today)
        if not said.active and member.left_on is None:
            _not_of_the_head(member, today)
            leaving.let_go(member, by=by, now=now, today=today)
            member.refresh_from_db()
        return member


def forget(member: StaffMember, *, by: Actor, now: datetime, today: date) -> None:
    """The directory deletes somebody: it finds them no more. Here they are a leaver, and nothing of theirs is deleted."""
    with tenancy.atomic():
        if member.left_on is None:
            _not_of_the_head(member, today)
            leaving.let_go(member, by=by, now=now, today=today)
        StaffMember.objects.filter(school_id=by.school_id, id=member.id).update(forgotten_at=now, external_id="")


def _not_of_the_head(member: StaffMember, today: date) -> None:
    """Raise `PersonDecidesError` for whoever leads: no key of a machine puts them out, the headteacher says when they go."""
    if leaving.leads(member, today=today):
        raise PersonDecidesError(member.id)


def not_followed(school_id: int, staff_id: UUID, *, by: Actor, now: datetime) -> None:
    """Keep that the directory says somebody is gone, until a person says what holds. Said again, it stands since the first time.

    Of whoever has a last day already somebody has decided.
    """
    with tenancy.atomic(school_id):
        here = StaffMember.objects.filter(school_id=school_id, id=staff_id, left_on=None, last_day=None)
        if here.filter(gone_in_directory_at=None).update(gone_in_directory_at=now):
            note(Kind.DIRECTORY_NOT_FOLLOWED, by=by, now=now, thing="staff", thing_id=staff_id)


def _free(said: Person, address: str, by: Actor, *, but: UUID | None) -> None:
    others = known(by.school_id).exclude(id=but) if but else known(by.school_id)
    if others.filter(email=address).exists():
        raise ScimError(409, "Somebody with this userName is known already.", "uniqueness")
    if said.external_id and others.filter(external_id=said.external_id).exists():
        raise ScimError(409, "Somebody with this externalId is known already.", "uniqueness")


def _move(member: StaffMember, address: str, today: date) -> None:
    """Another address, and with it another sign-in: for those alone whose sign-in opens nothing but what is everybody's."""
    if leaving.leads(member, today=today):
        raise ScimError(400, "A directory does not change the address of somebody who leads.", "mutability")
    if leaving.works_elsewhere(member):
        raise ScimError(400, "This address opens another school as well and is not changed here.", "mutability")
    if logins.is_taken(address, but=member.user_id):
        raise ScimError(409, "Somebody else signs in with this address.", "uniqueness")
    if member.user_id is not None:
        logins.move(member.user_id, address)
    member.email = folded_email(address)


def _name(said: Person) -> str:
    return f"{said.given_name} {said.family_name}".strip() or said.user_name.partition("@")[0]


def _write(member: StaffMember, said: Person, *, by: Actor, now: datetime) -> None:
    fields = ("name", "sort_key", "job_title", "external_id", "email")
    before = StaffMember.objects.only(*fields).get(id=member.id, school_id=by.school_id)
    member.name, member.sort_key = _name(said), sort_key(said.family_name or _name(said), said.given_name)
    member.job_title, member.external_id = said.title, said.external_id
    changed = [name for name in fields if getattr(before, name) != getattr(member, name)]
    if changed:
        member.save(update_fields=changed)
        note(Kind.STAFF_CHANGED, by=by, now=now, thing="staff", thing_id=member.id, what=changed)


def _roles(member: StaffMember, roles: tuple[Role, ...], *, by: Actor, now: datetime, today: date) -> None:
    """The roles that a directory may give, as it names them, from today on. Others stay as they are."""
    held = StaffRole.objects.filter(queries.held_on(today), school_id=by.school_id, staff=member, role__in=GIVEN)
    has = {Role(each.role): each for each in held}
    for role in roles:
        if role not in has:
            given = StaffRole.objects.create(school_id=by.school_id, staff=member, role=role, starts_on=today)
            note(Kind.ROLE_GIVEN, by=by, now=now, thing="staff", thing_id=member.id, role=str(given.role))
    for role, each in has.items():
        if role not in roles:
            _end(each, today)
            note(Kind.ROLE_ENDED, by=by, now=now, thing="staff", thing_id=member.id, role=str(role))


def _end(held: StaffRole, today: date) -> None:
    """From now on, not from tomorrow on: the directory says what is true now."""
    if held.starts_on >= today:
        held.delete()
    else:
        held.ends_on = today - timedelta(days=1)
        held.save(update_fields=["ends_on"])
