"""A draft of a policy: seen whole with what it changes, written as text, its examples agreed anew, rehearsed on what came."""

from collections.abc import Iterator
from datetime import datetime, time
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bookbag.adoption import queries as adoption
from bookbag.adoption.actions import versions
from bookbag.adoption.changes import leave
from bookbag.desk import rehearsing
from bookbag.errors import Invalid, NotFound, Stale
from bookbag.policy import agreeing, differing, editing, sentences
from bookbag.policy.differing import Change
from bookbag.policy.packs import Pack
from bookbag.web import access
from bookbag.web.forms.drafting import NewVersion, Since, WholeText, seen
from bookbag.web.forms.rulewords import KINDS
from bookbag.web.requests import AtSchool, sent

if TYPE_CHECKING:
    from bookbag.adoption.models import Version

TEXTS = {
    "pack": "The rules",
    "clauses": "The clauses",
    "kept": "What keeps each clause",
    "examples": "The examples",
}
"""The files of a policy, and what stands in them."""
NEWEST = 3_000
"""Cases that a page looks at: what somebody can be made to wait for."""
CHANGED_MEANWHILE = "Somebody else has changed this since you opened it."


def draft_of(request: AtSchool, version_id: UUID) -> "Version":
    """A version that can still be changed. Raises `NotFound`, or `Stale` where it is no draft any more."""
    access.policy_for(request)
    found = adoption.version(request.school, version_id)
    if not leave(request.actor, request.school, of_trust=found.of_trust):
        raise NotFound
    if not adoption.is_open(found):
        raise Stale("This version is no draft any more. Look at the policy’s versions.")
    return found


def put(request: AtSchool, version: "Version", **texts: str) -> None:
    """Write files of a draft anew, by their names without an ending."""
    files = {f"{name}.yaml": text for name, text in texts.items()}
    versions.write(request.school, version.id, files, was=version.digest, by=request.actor, now=request.now)


@require_http_methods(["GET", "POST"])
def draft(request: AtSchool, version_id: UUID) -> HttpResponse:
    """The draft as a whole: what it changes, every rule and clause with the way to change it, and what to do next."""
    version = draft_of(request, version_id)
    form = NewVersion(sent(request), initial={"number": version.number})
    if form.is_bound and form.is_valid():
        put(request, version, pack=editing.with_version(version.texts["pack.yaml"], form.cleaned_data["number"]))
        messages.success(request, f"It is version {form.cleaned_data['number']} now.")
        return redirect("draft", request.school.slug, version.id)
    pack, before = adoption.pack_of(version), adoption.words_in_force(request.school, version.pack)
    told = {
        "form": form,
        "version": version,
        "pack": pack,
        "before": before,
        "changes": list(_changes(before, pack)),
        "apart": len(agreeing.apart(version.pack, version.files)),
        "kinds": list(_by_kind(pack)),
        "texts": TEXTS,
        "signers": versions.in_words(adoption.to_be_signed(version, request.school)),
    }
    return render(request, "policy/draft.html", told)


def _changes(before: Pack, after: Pack) -> Iterator[tuple[Change, str]]:
    """What the draft changes, each with the rule that can be put back as it was; those of one rule once."""
    put_back = set()
    for change in differing.differences(before, after):
        again = change.name if change.of == "rule" and change.name not in put_back else ""
        put_back.add(again)
        yield change, again


def _by_kind(pack: Pack) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """The rules under the name of their kind: id, sentence and clause."""
    order = list(KINDS)
    for kind, rules in groupby(sorted(pack.rules, key=lambda rule: order.index(rule.kind)), lambda rule: rule.kind):
        yield KINDS[kind], [(rule.id, sentences.sentence(rule), rule.clause) for rule in rules]


@require_http_methods(["GET", "POST"])
def text(request: AtSchool, version_id: UUID, name: str) -> HttpResponse:
    """One of the policy's files as it is written, for those who would rather write it themselves."""
    version = draft_of(request, version_id)
    if name not in TEXTS:
        raise NotFound
    stands = version.texts[f"{name}.yaml"]
    form = WholeText(sent(request), initial={"text": stands})
    told = {"form": form, "version": version, "name": name, "what": TEXTS[name], "texts": TEXTS, "seen": seen(stands)}
    keeps = form.is_bound and not request.htmx and request.POST.get("do") != "check"
    if form.is_bound and form.is_valid() and _is_sound(version, name, form):
        told["sound"] = True
        if keeps and request.POST.get("seen") == told["seen"]:
            put(request, version, **{name: form.cleaned_data["text"]})
            messages.success(request, "The text is kept.")
            return redirect("draft", request.school.slug, version.id)
        if keeps:
            told["theirs"] = stands
            form.add_error(
                "text", f"{CHANGED_MEANWHILE} Theirs stands below yours. Keep it again to put yours in its place."
            )
    return render(request, f"policy/draft_text.html{'#said' if request.htmx else ''}", told)


def _is_sound(version: "Version", name: str, form: WholeText) -> bool:
    """Read the policy with this text in it, and say each fault with its line. Its examples need not fit yet."""
    try:
        agreeing.apart(version.pack, version.files | {f"{name}.yaml": form.cleaned_data["text"].encode()})
    except Invalid as wrong:
        form.complain(wrong)
    return form.is_valid()


@require_http_methods(["GET", "POST"])
def counted(request: AtSchool, version_id: UUID) -> HttpResponse:
    """The policy's own examples that no longer fit: a person looks at each and agrees, or goes back to the rules."""
    version = draft_of(request, version_id)
    apart = agreeing.apart(version.pack, version.files)
    shown = seen([[each.says, each.follows] for each in apart])
    if request.method == "POST":
        if request.POST.get("seen") != shown:
            raise Stale(f"{CHANGED_MEANWHILE} Look at the examples again.")
        put(request, version, examples=agreeing.agreed(version.pack, version.files))
        messages.success(request, "The examples say what the rules give now.")
        return redirect("draft", request.school.slug, version.id)
    return render(request, "policy/draft_examples.html", {"version": version, "apart": apart, "seen": shown})


@require_safe
def rehearse(request: AtSchool, version_id: UUID) -> HttpResponse:
    """What the draft would have made of the cases that came, of those that the reader may see."""
    version = draft_of(request, version_id)
    form = Since(request.GET or None, initial={"since": rehearsing.last_term(request.school, now=request.now)})
    told: dict[str, object] = {"version": version, "form": form, "most": NEWEST}
    first = form.initial["since"] if not form.is_bound else form.cleaned_data["since"] if form.is_valid() else None
    if first:
        found = rehearsing.rehearse(
            request.school,
            adoption.pack_of(version),
            since=datetime.combine(first, time(), rehearsing.LONDON),
            now=request.now,
            sight=request.actor.sight,
            most=NEWEST,
        )
        turns = [turn for turn in rehearsing.Turn if found.total[turn]]
        rows = [(clause, [(turn, count[turn]) for turn in turns]) for clause, count in found.by_clause.items()]
        told |= {"found": found, "said": rehearsing.in_words(found), "turns": turns, "rows": rows}
    return render(request, "policy/draft_rehearsal.html", told)
