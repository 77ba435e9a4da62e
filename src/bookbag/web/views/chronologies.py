"""Which children a concern is about, the chronology of each, and it as a file for the school's own safeguarding system."""

import csv
from io import StringIO
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bookbag.errors import Invalid
from bookbag.safeguarding import chronologies
from bookbag.safeguarding.actions import children
from bookbag.safeguarding.chronologies import Part
from bookbag.web import access
from bookbag.web.forms.concerns import SayChild
from bookbag.web.requests import AtSchool
from bookbag.web.views.concerns import shown
from bookbag.web.views.files import handed_over


@require_POST
def say_child(request: AtSchool, concern_id: UUID) -> HttpResponse:
    """Say which child it is about, and what the child is in it."""
    found = access.concern_for(request, concern_id)
    form = SayChild(request.POST, auto_id="child_%s")
    if form.is_valid():
        given = form.cleaned_data
        try:
            kept = children.say(
                found, words=given["child"], part=Part(given["part"]), by=request.actor, now=request.now
            )
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, f"Kept in the chronology of {kept.pupil.full_name}.")
            return redirect("concern", request.school.slug, found.id)
    return shown(request, concern_id, child=form, form=form)


@require_safe
def chronology(request: AtSchool, pupil_id: UUID) -> HttpResponse:
    """Every concern that names a child, in order."""
    access.concerns_for(request)
    pupil = chronologies.find_child(request.actor, pupil_id)
    children.read(pupil.id, as_file=False, by=request.actor, now=request.now)
    return render(request, "concerns/chronology.html", {"pupil": pupil, "rows": chronologies.of(pupil)})


@require_safe
def as_file(request: AtSchool, pupil_id: UUID) -> HttpResponse:
    """The same as a table. That it was taken out is noted."""
    access.concerns_for(request)
    pupil = chronologies.find_child(request.actor, pupil_id)
    children.read(pupil.id, as_file=True, by=request.actor, now=request.now)
    written = StringIO()
    table = csv.writer(written)
    table.writerow(chronologies.HEADS)
    for cells in chronologies.rows_of(pupil):
        # What begins like a formula would be run by a spreadsheet.
        table.writerow([f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell for cell in cells])
    name = f"{request.school.slug}-chronology-{timezone.localdate(request.now):%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(f"\ufeff{written.getvalue()}", content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
def file(request: AtSchool, file_id: UUID) -> HttpResponse:
    """What came with a concern, as it was handed in."""
    access.concerns_for(request)
    found = chronologies.find_file(request.actor, file_id)
    access.concern_for(request, found.concern_id)
    return handed_over(request, found.sha256, found.name)
