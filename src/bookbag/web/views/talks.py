"""Calls and meetings of a case: noting what was said in one that was arranged."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bookbag.desk import queries as desk
from bookbag.desk.actions import talks
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.talks import LogTalk
from bookbag.web.requests import AtSchool, sent


@require_http_methods(["GET", "POST"])
def log(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Note what was said in a call or a meeting."""
    case = access.case_for(request, case_id, Act.WRITE_NOTE)
    form = LogTalk(sent(request))
    if request.method == "POST" and form.is_valid():
        talks.log(case, text=form.cleaned_data["text"], by=request.actor, now=request.now)
        messages.success(request, "Noted. It stands in the case, and is never sent.")
        return redirect("case", request.school.slug, case.id)
    return render(request, "case/log_talk.html", {"case": case, "form": form, "talk": desk.talk_arranged(case)})
