"""Court orders: what everybody reads of one on a child's page, and the pages of those who may read why it is there."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bookbag.errors import Invalid, NotFound
from bookbag.people import restrictions
from bookbag.people.actions import restrictions as actions
from bookbag.policy import english
from bookbag.policy.permissions import Act
from bookbag.policy.telling import WRITING, Scope, left_out
from bookbag.schools import queries as schools
from bookbag.web import access
from bookbag.web.forms.restrictions import Because, EnterOrder, ReviewOrder, SeeOrder
from bookbag.web.requests import AtSchool, sent
from bookbag.web.views import files

if TYPE_CHECKING:
    from bookbag.people.models import Pupil, Restriction
    from bookbag.web.forms.calendar import Complaining

TONES = {"said": "today", "stopped": "late", "holds": "late"}


def of_child(request: AtSchool, pupil: "Pupil") -> dict[str, object]:
    """What the page of a child shows of orders: one plain instruction, and their names to those who may open them."""
    today = _today(request)
    first, guarded, some = (
        restrictions.ring_office_first(request.school.id, [pupil.id], today=today, scopes=scopes)
        for scopes in (WRITING, [Scope.ADDRESS], [Scope.EVENTS, Scope.REPORTS])
    )
    left = len([adult for adult in some if adult not in first])
    reads = access.allows(request, Act.KEEP_ORDERS)
    kept = restrictions.of_pupil(request.school.id, pupil.id, today=today) if reads else []
    return {
        "orders": [_row(each, today) for each in kept],
        "instructed": first,
        "guarded": [adult for adult in guarded if adult not in first],
        "left_out": left_out(left) if left else "",
        "may_say": access.allows(request, Act.SAY_ORDER) or access.allows(request, Act.KEEP_ORDERS),
    }


def _row(order: "Restriction", today: date) -> dict[str, object]:
    stands = restrictions.state(order, today)
    return {"order": order, "tone": TONES.get(stands, ""), "standing": standing(order, today)}


def standing(order: "Restriction", today: date) -> str:
    """Where it stands, in a sentence."""
    match restrictions.state(order, today):
        case "said":
            return "Not seen yet. It limits nothing: until somebody has seen the order, parents are equal."
        case "stopped":
            assert order.stopped_until
            return f"Not seen yet. Stopped until {english.full_day(order.stopped_until)}; the stop ends by itself."
        case "holds":
            return f"Holds until {english.full_day(order.ends_on)}."
        case "comes":
            return f"Holds from {english.full_day(order.starts_on)}."
        case "lifted":
            assert order.lifted_on
            return f"Lifted on {english.full_day(order.lifted_on)}."
        case _:
            return f"Ended on {english.full_day(order.ends_on)}, by itself."


@require_http_methods(["GET", "POST"])
def enter(request: AtSchool, pupil_id: UUID) -> HttpResponse:
    """Enter an order that was seen, or pass on that somebody speaks of one."""
    pupil = access.pupil_for(request, pupil_id)
    access.leave_for(request, Act.SAY_ORDER)
    reads = access.allows(request, Act.KEEP_ORDERS)
    first = {"starts_on": _today(request)}
    adults = restrictions.parents_of(pupil)
    form = EnterOrder(adults, sent(request), request.FILES or None, reads=reads, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            entered = actions.enter(form.order(pupil.id), scan=form.brought(), by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, _entered(seen=bool(entered.checked_by_id)))
            return redirect("child", request.school.slug, pupil.id)
    return render(request, "restrictions/enter.html", {"pupil": pupil, "form": form, "reads": reads})


def _entered(*, seen: bool) -> str:
    if seen:
        return "Entered. It holds from its first day, and comes back to you for review."
    return "Passed on to the head and the safeguarding leads. Until one of them has seen the order, parents are equal."


@require_safe
def order(request: AtSchool, restriction_id: UUID) -> HttpResponse:
    """All that is kept of an order. Opening it is noted."""
    return _page(request, access.order_for(request, restriction_id))


def _page(request: AtSchool, found: "Restriction") -> HttpResponse:
    today = _today(request)
    stands = restrictions.state(found, today)
    limits = restrictions.limits(found)
    takes = [
        label for word, label in restrictions.LABELS.items() if any(each.covers(Scope(word), today) for each in limits)
    ]
    told = {
        "order": found,
        "stands": stands,
        "standing": standing(found, today),
        "tone": TONES.get(stands, ""),
        "limits": restrictions.labels(found),
        "takes": takes,
        "steps": restrictions.steps_of(found),
        "alive": stands not in restrictions.OVER,
        "due": stands in {"holds", "comes"} and found.review_on <= today,
    }
    return render(request, "restrictions/order.html", told)


@require_http_methods(["GET", "POST"])
def see(request: AtSchool, restriction_id: UUID) -> HttpResponse:
    """Say that one has seen the order: from now on it holds."""
    found = access.order_for(request, restriction_id)
    form = SeeOrder(sent(request), request.FILES or None, initial={"ends_on": found.ends_on})

    def act() -> None:
        given = form.cleaned_data
        scan = form.brought()
        actions.see(
            found.id, evidence=given["evidence"], ends_on=given["ends_on"], scan=scan, by=request.actor, now=request.now
        )

    return _asked(request, found, form, act, title="I have seen the order", done="Noted. The order holds.")


@require_http_methods(["GET", "POST"])
def stop(request: AtSchool, restriction_id: UUID) -> HttpResponse:
    """Let it hold for two school days before anybody has seen it."""
    found = access.order_for(request, restriction_id)
    form = Because(sent(request))

    def act() -> None:
        because, calendar = form.cleaned_data["because"], schools.calendar_of(request.school)
        actions.stop(found.id, because=because, calendar=calendar, by=request.actor, now=request.now)

    return _asked(
        request,
        found,
        form,
        act,
        title="Stop for two school days",
        done="Stopped. It ends by itself after two school days.",
    )


@require_http_methods(["GET", "POST"])
def review(request: AtSchool, restriction_id: UUID) -> HttpResponse:
    """Say that it still stands, and when to look at it again."""
    found = access.order_for(request, restriction_id)
    next_time = min(found.ends_on, _today(request) + timedelta(days=90))
    form = ReviewOrder(sent(request), initial={"review_on": next_time})

    def act() -> None:
        given = form.cleaned_data
        actions.review(found.id, review_on=given["review_on"], words=given["words"], by=request.actor, now=request.now)

    return _asked(
        request, found, form, act, title="It still stands", done="Noted. It comes back on the day that you named."
    )


@require_http_methods(["GET", "POST"])
def lift(request: AtSchool, restriction_id: UUID) -> HttpResponse:
    """End it before its own end, with a reason."""
    found = access.order_for(request, restriction_id)
    form = Because(sent(request))

    def act() -> None:
        actions.lift(found.id, because=form.cleaned_data["because"], by=request.actor, now=request.now)

    return _asked(request, found, form, act, title="It is over", done="Lifted. From now on it limits nothing.")


def _asked(
    request: AtSchool, found: "Restriction", form: "Complaining", act: Callable[[], None], *, title: str, done: str
) -> HttpResponse:
    """One step about an order: its form, what the action will not take, and back to the order."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, done)
            return redirect("order", request.school.slug, found.id)
    told = {"order": found, "form": form, "title": title, "standing": standing(found, _today(request))}
    return render(request, "restrictions/step.html", told)


@require_safe
def scan(request: AtSchool, restriction_id: UUID, step_id: UUID) -> HttpResponse:
    """Hand over the scan that came with a step, to those who may read the order."""
    found = access.order_for(request, restriction_id)
    step = next((each for each in restrictions.steps_of(found) if each.id == step_id and each.file_sha256), None)
    if step is None:
        raise NotFound
    return files.handed_over(request, step.file_sha256, step.file_name)


def _today(request: AtSchool) -> date:
    return timezone.localdate(request.now)
