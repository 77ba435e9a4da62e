"""Calls: noting one while the caller speaks, the log of the week, ringing back, who collects, the ready answers.

The first Enter looks up who is at the number, the second keeps the note; what is not clear is asked in between, and no
word typed so far is lost.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.desk import calls as desk_calls
from bookbag.desk.actions import calls, collections, readyanswers
from bookbag.desk.actions.calls import Taken
from bookbag.desk.actions.collections import How, Said, speaks_of_collecting
from bookbag.errors import Invalid, NotFound
from bookbag.people import matching, telephones
from bookbag.people import queries as people
from bookbag.policy import english
from bookbag.policy.permissions import Act
from bookbag.web import access, callsources
from bookbag.web.callsources import Source
from bookbag.web.forms.calls import (
    ELSE,
    NOT_MEANT,
    AcceptCall,
    ConfirmCollection,
    Known,
    NewCall,
    NewReadyAnswer,
    RingBack,
)
from bookbag.web.requests import AtSchool, sent

if TYPE_CHECKING:
    from bookbag.desk.models import Call, Case, Collection
    from bookbag.people.models import Pupil

WHICH_CHILD = "This is about who collects, or about walking home: say which child."


def _known(request: AtSchool, source: Source) -> Known:
    typed: Mapping[str, str] = source.known if request.method == "GET" else {**request.POST.dict()}
    school = request.school.id
    number = typed.get("number", "")
    held = matching.adults_held_under(school, number) if telephones.e164(number) else []
    theirs = people.children_of([adult.id for adult in held])
    letters = typed.get("child", "")
    of_adults = list({child.id: child for some in theirs.values() for child in some}.values())
    children = desk_calls.children_beginning(school, letters) if letters.strip() else of_adults
    about = _chosen(typed.get("pupil", ""), children)
    collecting = speaks_of_collecting(f"{typed.get('purpose', '')}. {typed.get('word', '')}")
    return Known(
        adults=[(adult, theirs.get(adult.id, [])) for adult in held],
        children=children,
        staff=desk_calls.staff_beginning(school, typed.get("for_whom", "")),
        ties=list(people.relationships_of([about.id])) if collecting and about else [],
        collecting=collecting,
        answers=desk_calls.ready_answers(school),
    )


def _chosen(given: str, among: Sequence[Any]) -> Any:
    """The one of several that was chosen, or the only one there is."""
    return next((each for each in among if str(each.id) == given), among[0] if len(among) == 1 and not given else None)


@require_http_methods(["GET", "POST"])
def new(request: AtSchool) -> HttpResponse:
    """Note a call."""
    access.whole_desk_for(request)
    source = callsources.of(request)
    known = _known(request, source)
    if request.method == "GET" or _only_looks(request, known):
        only = str(known.adults[0][0].id) if len(known.adults) == 1 else ""
        child = str(known.children[0].id) if len(known.children) == 1 else ""
        typed = {name: str(words) for name, words in request.POST.items() if words}
        start = {"contact": only, "pupil": child} | (source.known if request.method == "GET" else {}) | typed
        asks = request.method == "POST" or source.entry
        focus = "purpose" if asks and not request.POST.get("purpose") else "number"
        form = NewCall(known, initial=start, focus=focus)
    else:
        form = NewCall(known, request.POST, focus="purpose")
        if form.is_valid():
            try:
                case = _keep(form.cleaned_data, known, source, request)
            except Invalid as wrong:
                form.complain(wrong.fields or {"": str(wrong)})
            else:
                messages.success(request, _kept(case, request))
                if form.cleaned_data["urgent"] and (line := desk_calls.of_case(case, now=request.now)):
                    return redirect("put-through", request.school.slug, line.call.id)
                return redirect("calls", request.school.slug)
    told = {"form": form, "known": known, "looked": request.method == "POST", "source": source}
    return render(request, "calls/new.html", told)


def _only_looks(request: AtSchool, known: Known) -> bool:
    """Whether this only looks up: nothing is said yet of why they call, or who is at the number has not been shown."""
    typed = request.POST
    if not (typed.get("purpose", "") + typed.get("word", "")).strip():
        return bool(typed.get("number", "").strip()) and "looked" not in typed
    return bool(known.adults) and "looked" not in typed and not typed.get("name", "").strip()


def _keep(given: dict[str, Any], known: Known, source: Source, request: AtSchool) -> "Case":
    child = _one(given, "pupil", "child", known.children, "No child here is called so.")
    whom = _one(given, "recipient", "for_whom", known.staff, "Nobody here is called so, and no class.")
    taken = Taken(
        number=given["number"],
        purpose=given["purpose"] or (f"A message for {child.full_name}" if given["word"] and child else given["word"]),
        word=given["word"],
        name=given["name"],
        contact_id=UUID(given["contact"]) if given["contact"] and not given["name"].strip() else None,
        pupil_id=child.id if child else None,
        for_whom=whom.id if whom else None,
        urgent=given["urgent"],
    )
    if given["answer"]:
        return calls.settle(taken, UUID(given["answer"]), by=request.actor, now=request.now)
    return source.keep(taken, _collects(given, known, child), request)


def _one(given: dict[str, Any], choice: str, typed: str, found: Sequence[Any], nobody: str) -> Any:
    """The one that is meant. Raises `Invalid` where letters were typed that nobody has, or several have."""
    chosen = _chosen(given[choice], found)
    if given[typed].strip() and not found:
        raise Invalid(fields={typed: nobody})
    if given[typed].strip() and chosen is None:
        raise Invalid(fields={choice: f"Several are called so. Choose one: {len(found)} are shown."})
    return chosen if given[typed].strip() or given[choice] else None


def _collects(given: dict[str, Any], known: Known, child: "Pupil | None") -> Said | None:
    """Who collects, where the call speaks of it. Raises `Invalid` until the child and the adult are said."""
    if not known.collecting or given["collector"] == NOT_MEANT:
        return None
    if child is None:
        raise Invalid(fields={"child": WHICH_CHILD})
    if not given["collector"]:
        raise Invalid(fields={"collector": "This is about who collects, or about walking home. Say who."})
    if given["collector"] == ELSE:
        return Said(adult=given["adult"])
    return Said(contact_id=UUID(given["collector"]))


def _kept(case: "Case", request: AtSchool) -> str:
    line = desk_calls.of_case(case, now=request.now)
    if line and line.call.settled_with:
        return f"Noted as settled: {line.call.settled_with}. No clock runs."
    if line and line.call.delivered_at and line.call.for_whom:
        return f"Noted, and delivered to {line.call.for_whom.name} at {english.clock(timezone.localtime(line.call.delivered_at).time())}."
    return "Noted. It stands in the inbox."


@require_safe
def log(request: AtSchool) -> HttpResponse:
    """The calls of the last two weeks, and those that still wait."""
    access.whole_desk_for(request)
    lines = desk_calls.log(request.actor, now=request.now)
    number, settled = desk_calls.of_this_week(lines, now=request.now)
    return render(request, "calls/log.html", {"lines": lines, "number": number, "settled": settled})


@require_POST
def have(request: AtSchool, call_id: UUID) -> HttpResponse:
    """Say that I have a call that is for me."""
    call = _call_for(request, call_id)
    calls.have(call, by=request.actor, now=request.now)
    return redirect("case", request.school.slug, call.case_id)


@require_http_methods(["GET", "POST"])
def ring_back(request: AtSchool, call_id: UUID) -> HttpResponse:
    """Note what came of ringing back."""
    call = _call_for(request, call_id)
    form = RingBack(sent(request))
    if request.method == "POST" and form.is_valid():
        spoke = request.POST.get("do") == "spoke"
        try:
            calls.ring_back(call, spoke=spoke, text=form.cleaned_data["text"], by=request.actor, now=request.now)
        except Invalid as wrong:
            for name, sentence in wrong.fields.items():
                form.add_error(name, sentence)
        else:
            messages.success(request, "Noted what was said." if spoke else "Noted that you tried.")
            return redirect("case", request.school.slug, call.case_id)
    told = {"form": form, "line": desk_calls.of_case(call.case, now=request.now), "case": call.case}
    return render(request, "calls/ring_back.html", told)


@require_POST
def accept(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Put a call back that was asked for by the form on somebody's list."""
    access.whole_desk_for(request)
    case = access.case_for(request, case_id, Act.ASSIGN)
    form = AcceptCall(people.staff_in_order(request.school.id), request.POST)
    if form.is_valid():
        call = calls.accept(case, to=form.cleaned_data["recipient"], by=request.actor, now=request.now)
        messages.success(request, f"It stands on the list of {call.for_whom.name if call.for_whom else 'nobody'}.")
    else:
        messages.error(request, "Choose who rings back.")
    return redirect("case", request.school.slug, case.id)


@require_http_methods(["GET", "POST"])
def confirm(request: AtSchool, collection_id: UUID) -> HttpResponse:
    """Confirm who collects a child, by a way of the office's own."""
    access.whole_desk_for(request)
    said = _collection_for(request, collection_id)
    form = ConfirmCollection(list(How.choices), people.relationships_of([said.pupil_id]), sent(request))
    if request.method == "POST" and form.is_valid():
        rang = UUID(form.cleaned_data["rang"]) if form.cleaned_data["rang"] else None
        try:
            collections.confirm(said, how=How(form.cleaned_data["how"]), rang=rang, by=request.actor, now=request.now)
        except Invalid as wrong:
            for name, sentence in (wrong.fields or {"how": str(wrong)}).items():
                form.add_error(name, sentence)
        else:
            messages.success(request, "Confirmed. The class sees it now.")
            return redirect("case", request.school.slug, said.case_id)
    (told,) = desk_calls.collections([said])
    line = desk_calls.of_case(said.case, now=request.now)
    held = matching.adults_held_under(request.school.id, line.call.number) if line and line.dials else []
    return render(request, "calls/confirm.html", {"form": form, "told": told, "row": said, "line": line, "held": held})


@require_http_methods(["GET", "POST"])
def ready_answers(request: AtSchool) -> HttpResponse:
    """What the office says to what is often asked."""
    access.whole_desk_for(request)
    form = NewReadyAnswer(sent(request))
    if request.method == "POST" and form.is_valid():
        readyanswers.keep(**form.cleaned_data, by=request.actor, now=request.now)
        messages.success(request, "Kept. It is offered while a call is noted.")
        return redirect("ready-answers", request.school.slug)
    return render(request, "calls/ready.html", {"form": form, "answers": desk_calls.ready_answers(request.school.id)})


@require_POST
def drop_ready_answer(request: AtSchool, answer_id: UUID) -> HttpResponse:
    """Take a ready answer away. What it has settled keeps its name."""
    access.whole_desk_for(request)
    readyanswers.drop(answer_id, by=request.actor, now=request.now)
    messages.success(request, "It is offered no more.")
    return redirect("ready-answers", request.school.slug)


def _call_for(request: AtSchool, call_id: UUID) -> "Call":
    """A call whose case this person may write a note on."""
    access.desk_for(request)
    call = desk_calls.find(request.actor, call_id)
    if call is None:
        raise NotFound
    access.case_for(request, call.case_id, Act.WRITE_NOTE)
    return call


def _collection_for(request: AtSchool, collection_id: UUID) -> "Collection":
    found = desk_calls.find_collection(request.actor, collection_id)
    if found is None:
        raise NotFound
    return found
