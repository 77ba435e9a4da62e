"""The value without which nothing leaves: a clearance, bound by its fingerprint to exact words, recipients and files."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bookbag.errors import Denied


class Severity(StrEnum):
    """What a finding does: advise, ask for a reason or a second look, hold for somebody, or block."""

    ADVISE = "advise"
    ASK = "ask"
    HOLD = "hold"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check says of one draft: a sentence, where it points, how hard it is, and the clause behind it."""

    check: str
    severity: Severity
    sentence: str
    clause: str = ""
    quote: str = ""
    pack: str = ""
    mend: str = ""
    """What can be done instead, in a sentence."""
    confirm: str = ""
    """The words of a tick that answers it, where it asks for a second look and not for a reason."""
    rules: bool = True
    """False where another policy, or what the head has decided, goes before it."""

    @property
    def key(self) -> str:
        """What an answer to this finding is kept under: the same words asked about again are the same question."""
        return hashlib.sha256(f"{self.check}|{self.severity}|{self.quote}|{self.sentence}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Copy:
    """What one recipient gets where that differs from the others: the words, and the digests of the files with them."""

    address: str
    body: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """All of a draft that an approval is bound to. `copies` are those that say it in a version of their own."""

    channel: str
    subject: str
    body: str
    recipients: tuple[str, ...]
    files: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()

    @property
    def fingerprint(self) -> str:
        """SHA-256 over channel, subject, body, recipients in order of name, the digests of the files, and all copies."""
        copies = sorted([each.address, each.body, *sorted(each.files)] for each in self.copies)
        parts = [self.channel, self.subject, self.body, sorted(self.recipients), sorted(self.files), copies]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()

    def copy_for(self, address: str) -> Copy:
        """What this recipient gets."""
        own = (each for each in self.copies if each.address == address)
        return next(own, Copy(address, self.body, self.files))


@dataclass(frozen=True, slots=True)
class Clearance:
    """Leave for exactly these words to go to exactly these recipients. Only `clear` and `fixed_notice` make one."""

    fingerprint: str
    by: str
    answered: tuple[str, ...] = ()
    notice: str = ""


def clear(
    words: Words, findings: Sequence[Finding], *, answered: frozenset[str], by: str, notice: str = ""
) -> Clearance:
    """Give leave, or raise `Denied` with the first finding that stands in the way.

    A finding that blocks or is held for somebody cannot be answered away by its author; one that asks can.
    """
    for finding in findings:
        stops = finding.severity in {Severity.BLOCK, Severity.HOLD}
        asks = finding.severity is Severity.ASK and finding.key not in answered
        if stops or asks:
            raise Denied(finding.sentence, clause=finding.clause)
    return Clearance(fingerprint=words.fingerprint, by=by, answered=tuple(sorted(answered)), notice=notice)


def fixed_notice(words: Words, *, notice: str) -> Clearance:
    """Give leave for a notice that the school worded and approved beforehand, such as a receipt."""
    return Clearance(fingerprint=words.fingerprint, by="bookbag", notice=notice)
