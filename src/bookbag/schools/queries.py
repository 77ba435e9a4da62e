"""What others may ask of schools: which there are, whose mailbox an address is, and a school's calendar."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max, QuerySet

from bookbag.errors import Invalid, NotFound
from bookbag.policy.calendar import EVERY_CLOCK, Calendar, Nation
from bookbag.policy.calendar import ClosedDay as ClosedDayValue
from bookbag.policy.calendar import Term as TermValue
from bookbag.policy.values import Clock
from bookbag.schools.models import ClosedDay, Heartbeat, Mailbox, School, Term, User
from bookbag.schools.models import Nation as SchoolNation

BANK_HOLIDAYS = {
    SchoolNation.ENGLAND: Nation.ENGLAND_AND_WALES,
    SchoolNation.WALES: Nation.ENGLAND_AND_WALES,
    SchoolNation.SCOTLAND: Nation.SCOTLAND,
    SchoolNation.NORTHERN_IRELAND: Nation.NORTHERN_IRELAND,
}


SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""How a school's name in addresses is written. Whatever else a browser asks for is no school, and never asked about."""


def all_schools() -> QuerySet[School]:
    """Every school of this installation, by name."""
    return School.objects.select_related("trust").order_by("name")


def school_by_slug(slug: str) -> School:
    """The school of this slug. Raises `NotFound`."""
    found = School.objects.filter(slug=slug).first() if SLUG.fullmatch(slug) else None
    if found is None:
        raise NotFound
    return found


def login_of(email: str) -> User | None:
    """The login of an address, if it opens anything."""
    return User.objects.filter(email=email, is_active=True).first()


def mailbox_for(address: str) -> Mailbox | None:
    """The mailbox that takes mail for an address, if there is one."""
    return mailboxes_for([address]).get(address)


def mailboxes_for(addresses: Iterable[str]) -> dict[str, Mailbox]:
    """The mailbox that takes mail for each address that has one; a plus-tag is read past where the mailbox takes tags."""
    ways = {address: _ways_to_write(address) for address in addresses}
    found = Mailbox.objects.filter(address__in={way for both in ways.values() for way in both})
    known = {mailbox.address: mailbox for mailbox in found}
    best = {}
    for address, (whole, without_tag) in ways.items():
        past_tag = known.get(without_tag)
        mailbox = known.get(whole) or (past_tag if past_tag and past_tag.takes_tags else None)
        if mailbox:
            best[address] = mailbox
    return best


def _ways_to_write(address: str) -> tuple[str, str]:
    local, at, domain = address.strip().lower().rpartition("@")
    return f"{local}{at}{domain}", f"{local.partition('+')[0]}{at}{domain}"


def own_mailbox(school: School) -> Mailbox:
    """The mailbox of the school's own address, or else its oldest. Raises `Invalid` where it has none."""
    found = sorted(school.mailboxes.all(), key=lambda box: (box.address != school.email.lower(), box.id))
    if not found:
        raise Invalid(f"{school.name} has no mailbox yet.")
    return found[0]


def mailboxes_of(school: School) -> list[Mailbox]:
    """The addresses at which the school's mail comes in, the oldest first."""
    return list(school.mailboxes.order_by("id"))


def calendar_of(school: School) -> Calendar:
    """The school's calendar, read inside its block."""
    terms = Term.objects.filter(school=school).order_by("first_day")
    closed = ClosedDay.objects.filter(school=school)
    return Calendar(
        timezone="Europe/London",
        bank_holidays=BANK_HOLIDAYS[SchoolNation(school.nation)],
        terms=tuple(TermValue(term.name, term.first_day, term.last_day) for term in terms),
        closed={
            day.day: ClosedDayValue(
                day.why, frozenset(map(Clock, day.stops)) or EVERY_CLOCK, day.from_time, day.staff_in
            )
            for day in closed
        },
        opens=school.opens,
        closes=school.closes,
    )


def terms_of(school: School) -> list[Term]:
    """The terms as they are kept, in order, read inside the school's block."""
    return list(Term.objects.filter(school=school).order_by("first_day"))


def where_dates_wait() -> list[School]:
    """Schools whose calendar changed, and whose open dates have not all been worked out again yet."""
    return list(School.objects.filter(dates_wait_since__isnull=False))


def where_cases_wait() -> list[School]:
    """Schools one of whose policies changed, and whose open cases have not all been decided again yet."""
    return list(School.objects.filter(cases_wait_since__isnull=False))


def last_beats() -> dict[str, datetime]:
    """When each kind of process last gave a sign of life."""
    return dict(Heartbeat.objects.values("role").annotate(last=Max("beat_at")).values_list("role", "last"))
