"""What the pages of families ask: who is signed in, whose child is whose. Always about one adult, never about another."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet

from bookbag.desk import about
from bookbag.desk.models import FamilyCode, FamilySession
from bookbag.people import restrictions
from bookbag.people.models import Contact, ContactPoint, Pupil, Relationship
from bookbag.people.models.family import Need, PointKind
from bookbag.policy.permissions import Sight
from bookbag.policy.rules.timed import LONDON
from bookbag.policy.telling import WRITING
from bookbag.schools import tenancy

NEEDS = tuple(Need.values)


@dataclass(frozen=True, slots=True)
class Family:
    """An adult who is signed in to the family pages of one school."""

    school_id: int
    contact_id: UUID
    session_id: UUID
    name: str
    language: str
    given_by: UUID | None = None
    """The colleague who gave the code with which they came in, where one did."""
    kept_from: tuple[UUID, ...] = ()
    """The cases that are kept from that colleague: whoever gives a code could read with it."""


@dataclass(frozen=True, slots=True)
class Child:
    """A child as its own adult sees it: first name, class and teacher."""

    name: str
    school_class: str
    teacher: str


def digest(school_id: int, secret: str) -> str:
    """What is kept of a secret: without this installation's key nobody can try codes against it."""
    return hmac.new(settings.REPLY_TOKEN_KEY.encode(), f"{school_id} {secret}".encode(), hashlib.sha256).hexdigest()


def signed_in(school_id: int, secret: str, *, now: datetime) -> Family | None:
    """Whose browser holds this secret; None where it is nobody's, is over, or the last child has left for a term.

    Ask in a block that sees every sight.
    """
    sessions = FamilySession.objects.filter(school_id=school_id, digest=digest(school_id, secret), ends_at__gt=now)
    session = sessions.select_related("contact").first()
    if session is None or not has_child(school_id, session.contact_id, today=now.astimezone(LONDON).date()):
        return None
    adult = session.contact
    given_by = session.given_by_id
    kept_from = about.kept_from(school_id, given_by) if given_by else ()
    return Family(school_id, adult.id, session.id, adult.full_name, adult.language, given_by, kept_from)


def has_child(school_id: int, contact_id: UUID, *, today: date) -> bool:
    """Whether an adult has a child at the school, or one who left within the days of grace."""
    return _ties(school_id, contact_id, today=today).exists()


def sessions_of(family: Family, *, now: datetime) -> list[FamilySession]:
    """Where this adult is signed in, the newest first."""
    theirs = FamilySession.objects.filter(school_id=family.school_id, contact_id=family.contact_id, ends_at__gt=now)
    return list(theirs.order_by("-began_at", "id"))


@dataclass(frozen=True, slots=True)
class OpenSide:
    """What is open on the family side for one adult, as the office sees it: where signed in, which codes wait."""

    sessions: list[FamilySession]
    codes: list[FamilyCode]


def open_side(school_id: int, contact_id: UUID, *, now: datetime) -> OpenSide:
    """Where an adult is signed in, and the codes that would still sign them in."""
    mine = {"school_id": school_id, "contact_id": contact_id, "ends_at__gt": now}
    codes = FamilyCode.objects.filter(**mine, address="")  # with an address, it only makes sure that it is theirs
    return OpenSide(
        list(FamilySession.objects.filter(**mine).order_by("-began_at", "id")),
        list(codes.exclude(digest="").select_related("given_by").order_by("-made_at")),
    )


def pupils_of(family: Family, *, today: date) -> list[Pupil]:
    """The children of this adult who may be shown: not those for whom an order asks that the office comes first."""
    ties = _ties(family.school_id, family.contact_id, today=today).filter(told=True)
    pupils = [tie.pupil for tie in ties.select_related("pupil__school_class__teacher").order_by("pupil__sort_key")]
    return [pupil for pupil in pupils if not _office_first(family, pupil, today=today)]


def children_of(family: Family, *, today: date) -> list[Child]:
    """The same, as the page tells them."""
    return [_child(pupil) for pupil in pupils_of(family, today=today)]


@dataclass(frozen=True, slots=True)
class Letter:
    """What an adult wrote or was sent; with the day by which the school owes an answer, and the clause that says so."""

    id: UUID
    direction: str
    at: datetime
    subject: str
    words: str
    answer_by: datetime | None
    clause: str | None


def letters_of(family: Family) -> list[Letter]:
    """All that this adult wrote to the school and was sent, the newest first. Nothing of anybody else's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, direction, at, subject, words, answer_by, clause from desk_family_letters(%s)"
            " order by at desc, id limit 100",
            [family.contact_id],
        )
        return [Letter(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Tie:
    """What the school has an adult down as, for one of their children."""

    child: str
    kind: str
    parental_responsibility: bool | None
    lives_with: bool | None


def ties_of(family: Family, *, today: date) -> list[Tie]:
    """What this adult is to each of the children who may be shown to them."""
    pupils = {pupil.id: pupil for pupil in pupils_of(family, today=today)}
    held = {tie.pupil_id: tie for tie in _ties(family.school_id, family.contact_id, today=today)}
    return [
        Tie(pupil.known_as or pupil.given_name, held[key].kind, held[key].parental_responsibility, held[key].lives_with)
        for key, pupil in pupils.items()
    ]


def preferences_of(family: Family) -> dict[str, Any]:
    """How this adult is written to and spoken with."""
    adult = Contact.objects.get(school_id=family.school_id, id=family.contact_id)
    return {"language": adult.language, "on_paper": adult.on_paper, "needs": adult.needs}


def email_of(school_id: int, contact_id: UUID) -> str:
    """The address at which this adult alone is reached by e-mail, or nothing."""
    points = ContactPoint.objects.filter(school_id=school_id, kind=PointKind.EMAIL)
    mine = points.filter(contact_id=contact_id, resting_since=None).order_by("value")
    for point in mine:
        if not points.filter(folded=point.folded).exclude(contact_id=contact_id).exists():
            return point.value
    return ""


def points_of(family: Family) -> list[ContactPoint]:
    """The ways in which this adult is reached."""
    mine = ContactPoint.objects.filter(school_id=family.school_id, contact_id=family.contact_id)
    return list(mine.order_by("kind", "value"))


def schools_with_requests(school_ids: Sequence[int]) -> list[int]:
    """Which of these schools have requests for a code at which nobody has looked."""
    if not school_ids:
        return []
    with tenancy.atomic(schools=tuple(school_ids), sight=Sight.ORDINARY):
        waiting = FamilyCode.objects.filter(school_id__in=school_ids, looked_at=None)
        return list(waiting.order_by("school_id").values_list("school_id", flat=True).distinct())


def _ties(school_id: int, contact_id: UUID, *, today: date) -> QuerySet[Relationship]:
    there = Q(pupil__left_on=None) | Q(pupil__left_on__gte=today - timedelta(days=settings.FAMILY_GRACE_DAYS))
    return Relationship.objects.filter(there, school_id=school_id, contact_id=contact_id)


def _office_first(family: Family, pupil: Pupil, *, today: date) -> bool:
    asked = restrictions.ring_office_first(family.school_id, [pupil.id], today=today, scopes=WRITING)
    return any(adult.id == family.contact_id for adult in asked)


def _child(pupil: Pupil) -> Child:
    group = pupil.school_class
    teacher = group.teacher.name if group and group.teacher and not group.teacher.left_on else ""
    return Child(pupil.known_as or pupil.given_name, group.name if group else "", teacher)
