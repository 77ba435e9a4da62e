"""Versions of a policy: drafted, put up for sign-off, signed, in force, past.

A signature is bound to the digest of the words. A version that others have signed enforces nothing until all have.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from bookbag.adoption import queries
from bookbag.adoption.changes import Change, leave, owner, reached, refusal, same_owner
from bookbag.adoption.models import SignOff, Version
from bookbag.adoption.models.version import State
from bookbag.adoption.transitions import move
from bookbag.errors import Denied, Invalid, NotFound, Stale
from bookbag.policy import english, examples, packs
from bookbag.policy.permissions import Actor, Verdict
from bookbag.policy.precedence import Agreement
from bookbag.policy.rules.words import Post
from bookbag.policy.sentences import post_in_words
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy
from bookbag.schools.models import School

NUMBER = re.compile(r'^(version:\s*)["\']?(.*?)["\']?\s*$', re.MULTILINE)
"""The line of pack.yaml that holds the version's number."""


def begin(
    school: School, slug: str, *, of_trust: bool = False, number: str = "", by: Actor, now: datetime
) -> Version | Verdict:
    """Begin a new version of a pack, as a copy of the one in force, or of the one that ships where none is.

    A school's wish for a version of what its trust has in force is refused, and the refusal noted.
    """
    with tenancy.atomic():
        bound = next((each for each in queries.bindings(school) if each.pack.slug == slug), None)
        if bound and bound.of_trust:
            refused = refusal(by, school, "draft", slug, now=now)
            if refused is not None:
                return refused
        of_trust = of_trust or bool(bound and bound.of_trust)
        if of_trust and school.trust_id is None:
            raise NotFound
        leave(by, school, of_trust=of_trust).require()
        texts = _texts(school, slug, bound)
        texts["pack.yaml"] = _numbered(texts["pack.yaml"], number)
        draft = Version.objects.create(
            **owner(school, of_trust=of_trust),
            pack=slug,
            number=packs.parse(slug, {name: text.encode() for name, text in texts.items()}).version,
            texts=texts,
            digest=queries.digest_of(texts),
            author=by.name,
            author_staff=by.person,
            made_at=now,
        )
        _note(Kind.POLICY_DRAFTED, draft, by=by, now=now)
        return draft


def write(school: School, version_id: UUID, texts: Mapping[str, str], *, was: str, by: Actor, now: datetime) -> Version:
    """Give a version other words. `was` is the digest of those that the writer has seen: `Stale` where there are newer ones.

    What awaited sign-off is a draft again, and whatever was signed is void. Raises `Invalid` with a line for each fault.
    """
    with tenancy.atomic():
        draft = _locked(school, version_id, by)
        if draft.digest != was:
            raise Stale("Somebody else has changed this version since you opened it.")
        if draft.state == State.AWAITING:
            move(draft, "take back")
            draft.save(update_fields=["state"])
        if draft.state != State.DRAFT:
            raise Stale("This version is no draft any more.")
        draft.texts = {name: texts.get(name, text) for name, text in draft.texts.items()}
        draft.number = packs.parse(draft.pack, draft.files).version
        draft.digest = queries.digest_of(draft.texts)
        draft.save(update_fields=["texts", "number", "digest"])
        _note(Kind.POLICY_WRITTEN, draft, by=by, now=now)
        return draft


def ask(school: School, version_id: UUID, *, by: Actor, now: datetime) -> Version:
    """Put a draft up for sign-off. Where the policy names its author, whoever wrote it signs by asking."""
    with tenancy.atomic():
        draft = _locked(school, version_id, by)
        like_it = Version.objects.filter(same_owner(draft), pack=draft.pack, number=draft.number)
        if like_it.filter(state__in=[State.IN_FORCE, State.PAST]).exists():
            raise Invalid(f"There has been a version {draft.number} already. Give this one another number.")
        move(draft, "ask")
        draft.save(update_fields=["state"])
        _note(Kind.POLICY_AWAITS, draft, by=by, now=now)
        names_author = any(Post.AUTHOR in each.any_of for each in queries.missing(draft, school))
        if names_author and draft.author_staff == by.staff_id:
            _sign(draft, Post.AUTHOR, by=by, now=now)
        return draft


def sign(school: School, version_id: UUID, post: Post, *, by: Actor, now: datetime) -> SignOff:
    """Sign a version for a post that one fills. Raises `Denied` for others, `Stale` where it is signed for already."""
    with tenancy.atomic():
        draft = _found(school, version_id)
        if draft.state != State.AWAITING:
            raise Stale("This version does not wait to be signed.")
        if not any(post in each.any_of for each in queries.missing(draft, school)):
            raise Stale("This has been signed already.")
        if not queries.may_sign(draft, post, by):
            raise Denied(f"Only {post_in_words(post)} can sign this.")
        return _sign(draft, post, by=by, now=now)


def put_in_force(school: School, version_id: UUID, *, by: Actor, now: datetime) -> Change:
    """Let a version bind from now on; the one before it is past from the same moment.

    Raises `Invalid` where a signature is missing, and names it, or where one of the version's own examples fails.
    """
    with tenancy.atomic():
        new = _locked(school, version_id, by)
        if new.state != State.AWAITING:
            raise Stale("This version does not wait to be put in force.")
        if waits := queries.missing(new, school):
            raise Invalid(f"Version {new.number} cannot come into force: it waits for {in_words(waits)}.")
        examples.check_texts(new.pack, new.files)
        in_force = Version.objects.select_for_update(no_key=True).filter(pack=new.pack, state=State.IN_FORCE)
        replaced = in_force.filter(same_owner(new)).first()
        if replaced:
            move(replaced, "replace")
            replaced.in_force_until = now
            replaced.save(update_fields=["state", "in_force_until"])
        elif new.pack in packs.shipped():
            _keep_shipped(new, now)
        move(new, "activate")
        new.in_force_from = now
        new.save(update_fields=["state", "in_force_from"])
        _note(Kind.POLICY_IN_FORCE, new, by=by, now=now)
        return Change("version_in_force", new.pack, new.number, reached(school, of_trust=new.of_trust))


def withdraw(school: School, version_id: UUID, *, by: Actor, now: datetime) -> None:
    """Give up a version that never came into force. It stays readable."""
    with tenancy.atomic():
        draft = _locked(school, version_id, by)
        move(draft, "withdraw")
        draft.save(update_fields=["state"])
        _note(Kind.POLICY_WITHDRAWN, draft, by=by, now=now)


def in_words(agreements: tuple[Agreement, ...]) -> str:
    """Name those who have not signed: "the chair of trustees (SPT-003)"."""
    return english.listed(
        [f"{english.listed([*map(post_in_words, each.any_of)], last='or')} ({each.clause})" for each in agreements]
    )


def _texts(school: School, slug: str, bound: queries.Binding | None) -> dict[str, str]:
    if bound and bound.version_id:
        return dict(queries.version(school, bound.version_id).texts)
    if slug not in packs.shipped() or slug.startswith(packs.LAW):
        raise NotFound
    return _shipped(slug)


def _shipped(slug: str) -> dict[str, str]:
    files = (*packs.FILES, examples.FILE)
    return {name: (packs.SHIPPED / slug / name).read_text(encoding="utf-8") for name in files}


def _numbered(text: str, number: str) -> str:
    """The text of pack.yaml with the next number, or the one that is given: 1.3 → 1.4."""
    found = NUMBER.search(text)
    if found is None:
        raise Invalid("pack.yaml has no line that says its version.")
    head, _, last = found.group(2).rpartition(".")
    following = f"{head}.{int(last) + 1}" if head and last.isdecimal() else f"{found.group(2)}.1"
    return f'{text[: found.start()]}{found.group(1)}"{number or following}"{text[found.end() :]}'


def _keep_shipped(new: Version, now: datetime) -> None:
    """Keep the pack as it shipped among the past versions: what bound until now stays readable when Bookbag is renewed."""
    texts = _shipped(new.pack)
    pack = packs.load(new.pack)
    Version.objects.create(
        school_id=new.school_id,
        trust_id=new.trust_id,
        pack=new.pack,
        number=pack.version,
        texts=texts,
        digest=queries.digest_of(texts),
        state=State.PAST,
        author=pack.owner,
        made_at=now,
        in_force_until=now,
    )


def _sign(draft: Version, post: Post, *, by: Actor, now: datetime) -> SignOff:
    signed = SignOff.objects.create(
        school_id=draft.school_id,
        trust_id=draft.trust_id,
        version=draft,
        digest=draft.digest,
        post=post,
        name=by.name,
        staff=by.person,
        at=now,
    )
    _note(Kind.POLICY_SIGNED, draft, by=by, now=now, post=post.value)
    return signed


def _locked(school: School, version_id: UUID, by: Actor) -> Version:
    """A version that somebody is about to change, once they have leave."""
    found = _found(school, version_id)
    leave(by, school, of_trust=found.of_trust).require()
    return found


def _found(school: School, version_id: UUID) -> Version:
    found = Version.objects.select_for_update(no_key=True).filter(queries.theirs(school), id=version_id).first()
    if found is None:
        raise NotFound
    return found


def _note(kind: Kind, of: Version, *, by: Actor, now: datetime, **detail: str) -> None:
    told: dict[str, Any] = {"pack": of.pack, "version": of.number, "digest": of.digest, **detail}
    note(kind, by=by, now=now, thing="policy", thing_id=of.id, **told)
