"""The first page costs an old telephone little: everything but its words and pictures, as it is sent."""

import gzip
from pathlib import Path

from django.contrib.staticfiles import finders

FIRST_PAGE = [
    "bookbag/bookbag.css",
    "bookbag/bookbag.js",
    "bookbag/mark.svg",
    "django_htmx/htmx-2.min.js",
    "bookbag/fonts/atkinson-hyperlegible-next-latin-400-normal.woff2",
    "bookbag/fonts/atkinson-hyperlegible-next-latin-700-normal.woff2",
]


def sent(name: str) -> int:
    """The bytes that travel; a font is compressed already."""
    found = finders.find(name)
    assert isinstance(found, str), f"{name} is not built: run make install"
    content = Path(found).read_bytes()
    return len(content if name.endswith(".woff2") else gzip.compress(content))


def test_style_scripts_and_fonts_leave_a_page_room_under_100_kilobytes() -> None:
    assert sum(sent(name) for name in FIRST_PAGE) < 75_000
