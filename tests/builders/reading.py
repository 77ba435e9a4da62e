"""Adults who need something in order to read what the school writes, as the office enters it; and what then reaches them."""

import re
from datetime import datetime
from html import unescape
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from bookbag.channels.fakes import KeepingSender
from bookbag.channels.ports import Parcel
from bookbag.jobs.delivering import ABOVE
from bookbag.policy.permissions import Actor
from bookbag.schools.models import School
from tests.builders import sending, worlds
from tests.builders.browsing import Browser


def needs(
    by: Actor, school: School, adult: str, *needs: str, title: str = "", language: str = "en", on_paper: bool = False
) -> None:
    """Enter on an adult's page what they need; `adult` is their id."""
    office = Browser(by)
    shown = office.client.get(reverse("change-adult", args=[school.slug, adult])).content.decode()
    names = {name: _held(shown, name) for name in ("given_name", "family_name", "seen")}
    given = (
        names | {"title": title, "language": language, "needs": list(needs)} | ({"on_paper": "on"} if on_paper else {})
    )
    page = office.post("change-adult", school.slug, adult, **given)
    assert "Corrected." in page.words, page.words


def _held(shown: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', shown)
    return unescape(found[1]) if found else ""


def file(name: str, content: bytes = b"made", kind: str = "application/octet-stream") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type=kind)


def left(school: School, *, now: datetime = worlds.NOW) -> dict[str, Parcel]:
    """Let everything leave that waits in the outbox; what left, by address."""
    sender = KeepingSender()
    while sending.deliver(school, sender, now=now, above=ABOVE):
        pass
    assert len({each.to_address for each in sender.parcels}) == len(sender.parcels)
    return {each.to_address: each for each in sender.parcels}


def sizes(pdf: bytes) -> dict[float, str]:
    """The words of a PDF by the size of their letters."""
    found: dict[float, str] = {}

    def visit(text: str, matrix: list[float], place: list[float], _font: object, size: float) -> None:
        if text.strip():
            at = round(size * abs(place[3]) * abs(matrix[3]), 1)
            found[at] = found.get(at, "") + text

    for page in PdfReader(BytesIO(pdf)).pages:
        page.extract_text(visitor_text=visit)
    return found
