"""What comes in: whose yes its answer will need, and whether it came by a way that the policy leaves open."""

from collections.abc import Iterator

from bookbag.policy import english, precedence
from bookbag.policy.clearing import Severity
from bookbag.policy.deciding.asked import Asked
from bookbag.policy.deciding.leaving import needed
from bookbag.policy.outcomes import Outcome
from bookbag.policy.rules.sending import Approval, Channel
from bookbag.policy.rules.words import People, Thing, Way
from bookbag.policy.sentences import in_words
from bookbag.policy.values import Category, Event, EventKind, Sender
from bookbag.policy.values import Channel as Incoming

_ABOUT = {
    Category.ABSENCE: Thing.ABSENCE,
    Category.COMPLAINT: Thing.COMPLAINT,
    Category.CONCERN: Thing.CONCERN,
    Category.MEETING_REQUEST: Thing.MEETING,
    Category.SAFEGUARDING: Thing.SAFEGUARDING,
}
_CAME_BY = {
    Incoming.EMAIL: Way.EMAIL,
    Incoming.LETTER: Way.LETTER,
    Incoming.PHONE: Way.PHONE,
    Incoming.IN_PERSON: Way.IN_PERSON,
    Incoming.TEXT: Way.TEXT,
    Incoming.SOCIAL: Way.SOCIAL,
}
"""A form is the school's own: no policy has a word for it."""
_FROM = {
    Sender.UNKNOWN: People.PARENTS,
    Sender.PARENT: People.PARENTS,
    Sender.PUPIL: People.PUPILS,
    Sender.STAFF: People.COLLEAGUES,
    Sender.AGENCY: People.AGENCIES,
    Sender.PUBLIC: People.PUBLIC,
}


def things(event: Event) -> frozenset[Thing]:
    """What a message is about, in the words of the packs."""
    about = _ABOUT.get(event.category)
    return frozenset({Thing.SCHOOL_BUSINESS, about} if about else {Thing.SCHOOL_BUSINESS})


def approval(rule: Approval, event: Event, asked: Asked) -> Iterator[Outcome]:
    """The answer will wait for somebody: an answer to a letter, to a complaint."""
    answer = {Thing.ANSWER, *(things(event) & {Thing.COMPLAINT, Thing.CONCERN})}
    if event.channel is Incoming.LETTER:
        answer.add(Thing.ANSWER_TO_LETTER)
    if rule.of in answer and event.kind is EventKind.MESSAGE_RECEIVED:
        yield from needed(rule, asked)


def channel(rule: Channel, event: Event, asked: Asked) -> Iterator[Outcome]:
    """What came by a way that the policy shuts is taken all the same; whoever answers it may say which ways are open."""
    came_by = _CAME_BY.get(event.channel)
    if came_by is None or event.kind is not EventKind.MESSAGE_RECEIVED or rule.direction == "out":
        return
    here = rule.of in things(event) and _FROM[asked.facts.sender] in rule.towards
    if not here or not precedence.binds(asked.pack, rule):
        return
    media = [way for way in rule.only if way in set(_CAME_BY.values()) | {Way.MEETING}]
    if came_by in rule.never or (media and came_by not in media):
        mend = f"It can come by {english.listed([in_words(way) for way in media], last='or')}." if media else ""
        yield asked.finding(rule, Severity.ADVISE, f"This does not come by {in_words(came_by)}", mend)
