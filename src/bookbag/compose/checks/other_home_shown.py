"""Nothing that one home reads shows the other home's address or number, nor, in a copy for both, a name."""

from bookbag.compose.context import Context, DraftText
from bookbag.policy.clearing import Finding, Severity

LAW = "UK GDPR Article 5(1)(f)"


def other_home_shown(text: DraftText, about: Context) -> list[Finding]:  # noqa: ARG001 - every check is told the same
    """Block words that show one home to the other; what they are stands in the sentence."""
    return [
        Finding("other_home_shown", Severity.BLOCK, sentence, LAW, quote=quote, mend="Take it out of the words.")
        for quote, sentence in about.homes.shown
    ]
