"""Groups of families: made, renamed, and who is in them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bookbag.errors import Invalid, NotFound
from bookbag.people import families
from bookbag.people import groups as people
from bookbag.people.actions import groups as actions
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.families import LookUp, NameGroup, RenameGroup
from bookbag.web.requests import AtSchool, sent


@require_http_methods(["GET", "POST"])
def groups(request: AtSchool) -> HttpResponse:
    """The groups of the school, and a form to make another."""
    access.leave_for(request, Act.KEEP_FAMILIES)
    form = NameGroup(sent(request))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.make(given["name"], given["kind"], by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            return redirect("group", request.school.slug, made.id)
    all_of_them = people.of_school(request.actor, today=timezone.localdate(request.now))
    return render(request, "families/groups.html", {"form": form, "groups": all_of_them})


@require_http_methods(["GET", "POST"])
def group(request: AtSchool, group_id: UUID) -> HttpResponse:
    """Who is in a group, and whom to add; its name can be changed here."""
    one = access.group_for(request, group_id)
    form = RenameGroup(sent(request), initial={"name": one.name, "kind": one.kind, "seen": one.name})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.rename(one.id, given["name"], given["kind"], seen=given["seen"], by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, "Renamed.")
            return redirect("group", request.school.slug, one.id)
    look_up = LookUp(request.GET)
    words = look_up.cleaned_data["q"].strip() if look_up.is_valid() else ""
    told = {
        "group": one,
        "form": form,
        "look_up": look_up,
        "words": words,
        "found": families.search(request.actor, words),
        "members": people.members(one, request.actor, today=timezone.localdate(request.now)),
    }
    return render(request, "families/group.html", told)


@require_POST
def add(request: AtSchool, group_id: UUID) -> HttpResponse:
    """Let an adult or a pupil be in the group from today on."""
    one, today = access.group_for(request, group_id), timezone.localdate(request.now)
    who = _id(request, "adult") or _id(request, "pupil")
    if who is None:
        raise NotFound
    act = actions.add_adult if "adult" in request.POST else actions.add_pupil
    try:
        act(one.id, who, on=today, by=request.actor, now=request.now)
    except Invalid as wrong:
        messages.warning(request, str(wrong))
    else:
        messages.success(request, "Added.")
    return redirect("group", request.school.slug, one.id)


@require_POST
def leave(request: AtSchool, group_id: UUID) -> HttpResponse:
    """Say that somebody is in the group no more."""
    one, member = access.group_for(request, group_id), _id(request, "member")
    if member is None:
        raise NotFound
    actions.leave(one.id, member, on=timezone.localdate(request.now), by=request.actor, now=request.now)
    messages.success(request, "Taken out. They are in the group no more from today on.")
    return redirect("group", request.school.slug, one.id)


def _id(request: AtSchool, name: str) -> UUID | None:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return None
