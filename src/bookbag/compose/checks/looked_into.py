"""A complaint is answered in full only once it was looked into."""

from bookbag.compose.context import Context, DraftText
from bookbag.policy import english
from bookbag.policy.clearing import Finding, Severity


def looked_into(text: DraftText, about: Context) -> list[Finding]:  # noqa: ARG001 - every check is told the same
    """Block the full answer to a complaint of which it is not known yet who looked into it, what was found, how it ended."""
    if not about.complaint_lacks:
        return []
    said = f"A complaint is answered in full once it is known: {english.listed(about.complaint_lacks)}."
    mend = "Enter it under “The complaint”, or say that the full answer comes later."
    return [Finding("looked_into", Severity.BLOCK, said, "WYT-089", mend=mend)]
