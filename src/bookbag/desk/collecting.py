"""Whether words speak of who collects a child, of walking home, or of another adult at the gate. Pure.

It asks too often rather than too seldom: a person says whom it is about, and that nothing of the kind was meant.
"""

import re

_SPEAKS = re.compile(
    r"\b(?:collect(?:s|ed|ing|ion)?|pick(?:s|ed|ing)?(?: \w+){0,3} up|pick(?:s|ed|ing)? up|pick-?up|fetch(?:es|ed|ing)?"
    r"|walk(?:s|ed|ing)? (?:\w+ )?home|(?:go|goes|going|come|comes|coming) home with|home (?:alone|by (?:him|her)self)"
    r"|get(?:s|ting)? (?:him|her|them) from school|hand(?:ed)? over to)\b",
    re.IGNORECASE,
)


def speaks_of_collecting(words: str) -> bool:
    """Say whether the words may mean that somebody collects a child, or that it goes home without anybody."""
    return bool(_SPEAKS.search(words))
