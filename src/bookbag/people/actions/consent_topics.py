"""What a school asks its families, in its own words: added, reworded, retired; and from which age pupils answer themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import slugify

from bookbag.errors import Invalid, NotFound
from bookbag.people.models import ConsentTopic
from bookbag.policy.consent_topics import Topic
from bookbag.policy.consenting import OF_AGE
from bookbag.policy.permissions import Act, Actor, Standing, may
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import locks, tenancy
from bookbag.schools.models import School

YOUNGEST = 11


@dataclass(frozen=True, slots=True)
class Words:
    """What a family reads. `yearly`: a yes ends with the school year."""

    label: str
    explained: str
    yearly: bool


def add(words: Words, *, passes_data: bool, asked: Sequence[Topic], by: Actor, now: datetime) -> ConsentTopic:
    """Ask families something more; `passes_data` where a named club outside the school is told something."""
    _leave(by)
    with tenancy.atomic():
        locks.hold(by.school_id, "consent topics")
        if any(topic.label.casefold() == words.label.strip().casefold() for topic in asked):
            raise Invalid(fields={"label": "Families are asked this already."})
        return _write(_free_name(words.label, by, asked), 1, words, passes_data=passes_data, by=by, now=now)


def _free_name(label: str, by: Actor, asked: Sequence[Topic]) -> str:
    """A name for addresses, taken by no topic of today or of before."""
    taken = {topic.name for topic in asked}
    taken |= set(ConsentTopic.objects.filter(school_id=by.school_id).values_list("name", flat=True))
    plain = slugify(label)[:50].strip("-") or "topic"
    return next(
        name for name in (plain, *(f"{plain}-{number}" for number in range(2, len(taken) + 3))) if name not in taken
    )


def reword(topic: Topic, words: Words, *, by: Actor, now: datetime) -> ConsentTopic:
    """Put a topic in other words. A yes to the old ones counts no more; a no does. What was answered keeps its words.

    Saying only that a yes ends with the school year, or no longer does, leaves the words as they are.
    """
    _leave(by)
    with tenancy.atomic():
        locks.hold(by.school_id, "consent topics")
        last = _last(by, topic.name)
        passes_data = last.passes_data if last else False
        if (topic.label, topic.explained) != (words.label.strip(), words.explained.strip()):
            return _write(topic.name, topic.version + 1, words, passes_data=passes_data, by=by, now=now)
        if last is None:
            return _write(topic.name, topic.version, words, passes_data=passes_data, by=by, now=now)
        last.yearly = words.yearly
        last.save(update_fields=["yearly"])
        _note(Kind.CONSENT_TOPIC_WRITTEN, last, by=by, now=now)
        return last


def retire(topic: Topic, *, today: date, by: Actor, now: datetime) -> None:
    """Ask for it no longer. Answers stay readable. Raises `Invalid` where a policy asks for it."""
    _leave(by)
    if topic.clause:
        raise Invalid(f"The policy asks for this ({topic.clause}), so it stays.")
    with tenancy.atomic():
        locks.hold(by.school_id, "consent topics")
        last = _last(by, topic.name)
        if last is None:
            words = Words(topic.label, topic.explained, topic.yearly)
            last = _write(topic.name, topic.version, words, passes_data=False, by=by, now=now)
        last.retired_on = today
        last.save(update_fields=["retired_on"])
        _note(Kind.CONSENT_TOPIC_RETIRED, last, by=by, now=now)


def resume(name: str, *, by: Actor, now: datetime) -> None:
    """Ask for something again, in the words that it had last."""
    _leave(by)
    with tenancy.atomic():
        last = _last(by, name)
        if last is None or last.retired_on is None:
            raise NotFound
        last.retired_on = None
        last.save(update_fields=["retired_on"])
        _note(Kind.CONSENT_TOPIC_WRITTEN, last, by=by, now=now)


def say_age(school: School, age: int, *, by: Actor, now: datetime) -> None:
    """Say from which age a pupil's own answer counts beside the parents'."""
    _leave(by)
    if not YOUNGEST <= age <= OF_AGE:
        raise Invalid(fields={"age": f"Choose an age from {YOUNGEST} to {OF_AGE}. At {OF_AGE} a pupil answers alone."})
    with tenancy.atomic():
        School.objects.filter(id=school.id).update(own_consent_from=age)
        note(Kind.CONSENT_AGE_SAID, by=by, now=now, thing="school", thing_id=None, age=age)


def _leave(by: Actor) -> None:
    may(by, Act.SHAPE_CONSENTS, Standing(school_id=by.school_id)).require()


def _last(by: Actor, name: str) -> ConsentTopic | None:
    return ConsentTopic.objects.filter(school_id=by.school_id, name=name).order_by("-version").first()


def _write(name: str, version: int, words: Words, *, passes_data: bool, by: Actor, now: datetime) -> ConsentTopic:
    if not words.label.strip():
        raise Invalid(fields={"label": "Say what families are asked."})
    written = ConsentTopic.objects.create(
        school_id=by.school_id,
        name=name,
        version=version,
        label=words.label.strip(),
        explained=words.explained.strip(),
        yearly=words.yearly,
        passes_data=passes_data,
        written_at=now,
    )
    _note(Kind.CONSENT_TOPIC_WRITTEN, written, by=by, now=now)
    return written


def _note(kind: Kind, topic: ConsentTopic, *, by: Actor, now: datetime) -> None:
    note(kind, by=by, now=now, thing="consent", thing_id=topic.id, topic=topic.name, version=topic.version)
