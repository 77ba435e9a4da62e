"""The demo's schools and their staff, from trust.yaml, through the same actions that open a real school."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from bookbag.cli.demo import calendars
from bookbag.cli.demo.reading import read
from bookbag.cli.school import opened
from bookbag.people.actions import families, hours, rota
from bookbag.people.actions.families import NewClass
from bookbag.people.actions.staff import Post, appoint
from bookbag.policy.permissions import Actor, Role, process
from bookbag.schools import languages, tenancy
from bookbag.schools.actions import logins, schools
from bookbag.schools.actions.schools import NewSchool

if TYPE_CHECKING:
    from bookbag.schools.models import School

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class SchoolPlan:
    """One school of trust.yaml; `pupils` says how many of the demo's children are here."""

    slug: str
    name: str
    pack: str
    opens: time
    closes: time
    telephone: str
    postal_address: str
    pupils: int


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """Somebody of trust.yaml; `at` lists the schools, and `days` the weekdays of a part-timer, Monday being 0."""

    at: tuple[str, ...]
    name: str
    title: str
    job: str
    roles: tuple[Role, ...]
    teaches: str = ""
    days: tuple[int, ...] = ()

    @property
    def shown(self) -> str:
        """As families write it: "Mrs Pugh"."""
        return f"{self.title} {self.name.rpartition(' ')[2]}"


@dataclass(frozen=True, slots=True)
class TrustPlan:
    """All of trust.yaml. `classes` gives each class its year."""

    trust: str
    local_authority: str
    by_day: str
    by_night: str
    schools: tuple[SchoolPlan, ...]
    classes: Mapping[str, str]
    staff: tuple[StaffPlan, ...]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works at a school of the demo: able to act, and known to families by a name."""

    actor: Actor
    shown: str
    teaches: str


@dataclass(frozen=True, slots=True)
class Staffed:
    """A school of the demo with its staff."""

    school: "School"
    staff: tuple[Colleague, ...]

    def who_is(self, role: Role) -> Colleague:
        """The first who has this role."""
        return next(each for each in self.staff if role in each.actor.roles)

    def who_teaches(self, class_name: str) -> Colleague:
        """The teacher of a class."""
        return next(each for each in self.staff if each.teaches == class_name)


def plan() -> TrustPlan:
    """What trust.yaml says."""
    return read("trust", TrustPlan)


def open_all(of: TrustPlan, *, since: date, now: datetime) -> list[Staffed]:
    """Open the trust's schools as they stood before the first letter, with staff and classes."""
    return [_open(each, of, since=since, now=now) for each in of.schools]


def _open(this: SchoolPlan, of: TrustPlan, *, since: date, now: datetime) -> Staffed:
    school = opened(
        NewSchool(
            slug=this.slug,
            name=this.name,
            trust=of.trust,
            local_authority=of.local_authority,
            packs=(this.pack,),
            email=f"office@{this.slug}.bookbag.test",
            mailboxes={f"head@{this.slug}.bookbag.test": "Headteacher"},
            telephone=this.telephone,
            postal_address=this.postal_address,
            opens=this.opens,
            closes=this.closes,
            core_from=this.opens,
            core_until=this.closes,
            office_opens=time(8, 0),
            office_closes=time(16, 30),
            childrens_services_day=of.by_day,
            childrens_services_night=of.by_night,
            languages=tuple(languages.BESIDE),
        ),
        now=now,
    )
    schools.set_terms(school, *calendars.around(now.astimezone(LONDON).date()))
    with tenancy.atomic(school.id):
        by = process("demo", school.id)
        staff = tuple(_appoint(each, school, since=since, by=by, now=now) for each in of.staff if this.slug in each.at)
        families.open_classes(_classes(of.classes, staff), by=by, now=now)
    return Staffed(school, staff)


def _appoint(this: StaffPlan, school: "School", *, since: date, by: Actor, now: datetime) -> Colleague:
    """Appoint somebody, with a login that no password opens: in the demo one signs in by a button."""
    given, _, family = this.name.partition(" ")
    where = school.slug if len(this.at) == 1 else "trust"
    email = f"{given}.{family}@{where}.bookbag.test".lower()
    login = logins.open_login(email=email, name=this.name, password=None)
    post = Post(given, family, email, this.roles, since, this.job, login.pk)
    member = appoint(post, by=by, now=now)
    actor = Actor(this.name, school.id, member.id, login.pk, frozenset(this.roles))
    if this.days:
        hours.set_week(member.id, dict.fromkeys(this.days, school.core_hours), from_day=since, by=by, now=now)
    if Role.HEAD in this.roles:
        rota.accept_emergencies(since, None, today=since, by=actor, now=now)
    return Colleague(actor, this.shown, this.teaches)


def _classes(names: Mapping[str, str], staff: Iterable[Colleague]) -> list[NewClass]:
    teachers: dict[str, UUID] = {each.teaches: each.actor.person for each in staff if each.teaches}
    return [NewClass(name, year, teachers.get(name)) for name, year in names.items()]
