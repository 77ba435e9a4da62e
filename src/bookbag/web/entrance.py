"""How django-allauth lets staff in: what it asks of us, and what a session has proved. Its pages are in views/signin.py."""

import base64
import hashlib
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, perform_password_login
from allauth.account.models import Login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from bookbag.people.actions import staff
from bookbag.policy.permissions import SECOND_FACTOR, Actor
from bookbag.web.requests import peer

if TYPE_CHECKING:
    from bookbag.schools.models import User

FRESH = timedelta(minutes=15)
"""For how long a second factor opens what is kept for the safeguarding leads."""


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


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second factors {settings.SECRET_KEY}".encode()).digest()))


def enter(request: HttpRequest, user: "User", *, goes_to: str) -> HttpResponse:
    """Let in whoever knew the password: at once, or after the second factor where they have one."""
    login = Login(user=user, redirect_url=goes_to)
    return perform_password_login(request, {"email": user.email}, login)


def has_factor(user_id: int) -> bool:
    """Whether somebody has a second factor at all."""
    return bool(Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP).exists())


def factor_owed(request: HttpRequest, actor: Actor) -> str:
    """The page on which somebody has first to show or set up the second factor that their role demands, or nothing."""
    if not settings.SECOND_FACTOR or not actor.roles & SECOND_FACTOR or _proofs(request):
        return ""
    return "mfa_reauthenticate" if has_factor(request.user.pk or 0) else "mfa_activate_totp"


def proved_lately(request: HttpRequest) -> bool:
    """Whether somebody has shown a second factor within the last quarter of an hour."""
    since = time.time() - FRESH.total_seconds()
    return not settings.SECOND_FACTOR or any(proof["at"] >= since for proof in _proofs(request))


def _proofs(request: HttpRequest) -> list[dict[str, Any]]:
    """When this session has shown a second factor."""
    user: Any = request.user
    return [each for each in get_authentication_records(request, user) if each.get("method") == "mfa"]


def end_sessions(user_id: int) -> None:
    """Sign somebody out wherever they are signed in."""
    for session in UserSession.objects.filter(user_id=user_id):
        session.end()
