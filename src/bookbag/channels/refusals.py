"""What a mail server's refusal means, in plain words with its code: for now or for good, the recipient's fault or ours."""

import re

from bookbag.errors import Unavailable

SET_UP = "The school's mail server does not let Bookbag send. This is a matter of set-up, not of the recipient."
UNREACHABLE = "The school's mail server cannot be reached."
NO_UTF8 = "The school's mail server cannot send to an address with letters such as these before the @."
LATER = "The mail server asks to try again later."
UNKNOWN_ADDRESS = "The mail server says that there is no such address."
REFUSED_RECIPIENT = "The mail server does not take mail for this address."
FULL = "The recipient's mailbox is full."
REFUSED_CONTENT = "The mail server does not take this message."
TOO_BIG = "The mail server says that this message is too big."

_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_OURS = re.compile(
    r"relay|authenti|sign in|log ?in|not allowed to send|send as|credential|rate limit|too many", re.IGNORECASE
)
_SIGN_IN_CODES = frozenset({530, 534, 535, 538})
_SIGN_IN_STATUS = frozenset({"5.7.3", "5.7.8", "5.7.9", "5.7.11", "5.7.14", "5.7.57", "5.7.60"})
_NO_ADDRESS = frozenset({"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.4.1"})


class NotLetIn(Unavailable):
    """We may not send at all, or not in this name: a matter of set-up, which passes when that is mended."""


def in_words(code: int, said: bytes | str) -> str:
    """The server's own words on one line, with the code, cut to what a person reads."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(f"{code} {text}".split())[:300]


def before_recipient(code: int, said: bytes | str) -> Unavailable:
    """Refused before the recipient was named: whatever the code, it is the set-up, and is tried again."""
    words = in_words(code, said)
    return Unavailable(f"{LATER} It said: {words}") if 400 <= code < 500 else NotLetIn(f"{SET_UP} It said: {words}")


def of_recipient(code: int, said: bytes | str) -> Unavailable:
    """Refused at the recipient: for good if the code begins with 5, unless it means that we may not send at all."""
    words = in_words(code, said)
    if code < 500:
        return Unavailable(f"{LATER} It said: {words}")
    if _is_ours(code, words):
        return NotLetIn(f"{SET_UP} It said: {words}")
    status = _status(words)
    if status in _NO_ADDRESS or (not status and code in {550, 551, 553}):
        sentence = UNKNOWN_ADDRESS
    else:
        sentence = FULL if status == "5.2.2" or code == 552 else REFUSED_RECIPIENT
    return Unavailable(f"{sentence} It said: {words}", permanent=True)


def of_content(code: int, said: bytes | str) -> Unavailable:
    """Refused after the content was offered: for good if the code begins with 5, with the same exception."""
    words = in_words(code, said)
    if code < 500:
        return Unavailable(f"{LATER} It said: {words}")
    if _is_ours(code, words):
        return NotLetIn(f"{SET_UP} It said: {words}")
    sentence = TOO_BIG if code == 552 or _status(words) in {"5.3.4", "5.2.3"} else REFUSED_CONTENT
    return Unavailable(f"{sentence} It said: {words}", permanent=True)


def _status(words: str) -> str:
    found = _ENHANCED.search(words)
    return found[1] if found else ""


def _is_ours(code: int, words: str) -> bool:
    """Not signed in, not allowed to relay or to send in this name (RFC 4954, 6; Exchange's 5.7.57 and 5.7.60)."""
    return code in _SIGN_IN_CODES or _status(words) in _SIGN_IN_STATUS or bool(_OURS.search(words))
