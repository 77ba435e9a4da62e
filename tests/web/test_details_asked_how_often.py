"""How often families are asked is what the policy says, on every page, sheet and mail, in each language."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from tests.builders import browsing, families, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.adoption import queries
from bookbag.adoption.models import Version
from bookbag.adoption.models.version import State
from bookbag.desk.actions import detail_asking
from bookbag.outbox.models import Dispatch
from bookbag.people.models import Contact
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")
At = Callable[[str], datetime]
PACK = """\
title: Details
owner: The office
version: "1"
rules:
  - id: contact-details
    kind: reminder
    clauses: [DET-001]
    of: Whether contact details are right
    whom: parents
    every: EVERY
    checks: contact_details
"""
CLAUSES = """\
- id: DET-001
  section: Details
  actor: school
  duty: must
  says: Families are asked whether their details are right.
  kind: promise
  area: people
  software: A reminder.
  scenario: Given the day, then families are asked.
"""
WORDS = {
    "en": "We ask once in two years whether",
    "cy": "Rydym yn gofyn unwaith bob dwy flynedd a yw",
    "pl": "Pytamy raz na dwa lata, czy",
    "ur": "ہم دو سال میں ایک بار پوچھتے ہیں",
}


def promises(school: School, every: str) -> None:
    """Let a policy bind the school that has families asked so often."""
    texts = {
        "pack.yaml": PACK.replace("EVERY", every),
        "clauses.yaml": CLAUSES,
        "kept.yaml": "DET-001: [policy-as-rules]\n",
        "examples.yaml": "calendar: {timezone: Europe/London, bank_holidays: england-and-wales, terms: [], closed: [],"
        " school_day: {opens: '08:30', closes: '15:30'}}\nexamples: []\n",
    }
    with tenancy.atomic(school.id):
        Version.objects.create(
            school=school,
            pack="details",
            number="1",
            texts=texts,
            digest=queries.digest_of(texts),
            state=State.IN_FORCE,
            author="Olive Trent",
            made_at=worlds.NOW,
            in_force_from=worlds.NOW,
        )


def asked(every: str, at: At) -> Desk:
    """A school that has asked; Amira's father is on paper."""
    desk = browsing.desk()
    promises(desk.school, every)
    School.objects.filter(id=desk.school.id).update(languages=["cy", "pl", "ur"])
    with tenancy.atomic(desk.school.id):
        Contact.objects.filter(id=desk.family.contacts["Omar"].id).update(on_paper=True)
    at("2026-03-02 09:00")
    Browser(desk.office).post("detail-checks", "wyton", day="2024-03-02")
    while detail_asking.ask_due(desk.school.id, now=at("2026-03-02 09:10")):
        pass
    return desk


def details(desk: Desk, at: At) -> Client:
    return families.signed_in(desk.school, "samina.khan@home.example", now=at("2026-03-02 19:00"))


def test_pages_sheets_and_mail_say_once_in_two_years(at: At) -> None:
    desk = asked("{years: 2}", at)
    office = Browser(desk.office)
    assert "asked once in two years whether" in office.get("detail-checks", "wyton").words
    assert "once in two years we ask every parent and carer" in office.get("detail-sheets", "wyton").words
    with tenancy.atomic(desk.school.id):
        (mail,) = Dispatch.objects.filter(notice="details_check")
    assert mail.body.startswith("Once in two years Wyton Primary School asks every parent")


@pytest.mark.parametrize("language", WORDS)
def test_the_family_page_says_it_in_the_readers_language(language: str, at: At) -> None:
    desk = asked("{years: 2}", at)
    client = details(desk, at)
    with tenancy.atomic(desk.school.id):
        Contact.objects.filter(id=desk.family.contacts["Samina"].id).update(language=language)
    page = client.get("/wyton/family/details").content.decode()
    assert WORDS[language] in page


@pytest.mark.parametrize(("every", "said"), [("{months: 1}", "once a month"), ("{months: 6}", "once in six months")])
def test_each_length_of_time_has_its_words(every: str, said: str, at: At) -> None:
    desk = browsing.desk()
    promises(desk.school, every)
    at("2026-03-02 09:00")
    assert f"asked {said} whether" in Browser(desk.office).get("detail-checks", "wyton").words


def test_whoever_says_that_all_is_right_hears_when_they_are_asked_again(at: At) -> None:
    client = details(asked("{years: 2}", at), at)
    page = client.post("/wyton/family/details/right", follow=True).content.decode()
    assert "Thank you. We ask again on Thursday 2 March 2028." in page
