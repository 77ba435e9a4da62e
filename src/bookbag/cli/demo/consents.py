"""The demo's consents: one class of each school has answered on slips; one pair of parents differs, one yes was taken back."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from bookbag.adoption import queries as adoption
from bookbag.cli.demo.trust import Staffed
from bookbag.people import consents
from bookbag.people.actions import consents as actions
from bookbag.people.actions.consents import NewAnswer
from bookbag.people.consents import OfPupil
from bookbag.policy.consent_topics import Topic
from bookbag.policy.consenting import How, State
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy

if TYPE_CHECKING:
    from bookbag.schools.models import School

ASKED = ("photo-inside", "photo-website", "day-trips")
SLIP, LATER = "Slip in the blue folder", timedelta(days=12)


def enter(at: Staffed, *, random: Random, now: datetime) -> None:
    """Enter what families of the first class have answered; some have not."""
    office = at.who_is(Role.OFFICE).actor
    with tenancy.atomic(at.school.id):
        every = consents.topics_of(at.school, adoption.packs_of(at.school))
        topics = [topic for topic in every if topic.name in ASKED]
        first = consents.classes(at.school.id)[0]
        children = consents.of_pupils(at.school, consents.pupils_in(first), topics, today=now.date())
        pairs = [of for of in children if len(_answering(of, topics[0])) > 1]
        for of in children:
            for topic in topics:
                yes = 1.0 if of in pairs[:2] else 0.8
                for adult in _answering(of, topic):
                    if random.random() < yes:
                        _say(at.school, of, topic, adult, State.GIVEN, by=office, now=now)
        for of, state in zip(pairs, (State.REFUSED, State.WITHDRAWN), strict=False):
            adult = _answering(of, topics[1])[-1]
            _say(at.school, of, topics[1], adult, state, by=office, now=now + LATER)


def _answering(of: OfPupil, topic: Topic) -> Sequence[int]:
    """Places of the adults who may say yes."""
    return [place for place, adult in enumerate(of.adults) if adult.bar(topic, of.child) is None]


def _say(school: "School", of: OfPupil, topic: Topic, place: int, state: State, *, by: Actor, now: datetime) -> None:
    adult = of.adults[place].id
    how = How.SLIP if state is State.GIVEN else How.PHONE
    said = NewAnswer(of.pupil.id, topic, adult, state, now.date(), how, SLIP if how is How.SLIP else "By telephone")
    actions.enter(school, said, today=now.date(), by=by, now=now)
