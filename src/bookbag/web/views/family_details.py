"""What the school holds about the adult who is signed in, and what of it they correct themselves."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from bookbag.desk import families
from bookbag.errors import Invalid, NotFound
from bookbag.people.actions import own_points
from bookbag.policy.permissions import process
from bookbag.web.forms.family import ChangeDetail
from bookbag.web.requests import OfFamily, sent
from bookbag.web.views.family import for_family, shown


@require_safe
@for_family
def details(request: OfFamily) -> HttpResponse:
    """Their name and how they are reached. Nothing of another adult."""
    return shown(request, "family/details.html", {"points": families.points_of(request.family), "own": own_points.OWN})


@require_http_methods(["GET", "HEAD", "POST"])
@for_family
def change(request: OfFamily, point_id: UUID) -> HttpResponse:
    """Correct a telephone number or an address; it counts at once."""
    mine = {point.id: point for point in families.points_of(request.family) if point.kind in own_points.OWN}
    if point_id not in mine:
        raise NotFound
    form = ChangeDetail(sent(request), initial={"value": mine[point_id].value})
    if request.method == "POST" and form.is_valid():
        by = process("family", request.school.id)
        try:
            own_points.correct(request.family.contact_id, point_id, form.cleaned_data["value"], by=by, now=request.now)
        except Invalid as wrong:
            form.add_error("value", str(wrong))
        else:
            messages.success(request, "Thank you. We use this from now on.")
            return redirect("family-details", request.school.slug)
    return shown(request, "family/change.html", {"form": form, "point": mine[point_id]})
