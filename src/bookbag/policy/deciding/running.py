"""Puts a question to every rule of every pack that has something to say of it, and gathers what follows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bookbag.policy import precedence
from bookbag.policy.calendar import Calendar
from bookbag.policy.clearing import Finding
from bookbag.policy.deciding import arriving, hours, leaving, standing, steps
from bookbag.policy.deciding.asked import Asked
from bookbag.policy.happenings import Day, Happening, Leaving, Opening, Question
from bookbag.policy.outcomes import Hold, Kept, Notification, Outcome, Unmet
from bookbag.policy.packs import Need, Pack, Settlement
from bookbag.policy.rules import AnyRule
from bookbag.policy.rules.sending import Approval, Audience, Channel, Consent, Content
from bookbag.policy.rules.standing import Access, Declaration, Keep, Publication
from bookbag.policy.rules.timed import Hours, Procedure, Reminder
from bookbag.policy.values import Event, Facts

Speaks = Callable[[Any, Any, Asked], Iterator[Outcome]]
"""What a kind of rule makes of a kind of question. The table below says which goes with which."""

_SPEAKS: Mapping[type[Question], Mapping[type[AnyRule], Speaks]] = {
    Event: {
        Approval: arriving.approval,
        Channel: arriving.channel,
        Hours: hours.arriving,
        Procedure: steps.on_message,
    },
    Happening: {
        Procedure: steps.on_happening,
        Keep: standing.keep_what_happened,
        Declaration: standing.declaration_at,
    },
    Leaving: {
        Approval: leaving.approval,
        Channel: leaving.channel,
        Audience: leaving.audience,
        Consent: leaving.consent,
        Content: leaving.content,
        Hours: hours.leaving,
        Keep: standing.keep_what_leaves,
        Declaration: leaving.declaration,
    },
    Opening: {Access: standing.access},
    Day: {
        Reminder: standing.reminder,
        Publication: standing.publication,
        Declaration: standing.declaration,
    },
}


@dataclass(slots=True)
class Gathered:
    """All that the rules said, as they said it."""

    holds: list[Hold] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notifications: list[Notification] = field(default_factory=list)
    records: list[tuple[Kept, bool]] = field(default_factory=list)
    unmet: list[Unmet] = field(default_factory=list)

    def take(self, outcome: Outcome, pack: Pack) -> None:
        """Put an outcome with its like."""
        if isinstance(outcome, Hold):
            self.holds.append(outcome)
        elif isinstance(outcome, Finding):
            self.findings.append(outcome)
        elif isinstance(outcome, Notification):
            self.notifications.append(outcome)
        else:
            self.records.append((outcome, pack.is_law))


def gathered(question: Question, facts: Facts, packs: Sequence[Pack], calendar: Calendar) -> Gathered:
    """Ask every rule. One that rests on an unmet need is named instead of what it would say."""
    found, speaks = Gathered(), _SPEAKS[type(question)]
    settled = precedence.overruled(packs)
    for pack in packs:
        asked = Asked(question, facts, pack, packs, calendar)
        unmet = {need.id: need for need in pack.unmet}
        for rule in pack.rules:
            speak = speaks.get(type(rule))
            if speak is None:
                continue
            for outcome in speak(rule, question, asked):
                if rule.rests_on in unmet:
                    found.unmet.append(_unmet(rule, unmet[rule.rests_on], pack))
                    break
                found.take(_settled(outcome, settled.get(rule.clause)), pack)
    return found


def _settled(outcome: Outcome, against: Settlement | None) -> Outcome:
    """Let what the head has decided against stand beside what rules, with the decision behind it."""
    if against is None:
        return outcome
    decided = f" The headteacher has decided that {against.rules} goes before it: {against.reason}"
    if isinstance(outcome, Finding):
        return replace(outcome, sentence=outcome.sentence + decided, rules=False)
    return replace(outcome, because=outcome.because + decided, rules=False)


def unmet_of(rule: AnyRule, pack: Pack) -> Unmet | None:
    """Say what a rule cannot do without and does not have."""
    need = next((need for need in pack.unmet if need.id == rule.rests_on), None)
    return _unmet(rule, need, pack) if need else None


def _unmet(rule: AnyRule, need: Need, pack: Pack) -> Unmet:
    because = (
        f"{rule.clause} does not run yet. It rests on this: {need.what}. "
        f"That stands in another document ({need.document}), and nobody has entered it."
    )
    return Unmet(need.what, need.document, rule.clause, pack.slug, because)
