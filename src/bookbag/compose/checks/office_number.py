"""Callers reach the school at its office: the number of nobody else leaves in an answer."""

from bookbag.compose.context import Context, DraftText
from bookbag.policy.clearing import Finding, Severity


def office_number(text: DraftText, about: Context) -> list[Finding]:  # noqa: ARG001 - every check is told the same
    """Hold a telephone number that is neither the school's nor the family's own (WYT-068)."""
    return [
        Finding(
            "office_number",
            Severity.HOLD,
            f"Use the office number, {about.office_number}: calls come in there. Take out {number}.",
            about.calls_clause,
            quote=number,
        )
        for number in about.other_numbers
    ]
