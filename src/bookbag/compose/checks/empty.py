"""An answer without words is not an answer."""

from bookbag.compose.context import Context, DraftText
from bookbag.policy.clearing import Finding, Severity


def empty(text: DraftText, about: Context) -> list[Finding]:  # noqa: ARG001 - every check is told the same
    """Block a draft with no words in it (NWC-001: every message gets a suitable reply)."""
    if text.body.strip():
        return []
    return [Finding("empty", Severity.BLOCK, "There are no words in this yet. Write your answer first.", "NWC-001")]
