"""Whom a court's order leaves out is said in one line, the same for everybody: how many, and never who or why."""

from bookbag.compose.context import Context, DraftText
from bookbag.policy import english
from bookbag.policy.clearing import Finding, Severity


def left_out(text: DraftText, about: Context) -> list[Finding]:  # noqa: ARG001 - every check is told the same
    """Say of a letter home how many adults do not get it."""
    if not about.homes.left_out:
        return []
    number = english.count(about.homes.left_out, "adult")
    return [Finding("left_out", Severity.ADVISE, f"{number} left out; the office knows why", about.homes.ordered)]
