"""Restrictions set by a court: said by somebody, seen by the head or a safeguarding lead, stopped, reviewed, lifted.

One adult's word is not evidence: until somebody has seen the order it limits nothing, save by a stop of two school days.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from bookbag.errors import Invalid, NotFound, Stale
from bookbag.people import restrictions
from bookbag.people.models import Relationship, Restriction, RestrictionStep
from bookbag.people.models.restriction import Step
from bookbag.policy import english, worktime
from bookbag.policy.calendar import Calendar
from bookbag.policy.permissions import Act, Actor, Sight, Standing, may
from bookbag.policy.telling import Scope
from bookbag.policy.values import Clock
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import storing, tenancy

LONDON = ZoneInfo("Europe/London")
LOOK_AGAIN = timedelta(days=90)
STOP_DAYS = 2
"""School days for which the head or a safeguarding lead may stop everything before the order was seen."""
OVER = "This has been lifted already. Look at it again."


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that came with what was said or seen."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Order:
    """What a court has limited between one adult and one child: what was seen of it, or who says so."""

    pupil_id: UUID
    contact_id: UUID
    scope: tuple[str, ...]
    evidence: str
    starts_on: date
    ends_on: date
    said: str = ""


def enter(order: Order, *, scan: Scan | None = None, by: Actor, now: datetime) -> Restriction:
    """Enter an order: with evidence it holds, and without it is a task for those who may ask to see it.

    Raises `Invalid` for one without a word of either, with words of scope that nobody knows, or without a sensible end,
    and `Denied` where somebody says to have seen it who may not.
    """
    seen = bool(order.evidence.strip())
    whose = Standing(school_id=by.school_id, pupils=frozenset([order.pupil_id]))
    may(by, Act.KEEP_ORDERS if seen else Act.SAY_ORDER, whose).require()
    with tenancy.atomic():
        if faults := _faults(order, by):
            raise Invalid(fields=faults)
        today = now.astimezone(LONDON).date()
        entered = Restriction(
            school_id=by.school_id,
            sight=Sight.CONFIDENTIAL,
            pupil_id=order.pupil_id,
            contact_id=order.contact_id,
            scope=list(order.scope),
            said=order.said.strip(),
            evidence=order.evidence.strip(),
            checked_by_id=by.person if seen else None,
            checked_on=today if seen else None,
            starts_on=order.starts_on,
            ends_on=order.ends_on,
            review_on=min(order.ends_on, today + LOOK_AGAIN),
        )
        kind, words = (Step.SEEN, entered.evidence) if seen else (Step.SAID, entered.said)
        _add(entered, _step(entered, kind, words, scan, by=by, now=now))
        _note(Kind.RESTRICTION_ENTERED if seen else Kind.RESTRICTION_SAID, entered, by=by, now=now)
        return entered


def _faults(order: Order, by: Actor) -> dict[str, str]:
    faults = {}
    if not order.evidence.strip() and not order.said.strip():
        faults["said"] = "Say who speaks of an order, and what they say of it."
    if not order.scope or set(order.scope) - set(Scope):
        faults["scope"] = "Say what the order limits."
    if order.ends_on < order.starts_on:
        faults["ends_on"] = "The order cannot end before it begins."
    linked = Relationship.objects.filter(school_id=by.school_id, pupil_id=order.pupil_id, contact_id=order.contact_id)
    if not linked.exists():
        faults["contact"] = "This adult is not linked to the child."
    return faults


def see(
    restriction_id: UUID,
    *,
    evidence: str,
    ends_on: date | None = None,
    scan: Scan | None = None,
    by: Actor,
    now: datetime,
) -> Restriction:
    """Say what was seen of the order, when and by whom: from now on it holds. Raises `Invalid` without evidence."""
    if not evidence.strip():
        raise Invalid(fields={"evidence": "Say what you have seen of the order. One adult's word is not evidence."})
    with tenancy.atomic():
        kept = _kept(restriction_id, by)
        today = now.astimezone(LONDON).date()
        if kept.checked_by_id:
            raise Stale("Somebody has seen this order already. Look at it again.")
        ends = ends_on or kept.ends_on
        if ends < max(kept.starts_on, today):
            raise Invalid(fields={"ends_on": "The order cannot have ended by now."})
        kept.evidence, kept.checked_by_id, kept.checked_on = evidence.strip(), by.person, today
        kept.ends_on, kept.review_on = ends, min(ends, today + LOOK_AGAIN)
        _took(kept, Step.SEEN, evidence, Kind.RESTRICTION_SEEN, scan, by=by, now=now)
        return kept


def stop(restriction_id: UUID, *, because: str, calendar: Calendar, by: Actor, now: datetime) -> Restriction:
    """Let it hold for two school days from now while somebody asks to see the order. It ends by itself, and comes once."""
    if not because.strip():
        raise Invalid(fields={"because": "Say why this cannot wait until the order is seen."})
    with tenancy.atomic():
        kept = _kept(restriction_id, by)
        if kept.checked_by_id:
            raise Stale("Somebody has seen this order already: it holds without a stop.")
        if kept.stopped_until:
            raise Stale(
                f"A stop was set once already, until {english.full_day(kept.stopped_until)}. It cannot be set again."
            )
        span = worktime.span(now, clock=Clock.WORKING_DAYS, days=STOP_DAYS, calendar=calendar)
        kept.stopped_on, kept.stopped_until = now.astimezone(LONDON).date(), span.due.astimezone(LONDON).date()
        _took(kept, Step.STOPPED, because, Kind.RESTRICTION_STOPPED, by=by, now=now)
        return kept


def review(restriction_id: UUID, *, review_on: date, words: str, by: Actor, now: datetime) -> Restriction:
    """Say that the order still stands as it is, and when to look at it again. Raises `Invalid` for a day that cannot be."""
    faults = {}
    with tenancy.atomic():
        kept = _kept(restriction_id, by)
        if not words.strip():
            faults["words"] = "Say what you have looked at."
        if not now.astimezone(LONDON).date() < review_on <= kept.ends_on:
            faults["review_on"] = (
                f"Choose a day after today, and not after {english.full_day(kept.ends_on)}, when it ends."
            )
        if faults:
            raise Invalid(fields=faults)
        kept.review_on = review_on
        _took(kept, Step.REVIEWED, words, Kind.RESTRICTION_REVIEWED, by=by, now=now)
        return kept


def lift(restriction_id: UUID, *, because: str, by: Actor, now: datetime) -> Restriction:
    """End it today, before its own end, with a reason: the order was set aside, or there was none."""
    if not because.strip():
        raise Invalid(fields={"because": "Say why it is over."})
    with tenancy.atomic():
        kept = _kept(restriction_id, by)
        kept.lifted_on = now.astimezone(LONDON).date()
        _took(kept, Step.LIFTED, because, Kind.RESTRICTION_LIFTED, by=by, now=now)
        return kept


def _kept(restriction_id: UUID, by: Actor) -> Restriction:
    """The restriction, held. Raises `Denied` for those who may not read it, `Stale` where it is over."""
    may(by, Act.KEEP_ORDERS, Standing(school_id=by.school_id)).require()
    kept = Restriction.objects.select_for_update().filter(school_id=by.school_id, id=restriction_id).first()
    if kept is None or not may(by, Act.KEEP_ORDERS, restrictions.standing(kept)):
        raise NotFound
    if kept.lifted_on:
        raise Stale(OVER)
    return kept


def _took(
    kept: Restriction, step: Step, words: str, kind: Kind, scan: Scan | None = None, *, by: Actor, now: datetime
) -> None:
    kept.save()
    _step(kept, step, words, scan, by=by, now=now).save(force_insert=True)
    _note(kind, kept, by=by, now=now)


def _step(kept: Restriction, kind: Step, words: str, scan: Scan | None, *, by: Actor, now: datetime) -> RestrictionStep:
    return RestrictionStep(
        id=uuid4(),
        school_id=kept.school_id,
        sight=kept.sight,
        restriction=kept,
        kind=kind,
        at=now,
        by_id=by.person,
        words=words.strip(),
        file_name=scan.name[:255] if scan else "",
        file_sha256=storing.keep(kept.school_id, scan.content) if scan else "",
    )


def _add(entered: Restriction, step: RestrictionStep) -> None:
    """Write both past the writer's own sight: who hears of an order may add it, and reads nothing of any."""
    with connection.cursor() as cursor:
        cursor.execute("select people_restriction_said(%s::jsonb, %s::jsonb)", [_row(entered), _row(step)])


def _row(made: models.Model) -> str:
    """A row as it will stand in its table."""
    columns = made._meta.concrete_fields  # noqa: SLF001 - Django's documented way to ask a model for its columns
    return DjangoJSONEncoder().encode({str(each.column): each.value_from_object(made) for each in columns})


def _note(kind: Kind, kept: Restriction, *, by: Actor, now: datetime) -> None:
    """Ids and days only. Who may not read it notes it as what anybody may know: that something was said."""
    note(
        kind,
        by=by,
        now=now,
        thing="restriction",
        thing_id=kept.id,
        sight=min(Sight.CONFIDENTIAL, by.sight),
        ends=kept.ends_on.isoformat(),
    )
