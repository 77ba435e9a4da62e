"""Whom a court's order leaves out is said in one line, the same for everybody: how many, and never who or why."""

from bookbag.compose.context import Context, DraftText
from bookbag.policy import telling
from bookbag.policy.clearing import Finding, Severity


def left_out(text: DraftText, about: Context) -> list[Finding]:  # noqa: ARG001 - every check is told the same
    """Say of a letter home how many adults do not get it. The clause would say why: it is for those who may read that."""
    if not about.homes.left_out:
        return []
    clause = about.homes.ordered if about.may_read_orders else ""
    return [Finding("left_out", Severity.ADVISE, telling.left_out(about.homes.left_out), clause)]
