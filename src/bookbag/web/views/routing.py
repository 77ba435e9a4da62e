"""Whose a case is to be: passing it on with a note, how urgent it is, a label of one's own."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bookbag.desk import labels, ringing, routes
from bookbag.desk.actions import passing_on, urgency
from bookbag.errors import Invalid
from bookbag.people import queries as people
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.routing import PassOn, PutLabel, SayUrgency
from bookbag.web.requests import AtSchool, sent

if TYPE_CHECKING:
    from bookbag.desk.models import Case


def of_case(request: AtSchool, found: "Case") -> dict[str, object]:
    """What the page of a case shows of it: whom the policy named, whom to ring, the reader's own label."""
    last = routes.last_of(found)
    return {
        "routed": last,
        "routed_to": routes.in_words(last.post) if last else "",
        "urgency": SayUrgency(initial={"urgent_for": found.urgent_for}),
        "label": PutLabel(initial={"label": labels.of(request.actor, [found]).get(found.id, "")}),
        "ring": ringing.numbers_of([found]).get(found.id) if found.is_urgent else None,
    }


@require_http_methods(["GET", "POST"])
def pass_on(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Pass the case on with a note."""
    found = access.case_for(request, case_id, Act.ASSIGN)
    staff = [one for one in people.staff_in_order(request.school.id) if one.id != request.actor.staff_id]
    form = PassOn(staff, sent(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            passing_on.pass_on(
                found,
                to=UUID(given["owner"]),
                text=given["text"],
                reason=given["reason"],
                by=request.actor,
                now=request.now,
            )
        except Invalid as wrong:
            for name, sentence in (wrong.fields or {"owner": str(wrong)}).items():
                form.add_error(name, sentence)
        else:
            name = people.staff_names(request.school.id)[UUID(given["owner"])]
            messages.success(request, f"Passed on to {name}. You see it on Today until it is answered.")
            return redirect("today", request.school.slug)
    return render(request, "routing/pass_on.html", {"case": found, "form": form})


@require_POST
def say_urgency(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Say how urgent the case is."""
    found = access.case_for(request, case_id, Act.ANSWER)
    form = SayUrgency(request.POST)
    if not form.is_valid():
        raise Invalid("Choose one of the reasons on the list.")
    why = form.cleaned_data["urgent_for"]
    urgency.say(found, why, by=request.actor, now=request.now)
    messages.success(request, "It stands before what is not urgent." if why else "It stands in its place by date.")
    return redirect("case", request.school.slug, found.id)


@require_POST
def put_label(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Put one's own label on the case."""
    found = access.case_for(request, case_id)
    form = PutLabel(request.POST)
    if not form.is_valid():
        raise Invalid(f"A label has {labels.LONGEST} letters at the most.")
    name = form.cleaned_data["label"]
    labels.put(found, name, by=request.actor, now=request.now)
    messages.success(request, f"It bears your label “{name}”." if name else "Your label is off.")
    return redirect("case", request.school.slug, found.id)
