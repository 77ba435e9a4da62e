"""Signing in with the school's Google or Microsoft account. Only whoever stands on a school's list of staff comes in."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from bookbag.errors import Invalid, NotFound, Unavailable
from bookbag.people import queries as people
from bookbag.schools import queries as schools
from bookbag.schools import tenancy
from bookbag.web import entrance, openid
from bookbag.web.openid import Asked, Provider
from bookbag.web.requests import next_page

SESSION = "asked_of_provider"
NOT_IN = (
    "We could not sign you in with this account. It must be your school’s own, with the address that stands on the "
    "school’s list of staff. Ask the school office, or sign in with your password."
)
SILENT = "{} does not answer at the moment. Try again in some minutes, or sign in with your password."


@require_safe
def begin(request: HttpRequest, provider: str) -> HttpResponse:
    """Send the browser to the provider, having noted in the session what was asked."""
    known = _provider(provider)
    asked = openid.ask(known)
    try:
        there = openid.address(known, asked, back=_back(known))
    except (Invalid, Unavailable):
        return _refused(request, next_page(request), SILENT.format(known.name))
    request.session[SESSION] = asked.kept() | {"next": next_page(request)}
    return redirect(there)


@require_safe
def come_back(request: HttpRequest, provider: str) -> HttpResponse:
    """Let in whoever the provider says it is, if they work here. What was asked is answered once."""
    known = _provider(provider)
    kept = request.session.pop(SESSION, None)
    if not kept:
        return _refused(request, "/", NOT_IN)
    goes_to = kept.pop("next")
    try:
        person = openid.person(known, Asked(**kept), request.GET.dict(), back=_back(known))
    except Invalid:
        return _refused(request, goes_to, NOT_IN)
    except Unavailable:
        return _refused(request, goes_to, SILENT.format(known.name))
    user = schools.login_of(person.email)
    if user is None or not _works_somewhere(user.pk):
        return _refused(request, goes_to, NOT_IN)
    return entrance.enter_from(request, user, known, several=person.several_factors, goes_to=goes_to)


def _works_somewhere(user_id: int) -> bool:
    with tenancy.atomic(person=user_id):
        return bool(people.memberships(user_id))


def _provider(slug: str) -> Provider:
    for each in settings.PROVIDERS:
        if each.slug == slug:
            return each
    raise NotFound


def _back(provider: Provider) -> str:
    """The address that the provider was told in advance: of this installation as people reach it."""
    return f"{settings.PUBLIC_URL}{reverse('provider-answer', args=[provider.slug])}"


def _refused(request: HttpRequest, goes_to: str, says: str) -> HttpResponse:
    messages.error(request, says)
    return redirect(f"{reverse('sign-in')}?{urlencode({'next': goes_to})}")
