"""What stands and what comes round: what is kept, who may open it, reminders, what is on show, what people confirm."""

from collections.abc import Iterator
from datetime import date, datetime

from bookbag.policy import english
from bookbag.policy.clearing import Severity
from bookbag.policy.deciding import lapses
from bookbag.policy.deciding.asked import Asked
from bookbag.policy.happenings import Day, Happening, Leaving, Opening
from bookbag.policy.outcomes import Hold, Kept, Outcome
from bookbag.policy.rules.standing import Access, Declaration, Keep, Publication
from bookbag.policy.rules.timed import Lapse, Reminder
from bookbag.policy.rules.words import Occasion
from bookbag.policy.sentences import in_words, post_in_words

_ASKED_AT = {Occasion.SOMEBODY_JOINS: "on_joining", Occasion.VIDEO_CALL_BEGINS: "each_session"}


def keep_what_leaves(rule: Keep, leaving: Leaving, asked: Asked) -> Iterator[Outcome]:
    """What is kept of something that leaves."""
    if set(rule.of) & leaving.things:
        yield _kept(rule, asked)


def keep_what_happened(rule: Keep, happening: Happening, asked: Asked) -> Iterator[Outcome]:
    """What is kept when something happens."""
    if happening.what in rule.events:
        yield _kept(rule, asked)


def _kept(rule: Keep, asked: Asked) -> Kept:
    time = str(rule.time or "")
    says = f"Kept in the {in_words(rule.where)}{f' for {time}' if time else ''}: {rule.what}"
    because = asked.because(says, rule)
    return Kept(rule.what, rule.where, time, lapses.about_days(rule.time), rule.clause, asked.pack.slug, because)


def access(rule: Access, opening: Opening, asked: Asked) -> Iterator[Outcome]:
    """It opens to those whom the rule names; for others it waits for one of them."""
    may = rule.opened_by or rule.posts
    if opening.of in rule.of and opening.by not in {*rule.opened_by, *rule.posts}:
        if may:
            says = f"{rule.what}: {english.listed([post_in_words(post) for post in may], last='or')} can open it"
            yield Hold(may, rule.clause, asked.pack.slug, asked.because(says, rule), kind=rule.kind)
        else:
            whom = english.listed([in_words(each) for each in rule.people])
            yield asked.finding(rule, Severity.BLOCK, f"{rule.what}: for {whom} only")


def reminder(rule: Reminder, _day: Day, asked: Asked) -> Iterator[Outcome]:
    """Who is reminded of what, and when next; without a figure it comes round regularly, on no day of its own."""
    last = asked.facts.done.get(rule.clause)
    yield asked.notification(rule, rule.whom, rule.of, due=_again(rule.every, last, asked) if rule.every else None)


def publication(rule: Publication, _day: Day, asked: Asked) -> Iterator[Outcome]:
    """What should be on show and, as far as anybody has said, is not."""
    where = english.listed([in_words(way) for way in rule.where])
    for what in rule.what:
        if what not in asked.facts.shown:
            yield asked.finding(rule, Severity.ADVISE, f"Nobody has said that this is shown by {where}: {what}")


def declaration(rule: Declaration, _day: Day, asked: Asked) -> Iterator[Outcome]:
    """Who is asked to confirm what: at once where nobody has, and again where the rule says how often."""
    last = asked.facts.done.get(rule.clause)
    if last is None or rule.every:
        due = _again(rule.every, last, asked) if last else _with_grace(rule, asked)
        yield from _asked(rule, due, asked)


def declaration_at(rule: Declaration, happening: Happening, asked: Asked) -> Iterator[Outcome]:
    """Who is asked to confirm what when something happens."""
    if _ASKED_AT.get(happening.what, "") in rule.asked:
        yield from _asked(rule, _with_grace(rule, asked), asked)


def _asked(rule: Declaration, due: datetime | None, asked: Asked) -> Iterator[Outcome]:
    return (asked.notification(rule, who, f"To confirm: {rule.of}", due=due) for who in rule.by)


def _with_grace(rule: Declaration, asked: Asked) -> datetime | None:
    return lapses.end(rule.grace, asked.at, asked.calendar) if rule.grace else asked.at


def _again(every: Lapse | None, last: date | None, asked: Asked) -> datetime | None:
    """When it comes round next: so long after the last time, and now where there was none."""
    if last is None or every is None:
        return asked.at
    return lapses.end(every, datetime.combine(last, asked.calendar.opens, asked.calendar.zone), asked.calendar)
