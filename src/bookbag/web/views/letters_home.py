"""Writing home about a child: begun here, written as an answer is, and each copy printed or noted as posted."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bookbag.desk import printing
from bookbag.desk import queries as desk
from bookbag.desk.actions import copies, writing_home
from bookbag.errors import Invalid
from bookbag.people import families
from bookbag.web import access
from bookbag.web.forms.letters_home import BeginLetter, Posted
from bookbag.web.requests import AtSchool, sent


@require_http_methods(["GET", "POST"])
def begin(request: AtSchool, pupil_id: UUID) -> HttpResponse:
    """Begin a letter home about a child, to each adult who is told this."""
    pupil = access.pupil_for(request, pupil_id)
    form = BeginLetter(sent(request))
    if request.method == "POST" and form.is_valid():
        home, subject = desk.Home(form.cleaned_data["home"]), form.cleaned_data["subject"]
        try:
            writing = writing_home.begin(pupil, home, subject, by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            return redirect("reply", request.school.slug, writing.reply.case_id)
    return render(request, "letters_home/begin.html", {"pupil": pupil, "form": form})


@require_http_methods(["GET", "POST"])
def posted(request: AtSchool, copy_id: UUID) -> HttpResponse:
    """Note that a copy went by post."""
    copy = access.copy_for(request, copy_id)
    case = copy.row.reply.case
    form = Posted(sent(request), initial={"on": timezone.localdate(request.now)})
    if request.method == "POST" and form.is_valid():
        try:
            copies.post(copy.row.id, on=form.cleaned_data["on"], by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, f"Noted: the copy for {copy.name} was posted.")
            return redirect("case", request.school.slug, case.id)
    return render(request, "letters_home/posted.html", {"copy": copy, "case": case, "form": form})


@require_safe
def paper(request: AtSchool, copy_id: UUID) -> HttpResponse:
    """The copy of one adult to print: nothing of anybody else stands on it."""
    copy = access.copy_for(request, copy_id)
    address = next((point.value for point in families.points_of(copy.row.contact) if point.kind == "post"), "")
    letter = copy.row.reply.draft
    parts = printing.parts_for(copy.row.contact, letter)
    told = {"copy": copy, "letter": letter, "address": address, "parts": parts}
    return render(request, "letters_home/paper.html", told)
