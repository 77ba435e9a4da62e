"""Every figure that stands in a rule of a pack that ships: where it stands, and the pack's texts with another in its place."""

import re
from typing import NamedTuple

from bookbag.policy import packs

PATTERN = re.compile(
    r"\b(?:minutes|hours|(?:\w+_)?days|weeks|(?:calendar_)?months|without_sessions_up_to|terms|years|leaver_age): (\d+)|\"(\d\d):\d\d\""
)


class Figure(NamedTuple):
    """A figure of a rule, or the hour of a time of day."""

    slug: str
    start: int
    figure: str
    place: str

    @property
    def is_hour(self) -> bool:
        """True for the hour of a time of day."""
        return self.place.startswith('"')

    def changed_to(self, figure: int) -> str:
        """The text of pack.yaml with another figure in the place of this one."""
        whole = (packs.SHIPPED / self.slug / "pack.yaml").read_text()
        return f"{whole[: self.start]}{figure:0{len(self.figure)}}{whole[self.start + len(self.figure) :]}"


FIGURES = [
    Figure(slug, found.start(found.lastindex or 0), found.group(found.lastindex or 0), found.group())
    for slug in packs.shipped()
    for found in PATTERN.finditer((packs.SHIPPED / slug / "pack.yaml").read_text())
]
