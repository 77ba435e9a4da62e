"""What others may ask of people: who works here, as what and when, who is whose parent, which children have a name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from bookbag.people.folding import folded, folded_email
from bookbag.people.models import (
    ColumnMemory,
    Contact,
    ImportRun,
    ImportSource,
    Pupil,
    Relationship,
    StaffMember,
    StaffRole,
)
from bookbag.people.models.imports import RunState
from bookbag.people.parents import is_parent
from bookbag.policy.permissions import PROOF_ONLY, Actor, Role
from bookbag.schools.models import School


@dataclass(frozen=True, slots=True)
class Membership:
    """A school at which somebody works, for the list after signing in."""

    school_id: int
    staff_id: UUID
    name: str
    job_title: str


def memberships(user_id: int) -> list[Membership]:
    """The schools at which a login works today, in a block opened with `person=`."""
    members = StaffMember.objects.filter(user_id=user_id, left_on=None)
    return [Membership(one.school_id, one.id, one.name, one.job_title) for one in members]


def actor(user_id: int, school: School, *, today: date) -> Actor | None:
    """Who a login is at a school today, with the roles that hold today; None where it is nobody there.

    From the morning after their last day that is nobody, whether or not anything has ended their place here since.
    """
    still = Q(last_day=None) | Q(last_day__gte=today)
    return _as_actor(StaffMember.objects.filter(still, school=school, user_id=user_id, left_on=None), today)


def actor_of(school_id: int, staff_id: UUID, *, today: date) -> Actor | None:
    """Somebody who works at the school as an actor, with the roles that hold today; None for anybody else."""
    return _as_actor(staff_in_order(school_id).filter(id=staff_id), today)


def _as_actor(members: QuerySet[StaffMember], today: date) -> Actor | None:
    as_parent = Contact.objects.filter(staff_id=OuterRef("id"))
    member = members.annotate(is_parent=Exists(as_parent)).first()
    if member is None:
        return None
    held = StaffRole.objects.filter(held_on(today), school_id=member.school_id, staff=member)
    return Actor(
        name=member.name,
        school_id=member.school_id,
        staff_id=member.id,
        user_id=member.user_id,
        roles=frozenset(Role(role) for role in held.values_list("role", flat=True)),
        own_children=own_children(member.id) if member.is_parent else frozenset(),
    )


def own_children(staff_id: UUID) -> frozenset[UUID]:
    """The children whose parent or carer a colleague is, also those who have left: what is held of them stays.

    And all other children of whoever is a parent of those: on a half-sibling's page the other home would stand as well.
    Who acts for an authority has the children of many families, and joins none.
    """
    own = Relationship.objects.filter(contact__staff_id=staff_id)
    parents = Relationship.objects.filter(is_parent(), pupil_id__in=own.values("pupil_id"), contact__organisation="")
    links = Relationship.objects.filter(Q(contact__staff_id=staff_id) | Q(contact_id__in=parents.values("contact_id")))
    return frozenset(links.values_list("pupil_id", flat=True))


def of_others(adults: QuerySet[Contact], by: Actor) -> QuerySet[Contact]:
    """These adults without those of the actor's own family: what is held of them is for a colleague."""
    if by.staff_id is None:
        return adults
    own = Relationship.objects.filter(school_id=by.school_id, pupil_id__in=by.own_children)
    others = adults.exclude(id__in=own.values("contact_id")) if by.own_children else adults
    return others.filter(Q(staff=None) | ~Q(staff_id=by.staff_id))


def held_on(day: date) -> Q:
    """The roles that hold on a day."""
    return Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def staff_in_order(school_id: int) -> QuerySet[StaffMember]:
    """Everybody who works at the school, by name."""
    return StaffMember.objects.filter(school_id=school_id, left_on=None).order_by("sort_key", "id")


def colleagues(school_id: int, *, today: date) -> list[StaffMember]:
    """Everybody who works at the school with others, by name: not those who only govern it."""
    held = StaffRole.objects.filter(held_on(today), school_id=school_id, staff=OuterRef("id"))
    return list(staff_in_order(school_id).filter(~Exists(held) | Exists(held.exclude(role__in=PROOF_ONLY))))


def staff_with_roles(school_id: int, *, today: date) -> list[tuple[StaffMember, tuple[Role, ...]]]:
    """Everybody who works at the school, by name, with the roles that hold today."""
    members = staff_in_order(school_id).prefetch_related("roles")
    return [
        (
            member,
            tuple(
                Role(held.role)
                for held in member.roles.all()
                if held.starts_on <= today and (held.ends_on is None or held.ends_on >= today)
            ),
        )
        for member in members
    ]


def staff_called(school_id: int, email: str) -> StaffMember | None:
    """Whoever works at the school with this e-mail address, or None."""
    return staff_in_order(school_id).filter(email=folded_email(email)).first()


def roles_held(school_id: int, staff_id: UUID) -> list[StaffRole]:
    """The roles that somebody has, had or will have: those without an end first, then by the day on which they end."""
    held = StaffRole.objects.filter(school_id=school_id, staff_id=staff_id)
    return list(held.order_by(F("ends_on").desc(nulls_first=True), "starts_on", "role"))


def pupils_of(contacts: Iterable[UUID]) -> QuerySet[Pupil]:
    """The children at the school now to whom any of these adults is linked, by name."""
    linked = Relationship.objects.filter(contact_id__in=list(contacts)).values("pupil_id")
    return Pupil.objects.filter(id__in=linked, left_on=None).select_related("school_class").order_by("sort_key", "id")


def relationships_of(pupils: Sequence[UUID]) -> QuerySet[Relationship]:
    """Every adult of these children, each with what they are to the child, by the adult's name."""
    return (
        Relationship.objects.filter(pupil_id__in=pupils)
        .select_related("contact", "pupil")
        .order_by("contact__sort_key", "pupil__sort_key", "id")
    )


def pupils_called(school_id: int, first_names: Iterable[str]) -> QuerySet[Pupil]:
    """Children whose first name in use, folded, is one of these."""
    return Pupil.objects.filter(school_id=school_id, called__in=list(first_names), left_on=None).select_related(
        "school_class"
    )


def contacts_like(school_id: int, words: str) -> QuerySet[Contact]:
    """Adults whose family name, or given and family name, begins like these words; fifty at the most."""
    start = folded(words.replace("\0", " "))
    given, _, family = start.rpartition(" ")
    begins = _begins(start)
    if given:
        begins |= _begins(family) & Q(sort_key__contains=f", {given}")
    return Contact.objects.filter(begins, school_id=school_id).order_by("sort_key", "id")[:50]


def _begins(start: str) -> Q:
    return Q(sort_key__gte=start, sort_key__lt=f"{start}\U0010ffff")


def children_of(contacts: Sequence[UUID]) -> dict[UUID, list[Pupil]]:
    """The children at the school now of each of these adults, by the adult's id."""
    links = Relationship.objects.filter(contact_id__in=contacts, pupil__left_on=None)
    children: dict[UUID, list[Pupil]] = {}
    for link in links.select_related("pupil", "pupil__school_class").order_by("pupil__sort_key", "pupil_id"):
        children.setdefault(link.contact_id, []).append(link.pupil)
    return children


def staff_names(school_id: int) -> dict[UUID, str]:
    """The name of everybody who works or worked at the school."""
    return dict(StaffMember.objects.filter(school_id=school_id).values_list("id", "name"))


def contact(school_id: int, contact_id: UUID) -> Contact | None:
    """One adult, or None."""
    return Contact.objects.filter(school_id=school_id, id=contact_id).first()


def pupil(school_id: int, pupil_id: UUID) -> Pupil | None:
    """One child, or None."""
    return Pupil.objects.filter(school_id=school_id, id=pupil_id).first()


def staff_member(school_id: int, staff_id: UUID) -> StaffMember | None:
    """Somebody who works at the school, or None."""
    return staff_in_order(school_id).select_related("manager").filter(id=staff_id).first()


def managers_of(school_id: int, staff: Iterable[UUID]) -> dict[UUID, UUID]:
    """The line manager of each of these people, of those who have one."""
    led = StaffMember.objects.filter(school_id=school_id, id__in=list(staff), manager__left_on=None)
    return {member: manager for member, manager in led.values_list("id", "manager_id") if manager}


def columns_said(school_id: int, head: str) -> dict[int, str]:
    """What the school has said of the columns of such lists, by their places; empty where it has said nothing."""
    said = ColumnMemory.objects.filter(school_id=school_id, head=head).values_list("said", flat=True).first()
    return {int(place): what for place, what in (said or {}).items()}


def import_runs(school_id: int) -> list[ImportRun]:
    """The files that were brought in last, newest first, without their content."""
    return list(ImportRun.objects.filter(school_id=school_id).defer("content").order_by("-began_at")[:50])


def import_source(school_id: int) -> ImportSource | None:
    """Whence a school's list is fetched at night, or None."""
    return ImportSource.objects.filter(school_id=school_id).first()


def fetched_runs_waiting(school_id: int) -> list[ImportRun]:
    """Lists that came by themselves and wait to be looked at, or could not be read."""
    newest = ImportRun.objects.filter(school_id=school_id, fetched=True).defer("content").order_by("-began_at")[:1]
    return [run for run in newest if run.state in (RunState.PLANNED, RunState.REFUSED)]


def import_run(school_id: int, run_id: UUID) -> ImportRun | None:
    """One file that was brought in, without its content, or None."""
    return ImportRun.objects.filter(school_id=school_id, id=run_id).defer("content").first()
