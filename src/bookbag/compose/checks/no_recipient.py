"""Somebody has to get it."""

from bookbag.compose.context import Context, DraftText
from bookbag.policy.clearing import Finding, Severity


def no_recipient(text: DraftText, about: Context) -> list[Finding]:
    """Block a draft that nobody would get, or that has an address no mail can reach."""
    if not text.recipients and not about.told_otherwise:
        return [Finding("no_recipient", Severity.BLOCK, "Nobody would get this. Choose who it goes to.")]
    return [
        Finding("no_recipient", Severity.BLOCK, f"{address} is not an e-mail address.", quote=address)
        for address in text.recipients
        if not _reachable(address)
    ]


def _reachable(address: str) -> bool:
    local, at, domain = address.rpartition("@")
    return bool(local and at and "." in domain.strip(".")) and not any(c.isspace() or c in ",;<>" for c in address)
