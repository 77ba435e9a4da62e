"""Procedures: who does what, in which order and by when."""

from collections.abc import Iterator

from bookbag.policy.deciding import arriving, lapses
from bookbag.policy.deciding.asked import Asked
from bookbag.policy.happenings import Happening
from bookbag.policy.outcomes import Outcome
from bookbag.policy.rules.timed import Procedure
from bookbag.policy.values import Event


def on_message(rule: Procedure, event: Event, asked: Asked) -> Iterator[Outcome]:
    """What is done about a message, when it comes and in its later life."""
    if rule.event.value == event.kind.value and (rule.about is None or rule.about in arriving.things(event)):
        yield from _steps(rule, asked)


def on_happening(rule: Procedure, happening: Happening, asked: Asked) -> Iterator[Outcome]:
    """What is done when something happens. A rule about one thing only speaks where it is known to be about that."""
    if rule.event is happening.what and rule.about in {None, happening.about}:
        yield from _steps(rule, asked)


def _steps(rule: Procedure, asked: Asked) -> Iterator[Outcome]:
    for step in rule.steps:
        due = None
        if step.within:
            due = lapses.end(step.within, asked.at, asked.calendar)
        elif step.promptly == "at_once":
            due = asked.at
        elif step.promptly == "same_day":
            due = lapses.close_of(asked.at, asked.calendar)
        yield asked.notification(rule, step.by, step.does, due=due, promptly=step.promptly or "")
