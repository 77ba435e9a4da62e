"""Two worlds: in one a complaint about somebody came and was worked on, in the other it never was.

For whom it is about they are the same, byte for byte, on every page that there is.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.builders import addresses, browsing, looking, mails, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk.actions import reminding
from bookbag.desk.models import Case
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.schools import tenancy
from bookbag.schools.models import User

pytestmark = pytest.mark.usefixtures("db", "assets")

ROLES = {
    "teacher": (Role.TEACHER,),
    "safeguarding lead": (Role.DSL, Role.SENIOR_LEADER),
    "head": (Role.HEAD,),
    "chair": (Role.CHAIR,),
}


def pages(actor: Actor, urls: list[str]) -> dict[str, tuple[int, bytes]]:
    """Every page as somebody gets it, without what differs from request to request by design."""
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    found = {}
    for url in urls:
        answer = client.get(url)
        found[url] = (answer.status_code, looking.FRESH.sub(b"", answer.content))
    return found


def complained(desk: Desk, about: Actor, *, now: datetime) -> Case:
    """A complaint comes by e-mail; the office says whom it is about, after it has asked and noted; colleagues are reminded."""
    raw = mails.mail(
        "I want to complain about how my child was spoken to.",
        sender="Samina Khan <samina.khan@home.example>",
        subject="A complaint",
        message_id="complaint@home.example",
    )
    case = browsing.brought(desk.school, raw, now=now)
    office = Browser(desk.office)
    office.post("categorise", "wyton", case.id, category="complaint")
    office.post("write-note", "wyton", case.id, text="Rang and is very upset.")
    office.post("about-whom", "wyton", case.id, staff=[str(about.staff_id)])
    reminding.remind(desk.school.id, now=now + timedelta(hours=1))
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        return Case.objects.get(id=case.id)


@pytest.fixture
def desk() -> Desk:
    made = browsing.desk()
    worlds.staff(made.school, "Clara Pike", Role.CLERK)
    worlds.staff(made.school, "Hugh Lane", Role.HEAD)
    worlds.staff(made.school, "Celia Fox", Role.CHAIR)
    return made


@pytest.mark.parametrize("role", ROLES)
def test_their_pages_are_those_of_a_world_in_which_it_never_was(
    desk: Desk, role: str, at: Callable[[str], datetime]
) -> None:
    subject = desk.teacher if role == "teacher" else worlds.staff(desk.school, "Sue Marsh", *ROLES[role])
    urls = [each.url() for each in addresses.every(desk) if each.reads and each.name not in looking.SIGNED]
    now = at("2026-03-02 11:30")
    reminding.remind(desk.school.id, now=now + timedelta(hours=1))  # as it would have in either world
    pages(subject, urls)  # what a first look writes down is written
    before = pages(subject, urls)
    case = complained(desk, subject, now=now)
    after = pages(subject, urls)
    assert {url for url in urls if before[url] != after[url]} == set()
    for name in ("case", "case-record", "write-note", "close", "about-whom", "log-talk"):
        theirs = addresses.Address(name, (case.id,))
        assert pages(subject, [theirs.url()])[theirs.url()][0] == 404
    assert case.owner_id not in {None, subject.staff_id}
