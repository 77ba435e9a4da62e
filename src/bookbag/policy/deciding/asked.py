"""What a rule is told when it is asked: the question, what is known, whose rule it is, and the packs beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bookbag.policy import explain
from bookbag.policy.calendar import Calendar
from bookbag.policy.clearing import Finding, Severity
from bookbag.policy.happenings import Question
from bookbag.policy.outcomes import Hold, Notification
from bookbag.policy.packs import Pack
from bookbag.policy.rules import AnyRule
from bookbag.policy.rules.base import Held
from bookbag.policy.rules.sending import Approval, Audience, Channel, Consent, Content
from bookbag.policy.rules.timed import Hours
from bookbag.policy.values import Facts

JudgedRule = Approval | Audience | Channel | Consent | Content | Hours


@dataclass(frozen=True, slots=True)
class Asked:
    """One question to the rules of one pack."""

    question: Question
    facts: Facts
    pack: Pack
    packs: Sequence[Pack]
    calendar: Calendar

    @property
    def at(self) -> datetime:
        """When it is asked of, in the school's own time."""
        return self.question.at.astimezone(self.calendar.zone)

    def because(self, says: str, rule: AnyRule) -> str:
        """Say something with the clause of a rule as its reason."""
        return f"{says}, because {explain.reason(self.pack.clauses[rule.clause])}."

    def finding(self, rule: AnyRule, severity: Severity, says: str, mend: str = "", matter: str = "") -> Finding:
        """A finding of a rule, on a matter of its own where its kind has several."""
        return Finding(
            check=matter or rule.kind,
            severity=severity,
            sentence=self.because(says, rule),
            clause=rule.clause,
            pack=self.pack.slug,
            mend=mend,
        )

    def judged(self, rule: JudgedRule, says: str, mend: str = "", matter: str = "") -> Iterator[Finding | Hold]:
        """A finding as hard as the rule; what is held for somebody waits until they have said yes."""
        severity = rule.hardness(self.pack.clauses)
        if severity is not Severity.HOLD or not isinstance(rule, Held) or rule.held_for is None:
            yield self.finding(rule, severity, says, mend, matter)
        elif rule.held_for not in self.facts.agreed:
            because = self.because(says, rule)
            yield Hold((rule.held_for,), rule.clause, self.pack.slug, because, kind=matter or rule.kind)

    def notification(
        self, rule: AnyRule, to: str, says: str, *, due: datetime | None = None, promptly: str = ""
    ) -> Notification:
        """What somebody is to do because of a rule."""
        return Notification(to, says, rule.clause, self.pack.slug, self.because(says, rule), due, promptly)
