"""What was read, as the database can take it: a text column holds neither NUL nor half a character, and no year 1."""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from bookbag.channels.mailbox.values import Mail

Value = TypeVar("Value")
YEARS = range(1970, 2200)
"""A date outside these is no date that a mail was written on, and may not even survive its way to UTC."""

LONGEST_IDENTITY = 998
"""Octets of a Message-ID: no line of a mail is longer (RFC 5322, 2.1.1), and an index takes no more than 2,700."""

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(mail: Mail) -> Mail:
    """The mail with a mark in the place of every letter that the database refuses; the bytes are kept as they came."""
    clean = _cleaned(mail)
    return replace(
        clean,
        message_id=_short(clean.message_id or "") or None,
        in_reply_to=_short(clean.in_reply_to or "") or None,
        references=tuple(_short(one) for one in clean.references),
    )


def _short(identity: str) -> str:
    return identity.encode()[:LONGEST_IDENTITY].decode(errors="ignore")


def _cleaned(value: Value) -> Value:
    cleaned: Any = value
    if isinstance(value, str):
        cleaned = _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value)
    elif isinstance(value, datetime):
        cleaned = value if value.year in YEARS else None
    elif isinstance(value, tuple):
        cleaned = tuple(_cleaned(each) for each in value)
    elif is_dataclass(value) and not isinstance(value, type):
        cleaned = replace(value, **{each.name: _cleaned(getattr(value, each.name)) for each in fields(value)})
    return cleaned  # type: ignore[no-any-return]  # of the kind that it was, whatever the kind
