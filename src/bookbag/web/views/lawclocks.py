"""The date of law of a case: what it rests on, where it stands still, and what people enter that moves it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bookbag.adoption import queries as adoption
from bookbag.desk import waits
from bookbag.desk.actions import lawclocks
from bookbag.desk.waits import ClockOfLaw, Question
from bookbag.errors import Invalid, NotFound
from bookbag.policy import letters
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.lawclocks import Complaining, TakesLonger, TheyAnswered, WeAsked
from bookbag.web.requests import AtSchool

if TYPE_CHECKING:
    from bookbag.desk.models import Case

SAID = {
    "asked": "The clock stands still until they answer.",
    "answered": "The clock runs on. Look at the new date.",
    "longer": "The longer time is taken. Look at the new date.",
}


@require_http_methods(["GET", "POST"])
def clock(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Show the clock of law of a case, and take what stops it, lets it run on or makes it longer."""
    found = access.case_for(request, case_id, Act.ANSWER)
    runs = waits.clock_of(found, adoption.packs_of(request.school))
    if runs is None:
        raise NotFound
    do = request.POST.get("do", "") if request.method == "POST" else ""
    forms = _forms(request, runs, do)
    if (form := forms.get(do)) and form.is_valid():
        try:
            _do(found, do, form, request)
        except Invalid as wrong:
            form.complain(wrong.fields, str(wrong))
        else:
            messages.success(request, SAID[do])
            return redirect("case", request.school.slug, found.id)
    told = {
        "case": found,
        "clock": runs,
        "forms": forms,
        "form": forms.get(do),
        "letter": letters.letters()[runs.law.letter],
    }
    return render(request, "case/law_clock.html", told)


def _forms(request: AtSchool, runs: ClockOfLaw, do: str) -> dict[str, Complaining]:
    """What can be entered now: the answer while one is waited for, else a question; and a longer time where there is one."""
    if not runs.runs:
        return {}
    today: dict[str, Any] = {"day": timezone.localdate(request.now)}

    def sent(name: str) -> QueryDict | None:
        return request.POST if do == name else None

    forms: dict[str, Complaining] = {}
    if runs.waits:
        forms["answered"] = TheyAnswered(sent("answered"), initial=today, auto_id="answered_%s")
    elif runs.law.pauses or runs.law.proof_first:
        first = {"what": Question.MEANING if runs.law.pauses else Question.PROOF}
        forms["asked"] = WeAsked(runs, sent("asked"), initial=today | first, auto_id="asked_%s")
    if runs.law.extension and not runs.extended:
        forms["longer"] = TakesLonger(sent("longer"), initial=today, auto_id="longer_%s")
    return forms


def _do(found: "Case", do: str, form: Complaining, request: AtSchool) -> None:
    given, by, now = form.cleaned_data, request.actor, request.now
    acts: dict[str, Callable[[], None]] = {
        "asked": lambda: lawclocks.ask(
            found,
            what=Question(given["what"]),
            day=given["day"],
            question=given["question"],
            by=by,
            now=now,
        ),
        "answered": lambda: lawclocks.told(found, day=given["day"], by=by, now=now),
        "longer": lambda: lawclocks.lengthen(found, day=given["day"], reason=given["reason"], by=by, now=now),
    }
    acts[do]()
