"""Versions of the policies that bind the school: which, since when, signed by whom; a new one begun, signed, put in force."""

from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bookbag.adoption import queries as adoption
from bookbag.adoption import reviewing
from bookbag.adoption.actions import versions as actions
from bookbag.adoption.changes import leave
from bookbag.desk.actions import adopting
from bookbag.errors import Invalid, NotFound
from bookbag.policy import examples, sentences
from bookbag.policy.packs import Pack
from bookbag.policy.permissions import Verdict
from bookbag.policy.rules.words import Post
from bookbag.web import access
from bookbag.web.requests import AtSchool

if TYPE_CHECKING:
    from bookbag.adoption.models import Version


@require_safe
def versions(request: AtSchool) -> HttpResponse:
    """Each policy that binds: whose it is, which version, since when, who signed, when it is reviewed, and its history."""
    access.proof_for(request)
    today = timezone.localdate(request.now)
    every = list(adoption.versions(request.school))
    reviews = {each.binding.pack.slug: each.due for each in reviewing.calendar(request.school)}
    bound = []
    for each in adoption.own_first(request.school):
        mine = [version for version in every if version.pack == each.pack.slug]
        due = reviews.get(each.pack.slug)
        bound.append(
            {
                "binding": each,
                "in_force": next((version for version in mine if version.id == each.version_id), None),
                "signed": adoption.signatures_of(each.version_id) if each.version_id else [],
                "review": due.in_words(today) if due else "",
                "overdue": bool(due and due.overdue(today)),
                "history": [version for version in mine if version.id != each.version_id],
                "may_begin": not each.pack.is_law and leave(request.actor, request.school, of_trust=each.of_trust),
                "may_begin_for_trust": _may_begin_for_trust(request, each),
            }
        )
    return render(request, "adoption/versions.html", {"bound": bound})


def _may_begin_for_trust(request: AtSchool, bound: adoption.Binding) -> bool:
    own = not bound.of_trust and not bound.pack.is_law and request.school.trust_id is not None
    return own and bool(leave(request.actor, request.school, of_trust=True))


@require_safe
def version(request: AtSchool, version_id: UUID) -> HttpResponse:
    """One version: its clauses and its rules in sentences, who has signed it and who has not."""
    access.proof_for(request)
    return _page(request, adoption.version(request.school, version_id))


def _page(request: AtSchool, of: "Version", wrong: str = "") -> HttpResponse:
    pack, waits = adoption.pack_of(of), of.state == "awaiting"
    missing = adoption.missing(of, request.school) if of.state in {"draft", "awaiting"} else ()
    mine = [post for each in missing for post in each.any_of if adoption.may_sign(of, post, request.actor)]
    told = {
        "version": of,
        "pack": pack,
        "sections": list(_sections(pack)),
        "rules": [(rule, sentences.sentence(rule)) for rule in pack.rules],
        "signed": adoption.signatures(of),
        "missing": [(each, " or ".join(map(sentences.post_in_words, each.any_of))) for each in missing],
        "may_sign": [(post.value, sentences.post_in_words(post)) for post in mine] if waits else [],
        "may_keep": bool(leave(request.actor, request.school, of_trust=of.of_trust)),
        "wrong": wrong.splitlines(),
    }
    return render(request, "adoption/version.html", told)


def _sections(pack: Pack) -> list[tuple[str, list[object]]]:
    return [(name, list(of)) for name, of in groupby(pack.clauses.values(), key=lambda clause: clause.section)]


@require_POST
def begin(request: AtSchool) -> HttpResponse:
    """Begin a new version of a policy, as a copy of the one in force."""
    bound = adoption.binding_of(request.school, request.POST.get("pack", ""))
    access.policy_of(request, of_trust="of_trust" in request.POST or bound.of_trust)
    begun = actions.begin(
        request.school,
        bound.pack.slug,
        of_trust="of_trust" in request.POST,
        by=request.actor,
        now=request.now,
    )
    if isinstance(begun, Verdict):
        messages.error(request, begun.because)
        return redirect("policy-versions", request.school.slug)
    return redirect("draft", request.school.slug, begun.id)


@require_POST
def ask(request: AtSchool, version_id: UUID) -> HttpResponse:
    """Put a draft up for sign-off, once its own examples fit: nobody should sign what cannot come into force."""
    _keeper_of(request, version_id)

    def asked() -> None:
        draft = adoption.version(request.school, version_id)
        examples.check_texts(draft.pack, draft.files)
        actions.ask(request.school, version_id, by=request.actor, now=request.now)

    return _done(request, version_id, asked, "It waits to be signed.")


@require_POST
def sign(request: AtSchool, version_id: UUID) -> HttpResponse:
    """Sign for a post that one fills."""
    try:
        post = Post(request.POST.get("post", ""))
    except ValueError as fault:
        raise NotFound from fault
    access.proof_for(request)
    if not adoption.may_sign(adoption.version(request.school, version_id), post, request.actor):
        raise NotFound
    return _done(
        request,
        version_id,
        lambda: actions.sign(request.school, version_id, post, by=request.actor, now=request.now),
        "Signed.",
    )


@require_POST
def withdraw(request: AtSchool, version_id: UUID) -> HttpResponse:
    """Give up a version that never came into force."""
    _keeper_of(request, version_id)
    return _done(
        request,
        version_id,
        lambda: actions.withdraw(request.school, version_id, by=request.actor, now=request.now),
        "The version is withdrawn. It stays readable.",
    )


@require_POST
def put_in_force(request: AtSchool, version_id: UUID) -> HttpResponse:
    """Let a version bind from now on, and decide every open case again under it."""
    _keeper_of(request, version_id)
    try:
        change = actions.put_in_force(request.school, version_id, by=request.actor, now=request.now)
    except Invalid as wrong:
        return _page(request, adoption.version(request.school, version_id), str(wrong))
    done = adopting.follow(request.school, change, by=request.actor, now=request.now)
    messages.success(request, f"Version {change.version} is in force. {adopting.in_words(done)}")
    return redirect("policy-versions", request.school.slug)


def _keeper_of(request: AtSchool, version_id: UUID) -> None:
    access.policy_for(request)
    access.policy_of(request, of_trust=adoption.version(request.school, version_id).of_trust)


def _done(request: AtSchool, version_id: UUID, act: Callable[[], object], says: str) -> HttpResponse:
    try:
        act()
    except Invalid as wrong:
        return _page(request, adoption.version(request.school, version_id), str(wrong))
    messages.success(request, says)
    return redirect("policy-version", request.school.slug, version_id)
