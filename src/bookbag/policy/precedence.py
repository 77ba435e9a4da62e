"""What holds where several packs bind one school: which duty rules, who agrees, what is narrower, and what cannot be met together.

Law first, then the earlier date, all approvers, the narrower way and audience; must not over must over may. What must be
and must not be is a conflict: the head decides once, and until then must not holds. Pure: packs in, values out.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeVar

from bookbag.policy.packs import Pack, Settlement
from bookbag.policy.rules import AnyRule
from bookbag.policy.rules.sending import Approval, Audience, Channel
from bookbag.policy.rules.standing import Access
from bookbag.policy.rules.timed import Hours, Procedure, Step
from bookbag.policy.rules.words import CARRIERS, Occasion, People, Post, Thing, Way, kinds_of
from bookbag.policy.values import DueDuty, DutyKind

_Rule = TypeVar("_Rule", bound=AnyRule)
_LENIENT = frozenset({"may", "right"})


@dataclass(frozen=True, slots=True)
class Agreement:
    """Any one of these must agree, because a clause says so."""

    any_of: tuple[Post, ...]
    clause: str


FROM_SCHOOL = frozenset({Way.SCHOOL_ACCOUNT})


@dataclass(frozen=True, slots=True)
class Ways:
    """By which ways something may be said: one of each choice, and never by those under `never`."""

    choices: tuple[frozenset[Way], ...]
    never: frozenset[Way]
    clauses: tuple[str, ...]

    def allow(self, way: Way, carriers: frozenset[Way] = FROM_SCHOOL) -> bool:
        """Say whether something may go that way: in a form, from the school's own account where nothing else is said."""
        how = {way} if way in CARRIERS else {way, *carriers}
        return not how & self.never and all(how & choice for choice in self.choices)

    def media(self, carriers: frozenset[Way] = FROM_SCHOOL) -> frozenset[Way]:
        """The forms in which it may go."""
        return frozenset(way for way in Way if way not in CARRIERS and self.allow(way, carriers))

    @property
    def only(self) -> frozenset[Way] | None:
        """The forms in which alone it may go, or None where no policy narrows them."""
        return self.media() if self.choices else None


@dataclass(frozen=True, slots=True)
class Reach:
    """Who gets something, under all packs together."""

    to: frozenset[People]
    paper_for: frozenset[str]
    left_out: frozenset[str]
    asked_first: bool
    alike: bool
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two clauses of different packs that cannot be met together, and what about."""

    first: str
    second: str
    about: str
    settled: Settlement | None = None

    def __str__(self) -> str:
        if self.settled:
            return f"{self.first} and {self.second} pull apart on {self.about}: {self.settled.rules} rules. {self.settled.reason}"
        return (
            f"{self.first} and {self.second} cannot both be met on {self.about}; "
            "the head decides once, under 'decisions' in either pack."
        )


def ranked(duties: Iterable[tuple[DueDuty, Pack]]) -> tuple[DueDuty, ...]:
    """Put duties in the order in which they fall due, and mark of each kind the one that rules. None is left out."""
    listed = sorted(duties, key=lambda each: each[0].due)
    first: dict[DutyKind, DueDuty] = {}
    for duty, _ in sorted(listed, key=lambda each: not each[1].is_law):
        first.setdefault(duty.duty, duty)
    return tuple(replace(duty, rules=duty is first[duty.duty]) for duty, _ in listed)


def approvers(packs: Sequence[Pack], of: Thing) -> tuple[Agreement, ...]:
    """Say who must agree to something: all whom any of the packs names."""
    return tuple(
        Agreement(posts, rule.clause)
        for _, rule in _rules(packs, Approval)
        if rule.of in kinds_of(of)
        for posts in ([(post,) for post in rule.by] if rule.all_of_them else [rule.by])
    )


def ways(packs: Sequence[Pack], of: Thing, towards: People) -> Ways:
    """Say by which ways something may go: the narrower of what the packs say. What a clause allows narrows nothing."""
    rules = [
        rule
        for pack, rule in _rules(packs, Channel)
        if rule.of in kinds_of(of) and towards in rule.towards and rule.direction != "in" and binds(pack, rule)
    ]
    return Ways(
        choices=tuple(frozenset(rule.only) for rule in rules if rule.only),
        never=frozenset().union(*(rule.never for rule in rules)),
        clauses=tuple(rule.clause for rule in rules),
    )


def binds(pack: Pack, rule: Channel, service: str = "") -> bool:
    """Say whether a rule on ways narrows them. One that bars a way of one platform says nothing of another's."""
    elsewhere = bool(rule.never and rule.service and rule.service != service)
    return _duty(pack, rule) not in _LENIENT and not elsewhere


def fits(rule: Channel, how: Collection[Way]) -> bool:
    """Say whether something that goes in such a form, from such an account, keeps a rule on ways."""
    return not {*how} & {*rule.never} and (not rule.only or bool({*how} & {*rule.only}))


def audience(packs: Sequence[Pack], of: Thing) -> Reach | None:
    """Say who gets something: those whom every pack that speaks of it names, save whom any leaves out."""
    rules = [(pack.slug, rule) for pack, rule in _rules(packs, Audience) if rule.of in kinds_of(of)]
    if not rules:
        return None
    named: dict[str, frozenset[People]] = {}
    for slug, rule in rules:
        named[slug] = named.get(slug, frozenset()) | frozenset(rule.to)
    return Reach(
        to=frozenset.intersection(*named.values()),
        paper_for=frozenset().union(*(rule.paper_for for _, rule in rules)),
        left_out=frozenset().union(*(rule.left_out for _, rule in rules)),
        asked_first=any(rule.asked_first for _, rule in rules),
        alike=any(rule.alike for _, rule in rules),
        clauses=tuple(rule.clause for _, rule in rules),
    )


def openers(rules: Iterable[Access]) -> frozenset[Post]:
    """Say who may open what these rules are about: only those whom each of them names."""
    named = [frozenset(rule.opened_by) for rule in rules if rule.opened_by]
    return frozenset.intersection(*named) if named else frozenset()


def card(packs: Sequence[Pack], event: Occasion) -> tuple[tuple[Step, str], ...]:
    """Give one card of what is done or asked when something happens: the steps of all packs, each once, with its clause."""
    steps: dict[tuple[str, str], tuple[Step, str]] = {}
    for _, rule in _rules(packs, Procedure):
        if rule.event is event:
            for step in rule.steps:
                steps.setdefault((step.by, step.does), (step, rule.clause))
    return tuple(steps.values())


def conflicts(packs: Sequence[Pack]) -> tuple[Conflict, ...]:
    """Find what one pack says must be and another must not, with what the head has decided. Law yields to nobody."""
    settled = {frozenset(each.between): each for pack in packs for each in pack.decisions}
    found = []
    for one, other in combinations([pack for pack in packs if not pack.is_law], 2):
        for first in _opposable(one):
            for second in _opposable(other):
                if about := _apart(first, _duty(one, first), second, _duty(other, second)):
                    both = frozenset({first.clause, second.clause})
                    found.append(Conflict(first.clause, second.clause, about, settled.get(both)))
    return tuple(dict.fromkeys(found))


def _opposable(pack: Pack) -> list[AnyRule]:
    """The rules of the kinds that can forbid what another orders."""
    return [rule for rule in pack.running if isinstance(rule, Channel | Hours)]


def _apart(first: AnyRule, first_duty: str, second: AnyRule, second_duty: str) -> str:
    """Say about what two rules cannot both be met; nothing where they can."""
    if {first_duty, second_duty} == {"must", "must_not"} or first_duty == second_duty == "must":
        if isinstance(first, Channel) and isinstance(second, Channel) and _same_matter(first, second):
            return first.of.replace("_", " ") if _no_way_left(first, second) else ""
        if isinstance(first, Hours) and isinstance(second, Hours) and _same_hours(first, second):
            opposed = {first.effect, second.effect} == {"allowed", "not_allowed"}
            return f"the hours of {first.of.replace('_', ' ')}" if opposed else ""
    return ""


def _same_matter(first: Channel, second: Channel) -> bool:
    services = {first.service, second.service} - {""}
    ways_in = {first.direction, second.direction}
    return bool(
        first.of is second.of and first.towards & second.towards and len(services) < 2 and ways_in != {"in", "out"}
    )


def _no_way_left(first: Channel, second: Channel) -> bool:
    """True where one names the only ways, and the other bars all of them or names others."""
    for one, other in ((first, second), (second, first)):
        if one.only and not {*one.only} - {*other.never}:
            return True
    return bool(first.only and second.only and not {*first.only} & {*second.only})


def _same_hours(first: Hours, second: Hours) -> bool:
    return (first.of, first.school_time, first.outside, first.stretches) == (
        second.of,
        second.school_time,
        second.outside,
        second.stretches,
    )


def _rules(packs: Sequence[Pack], kind: type[_Rule]) -> Iterator[tuple[Pack, _Rule]]:
    """Give the rules of a kind that run, law first, without those that the head has decided against."""
    lost = overruled(packs)
    for pack in sorted(packs, key=lambda pack: not pack.is_law):
        for rule in pack.running:
            if isinstance(rule, kind) and rule.clause not in lost:
                yield pack, rule


def overruled(packs: Sequence[Pack]) -> dict[str, Settlement]:
    """Give the clauses that the head has decided against where two could not both be met, each with that decision."""
    if not any(pack.decisions for pack in packs):
        return {}
    settled = [each.settled for each in conflicts(packs) if each.settled]
    return {clause: each for each in settled for clause in {*each.between} - {each.rules}}


def _duty(pack: Pack, rule: AnyRule) -> str:
    return pack.clauses[rule.clause].duty
