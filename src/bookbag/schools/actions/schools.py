"""Opening a school: its trust, its addresses, its terms and closed days. The record of it is kept by whoever calls (the
record stands above this room), in the same block: `with tenancy.atomic(number)`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db import connection

from bookbag.errors import Invalid
from bookbag.policy import packs
from bookbag.policy.calendar import Term as TermDates
from bookbag.policy.calendar import means_inset
from bookbag.schools import tenancy
from bookbag.schools.models import ClosedDay, LegalKind, Mailbox, Nation, School, Term, Trust
from bookbag.schools.queries import SLUG

RESERVED = frozenset({"account", "accessibility", "demo", "healthz", "sign-in", "sign-out", "static"})
"""Addresses of Bookbag's own pages: a school of such a name could never be reached."""


@dataclass(frozen=True, slots=True)
class NewSchool:
    """What has to be known to open a school. `mailboxes` are its further addresses, each with a name."""

    slug: str
    name: str
    email: str
    packs: tuple[str, ...] = ()
    trust: str = ""
    legal_kind: str = LegalKind.ACADEMY
    nation: str = Nation.ENGLAND
    local_authority: str = ""
    telephone: str = ""
    postal_address: str = ""
    opens: time = time(8, 45)
    closes: time = time(15, 15)
    core_from: time | None = None
    core_until: time | None = None
    office_opens: time = time(8, 0)
    office_closes: time = time(16, 30)
    childrens_services_day: str = ""
    childrens_services_night: str = ""
    languages: tuple[str, ...] = ()
    mailboxes: Mapping[str, str] | None = None


def draw_number() -> int:
    """The number of a school that is about to be opened: the block that opens it must be bound to it already."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval(pg_get_serial_sequence('schools_school', 'id'))")
        return int(cursor.fetchone()[0])


def open_school(number: int, plan: NewSchool) -> School:
    """Open a school under a number that was drawn for it. Raises `Invalid` where something in the plan cannot stand."""
    with tenancy.atomic(number):
        _check(plan)
        school = School.objects.create(
            id=number,
            slug=plan.slug,
            name=plan.name,
            trust=_trust(plan.trust),
            legal_kind=plan.legal_kind,
            nation=plan.nation,
            local_authority=plan.local_authority,
            packs=list(plan.packs),
            email=plan.email.lower(),
            telephone=plan.telephone,
            postal_address=plan.postal_address,
            opens=plan.opens,
            closes=plan.closes,
            core_from=plan.core_from,
            core_until=plan.core_until,
            office_opens=plan.office_opens,
            office_closes=plan.office_closes,
            childrens_services_day=plan.childrens_services_day,
            childrens_services_night=plan.childrens_services_night,
            languages=list(plan.languages),
        )
        addresses = {plan.email: "School office", **(plan.mailboxes or {})}
        Mailbox.objects.bulk_create(
            Mailbox(school=school, address=address.lower(), name=name) for address, name in addresses.items()
        )
        return school


def set_terms(school: School, terms: Sequence[TermDates], closed: Mapping[date, str]) -> None:
    """Set the terms and the closed days of a school, in place of those that it had."""
    with tenancy.atomic(school.id):
        Term.objects.filter(school=school).delete()
        ClosedDay.objects.filter(school=school).delete()
        Term.objects.bulk_create(
            Term(school=school, name=term.name, first_day=term.first_day, last_day=term.last_day) for term in terms
        )
        ClosedDay.objects.bulk_create(
            ClosedDay(school=school, day=day, why=why, staff_in=means_inset(why)) for day, why in closed.items()
        )


def _check(plan: NewSchool) -> None:
    faults = {}
    if plan.slug in RESERVED or len(plan.slug) > 50 or not SLUG.fullmatch(plan.slug):
        faults["slug"] = (
            f"A school cannot be called {plan.slug!r}. Use small letters, digits and hyphens, and no page's name."
        )
    elif School.objects.filter(slug=plan.slug).exists():
        faults["slug"] = f"There is a school {plan.slug!r} already."
    taken = Mailbox.objects.filter(address__in=[plan.email.lower(), *map(str.lower, plan.mailboxes or {})]).first()
    if taken:
        faults["email"] = f"{taken.address} belongs to another school."
    if plan.legal_kind not in LegalKind:
        faults["legal_kind"] = f"A school is one of: {', '.join(LegalKind.values)}."
    if plan.nation not in Nation:
        faults["nation"] = f"A nation is one of: {', '.join(Nation.values)}."
    for pack in plan.packs:
        packs.load(pack)
    if faults:
        raise Invalid(fields=faults)


def _trust(name: str) -> Trust | None:
    if not name:
        return None
    slug = "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())[:50]
    return Trust.objects.get_or_create(slug=slug, defaults={"name": name})[0]
