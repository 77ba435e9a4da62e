"""The life of each school's policy in the demo: versions, signatures, rulings, reviews, what is confirmed, and by whom.

As stories beside the correspondence, through the same actions as the pages; the words stand in policies.yaml.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from bookbag.adoption import queries as adoption
from bookbag.adoption.actions import acknowledgements, reviews, rulings, versions
from bookbag.adoption.changes import Change
from bookbag.cli.demo.desk import Desk
from bookbag.cli.demo.reading import read
from bookbag.cli.demo.timeline import LONDON, Story
from bookbag.desk.actions import adopting
from bookbag.governance import queries as governance
from bookbag.governance.actions import attestations
from bookbag.governance.actions.attestations import Confirmed
from bookbag.governance.queries import Keeper
from bookbag.policy import agreeing, editing, posts
from bookbag.policy.permissions import Actor, Role, Verdict
from bookbag.policy.rules.words import Post
from bookbag.policy.worktime import opening
from bookbag.schools import tenancy


@dataclass(frozen=True, slots=True)
class Met:
    """In which document something stands that the policy leaves open."""

    need: str
    document: str
    ago: int


@dataclass(frozen=True, slots=True)
class Off:
    """A rule that somebody switched off, and why."""

    by: Role
    rule: str
    reason: str
    ago: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A version that changes one rule. Without `in_force` it still waits for those who have not signed."""

    rule: str
    change: Mapping[str, Any]
    drafted: int
    signed: tuple[Post, ...]
    in_force: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A review, from when it was begun to the day on which it was held."""

    drafted: int
    held: int
    outcome: str
    decisions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """Who or what keeps a clause elsewhere, when that was seen, and when somebody looks again."""

    clause: str
    keeper: Keeper
    named: str
    proof: str
    ago: int
    again: int


@dataclass(frozen=True, slots=True)
class Early:
    """The wish for an early review."""

    by: Role
    reason: str
    ago: int


@dataclass(frozen=True, slots=True)
class Life:
    """What became of one school's policy."""

    pack: str
    met: tuple[Met, ...] = ()
    versions: tuple[Draft, ...] = ()
    switched_off: Off | None = None
    review: Held | None = None
    next_review: int | None = None
    confirmed: tuple[Kept, ...] = ()
    early: Early | None = None


def stories(desk: Desk, *, until: datetime) -> Iterator[Story]:
    """The life of the school's policy, each strand a story of its own."""
    teller = _Teller(desk, read("policies", dict[str, Life])[desk.school.slug], until)
    life = teller.life
    yield from (teller.met(each) for each in life.met)
    yield from (teller.version(each) for each in life.versions)
    yield from (teller.confirmed(each) for each in life.confirmed)
    yield teller.acknowledged(teller.days_ago(60), leave_out=4)
    yield from (
        teller.acknowledged(teller.days_ago(each.in_force), leave_out=3) for each in life.versions if each.in_force
    )
    if life.switched_off:
        yield teller.off(life.switched_off)
    if life.review:
        yield teller.review(life.review)
    if life.next_review is not None:
        yield teller.next_review(life.next_review)
    if life.early:
        yield teller.early(life.early)


class _Teller:
    """Tells the life of one school's policy."""

    def __init__(self, desk: Desk, life: Life, until: datetime) -> None:
        self.desk, self.school, self.life, self.until = desk, desk.school, life, until
        self.head = desk.staffed.who_is(Role.HEAD).actor

    def day(self, days: int) -> date:
        """The day that lies so many days back; with a negative number one that comes."""
        return self.until.astimezone(LONDON).date() - timedelta(days=days)

    def days_ago(self, days: int) -> datetime:
        """Ten in the morning of that day; as school opens where it was shut."""
        return self._open(datetime.combine(self.day(days), time(10), LONDON))

    def met(self, met: Met) -> Story:
        """The head says where something stands that the policy leaves open."""
        yield (at := self.days_ago(met.ago))
        with tenancy.atomic(self.school.id, sight=self.head.sight):
            change = rulings.meet_need(
                self.school, self.life.pack, met.need, document=met.document, by=self.head, now=at
            )
        self._follow(change, self.head, at)

    def off(self, off: Off) -> Story:
        """Somebody switches a rule off, and the head has not seen it yet."""
        by = self._who(off.by)
        yield (at := self.days_ago(off.ago))
        with tenancy.atomic(self.school.id, sight=by.sight):
            done = rulings.switch_off(self.school, self.life.pack, off.rule, reason=off.reason, by=by, now=at)
        assert isinstance(done, Change), "a school's own rule is its own to switch off"
        self._follow(done, by, at)

    def version(self, planned: Draft) -> Story:
        """The head drafts a version; those whom the policy names sign; then it comes into force, or waits for the last."""
        by = self.head
        yield (at := self.days_ago(planned.drafted))
        with tenancy.atomic(self.school.id):
            draft = versions.begin(self.school, self.life.pack, by=by, now=at)
            assert not isinstance(draft, Verdict), "a school's own policy is its own to change"
            pack = adoption.pack_of(draft)
            rule = next(each for each in pack.rules if each.id == planned.rule)
            changed = editing.judged({**editing.as_data(rule), **planned.change}, pack, instead_of=rule.id)
            assert not isinstance(changed, tuple), changed
            text = editing.with_rule(draft.texts["pack.yaml"], changed, instead_of=rule.id)
            texts = {"pack.yaml": text}
            texts["examples.yaml"] = agreeing.agreed(draft.pack, draft.files | {"pack.yaml": text.encode()})
            draft = versions.write(self.school, draft.id, texts, was=draft.digest, by=by, now=at)
            versions.ask(self.school, draft.id, by=by, now=at)
        for post in planned.signed:
            signer = self._filling(post)
            yield (at := self._open(at + timedelta(days=2, hours=1)))
            with tenancy.atomic(self.school.id):
                versions.sign(self.school, draft.id, post, by=signer, now=at)
        if planned.in_force is not None:
            yield (at := max(at, self.days_ago(planned.in_force)))
            with tenancy.atomic(self.school.id):
                change = versions.put_in_force(self.school, draft.id, by=by, now=at)
            self._follow(change, by, at)

    def acknowledged(self, since: datetime, *, leave_out: int) -> Story:
        """Most of those who are asked confirm the version in force, one after another; every so many-th does not."""
        at = since
        for place, each in enumerate(self.desk.staffed.staff):
            if place % leave_out == leave_out - 1:
                continue
            yield (at := at + timedelta(hours=5))
            with tenancy.atomic(self.school.id):
                pack = adoption.binding_of(self.school, self.life.pack).pack
                lines = pack.declared_by(posts.people(each.actor))
                if lines:
                    acknowledgements.acknowledge(
                        self.school, self.life.pack, confirmed=[line.id for line in lines], by=each.actor, now=at
                    )

    def review(self, held: Held) -> Story:
        """The head writes a review down, and signs it off some days later."""
        by = self.head
        yield (at := self.days_ago(held.drafted))
        with tenancy.atomic(self.school.id):
            begun = reviews.begin(self.school, self.life.pack, by=by, now=at)
        yield (at := self.days_ago(held.held))
        today = at.date()
        with tenancy.atomic(self.school.id):
            lines = reviews.missing_lines(begun, adoption.binding_of(self.school, self.life.pack).pack)
            law = {rule: "unchanged" for rule, _ in lines}
            reviews.write(self.school, begun.id, law=law, decisions=held.decisions, outcome=held.outcome, by=by, now=at)
            reviews.sign_off(self.school, begun.id, held_on=today, next_on=None, by=by, now=at, today=today)

    def next_review(self, days: int) -> Story:
        """The head sets the day of the next review."""
        yield (at := self.days_ago(60))
        with tenancy.atomic(self.school.id):
            rulings.set_review_day(self.school, self.life.pack, self.day(days), by=self.head, now=at)

    def early(self, early: Early) -> Story:
        """Somebody asks for a review before its day."""
        yield (at := self.days_ago(early.ago))
        with tenancy.atomic(self.school.id):
            reviews.ask_early(self.school, self.life.pack, reason=early.reason, by=self._who(early.by), now=at)

    def confirmed(self, kept: Kept) -> Story:
        """The head confirms who or what keeps a clause that Bookbag does not."""
        yield (at := self.days_ago(kept.ago))
        with tenancy.atomic(self.school.id, sight=self.head.sight):
            period = governance.periods(self.school, now=at).years[0]
            row = governance.find_row(self.school, self.head, kept.clause, period, now=at)
            assert row, f"{kept.clause} binds the school"
            given = Confirmed(kept.keeper, kept.named, kept.proof, at.date(), self.day(kept.again))
            attestations.attest(row, given, by=self.head, now=at)

    def _open(self, at: datetime) -> datetime:
        return opening(at, self.desk.calendar).astimezone(LONDON)

    def _follow(self, change: Change, by: Actor, at: datetime) -> None:
        adopting.follow(self.school, change, by=by, now=at)
        adopting.redecide(self.school.id, now=at)

    def _who(self, role: Role) -> Actor:
        return self.desk.staffed.who_is(role).actor

    def _filling(self, post: Post) -> Actor:
        return next(each.actor for each in self.desk.staffed.staff if posts.fills(each.actor, post))
