"""A child's page: each adult on their own, the homes, what the school has been told; and the forms that correct it."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bookbag.adoption import queries as adoption
from bookbag.desk import contacts, correspondence
from bookbag.errors import Invalid
from bookbag.people import consents, families, groups, households
from bookbag.people.actions import details, pupils
from bookbag.policy.permissions import Act
from bookbag.web import access, histories
from bookbag.web.forms.families import CorrectCare, CorrectPupil, NewPupil
from bookbag.web.requests import AtSchool, sent
from bookbag.web.views import restrictions

if TYPE_CHECKING:
    from bookbag.people.models import Pupil
    from bookbag.web.forms.families import Kept


@require_safe
def child(request: AtSchool, pupil_id: UUID) -> HttpResponse:
    """A child: how each adult is reached and what each is told, on one page for whoever has one of them on the telephone."""
    pupil = access.pupil_for(request, pupil_id)
    today = timezone.localdate(request.now)
    ties, keeps = families.ties_of_child(pupil), access.allows(request, Act.KEEP_FAMILIES)
    homes = families.homes_of(ties)
    told = {
        "pupil": pupil,
        "ties": ties,
        "own_contact": any(tie.kind == "self" for tie in ties),
        "homes": homes,
        "homes_in_words": households.in_words(homes, told_apart=pupil.told_apart_on is not None),
        "restrictions": restrictions.of_child(request, pupil),
        "told_labels": dict(families.TOLD),
        "decides_labels": {
            topic.name: topic.label for topic in consents.topics_of(request.school, adoption.packs_of(request.school))
        },
        "cases": correspondence.about_pupil(request.actor, pupil.id),
        "contacts": contacts.about_pupil(request.actor, pupil.id),
        "keeps": keeps,
        "groups": groups.of_pupil(request.school.id, pupil.id, today=today) if keeps else [],
        "changes": histories.of_child(families.changes_of_child(pupil)) if keeps else [],
    }
    return render(request, "families/child.html", told)


@require_http_methods(["GET", "POST"])
def new(request: AtSchool) -> HttpResponse:
    """Enter a child who joins the school; the adults come next."""
    access.leave_for(request, Act.KEEP_FAMILIES)
    form = NewPupil(consents.classes(request.school.id), sent(request))
    if form.is_bound and form.is_valid():
        try:
            entered = pupils.enter(form.cleaned_data, by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, f"{entered.full_name} is entered. Now the adults.")
            return redirect("find-adult", request.school.slug, entered.id)
    return render(request, "families/new_child.html", {"form": form})


@require_http_methods(["GET", "POST"])
def change(request: AtSchool, pupil_id: UUID) -> HttpResponse:
    """Correct a child's names, number and class."""
    child = access.pupil_for(request, pupil_id, Act.KEEP_FAMILIES)
    held = {name: getattr(child, name) for name in pupils.NAMES} | {"school_class": child.school_class_id}
    form = CorrectPupil(
        consents.classes(request.school.id),
        sent(request),
        initial=held | {"seen": details.seen(child, pupils.NAMES)},
    )
    return _corrected(request, child, form) or render(
        request, "families/change_child.html", {"form": form, "pupil": child}
    )


@require_http_methods(["GET", "POST"])
def care(request: AtSchool, pupil_id: UUID) -> HttpResponse:
    """Say what the school has been told of two homes, care and private fostering."""
    child = access.pupil_for(request, pupil_id, Act.KEEP_FAMILIES)
    held = {name: getattr(child, name) for name in pupils.CARE}
    form = CorrectCare(sent(request), initial=held | {"seen": details.seen(child, pupils.CARE)})
    return _corrected(request, child, form) or render(
        request, "families/change_care.html", {"form": form, "pupil": child}
    )


def _corrected(request: AtSchool, child: "Pupil", form: "Kept") -> HttpResponse | None:
    def correct() -> None:
        seen = form.cleaned_data["seen"]
        pupils.correct(child.id, form.values, seen=seen, by=request.actor, now=request.now)

    return tried(request, form, child, correct, "Corrected. What stood before is kept in the history.")


def tried(request: AtSchool, form: "Kept", child: "Pupil", act: Callable[[], None], says: str) -> HttpResponse | None:
    """Do it and go back to the child; or show in the form why it cannot be done."""
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        act()
    except Invalid as wrong:
        form.complain(wrong)
        return None
    messages.success(request, says)
    return redirect("child", request.school.slug, child.id)
