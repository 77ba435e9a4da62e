"""Consents for tests of pages: an answer with a scan, a topic that is asked no longer; and answers in one line."""

from datetime import date, datetime
from uuid import UUID

from bookbag.adoption import queries as adoption
from bookbag.people import consents
from bookbag.people.actions import consent_topics
from bookbag.people.actions import consents as actions
from bookbag.people.actions.consent_topics import Words
from bookbag.people.actions.consents import NewAnswer, Scan
from bookbag.people.models import Contact, Pupil
from bookbag.policy.consent_topics import Topic
from bookbag.policy.consenting import How, State
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy
from bookbag.schools.models import School
from tests.builders import worlds
from tests.builders.browsing import Desk


def topic(school: School, name: str) -> Topic:
    """What families of the school are asked under this name; inside the school's block."""
    every = consents.topics_of(school, adoption.packs_of(school))
    return next(each for each in every if each.name == name)


def answered(
    school: School,
    pupil: Pupil,
    who: Contact | None,
    name: str,
    state: State,
    *,
    by: Actor,
    now: datetime,
    scan: Scan | None = None,
) -> UUID:
    """Enter an answer on a slip, and give its id."""
    with tenancy.atomic(school.id):
        said = NewAnswer(
            pupil.id, topic(school, name), who.id if who else None, state, _day(now), How.SLIP, "Folder", scan=scan
        )
        return actions.enter(school, said, today=_day(now), by=by, now=now).id


def reworded(school: School, name: str, label: str, *, now: datetime, yearly: bool = False) -> None:
    """Let the head put a topic in other words."""
    head = worlds.staff(school, f"Hetty {name}", Role.HEAD)
    with tenancy.atomic(school.id):
        words = Words(label, topic(school, name).explained, yearly=yearly)
        consent_topics.reword(topic(school, name), words, by=head, now=now)


def _day(now: datetime) -> date:
    return now.date()


def furnish(desk: Desk) -> UUID:
    """A no with a scan, whose id is given; and topics of the school's own: "raffle", and "fair" that is asked no longer."""
    head = worlds.staff(desk.school, "Hilda Marsh", Role.HEAD)
    with tenancy.atomic(desk.school.id):
        packs = adoption.packs_of(desk.school)
        every = consents.topics_of(desk.school, packs)
        for label in ("Fair", "Raffle"):
            words = Words(label, "", yearly=False)
            consent_topics.add(words, passes_data=False, asked=every, by=head, now=worlds.NOW)
        fair = topic(desk.school, "fair")
        consent_topics.retire(fair, today=worlds.NOW.date(), by=head, now=worlds.NOW)
    scan = Scan("slip.pdf", b"%PDF-1.7")
    samina = desk.family.contacts["Samina"]
    state = State.REFUSED
    return answered(
        desk.school, desk.family.pupil, samina, "photo-website", state, by=desk.office, now=worlds.NOW, scan=scan
    )
