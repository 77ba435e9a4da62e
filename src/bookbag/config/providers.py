"""With which accounts staff may sign in besides a password: Google Workspace and Microsoft Entra, where they are set up."""

import os
from collections.abc import Iterator
from pathlib import Path

from bookbag.config import secrets
from bookbag.errors import Unavailable
from bookbag.web.openid import Provider


def configured(home: Path) -> tuple[Provider, ...]:
    """Those that the environment names. Raises `Unavailable` for one that is named by half."""
    return tuple(_google(home)) + tuple(_microsoft(home))


def _google(home: Path) -> Iterator[Provider]:
    """Accounts of the school's own domains at Google Workspace."""
    if client_id := os.environ.get("BOOKBAG_GOOGLE_CLIENT_ID", ""):
        domains = _words("BOOKBAG_GOOGLE_DOMAINS")
        yield Provider(
            "google",
            "Google",
            "https://accounts.google.com",
            client_id,
            _given(home, "google-client"),
            belongs_by="hd",
            belongs_to=domains,
            verified_by="email_verified",
        )


def _microsoft(home: Path) -> Iterator[Provider]:
    """Accounts of the school's or trust's own tenant at Microsoft Entra, whose domains Microsoft has verified."""
    if client_id := os.environ.get("BOOKBAG_MICROSOFT_CLIENT_ID", ""):
        (tenant, *others) = sorted(_words("BOOKBAG_MICROSOFT_TENANT"))
        if others:
            raise Unavailable("BOOKBAG_MICROSOFT_TENANT names more than one tenant.", permanent=True)
        yield Provider(
            "microsoft",
            "Microsoft",
            f"https://login.microsoftonline.com/{tenant}/v2.0",
            client_id,
            _given(home, "microsoft-client"),
            belongs_by="tid",
            belongs_to=frozenset({tenant}),
            verified_by="xms_edov",
        )


def _words(name: str) -> frozenset[str]:
    words = frozenset(word.strip().lower() for word in os.environ.get(name, "").split(",") if word.strip())
    if not words:
        raise Unavailable(f"{name} is missing: it says whose accounts may sign in.", permanent=True)
    return words


def _given(home: Path, name: str) -> str:
    value = secrets.given(home, name)
    if not value:
        raise Unavailable(
            f"The provider's secret is missing: put it in {home / 'secrets' / name}, or in {secrets.variable(name)}.",
            permanent=True,
        )
    return value
