"""An address that two adults read who live apart: what goes there is for both of them, or it does not go."""

from bookbag.compose.context import Context, DraftText
from bookbag.people.folding import folded_email
from bookbag.policy.clearing import Finding, Severity

LAW = "UK GDPR Article 5(1)(f)"


def shared_mailbox(text: DraftText, about: Context) -> list[Finding]:
    """Ask about each such address; an address of their own is the better way."""
    return [
        Finding(
            "shared_mailbox",
            Severity.ASK,
            f"{about.read_apart[folded_email(address)]} both read this address, and live apart. Write nothing that is for "
            "one of them alone, and ask for an address of their own.",
            LAW,
            quote=address,
        )
        for address in text.recipients
        if folded_email(address) in about.read_apart
    ]
