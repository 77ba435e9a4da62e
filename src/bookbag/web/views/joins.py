"""Joining and splitting cases, and the way back from both."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bookbag.desk import queries as desk
from bookbag.desk.actions import joins
from bookbag.errors import Invalid, NotFound
from bookbag.policy import english
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.case import Join, Split, messages_to_split
from bookbag.web.requests import AtSchool, sent


@require_http_methods(["GET", "POST"])
def join(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Join this case to another of the same people."""
    case = access.case_for(request, case_id, Act.JOIN)
    others = desk.of_the_same_people(case, request.actor)
    form = Join(others, sent(request))
    if request.method == "POST" and form.is_valid():
        into = access.case_for(request, UUID(form.cleaned_data["into"]), Act.JOIN)
        joins.join(case, into=into, by=request.actor, now=request.now)
        messages.success(request, "Joined. You can undo this under “Linked cases”.")
        return redirect("case", request.school.slug, into.id)
    return render(request, "case/join.html", {"case": case, "others": others, "form": form})


@require_http_methods(["GET", "POST"])
def split(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Give some messages of this case a case of their own."""
    case = access.case_for(request, case_id, Act.JOIN)
    held = desk.view(case).messages
    form = Split(messages_to_split(held, _moment), sent(request))
    if request.method == "POST" and form.is_valid():
        chosen = [UUID(one) for one in form.cleaned_data["messages"]]
        try:
            new = joins.split(case, messages=chosen, by=request.actor, now=request.now)
        except Invalid as wrong:
            form.add_error("messages", str(wrong))
        else:
            messages.success(request, "Split off. You can undo this under “Linked cases”.")
            return redirect("case", request.school.slug, new.id)
    return render(request, "case/split.html", {"case": case, "held": held, "form": form})


def _moment(at: datetime) -> str:
    return english.moment(timezone.localtime(at))


@require_POST
def refuse(request: AtSchool, case_id: UUID, proposal_id: UUID) -> HttpResponse:
    """Keep apart two cases that we thought might belong together."""
    case = access.case_for(request, case_id, Act.JOIN)
    proposal = desk.find_proposal(case, proposal_id)
    if proposal is None:
        raise NotFound
    joins.refuse(proposal, by=request.actor, now=request.now)
    messages.success(request, "They stay apart.")
    return redirect("case", request.school.slug, case.id)


@require_POST
def undo_move(request: AtSchool, case_id: UUID, move_id: UUID) -> HttpResponse:
    """Take back a join or a split."""
    case = access.case_for(request, case_id, Act.JOIN)
    move = desk.find_move(case, move_id)
    if move is None:
        raise NotFound
    access.case_for(request, move.case_id, Act.JOIN)
    back = joins.undo(move, by=request.actor, now=request.now)
    messages.success(request, "Undone: everything is back where it was.")
    return redirect("case", request.school.slug, back.id)
