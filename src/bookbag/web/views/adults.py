"""An adult's page: the children, how they are reached, what they need, what was held before; and the forms that change it."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.adoption import queries as adoption
from bookbag.desk import contacts, correspondence
from bookbag.desk import families as family_side
from bookbag.desk.families import Family
from bookbag.errors import Invalid, NotFound
from bookbag.people import consents, families, groups, reading
from bookbag.people import queries as people
from bookbag.people.actions import adults, details, points
from bookbag.people.actions.adults import Entered
from bookbag.policy.consent_topics import Topic
from bookbag.policy.permissions import Act
from bookbag.web import access, histories
from bookbag.web.forms.calendar import Complaining
from bookbag.web.forms.families import (
    AddPoint,
    ChangeLink,
    ChangePoint,
    CorrectAdult,
    LookUp,
    NewAdult,
    NewLink,
    as_said,
)
from bookbag.web.requests import AtSchool, sent

if TYPE_CHECKING:
    from bookbag.people.models import Contact, ContactPoint, Pupil, Relationship, StaffMember

NO_SESSION = UUID(int=0)


@require_safe
def adult(request: AtSchool, contact_id: UUID) -> HttpResponse:
    """An adult: how they are reached, whose adult they are, what they need. A teacher sees the children of the class."""
    contact = access.contact_for(request, contact_id)
    keeps, today = access.allows(request, Act.KEEP_FAMILIES), timezone.localdate(request.now)
    ties = families.ties_of_adult(contact)
    teacher = None if request.actor.works_whole_desk else request.actor.staff_id
    if teacher:
        ties = [tie for tie in ties if teacher in families.teachers_of([tie])]
    told = {
        "contact": contact,
        "language": reading.label(contact.language),
        "needs": [label for name, label in families.NEEDS if name in contact.needs],
        "ties": ties,
        "points": families.points_of(contact),
        "shared": families.shared_with(contact, teacher=teacher),
        "cases": correspondence.with_adult(request.actor, contact.id),
        "contacts": contacts.with_adult(request.actor, contact.id),
        "keeps": keeps,
        "told_labels": dict(families.TOLD),
        "online": _online(request, contact) if keeps else [],
        "side": family_side.open_side(request.school.id, contact.id, now=request.now) if keeps else None,
        "groups": groups.of_adult(request.school.id, contact.id, today=today) if keeps else [],
        "changes": _history(contact) if keeps else [],
    }
    return render(request, "families/adult.html", told)


@require_http_methods(["GET", "POST"])
def change(request: AtSchool, contact_id: UUID) -> HttpResponse:
    """Correct an adult's own details."""
    contact = access.contact_for(request, contact_id, Act.KEEP_FAMILIES)
    held = {name: getattr(contact, name) for name in adults.DETAILS} | {"staff": contact.staff_id}
    initial = held | {"seen": details.seen(contact, adults.DETAILS)}
    form = CorrectAdult(_staff(request), sent(request), initial=initial, language=contact.language)

    def correct() -> None:
        seen = form.cleaned_data["seen"]
        adults.correct(contact.id, form.details, seen=seen, by=request.actor, now=request.now)

    done = _tried(request, form, correct, "Corrected. What stood before is kept in the history.")
    return _to_adult(request, contact) if done else _form(request, "change_adult", form, contact=contact)


@require_http_methods(["GET", "POST"])
def add_point(request: AtSchool, contact_id: UUID) -> HttpResponse:
    """Hold one more number, e-mail or postal address."""
    contact = access.contact_for(request, contact_id, Act.KEEP_FAMILIES)
    form = AddPoint(sent(request), initial={"kind": request.GET.get("kind", "")})

    def add() -> None:
        given = form.cleaned_data
        points.add(contact.id, given["kind"], given["value"], by=request.actor, now=request.now)

    done = _tried(request, form, add, "Added.")
    return _to_adult(request, contact) if done else _form(request, "add_point", form, contact=contact)


@require_http_methods(["GET", "POST"])
def change_point(request: AtSchool, contact_id: UUID, point_id: UUID) -> HttpResponse:
    """Hold another number or address in place of one."""
    contact, point = _point(request, contact_id, point_id)
    form = ChangePoint(sent(request), initial={"value": point.value, "seen": point.value})

    def change() -> None:
        given = form.cleaned_data
        points.change(point.id, given["value"], seen=given["seen"], by=request.actor, now=request.now)

    done = _tried(request, form, change, "Changed. What stood before is kept in the history.")
    return _to_adult(request, contact) if done else _form(request, "change_point", form, contact=contact, point=point)


@require_POST
def remove_point(request: AtSchool, contact_id: UUID, point_id: UUID) -> HttpResponse:
    """Hold a number or address no more."""
    contact, point = _point(request, contact_id, point_id)
    points.remove(point.id, seen=request.POST.get("seen", ""), by=request.actor, now=request.now)
    messages.success(request, "Taken out. It stays in the history.")
    return _to_adult(request, contact)


@require_http_methods(["GET", "POST"])
def new(request: AtSchool, pupil_id: UUID) -> HttpResponse:
    """Enter an adult of a child whom the school does not hold yet."""
    pupil = access.pupil_for(request, pupil_id, Act.KEEP_FAMILIES)
    form = NewAdult(sent(request), initial={"told": True})

    def enter() -> None:
        entered = Entered(form.details, form.link, form.points)
        adults.enter(entered, pupil.id, by=request.actor, now=request.now)

    done = _tried(request, form, enter, "Entered.")
    return _to_child(request, pupil) if done else _form(request, "new_adult", form, pupil=pupil)


@require_safe
def find(request: AtSchool, pupil_id: UUID) -> HttpResponse:
    """Look among the adults whom the school holds for one to link to a child, before entering anybody twice."""
    pupil = access.pupil_for(request, pupil_id, Act.KEEP_FAMILIES)
    form = LookUp(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    told = {"form": form, "words": words.strip(), "found": families.adults(request.actor, words), "pupil": pupil}
    return render(request, "families/find_adult.html", told)


@require_http_methods(["GET", "POST"])
def link(request: AtSchool, pupil_id: UUID, contact_id: UUID) -> HttpResponse:
    """Link an adult whom the school holds to a child."""
    pupil = access.pupil_for(request, pupil_id, Act.KEEP_FAMILIES)
    contact = access.contact_for(request, contact_id, Act.KEEP_FAMILIES)
    form = NewLink(_topics(request), sent(request), initial={"told": True}, in_care=bool(pupil.looked_after_by))

    def make() -> None:
        adults.link(contact.id, pupil.id, form.link, by=request.actor, now=request.now)

    done = _tried(request, form, make, f"{contact.full_name} is linked to {pupil.full_name}.")
    return _to_child(request, pupil) if done else _form(request, "link", form, pupil=pupil, contact=contact)


@require_http_methods(["GET", "POST"])
def change_link(request: AtSchool, pupil_id: UUID, contact_id: UUID) -> HttpResponse:
    """Say anew what an adult is to a child and is told."""
    pupil, tie = _tie(request, pupil_id, contact_id)
    held = {name: getattr(tie, name) for name in adults.LINK}
    seen = details.seen(tie, adults.LINK)
    form = ChangeLink(
        _topics(request),
        sent(request),
        initial=as_said(held) | {"seen": seen},
        in_care=bool(pupil.looked_after_by),
    )

    def change() -> None:
        given = held | form.link
        adults.change_link(
            tie.contact_id, pupil.id, given, seen=form.cleaned_data["seen"], by=request.actor, now=request.now
        )

    done = _tried(request, form, change, "Changed. What stood before is kept in the history.")
    if done:
        return _to_child(request, pupil)
    return _form(request, "change_link", form, pupil=pupil, contact=tie.contact, seen=seen)


@require_POST
def end_link(request: AtSchool, pupil_id: UUID, contact_id: UUID) -> HttpResponse:
    """Say that an adult is nothing to a child any more."""
    pupil, tie = _tie(request, pupil_id, contact_id)
    seen = request.POST.get("seen", "")
    adults.end_link(tie.contact_id, pupil.id, seen=seen, by=request.actor, now=request.now)
    messages.success(request, f"{tie.contact.full_name} is no longer linked to {pupil.full_name}.")
    return _to_child(request, pupil)


def _point(request: AtSchool, contact_id: UUID, point_id: UUID) -> tuple["Contact", "ContactPoint"]:
    contact = access.contact_for(request, contact_id, Act.KEEP_FAMILIES)
    point = next((each for each in families.points_of(contact) if each.id == point_id), None)
    if point is None:
        raise NotFound
    return contact, point


def _tie(request: AtSchool, pupil_id: UUID, contact_id: UUID) -> tuple["Pupil", "Relationship"]:
    pupil = access.pupil_for(request, pupil_id, Act.KEEP_FAMILIES)
    tie = next((each for each in families.ties_of_child(pupil) if each.contact_id == contact_id), None)
    if tie is None:
        raise NotFound
    return pupil, tie


def _online(request: AtSchool, contact: "Contact") -> list[str]:
    """The children whom an adult sees on the family pages, or would once signed in."""
    name, key = contact.full_name, request.school.id
    as_signed_in = Family(key, contact.id, session_id=NO_SESSION, name=name, language=contact.language)
    seen = family_side.pupils_of(as_signed_in, today=timezone.localdate(request.now))
    return [pupil.full_name for pupil in seen]


def _history(contact: "Contact") -> list[histories.Line]:
    return histories.of_adult(families.changed_points(contact), families.changes_of_adult(contact))


def _staff(request: AtSchool) -> "list[StaffMember]":
    return list(people.staff_in_order(request.school.id))


def _topics(request: AtSchool) -> tuple[Topic, ...]:
    return consents.topics_of(request.school, adoption.packs_of(request.school))


def _tried(request: AtSchool, form: Complaining, act: Callable[[], None], says: str) -> bool:
    """Do what a form asks; or show in it why it cannot be done."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        act()
    except Invalid as wrong:
        form.complain(wrong)
        return False
    messages.success(request, says)
    return True


def _form(request: AtSchool, page: str, form: Complaining, **told: object) -> HttpResponse:
    return render(request, f"families/{page}.html", {"form": form, **told})


def _to_adult(request: AtSchool, contact: "Contact") -> HttpResponse:
    return redirect("adult", request.school.slug, contact.id)


def _to_child(request: AtSchool, pupil: "Pupil") -> HttpResponse:
    return redirect("child", request.school.slug, pupil.id)
