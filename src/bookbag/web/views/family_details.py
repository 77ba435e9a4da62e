"""What the school holds about the adult who is signed in, and what of it they change themselves."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.desk import families
from bookbag.desk.actions import detail_asking, family_email
from bookbag.errors import Invalid, NotFound
from bookbag.people import detail_checks
from bookbag.people.actions import own_points
from bookbag.policy.permissions import process
from bookbag.schools import languages
from bookbag.web import tongues
from bookbag.web.forms.family import LABELS, ChangeDetail, EnterCode, Preferences
from bookbag.web.requests import OfFamily, sent
from bookbag.web.views.family import for_family, shown, today

KINDS = ("email", "telephone", "post")
"""The ways of reaching somebody, as they stand in addresses of pages."""


@require_safe
@for_family
def details(request: OfFamily) -> HttpResponse:
    """Their name, how they are reached, what they are to their children. Nothing of another adult."""
    wants = families.preferences_of(request.family)
    told = {
        "points": [(point, LABELS[point.kind]) for point in families.points_of(request.family)],
        "check": detail_checks.open_check(request.school.id, request.family.contact_id),
        "often": tongues.often(detail_asking.often(request.school)),
        "ties": families.ties_of(request.family, today=today(request)),
        "language": dict(_spoken(request)).get(wants["language"], wants["language"]),
        "on_paper": wants["on_paper"],
        "needs": [LABELS[need] for need in wants["needs"] if need in LABELS],
    }
    return shown(request, "family/details.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@for_family
def change(request: OfFamily, point_id: UUID) -> HttpResponse:
    """Change a telephone number or an address, which counts at once; or an e-mail address, where a code is read first."""
    mine = {point.id: point for point in families.points_of(request.family)}
    if point_id not in mine:
        raise NotFound
    point = mine[point_id]
    several = sum(1 for each in mine.values() if each.kind == point.kind) > 1
    form = ChangeDetail(sent(request), initial={"value": point.value})
    if request.method == "POST" and form.is_valid():
        try:
            return _held(request, point.kind, form.cleaned_data["value"], instead=point_id)
        except Invalid as wrong:
            form.add_error("value", str(wrong))
    told = {"form": form, "kind": point.kind, "label": LABELS[point.kind], "point": point, "several": several}
    return shown(request, "family/change.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@for_family
def add(request: OfFamily, kind: str) -> HttpResponse:
    """Add one more number or address."""
    if kind not in KINDS:
        raise NotFound
    form = ChangeDetail(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            return _held(request, kind, form.cleaned_data["value"], instead=None)
        except Invalid as wrong:
            form.add_error("value", str(wrong))
    return shown(request, "family/change.html", {"form": form, "kind": kind, "label": LABELS[kind]})


def _held(request: OfFamily, kind: str, value: str, *, instead: UUID | None) -> HttpResponse:
    if kind == "email":
        asked = family_email.ask(request.family, value, school=request.school, instead=instead, now=request.now)
        where = reverse("family-email", args=[request.school.slug, asked])
        return redirect(f"{where}?instead={instead}" if instead else where)
    by = process("family", request.school.id)
    own_points.hold(request.family.contact_id, kind, value, instead=instead, by=by, now=request.now)
    return _thanks(request)


def _thanks(request: OfFamily) -> HttpResponse:
    messages.success(request, _("Thank you. We use this from now on."))
    return redirect("family-details", request.school.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@for_family
def confirm_email(request: OfFamily, request_id: UUID) -> HttpResponse:
    """Take the code that was sent to the new e-mail address."""
    form, instead = EnterCode(sent(request)), request.GET.get("instead", "")
    if request.method == "POST" and form.is_valid():
        try:
            family_email.confirm(
                request.family,
                request_id,
                form.cleaned_data["code"],
                school=request.school,
                instead=_id(instead) if instead else None,
                now=request.now,
            )
        except Invalid as wrong:
            form.add_error("code", str(wrong))
        else:
            return _thanks(request)
    return shown(request, "family/confirm_email.html", {"form": form})


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


@require_POST
@for_family
def remove(request: OfFamily, point_id: UUID) -> HttpResponse:
    """Hold one of several numbers or addresses no more."""
    by = process("family", request.school.id)
    own_points.remove(request.family.contact_id, point_id, by=by, now=request.now)
    messages.success(request, _("We do not use it any more."))
    return redirect("family-details", request.school.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@for_family
def preferences(request: OfFamily) -> HttpResponse:
    """Say how they want to be written to and spoken with; it counts at once."""
    held = families.preferences_of(request.family)
    form = Preferences(sent(request), spoken=_spoken(request), initial=held)
    if request.method == "POST" and form.is_valid():
        by = process("family", request.school.id)
        own_points.prefer(request.family.contact_id, form.cleaned_data, by=by, now=request.now)
        answer = _thanks(request)
        answer.delete_cookie(tongues.COOKIE, path=reverse("family", args=[request.school.slug]), samesite="Lax")
        return answer
    return shown(request, "family/preferences.html", {"form": form})


def _spoken(request: OfFamily) -> list[tuple[str, str]]:
    """The languages to choose from: those that the school offers, and the one that it holds, whatever that is."""
    offered = [
        ("en" if code == languages.ENGLISH else code, tongues.NAMES[code])
        for code in languages.of_school(request.school)
    ]
    held = request.family.language
    return offered if held in dict(offered) else [*offered, (held, tongues.named(held))]
