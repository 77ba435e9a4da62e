"""A school's calendar as people keep it: terms, closed days, a day cut short. What follows for open dates is the desk's, and
so is the record of it (both stand above this room): whoever calls hands the `Change` to `desk.actions.retiming`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bookbag.errors import Invalid, Stale
from bookbag.policy import english
from bookbag.policy.calendar import EVERY_CLOCK, SHORT_DAY, means_inset
from bookbag.policy.calendar import ClosedDay as ClosedDayValue
from bookbag.policy.calendar import Term as TermDates
from bookbag.policy.permissions import Act, Actor, Standing, may
from bookbag.policy.termdates.plans import Plan
from bookbag.policy.values import Clock
from bookbag.schools import tenancy
from bookbag.schools.models import ClosedDay, School, Term
from bookbag.schools.queries import calendar_of

LONGEST_TERM = timedelta(days=366)
LONGEST_CLOSURE = 60
YEARS = range(2000, 2200)


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to the calendar, in one word for the record, and the days that it touched."""

    what: str
    first_day: date
    last_day: date


def enter_term(school: School, term: TermDates, *, by: Actor) -> Change:
    """Enter a term. Raises `Invalid` where it overlaps another, or cannot be one."""
    with tenancy.atomic(school.id):
        _begin(school, by)
        _check_term(school, term, instead_of=None)
        Term.objects.create(school=school, name=term.name, first_day=term.first_day, last_day=term.last_day)
        return Change("term_entered", term.first_day, term.last_day)


def change_term(school: School, term_id: int, term: TermDates, *, by: Actor) -> Change:
    """Give a term another name or other days. Raises `Stale` where it has gone meanwhile."""
    with tenancy.atomic(school.id):
        _begin(school, by)
        row = _term(school, term_id)
        _check_term(school, term, instead_of=row)
        change = Change("term_changed", min(row.first_day, term.first_day), max(row.last_day, term.last_day))
        row.name, row.first_day, row.last_day = term.name, term.first_day, term.last_day
        row.save(update_fields=["name", "first_day", "last_day"])
        return change


def remove_term(school: School, term_id: int, *, by: Actor) -> Change:
    """Take a term out: its days are holidays from now on, and dates behind the last term are not known."""
    with tenancy.atomic(school.id):
        _begin(school, by)
        row = _term(school, term_id)
        row.delete()
        return Change("term_removed", row.first_day, row.last_day)


def close(school: School, first_day: date, last_day: date, closing: ClosedDayValue, *, by: Actor) -> Change:
    """Close the school days of a stretch, in place of what was said of them before. Raises `Invalid` where it has none."""
    with tenancy.atomic(school.id):
        _begin(school, by)
        _check_closing(school, first_day, last_day, closing)
        open_days = [day for day in _days(first_day, last_day) if not _why_shut_anyway(school, day)]
        if not open_days:
            why = _why_shut_anyway(school, first_day)
            raise Invalid(fields={"first_day": f"{english.full_day(first_day)} is no school day anyway: {why}."})
        _write(school, dict.fromkeys(open_days, closing))
        return Change("days_closed", open_days[0], open_days[-1])


def close_today(school: School, *, why: str, whole_day: bool, by: Actor, now: datetime) -> Change:
    """Close this day, all of it or from now on. Before the school opens the two are the same."""
    with tenancy.atomic(school.id):
        local = now.astimezone(calendar_of(school).zone)
        early = None if whole_day or local.time() <= school.opens else local.time().replace(second=0, microsecond=0)
        return close(school, local.date(), local.date(), ClosedDayValue(why, EVERY_CLOCK, early), by=by)


def reopen(school: School, day: date, *, by: Actor) -> Change:
    """Say that a closed day is a school day after all. Raises `Stale` where somebody has said so already."""
    with tenancy.atomic(school.id):
        _begin(school, by)
        gone, _ = ClosedDay.objects.filter(school=school, day=day).delete()
        if not gone:
            raise Stale
        return Change("day_opened", day, day)


def take_over(school: School, plan: Plan, *, by: Actor) -> Change | None:
    """Do what a plan of term dates says; None where it says nothing new. A day cut short still counts as a working day."""
    if plan.is_empty:
        return None
    with tenancy.atomic(school.id):
        _begin(school, by)
        for term in plan.goes:
            Term.objects.filter(school=school, first_day=term.first_day, last_day=term.last_day).delete()
        for term in plan.comes:
            _check_term(school, term, instead_of=None)
            Term.objects.create(school=school, name=term.name, first_day=term.first_day, last_day=term.last_day)
        short = {True: SHORT_DAY, False: EVERY_CLOCK}
        closed = {
            each.day: ClosedDayValue(
                each.why, short[each.from_time is not None], each.from_time, staff_in=means_inset(each.why)
            )
            for each in plan.closes
        }
        _write(school, closed)
        days = [day for term in (*plan.goes, *plan.comes) for day in (term.first_day, term.last_day)]
        return Change("dates_imported", min([*days, *closed]), max([*days, *closed]))


def _begin(school: School, by: Actor) -> None:
    """Ask leave, and let changes of one calendar come one after another. Others may go on writing the school's mail."""
    may(by, Act.KEEP_CALENDAR, Standing(school_id=school.id)).require()
    School.objects.select_for_update(no_key=True).get(id=school.id)


def _term(school: School, term_id: int) -> Term:
    row = Term.objects.filter(school=school, id=term_id).first()
    if row is None:
        raise Stale
    return row


def _check_term(school: School, term: TermDates, *, instead_of: Term | None) -> None:
    faults = {}
    if not term.name.strip():
        faults["name"] = "Give the term a name."
    if term.first_day.year not in YEARS:
        faults["first_day"] = f"The year {term.first_day.year} is no school year of ours."
    elif term.last_day < term.first_day:
        faults["last_day"] = "A term cannot end before it begins."
    elif term.last_day - term.first_day > LONGEST_TERM:
        faults["last_day"] = "No term is longer than a year."
    else:
        touching = Term.objects.filter(school=school, first_day__lte=term.last_day, last_day__gte=term.first_day)
        other = next((each for each in touching.order_by("first_day") if each != instead_of), None)
        if other:
            stretch = f"{english.full_day(other.first_day)} to {english.full_day(other.last_day)}"
            faults["first_day"] = f"{other.name} is on these days already: {stretch}."
    if faults:
        raise Invalid(fields=faults)


def _check_closing(school: School, first_day: date, last_day: date, closing: ClosedDayValue) -> None:
    faults = {}
    if not closing.why.strip():
        faults["why"] = "Say why school is closed."
    if not closing.stops:
        faults["stops"] = "Say which dates wait. If none does, the day is a school day."
    if last_day < first_day:
        faults["last_day"] = "The last day cannot be before the first."
    elif len(_days(first_day, last_day)) > LONGEST_CLOSURE:
        faults["last_day"] = f"Closures are entered for {LONGEST_CLOSURE} days at most. For longer, change the terms."
    early = closing.from_time
    if early and not school.opens < early < school.closes:
        hours = f"{english.clock(school.opens)} and {english.clock(school.closes)}"
        faults["from_time"] = f"A day is cut short between {hours}. Leave this empty where the whole day is closed."
    if faults:
        raise Invalid(fields=faults)


def _days(first_day: date, last_day: date) -> list[date]:
    return [first_day + timedelta(days=n) for n in range((last_day - first_day).days + 1)]


def _why_shut_anyway(school: School, day: date) -> str | None:
    """Why a day is no school day whatever is said of closed days: a weekend, a holiday, a bank holiday."""
    return replace(calendar_of(school), closed={}).why_shut(day, Clock.WORKING_DAYS)


def _write(school: School, closed: Mapping[date, ClosedDayValue]) -> None:
    ClosedDay.objects.bulk_create(
        [
            ClosedDay(
                school=school,
                day=day,
                why=each.why,
                stops=_named(each.stops),
                from_time=each.from_time,
                staff_in=each.staff_in,
            )
            for day, each in closed.items()
        ],
        update_conflicts=True,
        unique_fields=["school", "day"],
        update_fields=["why", "stops", "from_time", "staff_in"],
    )


def _named(stops: frozenset[Clock]) -> list[str]:
    """The clocks as the table holds them: nothing where it is all of them."""
    return [] if stops == EVERY_CLOCK else sorted(stops)


def let_dates_wait(school: School, *, now: datetime) -> None:
    """Write that open dates hang on a calendar that has changed; a sweep looks where they wait."""
    School.objects.filter(id=school.id).update(dates_wait_since=now)


def dates_wait_no_more(school: School, *, since: datetime) -> None:
    """Write that all dates have been worked out again, unless the calendar changed once more since then."""
    School.objects.filter(id=school.id, dates_wait_since=since).update(dates_wait_since=None)
