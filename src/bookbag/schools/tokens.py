"""Reply tokens: a case's name in a mail address or Message-ID, signed by this installation so that no other can make one.

The token is base32 of the school's number (4 bytes), the case's id (16) and 10 bytes of HMAC-SHA-256 over both.
"""

import base64
import binascii
import hashlib
import hmac
import re
import uuid

from django.conf import settings

LENGTH = 48
_SHAPE = re.compile(rf"(?:^|[+.<])([a-z2-7]{{{LENGTH}}})(?=[@.>]|$)", re.IGNORECASE)


def _sign(payload: bytes) -> bytes:
    return hmac.new(settings.REPLY_TOKEN_KEY.encode(), payload, hashlib.sha256).digest()[:10]


def issue(school_id: int, case_id: uuid.UUID) -> str:
    """The token of a case: 48 lower-case letters and digits, safe in an address and a Message-ID."""
    payload = school_id.to_bytes(4, "big") + case_id.bytes
    return base64.b32encode(payload + _sign(payload)).decode().lower()


def read(text: str) -> tuple[int, uuid.UUID] | None:
    """The school and case of the first token in the text that this installation signed, or None."""
    for found in _SHAPE.finditer(text):
        try:
            raw = base64.b32decode(found.group(1).upper())
        except binascii.Error:
            continue
        payload, signature = raw[:20], raw[20:]
        if hmac.compare_digest(signature, _sign(payload)):
            return int.from_bytes(payload[:4], "big"), uuid.UUID(bytes=payload[4:])
    return None
