"""The ways in to the family pages, and their first page. Nothing here knows a member of staff."""

from datetime import date
from functools import wraps
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.desk import families
from bookbag.desk.actions import family_access
from bookbag.desk.actions.family_access import Begun
from bookbag.errors import Invalid, NotFound
from bookbag.policy.permissions import process
from bookbag.schools import languages, tenancy
from bookbag.web import tongues
from bookbag.web.forms.family import AskForCode, EnterCode, EnterSlip
from bookbag.web.middleware import FAMILY_COOKIE
from bookbag.web.requests import OfFamily, peer, sent

if TYPE_CHECKING:
    from collections.abc import Callable


def for_family(view: "Callable[..., HttpResponse]") -> "Callable[..., HttpResponse]":
    """Open a block for ordinary matters, without what is kept from whoever gave the code; whoever is not signed in is sent
    to the page that signs in.
    """

    @wraps(view)
    def asked(request: OfFamily, *args: object, **named: object) -> HttpResponse:
        if request.family is None:
            return redirect("family-sign-in", request.school.slug)
        with tenancy.atomic(request.school.id, kept_from=request.family.kept_from):
            return view(request, *args, **named)

    return asked


def shown(request: OfFamily, template: str, told: dict[str, object], *, status: int = 200) -> HttpResponse:
    """Draw a family's page: it is told the school and the adult, and nothing else by itself."""
    return render(
        request,
        template,
        frame(request) | told,
        status=status,
    )


def frame(request: OfFamily) -> dict[str, object]:
    """What every page of a family is told."""
    return {
        "school": request.school,
        "family": request.family,
        "now": timezone.localtime(request.now),
        "languages": tongues.choices(request.school),
    }


def today(request: OfFamily) -> date:
    """The day on which it is asked, in London."""
    return timezone.localdate(request.now)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: OfFamily) -> HttpResponse:
    """Ask for a code by e-mail. What is said next is the same for every address."""
    form = AskForCode(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            asked = family_access.ask(request.school, form.cleaned_data["email"], peer=peer(request), now=request.now)
        except Invalid as too_many:
            form.add_error(None, str(too_many))
        else:
            return redirect("family-code", request.school.slug, asked)
    return shown(request, "family/sign_in.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: OfFamily, request_id: UUID) -> HttpResponse:
    """Take the code of an e-mail. Opening the link only fills it in: a button signs in."""
    form = EnterCode(sent(request), initial={"code": request.GET.get("code", "")[:20]})
    if request.method == "POST" and form.is_valid():
        try:
            begun = family_access.enter(request.school, request_id, form.cleaned_data["code"], now=request.now)
        except Invalid as wrong:
            form.add_error("code", str(wrong))
        else:
            return _signed_in(request, begun)
    return shown(request, "family/code.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: OfFamily) -> HttpResponse:
    """Take a code that the office gave."""
    form = EnterSlip(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            begun = family_access.enter_slip(request.school, form.cleaned_data["code"], now=request.now)
        except Invalid as wrong:
            form.add_error("code", str(wrong))
        else:
            return _signed_in(request, begun)
    return shown(request, "family/slip.html", {"form": form})


def _signed_in(request: OfFamily, begun: Begun) -> HttpResponse:
    answer = redirect("family", request.school.slug)
    answer.set_cookie(
        FAMILY_COOKIE,
        begun.secret,
        expires=begun.ends_at,
        path=_path(request),
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _path(request: OfFamily) -> str:
    return reverse("family", args=[request.school.slug])


@require_safe
@for_family
def home(request: OfFamily) -> HttpResponse:
    """My children, and the ways on."""
    children = families.children_of(request.family, today=today(request))
    return shown(request, "family/home.html", {"children": children})


@require_http_methods(["GET", "HEAD", "POST"])
@for_family
def signed_in(request: OfFamily) -> HttpResponse:
    """Where this adult is signed in; one press ends a place."""
    if request.method == "POST":
        if request.POST.get("session") == "all":
            return _signed_out_everywhere(request)
        family_access.end(request.family, _id(request.POST.get("session", "")), now=request.now)
        messages.success(request, _("That place is signed out."))
        return redirect("family-signed-in", request.school.slug)
    sessions = families.sessions_of(request.family, now=request.now)
    return shown(request, "family/signed_in.html", {"sessions": sessions})


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


@require_POST
@for_family
def sign_out(request: OfFamily) -> HttpResponse:
    """Sign out here."""
    family_access.end(request.family, request.family.session_id, now=request.now)
    return _gone(request)


def _signed_out_everywhere(request: OfFamily) -> HttpResponse:
    by = process("family", request.school.id)
    family_access.end_everywhere(request.school.id, request.family.contact_id, by=by, now=request.now)
    return _gone(request)


def _gone(request: OfFamily) -> HttpResponse:
    answer = redirect("family-sign-in", request.school.slug)
    answer.delete_cookie(FAMILY_COOKIE, path=_path(request), samesite="Lax")
    return answer


@require_safe
def privacy(request: OfFamily) -> HttpResponse:
    """What the school keeps of a family in Bookbag, why, and whom to ask."""
    return shown(request, "family/privacy.html", {})


@require_safe
def accessibility(request: OfFamily) -> HttpResponse:
    """How far everybody can use these pages, and whom to tell where they cannot."""
    return shown(request, "family/accessibility.html", {})


@require_POST
def language(request: OfFamily) -> HttpResponse:
    """Speak another language from now on, in this browser; back to the page that was being read."""
    back, home = request.POST.get("back", ""), _path(request)
    is_ours = url_has_allowed_host_and_scheme(back, None) and (back + "?").startswith((f"{home}/", f"{home}?"))
    answer = redirect(back if is_ours else home)
    if chosen := languages.offered(request.POST.get("language", ""), request.school):
        answer.set_cookie(
            tongues.COOKIE,
            chosen,
            max_age=365 * 24 * 60 * 60,
            path=home,
            secure=settings.SECURE,
            httponly=True,
            samesite="Lax",
        )
    return answer
