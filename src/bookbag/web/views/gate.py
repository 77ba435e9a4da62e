"""What somebody tells or sends a member of staff: a word at the gate, a text or a chat message. For a phone, in seconds."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bookbag.compose.actions import drafts
from bookbag.desk import calls
from bookbag.desk.actions import cases, replies, words_with_staff
from bookbag.errors import Invalid
from bookbag.people import consents, leaving
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.gate import GateNote, Informal
from bookbag.web.requests import AtSchool, sent

if TYPE_CHECKING:
    from bookbag.people.models import Pupil


def _children(request: AtSchool) -> "list[Pupil]":
    """The children who may be meant: of one's own classes; and of those who work the whole desk, whoever is called so."""
    actor = request.actor
    found = [
        child
        for group in leaving.classes_of(request.school.id, actor.person)
        for child in consents.pupils_in(group)
        if child.id not in actor.own_children
    ]
    letters = request.POST.get("child", "")
    if actor.works_whole_desk and letters.strip():
        found += [each for each in calls.children_beginning(request.school.id, letters) if each not in found]
    return found


@require_http_methods(["GET", "POST"])
def gate(request: AtSchool) -> HttpResponse:
    """Note a word at the gate."""
    access.desk_for(request)
    form = GateNote(_children(request), request.actor.works_whole_desk, sent(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            case = words_with_staff.note_gate(
                UUID(given["pupil"]), given["text"], asks=given["asks"], by=request.actor, now=request.now
            )
        except Invalid as wrong:
            for name, sentence in (wrong.fields or {"": str(wrong)}).items():
                form.add_error(name or None, sentence)
        else:
            messages.success(request, "Noted with the child.")
            return redirect("case", request.school.slug, case.id)
    return render(request, "gate/gate.html", {"form": form})


@require_http_methods(["GET", "POST"])
def informal(request: AtSchool) -> HttpResponse:
    """Pass on what a parent sent by a private way, and get the words to answer with."""
    access.desk_for(request)
    school = request.school
    form = Informal(_children(request), request.actor.works_whole_desk, sent(request))
    words = words_with_staff.redirect_text(school.name, school.email, school.telephone)
    told = {"form": form, "words": words, "kept": False}
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        words_with_staff.log_informal(
            given["way"],
            given["text"],
            who=given["who"],
            pupil_id=UUID(given["pupil"]) if given["pupil"] else None,
            by=request.actor,
            now=request.now,
        )
        told["kept"] = True
    return render(request, "gate/informal.html", told)


@require_POST
def meet(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Turn what was said into an invitation to a call or a meeting: its words are carried over."""
    found = access.case_for(request, case_id, Act.ANSWER)
    said = found.messages.filter(direction="in").order_by("at").first()
    if found.state == "closed":
        found = cases.reopen(found, by=request.actor, now=request.now)
    writing = replies.begin(found, answers=None, by=request.actor, now=request.now)
    if said and not writing.draft.body:
        words = f"You told us: “{said.text}”\n\nLet us speak about it."
        drafts.write(writing.draft, subject=writing.draft.subject, body=words, by=request.actor, now=request.now)
    return redirect("reply", request.school.slug, found.id)
