"""Reply tokens: a case's name in a mail address or Message-ID, signed by this installation so that no other can make one.

A token is base32 of the case's id (16 bytes) and 9 bytes of HMAC-SHA-256 over the school and the id: 40 letters and
digits, so that behind a mailbox of up to 23 letters and a plus it fits into the 64 of RFC 5321, 4.5.3.1.1.
"""

import base64
import hashlib
import hmac
import re
import uuid

from django.conf import settings

LENGTH = 40
LONGEST_LOCAL_PART = 64
_SHAPE = re.compile(rf"(?:^|[+.<])([a-z2-7]{{{LENGTH}}})(?=[@.>]|$)", re.IGNORECASE)


def _sign(school_id: int, case: bytes) -> bytes:
    signed = school_id.to_bytes(4, "big") + case
    return hmac.new(settings.REPLY_TOKEN_KEY.encode(), signed, hashlib.sha256).digest()[:9]


def issue(school_id: int, case_id: uuid.UUID) -> str:
    """The token of a case of this school."""
    return base64.b32encode(case_id.bytes + _sign(school_id, case_id.bytes)).decode().lower()


def read(school_id: int, text: str) -> uuid.UUID | None:
    """The case of the first token in the text that this installation signed for this school, or None."""
    for found in _SHAPE.finditer(text):
        raw = base64.b32decode(found.group(1).upper())
        case, signature = raw[:16], raw[16:]
        if hmac.compare_digest(signature, _sign(school_id, case)):
            return uuid.UUID(bytes=case)
    return None


def tagged(address: str, token: str) -> str:
    """The address with the token behind a plus, or the address itself where that would be too long to deliver."""
    local, _, domain = address.partition("@")
    with_token = f"{local}+{token}"
    return f"{with_token}@{domain}" if len(with_token.encode()) <= LONGEST_LOCAL_PART else address
