"""A mail can ask for its answers to go to another address: its writer's wish, or a way to misdirect what we write."""

from bookbag.compose.context import Context, DraftText
from bookbag.people.folding import folded_email
from bookbag.policy.clearing import Finding, Severity


def asked_elsewhere(text: DraftText, about: Context) -> list[Finding]:
    """Ask where the answer goes to who wrote, and who wrote asked for it elsewhere (RFC 5322, 3.6.2)."""
    reached = {folded_email(address) for address in text.recipients}
    wanted = [address for address in about.answers_wanted_at if folded_email(address) not in reached]
    if not wanted or about.wrote not in reached:
        return []
    return [
        Finding(
            "asked_elsewhere",
            Severity.ASK,
            f"They asked for answers at {' and '.join(wanted)}, and this goes to the address that wrote."
            " Change who gets it, or say why.",
            quote=" ".join(wanted),
        )
    ]
