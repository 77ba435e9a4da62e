"""How django-allauth lets staff in: what it asks of us, and what a session has proved. Its pages are in views/signin.py."""

import base64
import hashlib
import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import (
    get_authentication_records,
    perform_login,
    perform_password_login,
    record_authentication,
)
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required, suspend_request
from allauth.account.models import Login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from bookbag.people.actions import staff
from bookbag.policy.permissions import Actor, needs_factor
from bookbag.schools.actions import logins
from bookbag.web.openid import Provider
from bookbag.web.requests import AtSchool, peer

if TYPE_CHECKING:
    from bookbag.schools.models import User

FRESH = timedelta(minutes=15)
"""For how long a second factor opens what is kept for the safeguarding leads."""


PROVIDERS_OWN = "provider"
"""The kind of a second factor that a provider has asked for. It opens the school, and not what is kept for few."""


class SecondFactorStage(AuthenticateStage):
    """Asks for the second factor, unless a provider has."""

    def _should_handle(self, request: HttpRequest) -> bool:
        shown = [each.get("type") for each in get_authentication_records(request, self.login.user)]
        return PROVIDERS_OWN not in shown and super()._should_handle(request)


class Entrance(DefaultAccountAdapter):
    """Nobody makes an account here, allauth says nothing in words of its own, and every way in is noted."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's own signature
        """Never: whoever works here stands on the school's list of staff."""
        return False

    def add_message(self, *_args: Any, **_named: Any) -> None:
        """Nothing: our pages say what has happened."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The machine that asks, as we count it."""
        return peer(request) or "::"

    def get_login_stages(self) -> list[str]:
        """What stands between the password and being signed in."""
        theirs = f"{AuthenticateStage.__module__}.{AuthenticateStage.__name__}"
        ours = f"{SecondFactorStage.__module__}.{SecondFactorStage.__name__}"
        return [ours if each == theirs else each for each in super().get_login_stages()]

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign somebody in for whom every step is done, and note it."""
        staff.signed_in(user.pk, now=timezone.now())
        super().login(request, user)


class Factors(DefaultMFAAdapter):
    """What second factors rest on is kept encrypted: a copy of the database alone signs nobody in."""

    def encrypt(self, text: str) -> str:
        """As it is stored."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """As it was."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What a passkey is for, as the browser shows it."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Bookbag"}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """Whose it is, as the browser shows it."""
        return {**super().get_public_key_credential_user_entity(user), "display_name": str(user)}


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second factors {settings.SECRET_KEY}".encode()).digest()))


def enter(request: HttpRequest, user: "User", *, goes_to: str) -> HttpResponse:
    """Let in whoever knew the password: at once, or after the second factor where they have one."""
    login = Login(user=user, redirect_url=goes_to)
    return perform_password_login(request, {"email": user.email}, login)


def enter_with_passkey(request: HttpRequest, passkey: Authenticator, *, goes_to: str) -> HttpResponse:
    """Let in whoever has used a passkey of theirs: it is both factors in one."""
    return perform_passwordless_login(request, passkey, Login(user=passkey.user, redirect_url=goes_to))


def enter_from(request: HttpRequest, user: "User", provider: Provider, *, several: bool, goes_to: str) -> HttpResponse:
    """Let in whom a provider knows. It asked for several factors itself, or the second one is asked for here."""
    if request.user.is_authenticated and request.user.pk != user.pk:
        logout(request)
    # Whoever has a second factor here proves with that once more who they are, and not with the provider.
    again = not has_factor(user.pk)
    record_authentication(request, user, "provider", provider=provider.slug, reauthenticated=again or None)
    if several:
        record_authentication(request, user, "mfa", type=PROVIDERS_OWN)
    if request.user.is_authenticated:
        return redirect(goes_to)
    return perform_login(request, Login(user=user, redirect_url=goes_to))


def freshly_proved(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open a view to those who have lately proved once more who they are; the others are asked to, first."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        raise_if_reauthentication_required(request, app="allauth.mfa")
        since = time.time() - FRESH.total_seconds()
        user: Any = request.user
        # allauth takes whoever has nothing to prove it with for proved; they can still go to their provider once more.
        if may_prove(user) or any(each["at"] >= since for each in get_authentication_records(request, user)):
            return view(request, *args, **named)
        return suspend_request(request, reverse("account_reauthenticate"))

    return opened


def slowed_down(request: HttpRequest, who: str) -> bool:
    """Whether the machine that asks has to wait before it proves once more that it is this somebody."""
    return not logins.may_try(email=who, peer=peer(request), now=timezone.now())


def in_vain(request: HttpRequest, who: str) -> None:
    """Count that the machine that asks has not proved to be this somebody."""
    logins.tried_in_vain(email=who, peer=peer(request), now=timezone.now())


def has_app(user_id: int) -> bool:
    """Whether somebody has set an authenticator app up."""
    return bool(Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP).exists())


def passkeys(user_id: int) -> list[Authenticator]:
    """Somebody's passkeys, the oldest first."""
    return list(Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.WEBAUTHN).order_by("created_at"))


def has_factor(user_id: int) -> bool:
    """Whether somebody has a second factor at all."""
    return has_app(user_id) or bool(passkeys(user_id))


def may_prove(user: Any) -> bool:
    """Whether somebody has anything here by which to prove once more who they are: nobody has in the demo."""
    return user.has_usable_password() or has_factor(user.pk)


def factor_owed(request: AtSchool, actor: Actor) -> str:
    """The page on which somebody has first to show or set up the second factor that their role or school demands, or nothing."""
    needed = needs_factor(actor.roles, of_all=request.school.factor_for_all)
    if not settings.SECOND_FACTOR or not needed or _proofs(request):
        return ""
    return own_factor(request)


def own_factor(request: HttpRequest) -> str:
    """The page on which somebody shows a second factor of their own, or sets one up."""
    return "mfa_reauthenticate" if has_factor(request.user.pk or 0) else "mfa_activate_totp"


def proved_lately(request: HttpRequest) -> bool:
    """Whether somebody has shown a second factor of their own here within the last quarter of an hour."""
    since = time.time() - FRESH.total_seconds()
    own = [proof for proof in _proofs(request) if proof["type"] != PROVIDERS_OWN]
    return not settings.SECOND_FACTOR or any(proof["at"] >= since for proof in own)


def _proofs(request: HttpRequest) -> list[dict[str, Any]]:
    """When this session has shown a second factor."""
    user: Any = request.user
    return [each for each in get_authentication_records(request, user) if each.get("method") == "mfa"]


def end_factors(user_id: int) -> None:
    """End whatever somebody has shown as second factor, and sign them out wherever they are signed in."""
    Authenticator.objects.filter(user_id=user_id).delete()
    end_sessions(user_id)


def end_sessions(user_id: int) -> None:
    """Sign somebody out wherever they are signed in."""
    for session in UserSession.objects.filter(user_id=user_id):
        session.end()


BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "FxiOS": "Firefox", "CriOS": "Chrome"} | {
    "Chrome": "Chrome",
    "Safari": "Safari",
}
MACHINES = {"iPhone": "an iPhone", "iPad": "an iPad", "Android": "Android", "CrOS": "a Chromebook"} | {
    "Windows": "Windows",
    "Macintosh": "a Mac",
    "Linux": "Linux",
}
"""What a browser's own description of itself holds, the most telling first: many claim to be others besides."""


def device(agent: str) -> str:
    """What somebody is signed in with, in words: "Firefox on Windows"."""
    browser, machine = (
        next((name for sign, name in signs.items() if sign in agent), "") for signs in (BROWSERS, MACHINES)
    )
    return " on ".join(filter(None, (browser, machine))) or "something else"
