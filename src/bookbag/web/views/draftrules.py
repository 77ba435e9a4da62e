"""One rule or one clause of a draft: changed, added, taken out, put back. Whoever comes second is told, and keeps what they wrote."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bookbag.adoption import queries as adoption
from bookbag.errors import NotFound, Stale
from bookbag.policy import differing, editing, sentences
from bookbag.policy.packs import Pack
from bookbag.policy.rules import AnyRule
from bookbag.web.forms.drafting import MODELS, AddRule, ClauseWords, RuleForm, seen
from bookbag.web.requests import AtSchool, sent
from bookbag.web.views.drafting import CHANGED_MEANWHILE, draft_of, put

if TYPE_CHECKING:
    from bookbag.adoption.models import Version


@require_http_methods(["GET", "POST"])
def add(request: AtSchool, version_id: UUID) -> HttpResponse:
    """Choose a kind of rule; then, under an address of its own, write it."""
    version = draft_of(request, version_id)
    if "kind" not in request.GET:
        return render(request, "policy/draft_add.html", {"version": version, "form": AddRule()})
    kind = request.GET["kind"]
    if kind not in MODELS:
        raise NotFound
    pack = adoption.pack_of(version)
    return _written(request, version, pack, RuleForm(kind, pack, sent(request)), None)


@require_http_methods(["GET", "POST"])
def rule(request: AtSchool, version_id: UUID, rule_id: str) -> HttpResponse:
    """Change a rule. htmx asks what is wrong with it while somebody writes; a button does the same."""
    version = draft_of(request, version_id)
    pack = adoption.pack_of(version)
    was = _rule(pack, rule_id)
    return _written(request, version, pack, RuleForm(was.kind, pack, sent(request), was=was), was)


def _rule(pack: Pack, rule_id: str) -> AnyRule:
    found = next((each for each in pack.rules if each.id == rule_id), None)
    if found is None:
        raise NotFound
    return found


def _written(request: AtSchool, version: "Version", pack: Pack, form: RuleForm, was: AnyRule | None) -> HttpResponse:
    stands = seen(editing.as_data(was) if was else None)
    told: dict[str, object] = {"version": version, "pack": pack, "form": form, "was": was, "seen": stands}
    if form.is_bound and form.is_valid():
        told["said"] = sentences.sentence(form.rule)
        told["changes"] = list(differing.of_rule(was, form.rule)) if was else []
        keeps = not request.htmx and request.POST.get("do") != "check"
        if keeps and request.POST.get("seen") == stands:
            text = editing.with_rule(version.texts["pack.yaml"], form.rule, instead_of=was.id if was else "")
            try:
                put(request, version, pack=text)
            except Stale:
                form.add_error(None, f"{CHANGED_MEANWHILE} Keep it again.")
            else:
                messages.success(request, f"Kept: {told['said']}")
                return redirect("draft", request.school.slug, version.id)
        elif keeps and was:
            says = sentences.sentence(was)
            form.add_error(
                None,
                f"{CHANGED_MEANWHILE} It says now: {says} Yours stands below. Keep it again to put it in its place.",
            )
    elif was and not form.is_bound:
        told["said"] = sentences.sentence(was)
    told["clauses"] = [pack.clauses[each] for each in form.written_clauses if each in pack.clauses]
    return render(request, f"policy/draft_rule.html{'#findings' if request.htmx else ''}", told)


@require_POST
def remove(request: AtSchool, version_id: UUID, rule_id: str) -> HttpResponse:
    """Take a rule out of the draft."""
    version = draft_of(request, version_id)
    was = _rule(adoption.pack_of(version), rule_id)
    put(request, version, pack=editing.without_rule(version.texts["pack.yaml"], rule_id))
    messages.success(request, f"Taken out: {sentences.sentence(was)}")
    return redirect("draft", request.school.slug, version.id)


@require_POST
def restore(request: AtSchool, version_id: UUID, rule_id: str) -> HttpResponse:
    """Put a rule back as it is in force; take out one that is not."""
    version = draft_of(request, version_id)
    pack, before = adoption.pack_of(version), adoption.words_in_force(request.school, version.pack)
    text = version.texts["pack.yaml"]
    was = next((each for each in before.rules if each.id == rule_id), None)
    stands = rule_id if any(each.id == rule_id for each in pack.rules) else ""
    if was:
        text = editing.with_rule(text, was, instead_of=stands)
    elif stands:
        text = editing.without_rule(text, rule_id)
    else:
        raise NotFound
    put(request, version, pack=text)
    messages.success(request, "The rule is as it was." if was else "The rule is taken out.")
    return redirect("draft", request.school.slug, version.id)


@require_http_methods(["GET", "POST"])
def clause(request: AtSchool, version_id: UUID, clause_id: str) -> HttpResponse:
    """Change the words of a clause."""
    version = draft_of(request, version_id)
    found = adoption.pack_of(version).clauses.get(clause_id)
    if found is None:
        raise NotFound
    form = ClauseWords(sent(request), initial={"says": found.says})
    if form.is_bound and form.is_valid():
        if request.POST.get("seen") != seen(found.says):
            form.add_error(
                "says", f"{CHANGED_MEANWHILE} It says now: “{found.says}” Keep yours again to put it in its place."
            )
        else:
            text = editing.with_words(version.texts["clauses.yaml"], clause_id, form.cleaned_data["says"])
            put(request, version, clauses=text)
            messages.success(request, f"The words of {clause_id} are kept.")
            return redirect("draft", request.school.slug, version.id)
    told = {"version": version, "form": form, "clause": found, "seen": seen(found.says)}
    return render(request, "policy/draft_clause.html", told)
