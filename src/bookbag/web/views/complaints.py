"""Complaints and concerns: all that are open, one with its stages, and what is told of it; the school's own procedure."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.desk import complaints, following, raising
from bookbag.desk import queries as desk
from bookbag.desk.actions import complaint_letters, letters
from bookbag.desk.actions import complaints as actions
from bookbag.errors import Invalid, NotFound
from bookbag.people import queries as people
from bookbag.policy.permissions import Act
from bookbag.policy.values import Category, Channel
from bookbag.web import access
from bookbag.web.forms.complaints import EnterStep, HaveRead, NewComplaint, OurProcedure, PassUp
from bookbag.web.requests import AtSchool, sent
from bookbag.web.views.people import found_by_name

if TYPE_CHECKING:
    from bookbag.desk.models import Case


@require_safe
def board(request: AtSchool) -> HttpResponse:
    """What is open, the longest first, and how many days those of this term took."""
    access.desk_for(request)
    return render(
        request,
        "complaints/board.html",
        {
            "board": complaints.board(request.actor, request.school, now=request.now),
            "longest": complaints.LONGEST,
            "leads": request.actor.staff_id if request.actor.roles & complaint_letters.LEADERS else "",
        },
    )


@require_http_methods(["GET", "POST"])
def complaint(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Where one stands, and a form for what was done."""
    found = access.case_for(request, case_id, Act.ANSWER)
    if not complaints.is_one(found):
        raise NotFound
    staff = people.staff_in_order(request.school.id)
    form = EnterStep(staff, sent(request), initial={"done_on": timezone.localdate(request.now)})
    if form.is_bound and form.is_valid():
        try:
            actions.say(found, form.step(request.now), by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, "Entered.")
            return redirect("complaint", request.school.slug, found.id)
    standing = complaints.of(found, request.school)
    told = {
        "case": found,
        "standing": standing,
        "form": form,
        "owed": desk.open_duties(found),
        "followed": following.of(found),
        "link": following.link(request.school, found.id),
        "address": complaint_letters.address_of(found),
        "pass_up": PassUp(staff, auto_id="up_%s"),
    }
    return render(request, "complaints/complaint.html", told)


@require_POST
def have_read(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Note that somebody has read the complaints procedure, who may then answer."""
    found = access.case_for(request, case_id, Act.ANSWER)
    if HaveRead(request.POST).is_valid():
        actions.have_read(found, by=request.actor, now=request.now)
    else:
        messages.error(request, "Tick that you have read it.")
    return redirect("case", request.school.slug, found.id)


@require_POST
def pass_up(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Give what could not be settled to somebody above, and tell whoever complained."""
    found = access.case_for(request, case_id, Act.ASSIGN)
    form = PassUp(people.staff_in_order(request.school.id), request.POST)
    if not complaints.is_one(found):
        raise NotFound
    if not form.is_valid():
        raise Invalid("Choose to whom it goes, and who that is.")
    to, role = form.cleaned_data["to"], form.cleaned_data["role"]
    told = complaint_letters.pass_up(found, to=to, role=role, by=request.actor, now=request.now)
    said = "They are told by e-mail." if told else "They have no e-mail here: ring them, and say who sees to it now."
    messages.success(request, f"The {role} has it now. {said}")
    return redirect("case", request.school.slug, found.id)


@require_POST
def send_procedure(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Send whoever complained the stages, or note that they have them on paper."""
    found = access.case_for(request, case_id, Act.ANSWER)
    if not complaints.is_one(found):
        raise NotFound
    if request.POST.get("how") == "paper":
        complaint_letters.hand_over(found, by=request.actor, now=request.now)
        messages.success(request, "Noted that they have it on paper.")
    else:
        complaint_letters.send_procedure(found, by=request.actor, now=request.now)
        messages.success(request, "Sent. It says at which stage it is, and where they can follow it.")
    return redirect("complaint", request.school.slug, found.id)


@require_safe
def receipt(request: AtSchool, case_id: UUID) -> HttpResponse:
    """A receipt with the stages, to print."""
    found = access.case_for(request, case_id, Act.ANSWER)
    if not complaints.is_one(found):
        raise NotFound
    pdf = raising.as_receipt(found, request.school, link=following.link(request.school, found.id), now=request.now)
    headers = {"Content-Disposition": 'inline; filename="receipt.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@require_http_methods(["GET", "POST"])
def new(request: AtSchool) -> HttpResponse:
    """Write down what was told by telephone or face to face, and read it back. The search changes nothing."""
    access.leave_for(request, Act.LOG_LETTER)
    words = request.POST.get("search", "")
    found = found_by_name(request.school.id, words)
    if request.method == "GET" or request.POST.get("do") == "search":
        local = timezone.localtime(request.now)
        now = {"received_on": local.date(), "received_time": local.time()}
        form = NewComplaint(found, initial=now | request.POST.dict())
    else:
        form = NewComplaint(found, request.POST)
        if form.is_valid() and (case := _written_down(request, form)):
            messages.success(request, "It is written down, and its dates are set. Give them the receipt now.")
            return redirect("complaint", request.school.slug, case.id)
    return render(request, "complaints/new.html", {"form": form, "found": found, "searched": words})


def _written_down(request: AtSchool, form: NewComplaint) -> "Case | None":
    given = form.cleaned_data
    told = letters.Letter(
        subject=given["subject"] or "What was told",
        text=given["text"],
        received_at=form.received_at(timezone.get_current_timezone()),
        from_name=given["from_name"],
        contact_id=UUID(given["contact"]) if given["contact"] else None,
        category=Category(given["category"]),
        channel=Channel(given["channel"]),
        email=given["email"],
    )
    try:
        return actions.write_down(told, by=request.actor, now=request.now)
    except Invalid as wrong:
        form.complain(wrong.fields)
        return None


@require_http_methods(["GET", "POST"])
def our_procedure(request: AtSchool) -> HttpResponse:
    """Enter the school's own procedure; until then complaints run on the model of its legal kind, which every letter says."""
    access.leave_for(request, Act.SET_UP)
    model = complaints.model(request.school)
    initial = {"name": model.name, "link": model.link} if model.is_own else {}
    form = OurProcedure(sent(request), initial=initial | {"stages": "\n".join(model.stages)})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        actions.enter_procedure(given["name"], given["link"], given["stages"], by=request.actor, now=request.now)
        messages.success(request, "Entered. Complaints that are open go by these stages from now on.")
        return redirect("complaints", request.school.slug)
    return render(request, "complaints/our_procedure.html", {"form": form, "model": model})
