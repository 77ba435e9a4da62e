"""Two colleagues at one case: the family should not hear two answers to one question."""

from bookbag.compose.context import Context, DraftText
from bookbag.policy.clearing import Finding, Severity


def answered_already(text: DraftText, about: Context) -> list[Finding]:  # noqa: ARG001 - every check is told the same
    """Ask for the reason of a second answer by somebody else to what the family last wrote."""
    return [
        Finding(
            "answered_already", Severity.ASK, f"{name} has answered this. Say why it needs another answer.", quote=name
        )
        for name in about.answered_by
    ]
