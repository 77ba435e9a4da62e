"""What is sealed, or about whoever looks, is not there for their search: the page is that of a world without it."""

import re
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.test import Client
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk.actions import cases
from bookbag.desk.models import Case, CaseAbout
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.schools import tenancy
from bookbag.schools.models import User

pytestmark = pytest.mark.usefixtures("db", "assets")
LATER = worlds.NOW + timedelta(hours=1)
FRESH = re.compile(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


@pytest.fixture
def dsl(desk: Desk) -> Actor:
    return worlds.staff(desk.school, "Dinah Low", Role.DSL)


def bruised(desk: Desk) -> Case:
    raw = mails.mail("He has a bruise. Swimming is off.", subject="Zebra", message_id="zebra@home.example")
    return browsing.brought(desk.school, raw, now=LATER)


def seal(desk: Desk, case: Case, dsl: Actor, sight: Sight = Sight.SAFEGUARDING) -> None:
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        cases.set_sight(Case.objects.get(id=case.id), sight, by=dsl, now=LATER)


def seen_of(actor: Actor, *questions: str) -> list[str]:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return [FRESH.sub("", client.get(f"/wyton/search?{asked}").content.decode()) for asked in questions]


QUESTIONS = ("q=zebra", "q=swimming", "q=bruise", "q=zebr&source=case", "q=bruised&category=enquiry", "q=Samina")


@pytest.mark.parametrize("who", ["office", "teacher"])
def test_a_sealed_case_changes_no_byte_of_what_others_find(desk: Desk, dsl: Actor, who: str) -> None:
    reader = getattr(desk, who)
    before = seen_of(reader, *QUESTIONS)
    case = bruised(desk)
    assert seen_of(reader, *QUESTIONS) != before
    with tenancy.atomic(desk.school.id):
        cases.write_note(case, text="A zebra note.", by=desk.office, now=LATER)
    seal(desk, case, dsl)
    assert seen_of(reader, *QUESTIONS) == before


def test_who_may_see_it_finds_it_and_what_comes_in_later(desk: Desk, dsl: Actor) -> None:
    case = bruised(desk)
    seal(desk, case, dsl)
    raw = mails.mail("A giraffe too.", message_id="2@home.example", in_reply_to="zebra@home.example")
    mails.arrive(raw, desk.school, now=LATER)
    for words in ("zebra", "bruises", "giraffe"):
        assert f"/wyton/cases/{case.id}" in Browser(dsl).get("search", "wyton", q=words).links
        assert f"/wyton/cases/{case.id}" not in Browser(desk.office).get("search", "wyton", q=words).links
    together = Browser(dsl).get("search", "wyton", q="swimming").words
    assert together.index("Zebra") < together.index("Swimming lesson")


def test_what_is_opened_again_is_found_again(desk: Desk, dsl: Actor) -> None:
    case = bruised(desk)
    seal(desk, case, dsl)
    seal(desk, case, dsl, Sight.ORDINARY)
    assert f"/wyton/cases/{case.id}" in Browser(desk.office).get("search", "wyton", q="bruise").links


def test_what_is_about_somebody_is_not_found_by_them(desk: Desk) -> None:
    before = seen_of(desk.office, *QUESTIONS)
    case = bruised(desk)
    with tenancy.atomic(desk.school.id):
        CaseAbout.objects.create(
            school=desk.school, case=case, staff_id=desk.office.person, rung="staff", said_at=LATER
        )
        Case.objects.filter(id=case.id).update(is_about_staff=True)
    assert [page.partition("<main")[2] for page in seen_of(desk.office, *QUESTIONS)] == [
        page.partition("<main")[2] for page in before
    ]
    head = worlds.staff(desk.school, "Hetty Marsh", Role.HEAD)
    assert f"/wyton/cases/{case.id}" in Browser(head).get("search", "wyton", q="bruise").links


def test_ordinary_and_sealed_words_stand_in_indexes_apart(owner: psycopg.Connection[Any]) -> None:
    """Whoever sees ordinary matters only is answered from the first alone, so that time tells nothing of the second."""
    found = owner.execute("select indexdef from pg_indexes where tablename = 'desk_findable' and indexdef like '%gin%'")
    assert sorted(line.partition("WHERE ")[2] for (line,) in found) == ["(sight = 0)", "(sight > 0)"]


def test_nothing_is_left_in_search_of_what_is_no_more(desk: Desk, owner: psycopg.Connection[Any]) -> None:
    with tenancy.atomic(desk.school.id):
        cases.write_note(desk.case, text="A zebra note.", by=desk.office, now=LATER)
        desk.case.notes.all().delete()
    assert owner.execute("select count(*) from desk_findable where source = 'note'").fetchone() == (0,)


def test_what_is_undone_is_not_found(desk: Desk, owner: psycopg.Connection[Any]) -> None:
    with tenancy.atomic(desk.school.id):
        cases.write_note(desk.case, text="A zebra note.", by=desk.office, now=LATER)
        tenancy.roll_back()
    assert owner.execute("select count(*) from desk_findable where source = 'note'").fetchone() == (0,)
