"""A family's question that an answer leaves open is asked about, where the school's policy wants answers to be complete."""

from bookbag.compose.context import Context, DraftText
from bookbag.policy.clearing import Finding


def questions_left(text: DraftText, about: Context) -> list[Finding]:  # noqa: ARG001 - every check is told the same
    """Ask about each question that its author has not ticked as answered."""
    return [
        Finding(
            "questions_left",
            about.questions_severity,
            f"They asked: “{question}” Tick it above if this answers it, or say why it does not.",
            about.questions_clause,
            quote=question,
        )
        for question in about.questions_open
    ]
