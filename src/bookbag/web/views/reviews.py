"""The policy calendar: when each policy is reviewed next, a review written down and signed off, early ones asked for and decided."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.adoption import queries as adoption
from bookbag.adoption import reviewing
from bookbag.adoption.actions import reviews as actions
from bookbag.adoption.actions import rulings
from bookbag.adoption.changes import leave
from bookbag.errors import Invalid, NotFound
from bookbag.policy import sentences
from bookbag.policy.packs import Pack
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.web import access
from bookbag.web.forms.adoption import AskEarly, DecideEarly, SetReviewDay, WriteReview
from bookbag.web.requests import AtSchool, sent

if TYPE_CHECKING:
    from bookbag.adoption.models import Review


@require_safe
def reviews(request: AtSchool) -> HttpResponse:
    """Each policy with its next day, or since when it is overdue; early reviews that wait; reviews that were held."""
    access.proof_for(request)
    today = timezone.localdate(request.now)
    lines = [
        {
            "reviewed": each,
            "pack": each.binding.pack,
            "says": each.due.in_words(today) if each.due else "no day is set",
            "tone": ("late" if each.due.overdue(today) else "today" if each.due.warned(today) else "")
            if each.due
            else "",
            "reviewers": sentences.post_in_words(each.reviewers) if each.reviewers else "",
            "may_keep": bool(leave(request.actor, request.school, of_trust=each.binding.of_trust)),
        }
        for each in reviewing.calendar(request.school)
    ]
    titles = {each.pack.slug: each.pack.title for each in adoption.bindings(request.school)}
    held = [(review, titles.get(review.pack, review.pack)) for review in reviewing.held(request.school)]
    return render(request, "adoption/reviews.html", {"lines": lines, "held": held})


@require_http_methods(["GET", "POST"])
def review_day(request: AtSchool) -> HttpResponse:
    """Set the day of a policy's next review by hand."""
    access.policy_for(request)
    bound = adoption.binding_of(request.school, (request.POST or request.GET).get("pack", ""))
    access.policy_of(request, of_trust=bound.of_trust)
    form = SetReviewDay(sent(request))
    if form.is_bound and form.is_valid():
        day = form.cleaned_data["day"]
        rulings.set_review_day(request.school, bound.pack.slug, day, by=request.actor, now=request.now)
        messages.success(request, "The day is set.")
        return redirect("policy-reviews", request.school.slug)
    return render(request, "adoption/review_day.html", {"form": form, "binding": bound})


@require_POST
def begin(request: AtSchool) -> HttpResponse:
    """Begin to write a review down, or go on with the one that was begun."""
    access.policy_for(request)
    pack = request.POST.get("pack", "")
    access.policy_of(request, of_trust=adoption.binding_of(request.school, pack).of_trust)
    begun = actions.begin(request.school, pack, by=request.actor, now=request.now)
    return redirect("policy-review", request.school.slug, begun.id)


@require_http_methods(["GET", "POST"])
def review(request: AtSchool, review_id: UUID) -> HttpResponse:
    """A review clause by clause, with the law line of each rule. It can be kept half done, and signed off when all are answered."""
    access.policy_for(request)
    kept = reviewing.review(request.school, review_id)
    access.policy_of(request, of_trust=kept.of_trust)
    if kept.reason or kept.state != "open":
        return _shown(request, review_id)
    leave(request.actor, request.school, of_trust=kept.of_trust).require()
    pack = adoption.binding_of(request.school, kept.pack).pack
    rules = (*pack.rules, *pack.off)
    today = timezone.localdate(request.now)
    initial = {f"law-{rule}": answer for rule, answer in kept.law.items()}
    initial |= {f"clause-{clause}": said for clause, said in kept.decisions.items()}
    initial |= {"outcome": kept.outcome, "held_on": today}
    form = WriteReview(rules, pack.clauses, sent(request), initial=initial)
    missing: list[tuple[str, str]] = []
    if form.is_bound and form.is_valid():
        given, by = form.cleaned_data, request.actor
        kept = actions.write(
            request.school,
            review_id,
            law=form.law,
            decisions=form.decisions,
            outcome=given["outcome"],
            by=by,
            now=request.now,
        )
        if request.POST.get("do") != "sign":
            messages.success(request, "What is answered so far is kept.")
            return redirect("policy-review", request.school.slug, review_id)
        missing = actions.missing_lines(kept, pack)
        if not missing:
            try:
                held_on, next_on = given["held_on"] or today, given["next_on"]
                actions.sign_off(
                    request.school, review_id, held_on=held_on, next_on=next_on, by=by, now=request.now, today=today
                )
            except Invalid as wrong:
                form.complain(wrong)
            else:
                messages.success(request, "The review is signed off.")
                return redirect("policy-reviews", request.school.slug)
    return render(
        request,
        "adoption/review.html",
        {"form": form, "pack": pack, "sections": _sections(pack, form), "missing": missing},
    )


def _sections(pack: Pack, form: WriteReview) -> list[tuple[str, list[dict[str, object]]]]:
    """The clauses section by section, each with its own rules and the fields for them."""
    sections: dict[str, list[dict[str, object]]] = {}
    for clause in pack.clauses.values():
        mine = [rule for rule in (*pack.rules, *pack.off) if rule.clause == clause.id]
        fields = [(rule, sentences.sentence(rule), form[f"law-{rule.id}"]) for rule in mine]
        sections.setdefault(clause.section, []).append(
            {"clause": clause, "rules": fields, "decision": form[f"clause-{clause.id}"]}
        )
    return list(sections.items())


@require_safe
def read(request: AtSchool, review_id: UUID) -> HttpResponse:
    """A review to read, for everybody."""
    access.proof_for(request)
    kept = reviewing.review(request.school, review_id)
    return render(request, "adoption/review_shown.html", {"review": kept, **_in_words(request, kept)})


def _shown(request: AtSchool, review_id: UUID) -> HttpResponse:
    """A review that has been held, or one that was asked for early: to read, and to decide."""
    kept = reviewing.review(request.school, review_id)
    form = DecideEarly(sent(request))
    if form.is_bound and form.is_valid():
        by, now, today = request.actor, request.now, timezone.localdate(request.now)
        try:
            actions.decide_early(
                request.school, review_id, outcome=form.cleaned_data["outcome"], by=by, now=now, today=today
            )
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, "The decision is entered.")
            return redirect("policy-reviews", request.school.slug)
    may_decide = kept.state == "open" and bool(leave(request.actor, request.school, of_trust=kept.of_trust))
    told = {"review": kept, "form": form, "may_decide": may_decide, **_in_words(request, kept)}
    return render(request, "adoption/review_shown.html", told)


def _in_words(request: AtSchool, kept: "Review") -> dict[str, object]:
    """What a review says of the policy, by the words of the policy as they stand today."""
    bound = next((each.pack for each in adoption.bindings(request.school) if each.pack.slug == kept.pack), None)
    rules = (*bound.rules, *bound.off) if bound else ()
    return {
        "title": bound.title if bound else kept.pack,
        "decisions": sorted(kept.decisions.items()),
        "changed": [sentences.sentence(rule) for rule in rules if kept.law.get(rule.id) == "changed"],
    }


@require_http_methods(["GET", "POST"])
def ask_early(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Something in a case calls for a change of the policy: an early review, with the reason, stands on the calendar."""
    case = access.case_for(request, case_id)
    packs = [each.pack for each in adoption.bindings(request.school) if not each.pack.is_law]
    if not packs:
        raise NotFound
    form = AskEarly([(pack.slug, pack.title) for pack in packs], sent(request))
    if form.is_bound and form.is_valid():
        given, by, now = form.cleaned_data, request.actor, request.now
        try:
            asked = actions.ask_early(request.school, given["pack"], reason=given["reason"], by=by, now=now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            note(
                Kind.REVIEW_ASKED, by=by, now=now, thing="case", thing_id=case.id, sight=case.sight, early=str(asked.id)
            )
            messages.success(request, "An early review stands on the policy calendar until it is decided.")
            return redirect("case", request.school.slug, case_id)
    return render(request, "adoption/ask_early.html", {"form": form, "case": case})
