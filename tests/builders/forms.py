"""The school's form as somebody fills it in: open the page, take the time that a person takes, send it."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from bookbag.desk.models import Arrival, Case
from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Sight
from bookbag.schools import tenancy
from bookbag.schools.models import School
from tests.builders import browsing
from tests.builders.browsing import Browser, Page

Clock = Callable[[str], datetime]
NEIGHBOUR = {
    "who": "public",
    "topic": "message",
    "name": "Norah Pike",
    "email": "norah.pike@street.example",
    "subject": "Cars before my drive",
    "text": "Cars stand before my drive each morning. What can you do?",
}
MOTHER = {
    "who": "parent",
    "topic": "message",
    "name": "Samina Khan",
    "email": "samina.khan@home.example",
    "child": "Amira Khan",
    "school_class": "4B",
    "subject": "Swimming",
    "text": "Does Amira swim on Friday?",
}


def opened(given: dict[str, Any], *, slug: str = "wyton", client: Client | None = None) -> tuple[Page, str]:
    """The page on which the words are written, and its sheet."""
    chosen: dict[str, Any] = {name: given[name] for name in ("who", "topic", "continues") if name in given}
    response = (client or Client()).get(reverse("write", args=[slug]), chosen)
    assert response.status_code == 200
    return browsing.read(response), sheet_of(response.content)  # type: ignore[arg-type]  # the test client's own class


def sheet_of(html: bytes) -> str:
    """The sheet that a page hands out."""
    found = re.search(r'name="sheet" value="([^"]+)"', html.decode())
    assert found, "the page hands out no sheet"
    return found[1]


def posted(given: dict[str, Any], *, slug: str = "wyton", client: Client | None = None) -> Page:
    """Send a form as it stands, and follow to the page that comes."""
    response = (client or Client()).post(reverse("write", args=[slug]), {"do": "send"} | given, follow=True)
    assert response.status_code == 200, response.status_code
    return browsing.read(response)  # type: ignore[arg-type]  # as above


def send(given: dict[str, Any], at: Clock, when: str, *, slug: str = "wyton") -> Page:
    """Open the form a minute before, fill it in, and send it at this time."""
    moment = datetime.fromisoformat(when)
    at((moment - timedelta(minutes=1)).isoformat(" ", "minutes"))
    _, sheet = opened(given, slug=slug)
    at(when)
    return posted(given | {"sheet": sheet}, slug=slug)


def cases(school: School) -> list[Case]:
    """What forms have opened, in order."""
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        return list(Case.objects.filter(channel="form").order_by("opened_at", "id"))


def arrivals(school: School) -> list[Arrival]:
    """The forms that were kept, in order."""
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        return list(Arrival.objects.filter(channel="form").order_by("received_at", "id"))


def latest(school: School) -> UUID:
    """The case of the last form."""
    found = arrivals(school)[-1].case_id
    assert found
    return found


def receipts(school: School) -> list[str]:
    """The words of the automatic notes that wait in the outbox or have left it, in order."""
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        return list(Dispatch.objects.filter(notice="receipt").order_by("queued_at").values_list("body", flat=True))


def alerts(browser: Browser) -> str:
    """The number beside Today on somebody's pages, as it stands on a page that lists no case."""
    html = browser.client.get(reverse("child-in-danger", args=["wyton"])).content.decode()
    found = re.search(r'>Today(?: <span class="bb-count">(\d+)</span>)?</a>', html)
    assert found, "the page does not lead to Today"
    return found[1] or ""
