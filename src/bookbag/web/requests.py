"""The request of somebody at work: a signed-in member of staff at one school, inside that school's block."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from bookbag.policy.permissions import Actor

if TYPE_CHECKING:
    from bookbag.desk.families import Family
    from bookbag.schools.models import School


class AtSchool(HttpRequest):
    """What a view under `/SCHOOL/…` is given by the middleware. `now` is read once a request."""

    school: "School"
    actor: Actor
    now: datetime
    htmx: HtmxDetails
    csp_nonce: str


class FromOutside(HttpRequest):
    """What a page that is open to all is given: the school, and nobody. It opens its own blocks."""

    school: "School"
    now: datetime
    csp_nonce: str


class OfFamily(HttpRequest):
    """What a page of a family is given: the school, the adult who is signed in or None."""

    school: "School"
    family: "Family"
    now: datetime
    csp_nonce: str


def peer(request: HttpRequest) -> str:
    """The machine that asks, as far as it can be known: the last one that a web server of our own in front has seen."""
    seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() if settings.BEHIND_PROXY else ""
    return (seen or request.META.get("REMOTE_ADDR", ""))[:45]


def next_page(request: HttpRequest) -> str:
    """Where to go after signing in: the page that was asked for, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form has sent, if only that it was empty; None where the page is only read."""
    return request.POST if request.method == "POST" else None
