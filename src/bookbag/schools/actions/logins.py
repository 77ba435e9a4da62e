"""Logins: one person, one address. What somebody is at a school is set by people.actions.staff."""

import secrets
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from bookbag.errors import Invalid
from bookbag.schools import tenancy
from bookbag.schools.models import FailedSignIn, User

WHILE = timedelta(minutes=15)
FOR_ONE_ADDRESS, FROM_ONE_MACHINE = 10, 100
"""How many wrong passwords a machine may try meanwhile: for one address, and for all. Somebody elsewhere shuts nobody out,
and a school whose staff share one line to the world is not shut out by one who forgot a password.
"""


def open_login(*, email: str, name: str, password: str | None) -> User:
    """The login of an address, made where there is none; one that exists keeps its name and password.

    Without a password nobody can sign in with one. One that was closed opens again, unless it is suspended. Raises
    `Invalid` for a password that is too weak.
    """
    address = email.strip().lower()
    user = User.objects.filter(email=address).first() or User(email=address, name=name)
    if user.pk and user.is_active:
        return user
    if user.suspended_at:
        return user
    user.is_active = True
    if password is None:
        user.set_unusable_password()
    else:
        _check(password, user)
        user.set_password(password)
    user.save()
    return user


def has_login(email: str) -> bool:
    """Whether an address has a login already that opens something."""
    return User.objects.filter(email=email.strip().lower(), is_active=True).exists()


def close(user_id: int) -> None:
    """End a login: nobody signs in with it any more, its password is gone, and whoever is signed in with it is out."""
    with tenancy.atomic():
        user = User.objects.select_for_update().get(pk=user_id)
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        for session in UserSession.objects.filter(user_id=user_id):
            session.end()


def open_again(user_id: int) -> None:
    """Open a login again that was closed. It has no password until its person chooses one."""
    User.objects.filter(pk=user_id, suspended_at=None).update(is_active=True)


def suspend(user_id: int, *, now: datetime) -> None:
    """Close a login at once, everywhere. Its password stays, and it opens again by `lift` and by nothing else."""
    User.objects.filter(pk=user_id).update(is_active=False, suspended_at=now)
    for session in UserSession.objects.filter(user_id=user_id):
        session.end()


def lift(user_id: int) -> None:
    """Open a login again that was suspended."""
    User.objects.filter(pk=user_id).exclude(suspended_at=None).update(is_active=True, suspended_at=None)


def is_taken(email: str, *, but: int | None) -> bool:
    """Whether an address is another login's, open or closed."""
    others = User.objects.exclude(pk=but) if but else User.objects.all()
    return others.filter(email=email.strip().lower()).exists()


def of(user_id: int) -> User:
    """A login as it is now."""
    return User.objects.get(pk=user_id)


def has_password(user_id: int) -> bool:
    """Whether somebody has chosen a password."""
    return bool(User.objects.get(pk=user_id).has_usable_password())


def move(user_id: int, email: str) -> None:
    """Give a login another address. Whoever is signed in with it is out, and a password is chosen anew."""
    close(user_id)
    User.objects.filter(pk=user_id).update(email=email.strip().lower())
    open_again(user_id)


def choose_password(user: User, password: str) -> None:
    """Give a login another password. Raises `Invalid` for one that is too weak."""
    _check(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])


def may_try(*, email: str, peer: str, now: datetime) -> bool:
    """Whether a machine may try a password for an address, or has to wait."""
    lately = FailedSignIn.objects.filter(peer=peer, at__gt=now - WHILE)
    addresses = list(lately.values_list("address", flat=True)[: FROM_ONE_MACHINE + 1])
    return len(addresses) < FROM_ONE_MACHINE and addresses.count(email.strip().lower()) < FOR_ONE_ADDRESS


def tried_in_vain(*, email: str, peer: str, now: datetime) -> None:
    """Remember a wrong password, and forget those of long ago."""
    FailedSignIn.objects.create(address=email.strip().lower()[:254], peer=peer, at=now)
    FailedSignIn.objects.filter(at__lte=now - WHILE).delete()


def one_time_password() -> str:
    """A password that nobody guesses, for somebody to be told once."""
    return "-".join(secrets.token_hex(2) for _ in range(5))


def _check(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(fields={"password": " ".join(error.messages)}) from error
