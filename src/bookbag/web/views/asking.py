"""Asking a named colleague about a case, by a time at which they are there; and the colleague's answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bookbag.desk import asked
from bookbag.desk.actions import asking
from bookbag.desk.actions.asking import OutsideHours
from bookbag.errors import Invalid, NotFound
from bookbag.people import queries as people
from bookbag.policy import english
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.asking import Answer, AskColleague
from bookbag.web.requests import AtSchool, sent


@require_http_methods(["GET", "POST"])
def ask(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Ask a colleague. A time outside their hours is refused, and the next one that would do is offered."""
    found = access.case_for(request, case_id, Act.WRITE_NOTE)
    everybody = people.colleagues(request.school.id, today=timezone.localdate(request.now))
    colleagues = [each for each in everybody if each.id != request.actor.staff_id]
    form = AskColleague(colleagues, _with_what_was_offered(request))
    if form.is_bound and form.is_valid():
        try:
            made = asking.ask(found, form.question, school=request.school, by=request.actor, now=request.now)
        except OutsideHours as wrong:
            form.complain_of_hours(wrong)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            name = next(each.name for each in colleagues if each.id == made.colleague_id)
            told = english.moment(timezone.localtime(made.tell_from))
            when = "now" if made.tell_from <= request.now else f"on {told}, when they are in"
            messages.success(request, f"{name} is asked, and hears of it {when}.")
            return redirect("case", request.school.slug, found.id)
    return render(request, "case/ask.html", {"case": found, "form": form})


def _with_what_was_offered(request: AtSchool) -> dict[str, str] | None:
    """What the form has sent, with the time that was offered where that button was pressed."""
    given = sent(request)
    if given is None:
        return None
    values = {name: str(value) for name, value in given.items()}
    day, _, at = values.get("offered", "").partition(" ")
    return values | {"day": day, "at": at} if day else values


@require_http_methods(["GET", "POST"])
def answer(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Answer what a colleague has asked."""
    found = access.case_for(request, case_id, Act.WRITE_NOTE)
    question = asked.about(found, request.actor)
    if question is None:
        raise NotFound
    form = Answer(sent(request))
    if form.is_bound and form.is_valid():
        asking.answer(question, text=form.cleaned_data["text"], by=request.actor, now=request.now)
        messages.success(request, f"Thank you. Your answer is in the case for {question.question.author.name}.")
        return redirect("today", request.school.slug)
    return render(request, "case/answer_colleague.html", {"case": found, "form": form, "asked": question})
