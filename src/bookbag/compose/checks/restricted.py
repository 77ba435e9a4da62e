"""With some adults the office is to be asked first. Why is for those who may read it, and no answer waits for less."""

from bookbag.compose.context import Context, DraftText
from bookbag.people.folding import folded_email
from bookbag.policy.clearing import Finding, Severity
from bookbag.policy.telling import LEFT_OUT

LAW = "Children Act 1989 section 8"


def restricted(text: DraftText, about: Context) -> list[Finding]:
    """Hold what would go to such an adult; whoever may read the order decides, and says why. The law names it to them."""
    severity = Severity.ASK if about.may_read_orders else Severity.HOLD
    return [
        Finding(
            "restricted",
            severity,
            f"{LEFT_OUT}. Ring the office before you contact {about.office_first[folded_email(address)]}.",
            LAW if about.may_read_orders else "",
            quote=address,
        )
        for address in text.recipients
        if folded_email(address) in about.office_first
    ]
