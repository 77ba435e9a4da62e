"""An answer belongs to the adults who are in the matter."""

from bookbag.compose.context import Context, DraftText
from bookbag.people.folding import folded_email
from bookbag.policy.clearing import Finding, Severity

LAW = "UK GDPR Article 5(1)(f)"


def outside_the_case(text: DraftText, about: Context) -> list[Finding]:
    """Ask about each recipient who has had no part in the case: a message and its answers belong to who wrote."""
    return [
        Finding(
            "outside_the_case",
            Severity.ASK,
            f"{address} has not taken part in this case. Say why they should get it.",
            LAW,
            quote=address,
        )
        for address in text.recipients
        if folded_email(address) not in {*about.parties, *about.homes.beside}
    ]
