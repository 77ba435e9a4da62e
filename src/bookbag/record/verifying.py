"""The proof of the record: walks a school's chains and says what was changed, removed or put in, and what still waits.

It changes nothing. What has no seal yet it cannot vouch for, and says how much that is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Min

from bookbag.policy.permissions import Sight
from bookbag.record import chain
from bookbag.record.heads import Head
from bookbag.record.models import Entry, Seal
from bookbag.schools import tenancy
from bookbag.schools.models import School

CHUNK = 5_000


class Fault(StrEnum):
    """What can be wrong with a record."""

    ENTRY_CHANGED = "entry_changed"
    ENTRY_REMOVED = "entry_removed"
    ENTRY_INSERTED = "entry_inserted"
    SEALS_REMOVED = "seals_removed"
    SEAL_BROKEN = "seal_broken"
    CUT_OFF = "cut_off"
    HEAD_DIFFERS = "head_differs"


SENTENCES: dict[Fault, str] = {
    Fault.ENTRY_CHANGED: "{school}: entry {number} of the {chain} chain was changed after it was sealed.",
    Fault.ENTRY_REMOVED: "{school}: entry {number} of the {chain} chain was removed after it was sealed.",
    Fault.ENTRY_INSERTED: "{school}: the {chain} entry {entry} stands among sealed entries and has no seal:"
    " it was put in afterwards, or its seal was taken away.",
    Fault.SEALS_REMOVED: "{school}: before seal {number} of the {chain} chain there should be seal {expected}:"
    " what lay between was removed.",
    Fault.SEAL_BROKEN: "{school}: seal {number} of the {chain} chain does not follow from the one before it:"
    " one of the two was changed, moved, put in or taken out.",
    Fault.CUT_OFF: "{school}: the {chain} chain ends at {number}, but on {at:%d %B %Y at %H:%M} UTC it had reached"
    " {expected}: its end was cut off.",
    Fault.HEAD_DIFFERS: "{school}: seal {number} of the {chain} chain is not the one that was published on"
    " {at:%d %B %Y at %H:%M} UTC: the chain was written anew.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: where, and in a sentence."""

    fault: Fault
    school: str
    chain: str
    says: str
    number: int | None = None
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in the record of one school: how far each chain goes, what waits, what is wrong.

    `heads` is how many published heads it was held against: with none, an end that was cut off cannot be seen.
    """

    school: str
    sealed: Mapping[str, int]
    waiting: int
    waiting_since: datetime | None
    heads: int
    findings: tuple[Finding, ...]


def verify(school: School, *, heads: Iterable[Head] = ()) -> Report:
    """Hold a school's record against its seals, and the seals against the heads that were published.

    The horizon is read before the chains, so that what the sealer does in the meantime is no finding.
    """
    published: dict[str, list[Head]] = defaultdict(list)
    for head in heads:
        if head.school == school.slug:
            published[head.chain].append(head)
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        horizon = chain.horizon(chain.tails(school.id), chain.here())
        walks = [_Walk(school, sight, published[sight.name.lower()]) for sight in Sight]
        findings = [finding for walk in walks for finding in walk.findings()]
        unsealed = chain.unsealed(school.id)
        findings += [_inserted(school, entry) for entry in unsealed.filter(written_in__lt=horizon)]
        waits = unsealed.filter(written_in__gte=horizon).order_by().aggregate(many=Count("id"), since=Min("at"))
    return Report(
        school=school.slug,
        sealed={walk.chain: walk.number for walk in walks},
        waiting=waits["many"],
        waiting_since=waits["since"],
        heads=sum(map(len, published.values())),
        findings=tuple(findings),
    )


def _inserted(school: School, entry: Entry) -> Finding:
    name = Sight(entry.sight).name.lower()
    says = SENTENCES[Fault.ENTRY_INSERTED].format(school=school.name, chain=name, entry=entry.id)
    return Finding(Fault.ENTRY_INSERTED, school.slug, name, says, entry=str(entry.id))


class _Walk:
    """One walk along one chain. After a fault it goes on from what stands there, so that one fault is told once."""

    def __init__(self, school: School, sight: Sight, published: Iterable[Head]) -> None:
        self.school, self.sight = school, sight
        self.chain = sight.name.lower()
        self.published: dict[int, list[Head]] = defaultdict(list)
        for head in published:
            self.published[head.number].append(head)
        self.number = 0
        self.digest = chain.GENESIS

    def findings(self) -> Iterator[Finding]:
        """What is wrong, in the order of the chain."""
        for seal, entry in self._links():
            yield from self._of_the_seal(seal)
            yield from self._of_the_entry(seal, entry)
            self.number, self.digest = seal.number, seal.digest
        furthest = max(self.published, default=0)
        if furthest > self.number:
            at = self.published[furthest][0].at
            yield self._finding(Fault.CUT_OFF, self.number, expected=furthest, at=at)

    def _links(self) -> Iterator[tuple[Seal, Entry | None]]:
        seals = Seal.objects.filter(school=self.school, sight=self.sight).order_by("number")
        chunk = list(seals[:CHUNK])
        while chunk:
            entries = Entry.objects.filter(school=self.school).in_bulk([seal.entry for seal in chunk])
            yield from ((seal, entries.get(seal.entry)) for seal in chunk)
            chunk = list(seals.filter(number__gt=chunk[-1].number)[:CHUNK])

    def _of_the_seal(self, seal: Seal) -> Iterator[Finding]:
        if seal.number > self.number + 1:
            yield self._finding(Fault.SEALS_REMOVED, seal.number, expected=self.number + 1)
        elif chain.link(self.digest, seal) != seal.digest:
            yield self._finding(Fault.SEAL_BROKEN, seal.number)
        for head in self.published.get(seal.number, ()):
            if head.digest != seal.digest:
                yield self._finding(Fault.HEAD_DIFFERS, seal.number, at=head.at)

    def _of_the_entry(self, seal: Seal, entry: Entry | None) -> Iterator[Finding]:
        if entry is None:
            yield self._finding(Fault.ENTRY_REMOVED, seal.number, entry=seal.entry)
        elif chain.content(entry) != seal.content:
            yield self._finding(Fault.ENTRY_CHANGED, seal.number, entry=seal.entry)

    def _finding(self, fault: Fault, number: int, *, entry: object = None, **told: object) -> Finding:
        says = SENTENCES[fault].format(school=self.school.name, chain=self.chain, number=number, **told)
        return Finding(fault, self.school.slug, self.chain, says, number, str(entry) if entry else None)
