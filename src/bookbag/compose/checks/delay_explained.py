"""Word that it takes longer without the reason is no explanation."""

from bookbag.compose.context import Context, DraftText
from bookbag.policy.clearing import Finding, Severity


def delay_explained(text: DraftText, about: Context) -> list[Finding]:  # noqa: ARG001 - every check is told the same
    """Block a note of delay that gives no reason (WYT-088: whoever waits hears why)."""
    if about.delay_explained:
        return []
    return [
        Finding("delay_explained", Severity.BLOCK, "Say why it takes longer: whoever waits has to hear it.", "WYT-088")
    ]
