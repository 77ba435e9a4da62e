"""An answer that holds, explains or invites names a day; one that holds without a day is asked about."""

from bookbag.compose.context import Context, DraftText
from bookbag.policy.clearing import Finding, Severity


def day_named(text: DraftText, about: Context) -> list[Finding]:  # noqa: ARG001 - every check is told the same
    """Say what stands against the day, or against there being none. The clauses are those of the school's own policy."""
    named = about.named
    if named is None:
        return []
    found = [Finding("day_named", Severity.BLOCK, sentence, clause) for sentence, clause in named.faults]
    found += [Finding("day_named", Severity.ADVISE, sentence, clause) for sentence, clause in named.beside]
    if named.asks:
        found.append(Finding("day_named", Severity.ASK, named.asks, named.clause, confirm=named.confirm))
    return found
