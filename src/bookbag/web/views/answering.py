"""How fast the school answers, as the policy's principles ask: for everybody who sees how the policy is kept."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bookbag.desk import answering
from bookbag.policy import english
from bookbag.web import access
from bookbag.web.requests import AtSchool

LOOKED_AT = timedelta(days=365)


@require_safe
def answers(request: AtSchool) -> HttpResponse:
    """The median time to a full answer in the last twelve months, for the school and for each job."""
    access.proof_for(request)
    paces = answering.pace(request.school, since=request.now - LOOKED_AT, until=request.now)
    lines = [(_job(each), each.answers, _length(each.median)) for each in paces]
    return render(request, "policy/answers.html", {"lines": lines})


def _job(pace: answering.Pace) -> str:
    return pace.role.replace("_", " ").capitalize() if pace.role else "The whole school"


def _length(median: timedelta) -> str:
    """A length of time as people say it: by the clock, nights and weekends too."""
    hours = round(median.total_seconds() / 3600)
    if hours < 48:
        return english.count(hours, "hour") if hours else "less than an hour"
    return english.count(round(hours / 24), "day")
