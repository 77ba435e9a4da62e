"""How much of a mail is read. What lies beyond is cut before anything costly sees it, and each cut is a warning.

The bytes as they came are stored whole by the door; these figures bound only the reading.
"""

MESSAGE = 80 * 1024 * 1024
"""Bytes of a message; the door itself takes 25 MiB, but files from elsewhere may be larger."""

FIELDS = 1_000
"""Header fields of a message."""

PART_FIELDS = 50
"""Header fields of a part of it."""

FIELD_VALUE = 16 * 1024
"""Bytes of one header field."""

REPEATS = 4
"""Fields of one name that are read together (several To lines)."""

PARTS = 1_000
"""Parts of a message; the rest stays together as one attachment."""

DEPTH = 30
"""Multiparts within multiparts; what lies deeper is kept as an attachment."""

TEXT = 1024 * 1024
"""Characters of text, and bytes of the HTML that text is made from."""

REPORT = 128 * 1024
"""Bytes of each part that are searched for a delivery report."""

NAME = 180
"""Characters of a file name."""

UNPACKED = 2 * 1024 * 1024
"""Bytes that compressed text inside a TNEF parcel may grow to."""


class Notes:
    """The warnings of one reading: each said once, in the order in which they came up."""

    def __init__(self) -> None:
        self._said: dict[str, None] = {}

    def add(self, sentence: str) -> None:
        """Remember a sentence for whoever reads the mail."""
        self._said.setdefault(sentence)

    def sentences(self) -> tuple[str, ...]:
        """Everything said, once each."""
        return tuple(self._said)
