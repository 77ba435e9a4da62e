"""The innermost layer of a request: which school, who, one transaction for both, and errors turned into pages.

Django answers an exception of a view with a page *inside* this layer, so a block around it would commit; hence
`process_exception`, which draws the page and then marks the transaction to be undone.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext

from bookbag.desk import about, families
from bookbag.errors import BookbagError, Denied, FactorDue, Invalid, NotFound, PassedOn, Stale, Unavailable
from bookbag.people import queries as people
from bookbag.policy.permissions import Actor, Sight
from bookbag.schools import queries as schools
from bookbag.schools import tenancy
from bookbag.web import entrance, tongues
from bookbag.web.requests import AtSchool

if TYPE_CHECKING:
    from bookbag.schools.models import School

PAGES: dict[type[BookbagError], tuple[int, str]] = {
    NotFound: (404, "faults/not_found.html"),
    PassedOn: (410, "faults/passed_on.html"),
    Denied: (403, "faults/denied.html"),
    Stale: (409, "faults/stale.html"),
    Invalid: (400, "faults/invalid.html"),
    Unavailable: (503, "faults/unavailable.html"),
}


OPEN_TO_ALL = "write"
"""What begins with this below a school is for people who work nowhere: the school's form."""


FOR_FAMILIES = "family"
"""What begins with this below a school is for families: no member of staff is looked for, only `request.family`."""
FAMILY_COOKIE = "bookbag_family"
"""Sent to the family pages of one school only, so that no other page can be asked in the family's name."""


FRAMES = {OPEN_TO_ALL: "form/frame.html", FOR_FAMILIES: "family/frame.html"}
"""In what the page of an error stands for those who are no staff."""


FOR_DIRECTORIES = "scim"
"""What begins with this below a school is for its directory, which shows a key and has no session: see views/scim.py."""


class SchoolOfTheRequest:
    """Bind `/SCHOOL/…` to its school and to what the person may see there; other addresses pass through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._answer(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        request.now = now = timezone.now()  # type: ignore[attr-defined]  # requests.AtSchool
        slug = request.path_info.strip("/").partition("/")[0]
        try:
            school = schools.school_by_slug(slug)
        except NotFound:
            return self.get_response(request)
        if request.path_info.startswith(f"/{slug}/{FOR_DIRECTORIES}/"):
            request.school = school  # type: ignore[attr-defined]  # requests.FromOutside
            return self.get_response(request)
        if (door := _door(request)) in FRAMES:
            request.school = school  # type: ignore[attr-defined]  # requests.FromOutside, requests.OfFamily
            return self._of_family(request, school) if door == FOR_FAMILIES else self._of_anybody(request, school)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        user_id = request.user.pk
        with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
            actor = people.actor(user_id, school, today=timezone.localdate(now))
            kept_from = about.kept_from(school.id, actor.staff_id) if actor else ()
        if actor is None:
            return fault(request, NotFound())
        request.school, request.actor = school, actor  # type: ignore[attr-defined]  # requests.AtSchool
        with tenancy.atomic(school.id, sight=actor.sight, kept_from=kept_from, staff=actor.staff_id):
            return self.get_response(request)

    def _of_anybody(self, request: HttpRequest, school: "School") -> HttpResponseBase:
        """A page that is open to all, in the language that its reader asks for."""
        with translation.override(tongues.of_form(request, school)):
            return self.get_response(request)

    def _of_family(self, request: HttpRequest, school: "School") -> HttpResponseBase:
        """A page for families: who is signed in to them, or nobody. Its views open their own blocks, for ordinary matters.

        Every sight is open only here, to find what is kept from whoever gave the code.
        """
        secret, now = request.COOKIES.get(FAMILY_COOKIE, ""), request.now  # type: ignore[attr-defined]  # as in _answer
        with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
            family = families.signed_in(school.id, secret, now=now) if secret else None
        request.family = family  # type: ignore[attr-defined]  # requests.OfFamily
        with translation.override(tongues.of_family(request, school, family)):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, named: dict[str, object]
    ) -> HttpResponseBase | None:
        """Take the school's slug from the address: views find the school in the request. One that is none is not found."""
        if is_staff(request) and (owed := _factor_owed(request)):  # type: ignore[arg-type]  # is_staff has looked
            return redirect(owed)
        if named.pop("slug", None) is None or hasattr(request, "school"):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        return fault(request, NotFound())

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Undo what the view did; an error that a person can be told becomes a page, any other Django's own 500."""
        if isinstance(error, FactorDue):
            there = entrance.own_factor(request)
            tenancy.roll_back()
            return redirect_to_login(request.get_full_path(), there)
        response = fault(request, error) if isinstance(error, BookbagError) else None
        if tenancy.bound() is not None:
            tenancy.roll_back()
        return response


def _door(request: HttpRequest) -> str:
    """What stands below the school in an address: "inbox", "family"."""
    return request.path_info.strip("/").partition("/")[2].partition("/")[0]


def fault(request: HttpRequest, error: BookbagError) -> HttpResponse:
    """The page of an error. It asks the database nothing: the transaction may be broken."""
    status, template = PAGES[type(error)]
    school = getattr(request, "school", None)
    door = _door(request) if school else ""
    told = {"error": error, "request": request, "demo": settings.DEMO, "school": school, "door": door}
    told["frame"] = FRAMES.get(door, "layout/base.html")
    return HttpResponse(render_to_string(template, told), status=status)


def no_such_address(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's handler404
    """The page of an address that no view answers: the same as of a thing that is not there."""
    return fault(request, NotFound())


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's CSRF_FAILURE_VIEW
    """The page of a form that did not come from one of our pages, or from one that was left open for too long."""
    return fault(
        request, Denied(gettext("This page was open for too long. Go back, load it again and send it once more."))
    )


def is_staff(request: HttpRequest) -> bool:
    """True where the middleware has found a member of staff of a school."""
    return isinstance(getattr(request, "actor", None), Actor)


def _factor_owed(request: AtSchool) -> str:
    """Where somebody has to go before any page of their school, save the one that nothing may stand before."""
    match = request.resolver_match
    return "" if match and match.url_name == "child-in-danger" else entrance.factor_owed(request, request.actor)
