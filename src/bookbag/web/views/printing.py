"""The list of copies to print: what goes home on paper, by class, as one PDF, with a tick for what was handed out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bookbag.desk import printruns
from bookbag.desk.actions import handing_out
from bookbag.errors import NotFound
from bookbag.policy import english
from bookbag.web import access
from bookbag.web.requests import AtSchool


@require_http_methods(["GET", "POST"])
def copies(request: AtSchool) -> HttpResponse:
    """What is to be printed; a post ticks what was handed out."""
    access.whole_desk_for(request)
    waiting = printruns.waiting(request.actor)
    if request.method == "POST":
        ticked = set(request.POST.getlist("done"))
        done = handing_out.tick([each for each in waiting if str(each.id) in ticked], by=request.actor, now=request.now)
        messages.success(request, f"Noted as handed out: {english.count(done, 'copy', 'copies')}.")
        return redirect("copies", request.school.slug)
    return render(
        request, "versions/copies.html", {"waiting": waiting, "any_set": any(each.can_be_set for each in waiting)}
    )


@require_safe
def as_pdf(request: AtSchool) -> HttpResponse:
    """All copies that wait, or `?copy=` one of them, each in the size that its reader needs."""
    access.whole_desk_for(request)
    waiting = printruns.waiting(request.actor)
    if one := request.GET.get("copy"):
        waiting = [each for each in waiting if str(each.id) == one]
    if not any(each.can_be_set for each in waiting):
        raise NotFound
    pdf = printruns.as_pdf(request.school, waiting, today=timezone.localdate(request.now), now=request.now)
    headers = {"Content-Disposition": 'attachment; filename="copies.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
