"""The second factors of others: who ends one that was lost, and whether everybody at a school needs one."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bookbag.desk.actions import passwords
from bookbag.errors import FactorDue, NotFound
from bookbag.people import queries as people
from bookbag.people.actions import leaving
from bookbag.policy.permissions import Act, Role
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools.actions import setting_up
from bookbag.web import access, entrance
from bookbag.web.forms.entry import FactorForAll
from bookbag.web.requests import AtSchool, sent

if TYPE_CHECKING:
    from bookbag.people.models import StaffMember


@require_http_methods(["GET", "POST"])
def end(request: AtSchool, staff_id: UUID) -> HttpResponse:
    """End the second factor of somebody who has lost it. Whoever does has just shown their own."""
    who = people.staff_member(request.school.id, staff_id)
    if who is None or not may_end(request, who):
        raise NotFound
    if not entrance.proved_lately(request):
        raise FactorDue
    if request.method == "POST":
        entrance.end_factors(who.user_id or 0)
        passwords.factor_ended(request.school, who.id, who.email, by=request.actor, now=request.now)
        messages.success(request, f"The second factor of {who.name} is ended. They can set up a new one.")
        return redirect("staff-member", request.school.slug, who.id)
    return render(request, "staff/end_factor.html", {"who": who})


def may_end(request: AtSchool, who: "StaffMember") -> bool:
    """Whether the actor may end this colleague's second factor, if they have any: not their own, which they remove themselves.

    One that guards another school too is not this school's to end, and that of whoever leads is the headteacher's.
    """
    theirs = who.user_id and who.user_id != request.user.pk and entrance.has_factor(who.user_id)
    if not theirs or not access.allows(request, Act.END_FACTOR) or leaving.works_elsewhere(who):
        return False
    return Role.HEAD in request.actor.roles or not leaving.leads(who, today=timezone.localdate(request.now))


@require_http_methods(["GET", "POST"])
def for_all(request: AtSchool) -> HttpResponse:
    """Say whether everybody who works here needs a second factor."""
    access.leave_for(request, Act.END_FACTOR)
    form = FactorForAll(sent(request), initial={"all": "yes" if request.school.factor_for_all else "no"})
    if form.is_bound and form.is_valid():
        if setting_up.demand_factors(request.school, of_all=form.cleaned_data["all"] == "yes", by=request.actor):
            what = ["factor_for_all"]
            note(Kind.SCHOOL_SET_UP, by=request.actor, now=request.now, thing="school", thing_id=None, what=what)
        messages.success(request, "It is noted.")
        return redirect("set-up", request.school.slug)
    return render(request, "setup/factors.html", {"form": form})
