"""Answers as people give them in the browser, on days that a scenario names, and what then leaves the outbox."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from bookbag.channels.fakes import KeepingSender
from bookbag.jobs.delivering import ABOVE
from bookbag.schools.models import School
from tests.builders import sending
from tests.builders.browsing import Browser, Desk

SAMINA = "samina.khan@home.example"


def london(when: str) -> datetime:
    """A moment in London's time, written as "2026-03-06 14:00"."""
    return datetime.fromisoformat(when).replace(tzinfo=ZoneInfo("Europe/London"))


def delivered(school: School, *, now: datetime) -> int:
    """Let everything leave that waits in the outbox; how many messages that was."""
    sender = KeepingSender()
    while sending.deliver(school, sender, now=now, above=ABOVE):
        pass
    return len(sender.parcels)


def answer(desk: Desk, case: UUID, kind: str, *, now: datetime) -> None:
    """Write to the mother, say why where the checks ask, and let it leave."""
    browser = Browser(desk.office)
    browser.post("begin-reply", "wyton", case, body="Dear Mrs Khan, thank you.")
    given = {
        "subject": "Re: it",
        "body": "Dear Mrs Khan, thank you.",
        "kind": kind,
        "do": "send",
        "seen": now.isoformat(),
    }
    page = browser.get("reply", "wyton", case)
    known = [each["value"] for each in page.controls if each.get("name") == "to"]
    given |= {"to": known} if known else {"other": SAMINA}
    page = browser.post("reply", "wyton", case, **given)
    reasons = {str(each["name"]): "It is her letter." for each in page.controls if "reason_" in str(each.get("name"))}
    if reasons:
        browser.post("reply", "wyton", case, **given | reasons)
    delivered(desk.school, now=now + timedelta(minutes=1))
