"""Passkeys: signing in with one alone, and adding, renaming and removing one's own. As second factor: views/signin.py."""

import json
from typing import Any

from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from bookbag.errors import NotFound
from bookbag.people.actions import staff
from bookbag.record.kinds import Kind
from bookbag.web import entrance
from bookbag.web.forms.entry import NOT_ACCEPTED, TOO_MANY, NewPasskey, Passkey, PasskeyName
from bookbag.web.requests import next_page, sent


def to_use(user: Any) -> str:
    """What the browser of somebody is told who is to use a passkey; nothing where they have none."""
    return as_json(auth.begin_authentication(user)) if entrance.passkeys(user.pk) else ""


def as_json(options: dict[str, Any]) -> str:
    """What a browser is told, as a page carries it."""
    return json.dumps(options, cls=DjangoJSONEncoder, default=dict)


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey alone: first asked what to sign, then with what was signed."""
    if not request.POST.get("credential"):
        return HttpResponse(as_json(auth.begin_authentication()), content_type="application/json")
    form = Passkey(request.POST, user=None)
    if entrance.slowed_down(request, form.claims):
        messages.error(request, TOO_MANY)
    elif form.is_valid() and form.cleaned_data["credential"].user.is_active:
        return entrance.enter_with_passkey(request, form.cleaned_data["credential"], goes_to=next_page(request))
    else:
        entrance.in_vain(request, form.claims)
        messages.error(request, NOT_ACCEPTED)
    return redirect(f"{reverse('sign-in')}?{urlencode({'next': next_page(request)})}")


@login_required
@entrance.freshly_proved
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Make a passkey. It counts as shown; whoever has their first factor with it sees the codes for paper."""
    user: Any = request.user
    form = NewPasskey(sent(request), user=user, initial={"name": ""})
    if form.is_bound and form.is_valid():
        made = form.cleaned_data
        factor, codes = flows.add_authenticator(request, name=made["name"], credential=made["credential"])
        post_authentication(request, factor, reauthenticated=True)
        staff.note_of_login(Kind.FACTOR_ADDED, user.pk, now=timezone.now())
        messages.success(request, f"The passkey “{made['name']}” is added.")
        return redirect("mfa_view_recovery_codes" if codes else "account")
    options = as_json(auth.begin_registration(user, passwordless=True))
    return render(request, "entry/add_passkey.html", {"form": form, "options": options})


@login_required
@entrance.freshly_proved
@require_http_methods(["GET", "POST"])
def passkey(request: HttpRequest, number: int) -> HttpResponse:
    """Give one's own passkey another name."""
    found = _own(request, number)
    form = PasskeyName(sent(request), initial={"name": found.data["name"]})
    if form.is_bound and form.is_valid():
        flows.rename_authenticator(request, found, form.cleaned_data["name"])
        return redirect("account")
    return render(request, "entry/passkey_of_mine.html", {"form": form, "passkey": found})


@login_required
@entrance.freshly_proved
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take one's own passkey away; the codes for paper go with the last factor."""
    found = _own(request, number)
    flows.remove_authenticator(request, found)
    staff.note_of_login(Kind.FACTOR_REMOVED, request.user.pk or 0, now=timezone.now())
    messages.success(request, f"The passkey “{found.data['name']}” is removed.")
    return redirect("account")


def _own(request: HttpRequest, number: int) -> Authenticator:
    """A passkey of whoever asks. Raises `NotFound` for anybody else's."""
    for each in entrance.passkeys(request.user.pk or 0):
        if each.pk == number:
            return each
    raise NotFound
