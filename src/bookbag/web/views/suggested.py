"""How good the suggestions were, a month at a time."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bookbag.desk import suggested
from bookbag.errors import NotFound
from bookbag.web import access
from bookbag.web.requests import AtSchool


@require_safe
def month(request: AtSchool) -> HttpResponse:
    """What was suggested in a month, this one unless another is asked for, and what people said of it."""
    access.whole_desk_for(request)
    this = timezone.localdate(request.now).replace(day=1)
    asked = _month(request.GET["month"]) if "month" in request.GET else this
    following = suggested.next_month(asked)
    return render(
        request,
        "desk/suggested.html",
        {
            "month": suggested.of_month(request.actor, asked),
            "before": suggested.previous_month(asked),
            "after": following if following <= this else None,
        },
    )


def _month(words: str) -> date:
    """`2026-03` as its first day. Raises `NotFound`: no page is there for what is no month."""
    try:
        return date.fromisoformat(f"{words}-01")
    except ValueError:
        raise NotFound from None
