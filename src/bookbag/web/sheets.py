"""The signed numbers of blank forms: when each was handed out, so that a form filled in by a machine gives itself away.

And the signed line that tells a writer afterwards what was said. Neither needs a session, a cookie or a table.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core import signing

LEAST, MOST = timedelta(seconds=3), timedelta(hours=24)
"""Nobody fills in a form in less; a page that was left open for longer says what was true yesterday."""
_SHEET, _SENT = "bookbag.form.sheet", "bookbag.form.sent"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A blank form: its number, and when it was handed out."""

    number: str
    since: datetime

    def is_ripe(self, now: datetime) -> bool:
        """Whether somebody can have filled it in since, and has not left it lying."""
        return LEAST <= now - self.since <= MOST


def hand_out(school_id: int, *, since: datetime) -> str:
    """A new sheet, signed for this school."""
    return signing.dumps([school_id, secrets.token_urlsafe(12), since.timestamp()], salt=_SHEET)


def read(token: str, school_id: int) -> Sheet | None:
    """The sheet, or None where it is none of ours."""
    try:
        of_school, number, since = signing.loads(token, salt=_SHEET)
    except signing.BadSignature:
        return None
    return Sheet(number, datetime.fromtimestamp(since, UTC)) if of_school == school_id else None


def sign(told: dict[str, Any]) -> str:
    """What a writer is told, as a part of an address that cannot be made up."""
    return signing.dumps(told, salt=_SENT, compress=True)


def signed(token: str) -> dict[str, Any] | None:
    """What was signed, or None."""
    try:
        told: dict[str, Any] = signing.loads(token, salt=_SENT)
    except signing.BadSignature:
        return None
    return told
