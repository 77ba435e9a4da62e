"""Leave to read a mailbox, for an app that a school has registered: an access token from the provider (RFC 6749, 4.4 and 6).

Whatever the provider says of a refusal stays here: it may hold what we sent.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from bookbag.channels.imap import NotLetIn
from bookbag.errors import Unavailable

SECONDS, LONGEST = 15, 100_000
EARLY = timedelta(minutes=2)
"""How long before its end a token counts as ended."""
LOCAL = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, slots=True)
class App:
    """The app, with what it proves itself with; `refresh` is the leave that somebody gave it for their mailbox, if any."""

    token_url: str
    client_id: str
    scope: str
    client_secret: str = field(default="", repr=False)
    refresh: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Token:
    """What lets us in until it ends. `refresh` is set where the provider gave a new one in place of the one that we held."""

    access: str = field(repr=False)
    ends_at: datetime
    refresh: str = field(default="", repr=False)

    def is_good(self, now: datetime) -> bool:
        """Whether it still lets us in."""
        return now < self.ends_at - EARLY


def may_be_asked(url: str) -> bool:
    """Whether secrets may go to this address: over TLS, or to this machine itself."""
    parts = urlsplit(url)
    return (parts.scheme == "https" and bool(parts.hostname)) or (parts.scheme == "http" and parts.hostname in LOCAL)


def token(app: App, *, now: datetime) -> Token:
    """Ask for a token. Raises `NotLetIn` where the provider takes the app or the leave no longer, else `Unavailable`."""
    if not may_be_asked(app.token_url):
        raise Unavailable("The address that gives tokens does not begin with https.")
    asks = {"client_id": app.client_id, "client_secret": app.client_secret, "scope": app.scope}
    asks |= {"grant_type": "refresh_token", "refresh_token": app.refresh} if app.refresh else {}
    asks.setdefault("grant_type", "client_credentials")
    said = _asked(app.token_url, {name: value for name, value in asks.items() if value})
    try:
        lasts = timedelta(seconds=int(str(said.get("expires_in", 3600))))
        return Token(str(said["access_token"]), now + lasts, str(said.get("refresh_token") or ""))
    except (KeyError, TypeError, ValueError) as fault:
        raise Unavailable("The provider gave no token.") from fault


def _asked(url: str, sends: dict[str, str]) -> dict[str, object]:
    request = Request(url, urlencode(sends).encode(), {"Accept": "application/json"})  # noqa: S310 - see may_be_asked
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - as above
            read = json.loads(answer.read(LONGEST))
    except HTTPError as fault:
        if fault.code in {400, 401, 403}:
            raise NotLetIn("The provider gives no leave to read the mailbox any more.", permanent=True) from fault
        raise Unavailable("The provider of the tokens does not answer as it should.") from fault
    except (OSError, HTTPException, ValueError) as fault:
        raise Unavailable("The provider of the tokens does not answer.") from fault
    if not isinstance(read, dict):
        raise Unavailable("The provider of the tokens does not answer as it should.")
    return read
