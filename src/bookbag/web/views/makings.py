"""What of a message is to be made for one adult: attached and sent here, or settled with words."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bookbag.desk import printing
from bookbag.desk.actions import versions
from bookbag.errors import Invalid
from bookbag.people import families
from bookbag.web import access
from bookbag.web.forms.versions import Attach, Settle
from bookbag.web.requests import AtSchool


@require_http_methods(["GET", "POST"])
def make(request: AtSchool, making_id: UUID) -> HttpResponse:
    """What is to be made for whom, with the words of the message; and the two ways in which it is done."""
    made = access.making_for(request, making_id)
    does = request.POST.get("do", "") if request.method == "POST" else ""
    attach = Attach(request.POST, request.FILES) if does == "attach" else Attach()
    settle = Settle(request.POST) if does == "settle" else Settle()
    try:
        if does == "attach" and attach.is_valid():
            versions.attach(made.row.id, attach.brought(), by=request.actor, now=request.now)
            messages.success(request, f"It is on its way to {made.name}.")
            return redirect("case", request.school.slug, made.row.reply.case_id)
        if does == "settle" and settle.is_valid():
            versions.settle(made.row.id, settle.cleaned_data["how"], by=request.actor, now=request.now)
            messages.success(request, f"Noted: how it reached {made.name}.")
            return redirect("case", request.school.slug, made.row.reply.case_id)
    except Invalid as wrong:
        (attach if does == "attach" else settle).complain(wrong)
    told = {
        "made": made,
        "case": made.row.reply.case,
        "letter": made.row.reply.draft,
        "numbers": families.telephones_of(made.row.contact) if made.is_call else [],
        "parts": printing.parts_for(made.row.contact, made.row.reply.draft),
        "attach": attach if made.row.address else None,
        "settle": settle,
        "form": attach if does == "attach" else settle,
    }
    return render(request, "versions/make.html", told)
