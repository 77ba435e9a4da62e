"""Bringing people in from a file: choose it, look at what it would do, mend what was misread, take it over."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.errors import Invalid, NotFound, Stale
from bookbag.people import queries as people
from bookbag.people.actions import import_runs
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.importing import Answers, Columns, NewImport
from bookbag.web.requests import AtSchool, sent

if TYPE_CHECKING:
    from bookbag.people.models import ImportRun

SECTIONS = (
    ("adds", "New"),
    ("changes", "Changes"),
    ("leavers", "Leavers"),
    ("leaves", "Stays as it is"),
)


@require_http_methods(["GET", "POST"])
def runs(request: AtSchool) -> HttpResponse:
    """Choose a file, and see those that were brought in before."""
    access.leave_for(request, Act.BRING_IN)
    form = NewImport(sent(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        content = form.cleaned_data["file"].read(import_runs.LARGEST + 1)
        try:
            begun = import_runs.begin(
                form.file_name, content, form.format_of(content), by=request.actor, now=request.now
            )
        except Invalid as wrong:
            form.complain(wrong)
        else:
            return redirect("import-run", request.school.slug, begun.id)
    return render(request, "importing/runs.html", {"form": form, "runs": people.import_runs(request.school.id)})


@require_safe
def run(request: AtSchool, run_id: UUID) -> HttpResponse:
    """One file: how far it has come, what it would do, or what it did."""
    found = _run(request, run_id)
    return render(request, "importing/run.html", _told(found, Answers(found.report.get("asks", []))))


def _told(found: "ImportRun", answers: Answers) -> dict[str, object]:
    sections = [(name, head, found.report.get(name, [])) for name, head in SECTIONS]
    return {
        "run": found,
        "sections": [each for each in sections if each[2]],
        "answers": answers,
        "seen": import_runs.shown(found.report),
        "waits": found.state in {"reading", "taking"},
        "misread": found.report.get("unread", []),
        "noted": found.report.get("noted", []),
    }


@require_http_methods(["GET", "POST"])
def say_columns(request: AtSchool, run_id: UUID) -> HttpResponse:
    """Say what stands in the columns of a list."""
    found = _run(request, run_id)
    if found.state != "planned" or not found.report.get("columns"):
        raise Stale
    form = Columns([(name, what) for name, what in found.report["columns"]], sent(request))
    if form.is_bound and form.is_valid():
        import_runs.say_columns(run_id, form.said, by=request.actor)
        messages.success(request, "The columns are remembered. The file is read again.")
        return redirect("import-run", request.school.slug, run_id)
    return render(request, "importing/columns.html", {"form": form, "run": found})


@require_POST
def say_whole(request: AtSchool, run_id: UUID) -> HttpResponse:
    """Say that the file names every pupil of the school, or that it does not."""
    _run(request, run_id)
    import_runs.say_whole(run_id, is_whole=request.POST.get("whole") == "yes", by=request.actor)
    return redirect("import-run", request.school.slug, run_id)


@require_POST
def take_over(request: AtSchool, run_id: UUID) -> HttpResponse:
    """Have the file taken over as it was shown."""
    found = _run(request, run_id)
    answers = Answers(found.report.get("asks", []), request.POST)
    if not answers.is_valid():
        return render(request, "importing/run.html", _told(found, answers))
    import_runs.agree(run_id, answers.given, seen=request.POST.get("seen", ""), by=request.actor)
    return redirect("import-run", request.school.slug, run_id)


@require_POST
def drop(request: AtSchool, run_id: UUID) -> HttpResponse:
    """Leave the file alone."""
    _run(request, run_id)
    import_runs.drop(run_id, by=request.actor, now=request.now)
    messages.success(request, "The file is dropped. Nothing was changed.")
    return redirect("imports", request.school.slug)


def _run(request: AtSchool, run_id: UUID) -> "ImportRun":
    access.leave_for(request, Act.BRING_IN)
    found = people.import_run(request.school.id, run_id)
    if found is None:
        raise NotFound
    return found
