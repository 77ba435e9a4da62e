"""What a school decides about the policies in force: rules on and off, needs met, conflicts settled; and what staff confirm."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.adoption import acknowledging
from bookbag.adoption import queries as adoption
from bookbag.adoption.actions import acknowledgements, rulings
from bookbag.adoption.changes import Change, leave
from bookbag.desk.actions import adopting
from bookbag.errors import Invalid, NotFound
from bookbag.policy import precedence, sentences
from bookbag.policy.permissions import Act, Role, Verdict
from bookbag.policy.rules import AnyRule
from bookbag.web import access
from bookbag.web.forms.adoption import Confirm, MeetNeed, Settle, SwitchOff
from bookbag.web.forms.calendar import Complaining
from bookbag.web.requests import AtSchool, sent


@require_safe
def rules(request: AtSchool) -> HttpResponse:
    """Every rule that binds, in a sentence: on or off, who switched it and when; needs and conflicts above them."""
    access.proof_for(request)
    decided = adoption.rulings(request.school)
    off = {(each.pack, each.subject): each for each in decided if each.kind == "rule_off" and each.ended_at is None}
    bindings = adoption.own_first(request.school)
    needs = {(each.pack.slug, need.id): need.what for each in bindings for need in each.pack.needs}
    bound = [
        {
            "binding": each,
            "may_keep": not each.pack.is_law and _keeps(request, of_trust=each.of_trust),
            "rules": [
                {
                    "rule": rule,
                    "said": sentences.sentence(rule),
                    "off": off.get((each.pack.slug, rule.id)) if rule in each.pack.off else None,
                    "waits": next((need for need in each.pack.unmet if need.id == rule.rests_on), None),
                }
                for rule in _in_order(each)
            ],
        }
        for each in bindings
    ]
    told = {
        "bound": bound,
        "conflicts": [each for each in precedence.conflicts([each.pack for each in bindings]) if not each.settled],
        "may_settle": bool(leave(request.actor, request.school, of_trust=False, act=Act.SETTLE_CONFLICT)),
        "may_meet": _keeps(request, of_trust=False),
        "ended": [each for each in decided if each.ended_at],
        "settled": [each for each in decided if each.kind == "settled" and each.ended_at is None],
        "met": [
            (each, needs.get((each.pack, each.subject), each.subject))
            for each in decided
            if each.kind == "need_met" and each.ended_at is None
        ],
        "is_head": Role.HEAD in request.actor.roles,
        "unseen": [each for each in off.values() if each.seen_at is None],
    }
    return render(request, "adoption/rules.html", told)


def _in_order(binding: adoption.Binding) -> list[AnyRule]:
    """The rules of a pack as its clauses stand, with those that are off in their places."""
    order = {clause: position for position, clause in enumerate(binding.pack.clauses)}
    return sorted((*binding.pack.rules, *binding.pack.off), key=lambda rule: order[rule.clause])


def _keeps(request: AtSchool, *, of_trust: bool) -> bool:
    return bool(leave(request.actor, request.school, of_trust=of_trust))


@require_http_methods(["GET", "POST"])
def rule_off(request: AtSchool) -> HttpResponse:
    """Switch a rule off, with a reason. At a school whose trust has put it in force this is refused, and noted."""
    access.policy_for(request)
    asked = request.POST or request.GET
    bound = adoption.binding_of(request.school, asked.get("pack", ""))
    access.policy_of(request, of_trust=bound.of_trust)
    rule = next((each for each in bound.pack.rules if each.id == asked.get("rule", "")), None)
    if rule is None:
        raise NotFound
    form = SwitchOff(sent(request))

    def act() -> Change | Verdict:
        reason = form.cleaned_data["reason"]
        by, now = request.actor, request.now
        return rulings.switch_off(request.school, bound.pack.slug, rule.id, reason=reason, by=by, now=now)

    done = _tried(request, form, act, "The rule is off.", "policy-rules")
    told = {"form": form, "binding": bound, "rule": rule, "said": sentences.sentence(rule)}
    return done or render(request, "adoption/rule_off.html", told)


@require_POST
def rule_on(request: AtSchool) -> HttpResponse:
    """Switch a rule on again."""
    access.policy_for(request)
    slug, rule = request.POST.get("pack", ""), request.POST.get("rule", "")
    access.policy_of(request, of_trust=adoption.binding_of(request.school, slug).of_trust)
    change = rulings.switch_on(request.school, slug, rule, by=request.actor, now=request.now)
    return _followed(request, change, "The rule is on again.", "policy-rules")


@require_POST
def rules_seen(request: AtSchool) -> HttpResponse:
    """The head has seen which rules others have switched off."""
    access.leave_for(request, Act.SETTLE_CONFLICT)
    rulings.see(request.school, by=request.actor, now=request.now)
    return redirect("policy-rules", request.school.slug)


@require_http_methods(["GET", "POST"])
def need(request: AtSchool) -> HttpResponse:
    """Say in which document of the school a need is met."""
    access.policy_for(request)
    asked = request.POST or request.GET
    bound = adoption.binding_of(request.school, asked.get("pack", ""))
    access.policy_of(request, of_trust=bound.of_trust)
    wanted = next((each for each in bound.pack.unmet if each.id == asked.get("need", "")), None)
    if wanted is None:
        raise NotFound
    form = MeetNeed(sent(request))

    def act() -> Change:
        document, by = form.cleaned_data["document"], request.actor
        return rulings.meet_need(request.school, bound.pack.slug, wanted.id, document=document, by=by, now=request.now)

    done = _tried(request, form, act, "The rules that waited for it run from now on.", "policy-rules")
    waiting = [sentences.sentence(rule) for rule in bound.pack.rules if rule.rests_on == wanted.id]
    told = {"form": form, "binding": bound, "need": wanted, "waiting": waiting}
    return done or render(request, "adoption/need.html", told)


@require_POST
def need_open(request: AtSchool) -> HttpResponse:
    """Say that a need is not met any more."""
    access.policy_for(request)
    slug, wanted = request.POST.get("pack", ""), request.POST.get("need", "")
    access.policy_of(request, of_trust=adoption.binding_of(request.school, slug).of_trust)
    change = rulings.unmeet_need(request.school, slug, wanted, by=request.actor, now=request.now)
    return _followed(request, change, "The rules that rest on it stand still.", "policy-rules")


@require_http_methods(["GET", "POST"])
def conflict(request: AtSchool) -> HttpResponse:
    """Decide which of two clauses holds that cannot both be met."""
    access.leave_for(request, Act.SETTLE_CONFLICT)
    asked = request.POST or request.GET
    bound = [each.pack for each in adoption.bindings(request.school)]
    pair = {asked.get("first", ""), asked.get("second", "")}
    found = next((each for each in precedence.conflicts(bound) if {each.first, each.second} == pair), None)
    if found is None or found.settled:
        raise NotFound
    words = {clause: pack.clauses[clause].says for clause in pair for pack in bound if clause in pack.clauses}
    form = Settle(found, words, sent(request))

    def act() -> Change:
        given, both = form.cleaned_data, (found.first, found.second)
        by, now = request.actor, request.now
        return rulings.settle(request.school, both, given["rules"], reason=given["reason"], by=by, now=now)

    done = _tried(request, form, act, "It is decided.", "policy-rules")
    return done or render(request, "adoption/conflict.html", {"form": form, "conflict": found})


@require_http_methods(["GET", "POST"])
def acknowledge(request: AtSchool) -> HttpResponse:
    """What I have still to confirm; for the head, who has not."""
    access.proof_for(request)
    chosen = request.POST.get("pack", "")
    asked = [
        (each, Confirm(each.lines, request.POST if each.pack.slug == chosen else None, prefix=each.pack.slug))
        for each in acknowledging.open_for(request.school, request.actor)
    ]
    for each, form in asked:
        if form.is_bound and form.is_valid():
            try:
                acknowledgements.acknowledge(
                    request.school,
                    each.pack.slug,
                    confirmed=form.cleaned_data["confirmed"],
                    by=request.actor,
                    now=request.now,
                )
            except Invalid as wrong:
                form.complain(wrong)
            else:
                messages.success(request, f"You have confirmed version {each.pack.version} of “{each.pack.title}”.")
                return redirect("policy-acknowledge", request.school.slug)
    sees_who = _keeps(request, of_trust=False)
    today = timezone.localdate(request.now)
    told = {"asked": asked, "counts": acknowledging.counts(request.school, today) if sees_who else []}
    return render(request, "adoption/acknowledge.html", told)


def _tried(
    request: AtSchool, form: Complaining, act: Callable[[], Change | Verdict], says: str, page: str
) -> HttpResponse | None:
    """Do it, decide open cases again and go back; or show in the form why it cannot be done. None while there is no try."""
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        return _followed(request, act(), says, page)
    except Invalid as wrong:
        form.complain(wrong)
        return None


def _followed(request: AtSchool, change: Change | Verdict, says: str, page: str) -> HttpResponse:
    if isinstance(change, Verdict):
        messages.error(request, change.because)
    else:
        done = adopting.follow(request.school, change, by=request.actor, now=request.now)
        messages.success(request, f"{says} {adopting.in_words(done)}")
    return redirect(page, request.school.slug)
