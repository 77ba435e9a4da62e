"""Logins: one person, one address. What somebody is at a school is set by people.actions.staff."""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from bookbag.errors import Invalid
from bookbag.schools.models import User


def open_login(*, email: str, name: str, password: str | None) -> User:
    """The login of an address, made where there is none; one that exists keeps its name and password.

    Without a password nobody can sign in with one. Raises `Invalid` for a password that is too weak.
    """
    address = email.strip().lower()
    found = User.objects.filter(email=address).first()
    if found:
        return found
    user = User(email=address, name=name)
    if password is None:
        user.set_unusable_password()
    else:
        _check(password, user)
        user.set_password(password)
    user.save()
    return user


def has_login(email: str) -> bool:
    """Whether an address has a login already."""
    return User.objects.filter(email=email.strip().lower()).exists()


def one_time_password() -> str:
    """A password that nobody guesses, for somebody to be told once."""
    return "-".join(secrets.token_hex(2) for _ in range(5))


def _check(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(fields={"password": " ".join(error.messages)}) from error
