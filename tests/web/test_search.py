"""Search at the page: what is found and why, what is left out, and what is said where there is nothing."""

from datetime import timedelta
from typing import Any

import pytest
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Browser, Desk, Page

from bookbag.desk.actions import cases, joins
from bookbag.desk.models import Case, Message
from bookbag.policy.permissions import Role
from bookbag.policy.values import Category
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
LATER = worlds.NOW + timedelta(hours=1)


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def brought(desk: Desk, subject: str, text: str, sender: str = "Siân O’Neill-Żak <sian@far.example>") -> Case:
    raw = mails.mail(text, subject=subject, sender=sender, message_id=f"{subject.replace(' ', '')}@far.example")
    return browsing.brought(desk.school, raw, now=LATER)


def looked_for(desk: Desk, words: str, **narrowed: Any) -> Page:
    return Browser(desk.office).get("search", "wyton", q=words, **narrowed)


def test_it_says_where_the_words_stand_and_who_wrote_them(desk: Desk) -> None:
    with tenancy.atomic(desk.school.id):
        cases.write_note(desk.case, text="Rang the audiologist.", by=desk.office, now=LATER)
    assert "cannot swim on Thursday. Samina Khan From Samina Khan" in looked_for(desk, "Thursday").words
    assert "Rang the audiologist. Note by Olive Trent" in looked_for(desk, "audiologist").words


@pytest.mark.parametrize("words", ["swimming", "SWIM", "swims", "lesson swimming", "swimm"])
def test_a_word_is_found_by_its_beginning_and_its_stem(desk: Desk, words: str) -> None:
    assert "Swimming lesson Samina Khan (Amira, 4B)" in looked_for(desk, words).words


@pytest.mark.parametrize("words", ["oneill", "O'Neill", "o’neill", "o neill", "sian zak", "SIÂN", "sian@far.example"])
def test_names_are_found_however_they_are_written(desk: Desk, words: str) -> None:
    brought(desk, "A lost jumper", "It is blue.")
    assert "A lost jumper" in looked_for(desk, words).words


def test_accents_in_what_was_written_do_not_matter(desk: Desk) -> None:
    brought(desk, "Wycieczka", "Proszę o zgodę. Łukasz nie może.")
    page = looked_for(desk, "lukasz zgode")
    assert "Wycieczka" in page.words


def test_every_word_has_to_be_there(desk: Desk) -> None:
    page = looked_for(desk, "swimming giraffe")
    assert "Nothing is written about “swimming giraffe”" in page.words
    assert "Swimming lesson" not in page.words


def test_a_slip_in_a_name_is_mended_where_nothing_is_found(desk: Desk) -> None:
    page = looked_for(desk, "Saminna swim")
    assert "Nothing is written about “Saminna swim”. This is about “Samina”." in page.words
    assert "Swimming lesson" in page.words


def test_a_name_that_is_spelt_alike_is_offered_where_something_is_found(desk: Desk) -> None:
    brought(desk, "A lost jumper", "It belongs to Samira.", sender="Pat <pat@far.example>")
    page = looked_for(desk, "Samira")
    assert "A lost jumper" in page.words
    assert "Or did you mean samina?" in page.words


def test_people_stand_above_what_is_written(desk: Desk) -> None:
    page = looked_for(desk, "Amira")
    assert "People Amira Khan 4B" in page.words
    assert f"/wyton/children/{desk.family.pupil.id}" in page.links


def test_it_is_narrowed(desk: Desk) -> None:
    brought(desk, "Swimming badge", "Where is it?", sender="Pat <pat@far.example>")
    with tenancy.atomic(desk.school.id):
        cases.categorise(desk.case, category=Category.COMPLAINT, by=desk.office, now=LATER)
        cases.write_note(desk.case, text="About swimming.", by=desk.office, now=LATER)
        cases.close(desk.case, reason="Rang her.", by=desk.office, now=LATER)
    for narrowed, old, new in (
        ({"category": "complaint"}, True, False),
        ({"state": "open"}, False, True),
        ({"state": "closed"}, True, False),
        ({"source": "note"}, True, False),
        ({"channel": "letter"}, False, False),
        ({"channel": "email"}, True, True),
        ({"since": "2026-03-02", "until": "2026-03-02"}, True, True),
        ({"until": "2026-03-01"}, False, False),
        ({"since": "2026-03-03"}, False, False),
    ):
        words = looked_for(desk, "swimming", **narrowed).words
        assert ("Swimming lesson" in words, "Swimming badge" in words) == (old, new), narrowed


def test_a_wrong_day_is_said(desk: Desk) -> None:
    assert "Error" in looked_for(desk, "swimming", since="yesterday").title


def test_pages_lose_nothing_and_show_nothing_twice(desk: Desk) -> None:
    for number in range(30):
        brought(desk, f"Trip number {number}", "Is it on?", sender="Pat <pat@far.example>")
    found: list[str] = []
    page = looked_for(desk, "number", source="in")
    for _ in range(2):
        found += [link for link in page.links if "/cases/" in link]
        onward = [link for link in page.links if "after=" in link]
        if onward:
            page = looked_for(desk, "number", source="in", after=onward[0].partition("after=")[2])
    assert len(found) == len(set(found)) == 30
    assert not [link for link in page.links if "after=" in link]


def test_a_teacher_finds_what_is_theirs(desk: Desk) -> None:
    brought(desk, "Swimming badge", "Where is it?", sender="Pat <pat@far.example>")
    page = Browser(desk.teacher).get("search", "wyton", q="swimming")
    assert "Swimming lesson" in page.words
    assert "Swimming badge" not in page.words


def test_whoever_sees_no_post_finds_no_search(desk: Desk) -> None:
    Browser(desk.governor).get("search", "wyton", q="swimming", status=404)
    assert "/wyton/search" not in str(Browser(desk.governor).get("policy", "wyton").forms)


def test_another_school_is_not_searched(desk: Desk) -> None:
    other = worlds.school("elsewhere")
    office = worlds.staff(other, "Nora Fell", Role.OFFICE)
    assert "Nothing is written" in Browser(office).get("search", "elsewhere", q="swimming").words


def test_what_is_split_off_is_found_where_it_went(desk: Desk) -> None:
    with tenancy.atomic(desk.school.id):
        message = Message.objects.get()
    raw = mails.mail("And a giraffe.", message_id="2@home.example", in_reply_to="first@home.example")
    browsing.brought(desk.school, raw, now=LATER)
    with tenancy.atomic(desk.school.id):
        later = Message.objects.exclude(id=message.id).get()
        new = joins.split(desk.case, messages=[later.id], by=desk.office, now=LATER)
    assert f"/wyton/cases/{new.id}" in looked_for(desk, "giraffe").links


def test_what_is_longer_than_search_can_hold_is_still_received(desk: Desk) -> None:
    strange = " ".join(chr(0x20000 + number) for number in range(40_000))
    case = brought(desk, "Strange", "ordinary " + strange)
    assert f"/wyton/cases/{case.id}" in looked_for(desk, "ordinary").links


@pytest.mark.parametrize("words", ["' | & ! :*", "\0", "a:*&", "|", "%s", "the", "x" * 300, "(", "\\"])
def test_no_words_break_it(desk: Desk, words: str) -> None:
    looked_for(desk, words)
