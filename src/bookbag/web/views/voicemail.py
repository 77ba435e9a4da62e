"""The answer machine: what is on it, its checks, a recording taken in, heard, taken off with a reason."""

from datetime import time
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.desk import voicemail as desk
from bookbag.desk.actions import voicemail
from bookbag.errors import Invalid, NotFound
from bookbag.web import access
from bookbag.web.forms.telephone import Checks, Clear, Recorded
from bookbag.web.requests import AtSchool, sent
from bookbag.web.views.files import handed_over


@require_http_methods(["GET", "POST"])
def machine(request: AtSchool) -> HttpResponse:
    """The list, and a recording that is taken in."""
    access.whole_desk_for(request)
    form = Recorded(sent(request), request.FILES or None, initial=_now(request))
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        file = voicemail.File(upload.name or "recording", upload.read()) if upload else None
        try:
            voicemail.take_in(form.recorded_at, form.cleaned_data["number"], file, by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, "It is on the list until somebody passes it on.")
            return redirect("voicemail", request.school.slug)
    return _page(request, form)


def _now(request: AtSchool) -> dict[str, object]:
    local = timezone.localtime(request.now)
    return {"recorded_on": local.date(), "recorded_time": local.time()}


def _page(request: AtSchool, form: Recorded, *, clearing: Clear | None = None, of: UUID | None = None) -> HttpResponse:
    of_today = desk.checks(request.school, now=request.now)
    times = ", ".join(f"{each:%H.%M}" for each in desk.times(request.school))
    told = {
        "form": clearing or form,
        "recorded": form,
        "clearing": clearing,
        "of": of,
        "checks": of_today,
        "waiting": desk.waiting(request.school, now=request.now, of_today=of_today),
        "passed_on": desk.passed_on(request.school, now=request.now),
        "times": Checks(initial={"times": times}),
    }
    return render(request, "calls/voicemail.html", told)


@require_POST
def tick(request: AtSchool) -> HttpResponse:
    """Say that the machine was listened to."""
    access.whole_desk_for(request)
    try:
        due = time.fromisoformat(request.POST.get("due", ""))
    except ValueError as error:
        raise NotFound from error
    voicemail.tick(due, by=request.actor, now=request.now)
    messages.success(request, "Noted that the machine was checked.")
    return redirect("voicemail", request.school.slug)


@require_POST
def checks(request: AtSchool) -> HttpResponse:
    """Say when the machine is listened to."""
    access.whole_desk_for(request)
    form = Checks(request.POST)
    if form.is_valid():
        voicemail.set_checks(form.cleaned_data["times"], by=request.actor, now=request.now)
        messages.success(request, "Kept. From now on the list asks for these checks.")
    else:
        messages.error(request, "Write the times as 9.15, 12, 15.45.")
    return redirect("voicemail", request.school.slug)


@require_POST
def heard(request: AtSchool, voicemail_id: UUID) -> HttpResponse:
    """Say that a recording was listened to."""
    access.whole_desk_for(request)
    voicemail.hear(voicemail_id, by=request.actor, now=request.now)
    return redirect("voicemail", request.school.slug)


@require_POST
def clear(request: AtSchool, voicemail_id: UUID) -> HttpResponse:
    """Take a recording off the list with a reason."""
    access.whole_desk_for(request)
    form = Clear(request.POST)
    form.is_valid()
    try:
        voicemail.clear(voicemail_id, because=form.cleaned_data.get("because", ""), by=request.actor, now=request.now)
    except Invalid as wrong:
        form.complain(wrong)
        return _page(request, Recorded(initial=_now(request)), clearing=form, of=voicemail_id)
    messages.success(request, "It is off the list. The reason is kept.")
    return redirect("voicemail", request.school.slug)


@require_safe
def recording(request: AtSchool, voicemail_id: UUID) -> HttpResponse:
    """Hand the recording over."""
    access.whole_desk_for(request)
    found = desk.find(request.actor, voicemail_id)
    if found is None or not found.sha256:
        raise NotFound
    return handed_over(request, found.sha256, found.file_name)
