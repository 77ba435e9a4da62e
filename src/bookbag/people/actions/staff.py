"""Staff: appointed with roles from a day on. Logins are made by schools.actions.logins."""

from dataclasses import dataclass
from datetime import date, datetime

from bookbag.errors import Invalid
from bookbag.people import queries
from bookbag.people.folding import folded_email, sort_key
from bookbag.people.models import StaffMember, StaffRole
from bookbag.policy.permissions import Actor, Role
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy


@dataclass(frozen=True, slots=True)
class Post:
    """Whom to appoint, and as what. `user_id` is the login, for those who have one."""

    given_name: str
    family_name: str
    email: str
    roles: tuple[Role, ...]
    from_day: date
    job_title: str = ""
    user_id: int | None = None


def appoint(post: Post, *, by: Actor, now: datetime) -> StaffMember:
    """Enter somebody who works at the school. Raises `Invalid` where the address works here already."""
    address = folded_email(post.email)
    with tenancy.atomic():
        if StaffMember.objects.filter(school_id=by.school_id, email=address, left_on=None).exists():
            raise Invalid(fields={"email": f"Somebody with the address {address} works at this school already."})
        member = StaffMember.objects.create(
            school_id=by.school_id,
            user_id=post.user_id,
            name=f"{post.given_name} {post.family_name}".strip(),
            sort_key=sort_key(post.family_name, post.given_name),
            job_title=post.job_title,
            email=address,
        )
        StaffRole.objects.bulk_create(
            StaffRole(school_id=by.school_id, staff=member, role=role, starts_on=post.from_day) for role in post.roles
        )
        note(
            Kind.STAFF_APPOINTED,
            by=by,
            now=now,
            thing="staff",
            thing_id=member.id,
            roles=sorted(post.roles),
            login=post.user_id is not None,
        )
        return member


def signed_in(user_id: int, *, now: datetime) -> None:
    """Note at each school at which somebody works that they have signed in."""
    note_of_login(Kind.SIGNED_IN, user_id, now=now)


def note_of_login(kind: Kind, user_id: int, *, now: datetime) -> None:
    """Note what was done with a login at each school at which its person works; each in a transaction of its own."""
    with tenancy.atomic(person=user_id):
        memberships = queries.memberships(user_id)
    for each in memberships:
        by = Actor(name=each.name, school_id=each.school_id, staff_id=each.staff_id, user_id=user_id)
        with tenancy.atomic(each.school_id):
            note(kind, by=by, now=now, thing="staff", thing_id=each.staff_id)
