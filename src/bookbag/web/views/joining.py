"""Who begins to work here, and as what: somebody new, and roles given and ended with dates."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bookbag.desk.actions import inviting, readdressing
from bookbag.errors import Invalid, NotFound
from bookbag.people import queries as people
from bookbag.people.actions import joining as actions
from bookbag.people.actions.joining import Joiner
from bookbag.people.actions.readdressing import may_move
from bookbag.policy import english
from bookbag.policy.permissions import Act, Role
from bookbag.web import access
from bookbag.web.forms.joining import ROLES, GiveRole, Join, Readdress
from bookbag.web.requests import AtSchool, sent

if TYPE_CHECKING:
    from bookbag.people.models import StaffMember


@require_http_methods(["GET", "POST"])
def add(request: AtSchool) -> HttpResponse:
    """Somebody begins to work here."""
    access.leave_for(request, Act.KEEP_STAFF)
    access.fresh_factor_for(request)
    today = _today(request)
    may_give = actions.may_be_given(request.actor, to=None)
    form = Join(may_give, people.colleagues(request.school.id, today=today), sent(request), initial={"from_day": today})
    if form.is_bound and form.is_valid():
        try:
            member = actions.join(_joiner(form), by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            invited = form.cleaned_data["invite"] and _invited(request, member)
            then = " They have an e-mail to choose a password." if invited else ""
            day = english.full_day(form.cleaned_data["from_day"])
            messages.success(request, f"{member.name} works here from {day}.{then}")
            return redirect("staff-roles", request.school.slug, member.id)
    return render(request, "joining/add.html", {"form": form})


def _invited(request: AtSchool, member: "StaffMember") -> bool:
    """Whether an invitation went out: not to whoever has a password already, from another school."""
    try:
        inviting.invite(member, school=request.school, by=request.actor, now=request.now)
    except Invalid:
        return False
    return True


@require_POST
def invite(request: AtSchool, staff_id: UUID) -> HttpResponse:
    """Invite somebody, once more, to choose a password."""
    who = _keepers(request, staff_id)
    try:
        inviting.invite(who, school=request.school, by=request.actor, now=request.now)
    except Invalid as wrong:
        messages.error(request, str(wrong))
        return redirect("staff-roles", request.school.slug, who.id)
    messages.success(request, f"An e-mail to choose a password goes to {who.name}.")
    return redirect("staff-roles", request.school.slug, who.id)


@require_http_methods(["GET", "POST"])
def address(request: AtSchool, staff_id: UUID) -> HttpResponse:
    """Somebody has another e-mail address from now on."""
    who, today = _keepers(request, staff_id), _today(request)
    may_move(who, by=request.actor, today=today)
    form = Readdress(sent(request))
    if form.is_bound and form.is_valid():
        try:
            moved = readdressing.move(
                who.id,
                form.cleaned_data["email"],
                school=request.school,
                by=request.actor,
                now=request.now,
                today=today,
            )
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, f"The e-mail address of {who.name} is now {moved.member.email}.")
            return redirect("staff-member", request.school.slug, who.id)
    before = who.user.email if who.user else who.email
    told = {"form": form, "who": who, "before": before, "signs_in": who.user is not None}
    return render(request, "joining/address.html", told)


def _joiner(form: Join) -> Joiner:
    given = form.cleaned_data
    return Joiner(
        given_name=given["given_name"].strip(),
        family_name=given["family_name"].strip(),
        email=given["email"],
        roles=tuple(Role(role) for role in given["roles"]),
        from_day=given["from_day"],
        until_day=given["until_day"],
        job_title=given["job_title"].strip(),
        manager_id=given["manager"],
    )


@require_http_methods(["GET", "POST"])
def roles(request: AtSchool, staff_id: UUID) -> HttpResponse:
    """What somebody is, from when and until when; and one more role."""
    who, today = _keepers(request, staff_id), _today(request)
    may_give = actions.may_be_given(request.actor, to=who.id)
    form = GiveRole(may_give, sent(request), initial={"from_day": today})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        role = Role(given["role"])
        try:
            actions.give_role(
                who.id,
                role,
                from_day=given["from_day"],
                until_day=given["until_day"],
                by=request.actor,
                now=request.now,
            )
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, f"{who.name}: {ROLES[role]}. It is kept in the record who gave it.")
            return redirect("staff-roles", request.school.slug, who.id)
    held = [
        {
            "held": each,
            "name": ROLES[Role(each.role)],
            "ends": Role(each.role) in may_give,
            "over": _over(each.ends_on, today),
        }
        for each in people.roles_held(request.school.id, who.id)
    ]
    kept = len(Role) != len(may_give)
    return render(
        request, "joining/roles.html", {"form": form, "who": who, "roles": held, "today": today, "kept": kept}
    )


def _over(ends_on: date | None, today: date) -> bool:
    return ends_on is not None and ends_on < today


@require_POST
def end_role(request: AtSchool, staff_id: UUID) -> HttpResponse:
    """A role ends with this day."""
    who, today = _keepers(request, staff_id), _today(request)
    try:
        role_id = UUID(request.POST.get("role", ""))
    except ValueError as error:
        raise NotFound from error
    actions.end_role(who.id, role_id, last_day=today, today=today, by=request.actor, now=request.now)
    messages.success(request, f"That role of {who.name} ends today.")
    return redirect("staff-roles", request.school.slug, who.id)


def _keepers(request: AtSchool, staff_id: UUID) -> "StaffMember":
    """Somebody who works here, for those who keep the staff list."""
    access.leave_for(request, Act.KEEP_STAFF)
    who = people.staff_member(request.school.id, staff_id)
    if who is None:
        raise NotFound
    access.fresh_factor_for(request)
    return who


def _today(request: AtSchool) -> date:
    return timezone.localdate(request.now)
