"""What a subject is about, for comparing: the same matter under Re:, Fwd: and their kin in a dozen languages."""

import re

from bookbag.people.folding import folded

LONGEST = 200
_PREFIX = re.compile(r"^\s*((re|fwd?|aw|wg|sv|vs|antw|odp|rv|tr|r|i)(\s*\[\d+\])?\s*:\s*)+", re.IGNORECASE)


def matter_of(subject: str) -> str:
    """A subject folded, without what mail programs put before it."""
    return folded(_PREFIX.sub("", subject))[:LONGEST]
