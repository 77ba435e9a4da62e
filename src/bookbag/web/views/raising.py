"""How a concern or complaint is raised, for anybody who asks, and where one stands, for whoever has its link."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bookbag.desk import following, raising
from bookbag.errors import NotFound
from bookbag.schools import tenancy
from bookbag.web.requests import FromOutside


@require_safe
def page(request: FromOutside) -> HttpResponse:
    """The steps, the people, the times: open to all, whether or not they have a child here."""
    with tenancy.atomic(request.school.id):
        sections = raising.sections(request.school, of_parent=True, now=request.now)
    told = {"school": request.school, "title": raising.TITLE, "sections": sections}
    return render(request, "complaints/raising.html", told)


@require_safe
def leaflet(request: FromOutside) -> HttpResponse:
    """The same to print: for the front desk, and for whoever wants it on paper."""
    with tenancy.atomic(request.school.id):
        pdf = raising.as_leaflet(request.school, now=request.now)
    headers = {"Content-Disposition": 'inline; filename="concerns-and-complaints.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@require_safe
def matter(request: FromOutside, token: str) -> HttpResponse:
    """Which steps of one matter are done, and what is promised by when."""
    with tenancy.atomic(request.school.id):
        followed = following.read(request.school, token)
    if followed is None:
        raise NotFound
    return render(request, "complaints/matter.html", {"school": request.school, "followed": followed})
