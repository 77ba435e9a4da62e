"""What the school sends of its own accord goes to both homes of a child; only an order leaves a parent out."""

from bookbag.compose.context import Context, DraftText
from bookbag.policy.clearing import Finding, Severity


def both_homes(text: DraftText, about: Context) -> list[Finding]:  # noqa: ARG001 - every check is told the same
    """Block a letter home that leaves out a parent of a child whose parents live apart."""
    return [
        Finding(
            "both_homes",
            Severity.BLOCK,
            f"{adult} would not get this. {child}’s parents live apart and both are told alike; only a court order leaves"
            f" one out. Tick {adult} again.",
            about.homes.alike,
            quote=adult,
        )
        for adult, child in about.homes.missing
    ]
