"""One case: its page, its record, and what a person does to it as a whole. Joining and people have files of their own."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.adoption import queries as adoption
from bookbag.desk import (
    about,
    asked,
    calls,
    calls_asked,
    complaints,
    homecopies,
    lateness,
    makings,
    pupilwords,
    reaching,
    reasons,
    triaging,
    waits,
)
from bookbag.desk import queries as desk
from bookbag.desk.actions import cases, complaint_letters, forms, suggestions
from bookbag.desk.actions import routing as opening
from bookbag.errors import Invalid
from bookbag.outbox import queries as outbox
from bookbag.people import queries as people
from bookbag.people import restrictions
from bookbag.policy import english
from bookbag.policy.permissions import Act
from bookbag.policy.telling import WRITING
from bookbag.policy.values import Category, Channel
from bookbag.record import queries as record
from bookbag.web import access, timeline
from bookbag.web.forms.calls import AcceptCall
from bookbag.web.forms.case import Assign, Categorise, Close, SettleSuggestion, WriteNote
from bookbag.web.forms.complaints import CloseComplaint, HaveRead
from bookbag.web.forms.compose import Begin
from bookbag.web.forms.routing import PassOn
from bookbag.web.requests import AtSchool, sent
from bookbag.web.views import absences, routing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bookbag.desk.models import Case
    from bookbag.policy.packs import Pack

WATCHED = timedelta(minutes=1)
"""How long a page asks whether an answer has left; one that is tried again for hours is not watched."""
LAST = 6
"""How many of the record's entries the page of a case shows before it points to all of them."""


@require_safe
def case(request: AtSchool, case_id: UUID) -> HttpResponse:
    """The conversation, and beside it what the case needs."""
    found = access.case_for(request, case_id)
    opening.opened(found, by=request.actor, now=request.now)
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "case/case.html#conversation", _conversation(request, found))
    return render(request, "case/case.html", _conversation(request, found) | _needs(request, found))


def _conversation(request: AtSchool, found: "Case") -> dict[str, object]:
    view = desk.view(found)
    dispatches = list(outbox.of_case(request.school.id, found.id))
    entries = timeline.of(view, dispatches)
    mine = [one for one in dispatches if one.state == "queued" and one.draft and one.author == request.actor.staff_id]
    return {
        "case": found,
        "view": view,
        "entries": entries,
        "leaving": any(entry.kind == "leaving" and request.now - entry.at < WATCHED for entry in entries),
        "mine": mine[-1] if mine else None,
        "me": request.actor.staff_id,
    }


def _needs(request: AtSchool, found: "Case") -> dict[str, object]:
    entries = record.entries_of("case", found.id, school_id=request.school.id)
    pupils = [about.pupil_id for about in found.about_pupils.all()]
    packs = adoption.packs_of(request.school)
    copies = homecopies.of_case(found)
    suggested = triaging.waiting(found)
    return {
        "packs": packs,
        "copies": copies,
        "versions": [each for each in makings.of_case(found) if not each.row.reply.home],
        "complete": all(copy.has_arrived for copy in copies),
        "policy": reasons.of_case(found, packs, request.school),
        "law": waits.clock_of(found, packs),
        "instructed": restrictions.ring_office_first(
            request.school.id, pupils, today=timezone.localdate(request.now), scopes=WRITING
        ),
        "assign": Assign(people.staff_in_order(request.school.id), initial={"owner": found.owner_id}),
        "suggested": suggested,
        "asks_about": about.is_unasked(found),
        "about_staff": about.of(found),
        "is_complaint": complaints.is_one(found),
        **_barred(request, found, packs),
        "categorise": Categorise(initial={"category": found.category}),
        "write_note": WriteNote(auto_id="note_%s"),
        "begin": Begin(auto_id="reply_%s"),
        "begun": desk.reply_begun(found, request.actor),
        "talk": desk.talk_arranged(found),
        "line": calls.of_case(found, now=request.now),
        "collected": calls.of_a_case(found),
        **_asks_call(request, found),
        "words": pupilwords.of_case(found) if found.channel == Channel.PHONE else [],
        **_colleagues(request, found),
        **routing.of_case(request, found),
        **absences.of_case(request, found, suggested),
        "record": entries[-LAST:],
        "recorded": len(entries),
        "names": people.staff_names(request.school.id),
    }


def _asks_call(request: AtSchool, found: "Case") -> dict[str, object]:
    """The call that a form asked for, and who of us may be meant."""
    asks = calls_asked.of_case(found) if request.actor.works_whole_desk else None
    if asks is None or asks.call:
        return {}
    meant = calls_asked.meant(request.school.id, asks.whom) if asks.whom else None
    staff = people.staff_in_order(request.school.id)
    return {"asks_call": asks, "accept_call": AcceptCall(staff, initial={"recipient": meant.id if meant else None})}


def _barred(request: AtSchool, found: "Case", packs: "Sequence[Pack]") -> dict[str, object]:
    """What keeps the reader from answering a complaint, and where that stands."""
    if (bar := complaints.bar(found, request.actor, packs)) is None:
        return {}
    return {"bar": bar, "complaint": complaints.of(found, request.school), "read": HaveRead(auto_id="read_%s")}


def _colleagues(request: AtSchool, found: "Case") -> dict[str, object]:
    """Whether the owner can be reached, who could have the case instead, and what the reader was asked about it."""
    reach = reaching.reach_of(request.school, [found], now=request.now, reader=request.actor.staff_id).get(found.id)
    question = asked.about(found, request.actor)
    return {
        "reach": reach,
        "takers": reaching.could_take(found, reach, today=timezone.localdate(request.now)) if reach else [],
        "asked": question,
        "only_asked": question is not None and not access.may_do(request, found, Act.ANSWER),
    }


@require_safe
def whole_record(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Everything that the record says of a case, in order."""
    found = access.case_for(request, case_id)
    told = {
        "case": found,
        "record": record.entries_of("case", found.id, school_id=request.school.id),
        "names": people.staff_names(request.school.id),
    }
    return render(request, "case/record.html", told)


@require_POST
def assign(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Give the case to somebody, or to nobody."""
    found = access.case_for(request, case_id, Act.ASSIGN)
    form = Assign(people.staff_in_order(request.school.id), request.POST)
    if not form.is_valid():
        raise Invalid("Choose somebody who works at the school.")
    owner = form.cleaned_data["owner"]
    try:
        cases.assign(found, to=UUID(owner) if owner else None, by=request.actor, now=request.now)
    except Invalid as wrong:
        if "reason" not in wrong.fields:
            raise
        why = PassOn(people.staff_in_order(request.school.id), {"owner": owner})
        why.add_error("reason", wrong.fields["reason"])
        return render(request, "routing/pass_on.html", {"case": found, "form": why})
    name = people.staff_names(request.school.id)[UUID(owner)] if owner else "nobody"
    messages.success(request, f"This case is with {name} now.")
    return _back_to(request, found)


@require_POST
def categorise(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Say what the case is for."""
    found = access.case_for(request, case_id, Act.ANSWER)
    form = Categorise(request.POST)
    if not form.is_valid():
        raise Invalid("Choose one of the kinds on the list.")
    suggestions.put_right(found, category=Category(form.cleaned_data["category"]), by=request.actor, now=request.now)
    messages.success(request, "Noted what this case is for.")
    if form.cleaned_data["category"] == Category.SAFEGUARDING:
        _say_who_was_alerted(request, found)
    return _back_to(request, found)


@require_POST
def settle_suggestion(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Say what a message is that Bookbag has a suggestion for."""
    found = access.case_for(request, case_id, Act.ANSWER)
    form = SettleSuggestion(request.POST)
    if not form.is_valid():
        raise Invalid("Choose one of the kinds on the list.")
    said = Category(form.cleaned_data["category"])
    urgent = form.cleaned_data["urgent"]
    suggestions.settle(
        found, form.cleaned_data["suggestion"], category=said, urgent=urgent, by=request.actor, now=request.now
    )
    messages.success(request, "Noted what this is.")
    if said is Category.SAFEGUARDING:
        _say_who_was_alerted(request, found)
    return _back_to(request, found)


def _say_who_was_alerted(request: AtSchool, found: "Case") -> None:
    names = [each.name for each in lateness.alerted(found.id, school_id=request.school.id)]
    if names:
        messages.success(request, f"Told at once: {english.listed(names)}.")
    else:
        messages.warning(request, "Nobody takes emergencies now, so nobody was told. If a child is in danger ring 999.")


@require_POST
def seen_to(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Say that what was needed today has been seen to."""
    found = access.case_for(request, case_id, Act.WRITE_NOTE)
    forms.seen_to(found, by=request.actor, now=request.now)
    messages.success(request, "Seen to. It stands on top of nobody’s day any more.")
    return redirect("today", request.school.slug)


@require_http_methods(["GET", "POST"])
def write_note(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Write a note for colleagues."""
    found = access.case_for(request, case_id, Act.WRITE_NOTE)
    form = WriteNote(sent(request))
    if request.method == "POST" and form.is_valid():
        cases.write_note(found, text=form.cleaned_data["text"], by=request.actor, now=request.now)
        messages.success(request, "Your note is in the case. It is never sent.")
        return _back_to(request, found)
    return render(request, "case/note.html", {"case": found, "form": form})


@require_http_methods(["GET", "POST"])
def close(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Close the case; while it owes an answer, with a reason."""
    found = access.case_for(request, case_id, Act.CLOSE)
    form = (CloseComplaint if complaints.is_one(found) else Close)(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            settled = {"yes": True, "no": False}.get(form.cleaned_data.get("settled", ""))
            cases.close(found, reason=form.cleaned_data["reason"], settled=settled, by=request.actor, now=request.now)
        except Invalid as wrong:
            form.add_error("reason", str(wrong))
        else:
            messages.success(request, "Closed. You can open it again at any time.")
            if form.cleaned_data.get("ask") and complaint_letters.ask_settled(found, by=request.actor, now=request.now):
                messages.success(request, "They are asked by e-mail whether it was settled.")
            return _back_to(request, found)
    return render(request, "case/close.html", {"case": found, "form": form, "owed": desk.open_duties(found)})


@require_POST
def reopen(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Open a closed case again."""
    found = access.case_for(request, case_id, Act.CLOSE)
    cases.reopen(found, by=request.actor, now=request.now)
    messages.success(request, "This case is open again.")
    return _back_to(request, found)


def _back_to(request: AtSchool, found: "Case") -> HttpResponse:
    return redirect("case", request.school.slug, found.id)
