"""Links by which somebody chooses a password. Nothing of them is kept: each is made of what the login is at the time, so
that it works once, and not after anything else has changed its password or signed in.
"""

from datetime import timedelta
from enum import StrEnum

from django.core import signing
from django.utils.crypto import salted_hmac

from bookbag.schools.models import User


class Purpose(StrEnum):
    """Why somebody is sent one."""

    FORGOTTEN = "forgotten"
    INVITED = "invited"


LASTS = {Purpose.FORGOTTEN: timedelta(hours=1), Purpose.INVITED: timedelta(days=7)}


def token(user: User, purpose: Purpose) -> str:
    """What the link for this login ends with."""
    return signing.dumps([user.pk, _state(user)], salt=f"link {purpose}")


def user_of(spoken: str, purpose: Purpose) -> User | None:
    """The login whose link this is, while it works."""
    try:
        number, state = signing.loads(spoken, salt=f"link {purpose}", max_age=LASTS[purpose])
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=number, is_active=True).first()
    return user if user and state == _state(user) else None


def _state(user: User) -> str:
    """What changes with a password and with signing in."""
    return salted_hmac(
        "link", f"{user.pk} {user.email} {user.password} {user.last_login}", algorithm="sha256"
    ).hexdigest()
