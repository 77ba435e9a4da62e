"""Secrets of others that a school gives us to keep: unreadable without the installation's own, and kept for one purpose each."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def conceal(purpose: str, secret: str) -> str:
    """The secret as it may stand in a table."""
    return _cipher(purpose).encrypt(secret.encode()).decode()


def reveal(purpose: str, kept: str) -> str | None:
    """The secret that was concealed; None where the installation's own secret has changed since."""
    try:
        return _cipher(purpose).decrypt(kept.encode()).decode()
    except InvalidToken:
        return None


def _cipher(purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"{purpose} {settings.SECRET_KEY}".encode()).digest()))
