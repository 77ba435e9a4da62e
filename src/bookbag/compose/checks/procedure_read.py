"""A complaint is answered by whoever may, once they have read the procedure for it."""

from bookbag.compose.context import Context, DraftText
from bookbag.policy.clearing import Finding, Severity


def procedure_read(text: DraftText, about: Context) -> list[Finding]:  # noqa: ARG001 - every check is told the same
    """Block an answer to a complaint that its author may not give, or not yet, under the policy (SPT-036, SPT-040)."""
    if not about.complaint_barred:
        return []
    sentence, clause = about.complaint_barred
    return [Finding("procedure_read", Severity.BLOCK, sentence, clause)]
