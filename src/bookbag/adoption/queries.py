"""What others may ask of a school's policies: which packs bind it as they stand today, and the versions there are and were."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import UUID

from django.db.models import F, Q, QuerySet

from bookbag.adoption.models import Ruling, SignOff, Version
from bookbag.adoption.models.ruling import Kind
from bookbag.adoption.models.version import State
from bookbag.errors import NotFound
from bookbag.policy import packs, precedence
from bookbag.policy.packs import Pack, Settlement
from bookbag.policy.permissions import Actor
from bookbag.policy.posts import fills
from bookbag.policy.precedence import Agreement
from bookbag.policy.rules.words import Post, Thing
from bookbag.policy.values import LegalKind
from bookbag.schools.models import School


@dataclass(frozen=True, slots=True)
class Binding:
    """A pack that binds a school, as it stands today. Without a version it is the pack as Bookbag ships it."""

    pack: Pack
    version_id: UUID | None = None
    of_trust: bool = False


def packs_of(school: School) -> tuple[Pack, ...]:
    """The packs that bind the school: the law of its nation for its kind, its trust's, then its own in the order in which it
    lists them; each as the school has ruled. Two questions to the database, however many packs there are.
    """
    return tuple(each.pack for each in bindings(school))


def bindings(school: School) -> list[Binding]:
    """The packs that bind the school, with whose they are; for the rest as `packs_of`."""
    in_force = Version.objects.filter(theirs(school), state=State.IN_FORCE).order_by("pack")
    versions = list(in_force.values_list("pack", "id", "trust_id"))
    rulings = list(Ruling.objects.filter(theirs(school), ended_at=None).exclude(kind=Kind.NEXT_REVIEW).order_by("at"))
    of_trust = {pack: version for pack, version, trust in versions if trust}
    own = {pack: version for pack, version, trust in versions if not trust}
    listed = dict.fromkeys([*school.packs, *own])
    law = [Binding(pack) for pack in packs.law(school.nation, LegalKind(school.legal_kind))]
    written = [Binding(_parsed(version), version, of_trust=True) for version in of_trust.values()]
    written += [
        Binding(_parsed(own[slug]), own[slug]) if slug in own else Binding(packs.load(slug))
        for slug in listed
        if slug not in of_trust
    ]
    return law + [_ruled(each, rulings, first=each is written[0]) for each in written]


def own_first(school: School) -> list[Binding]:
    """The same as people read them: what has been written for the school, then the law."""
    return sorted(bindings(school), key=lambda each: each.pack.is_law)


@lru_cache(maxsize=128)
def _parsed(version_id: UUID) -> Pack:
    """A version that binds or has bound, read once a process: its words cannot change any more."""
    version = Version.objects.get(id=version_id)
    return packs.parse(version.pack, version.files)


def _ruled(binding: Binding, rulings: Sequence[Ruling], *, first: bool) -> Binding:
    """The pack as its owner has ruled. Needs are met at the school; what is settled between two packs stands in the first."""
    mine = [ruling for ruling in rulings if ruling.pack == binding.pack.slug]
    off = {each.subject for each in mine if each.kind == Kind.RULE_OFF and each.of_trust == binding.of_trust}
    met = {each.subject: each.says for each in mine if each.kind == Kind.NEED_MET}
    settled = tuple(settlement(each) for each in rulings if first and each.kind == Kind.SETTLED)
    if not (off or met or settled):
        return binding
    return replace(binding, pack=binding.pack.ruled(off=off, met=met, settled=settled))


def settlement(ruling: Ruling) -> Settlement:
    """What a head has decided between two clauses, as packs say it."""
    one, other = ruling.subject.split()
    return Settlement(between=(one, other), rules=ruling.rules, decided=ruling.at.date(), reason=ruling.says)


def theirs(school: School) -> Q:
    """What belongs to the school, or to its trust where it has one."""
    return Q(school_id=school.id) | Q(trust_id=school.trust_id, trust_id__isnull=False)


def binding_of(school: School, slug: str) -> Binding:
    """The pack of this name that binds the school. Raises `NotFound` where none does; the law is nobody's to change."""
    found = next((each for each in bindings(school) if each.pack.slug == slug and not each.pack.is_law), None)
    if found is None:
        raise NotFound
    return found


def versions(school: School) -> QuerySet[Version]:
    """Every version of the school's policies and its trust's, the newest first, without their texts."""
    return Version.objects.filter(theirs(school)).defer("texts").order_by("-made_at", "-id")


def version(school: School, version_id: UUID) -> Version:
    """One version with its texts. Raises `NotFound`."""
    found = Version.objects.filter(theirs(school), id=version_id).first()
    if found is None:
        raise NotFound
    return found


def is_open(of: Version) -> bool:
    """Whether the version can still be changed."""
    return of.state in {State.DRAFT, State.AWAITING}


def words_in_force(school: School, slug: str) -> Pack:
    """A pack as it is written today, whatever the school has ruled of it: what a draft begins as."""
    bound = next((each for each in bindings(school) if each.pack.slug == slug), None)
    return _parsed(bound.version_id) if bound and bound.version_id else packs.load(slug)


def pack_of(of: Version) -> Pack:
    """A version, read. One that may still change is read anew each time."""
    return _parsed(of.id) if of.state in {State.IN_FORCE, State.PAST} else packs.parse(of.pack, of.files)


def signatures(of: Version) -> list[SignOff]:
    """Who has signed the version as its words are now, in order."""
    return signatures_of(of.id)


def signatures_of(version_id: UUID) -> list[SignOff]:
    """Who has signed a version, by its id; for the rest as `signatures`."""
    signed = SignOff.objects.filter(version_id=version_id, digest=F("version__digest"))
    return list(signed.order_by("at", "id"))


def to_be_signed(of: Version, school: School) -> tuple[Agreement, ...]:
    """Who must sign a version: those whom it names, and those whom the version now in force names; a draft frees from neither."""
    bound = [each.pack for each in bindings(school) if each.pack.slug == of.pack]
    agreements = precedence.approvers([*bound, pack_of(of)], Thing.POLICY_VERSION)
    return tuple({each.any_of: each for each in agreements}.values())


def missing(of: Version, school: School) -> tuple[Agreement, ...]:
    """Who has not signed the version yet."""
    signed = {signature.post for signature in signatures(of)}
    return tuple(each for each in to_be_signed(of, school) if not signed & set(each.any_of))


def may_sign(of: Version, post: Post, by: Actor) -> bool:
    """Say whether somebody fills the post for which a version waits. Its author is who wrote it."""
    return of.author_staff == by.staff_id if post is Post.AUTHOR else fills(by, post)


def rulings(school: School) -> list[Ruling]:
    """What has been decided about rules, needs and conflicts, the newest first; also what has ended."""
    decided = Ruling.objects.filter(theirs(school)).exclude(kind=Kind.NEXT_REVIEW)
    return list(decided.order_by("-at", "-id"))


def digest_of(texts: Mapping[str, str]) -> str:
    """The digest of a version's texts: what a signature is bound to."""
    return hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()
