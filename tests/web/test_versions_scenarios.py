"""Scenarios of the clauses on what adults need in order to read what the school writes, on the pages.

A letter to a whole class is not built yet; where a scenario has "the class" the school writes home about one child, to all
adults of that child, by the same door. What a scenario says of each parent is held to here.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from tests.builders import homes, reading
from tests.builders.browsing import Browser

pytestmark = pytest.mark.usefixtures("db", "assets")
At = Callable[[str], datetime]
EWA, OMAR, SAMINA = "ewa.nowak@home.example", "omar.ash@home.example", "samina.khan@home.example"
WORDS, POLISH = "Swimming starts on Monday 9 March.", "Basen zaczyna się w poniedziałek 9 marca. Żółty ręcznik!"


@pytest.fixture
def home(at: At) -> homes.Homes:
    at("2026-03-03 09:00")
    found = homes.homes("Ewa Nowak", "Omar Ash", "Samina Khan")
    reading.needs(found.office, found.school, found.adult("Ewa"), title="Mrs", language="pl")
    reading.needs(found.office, found.school, found.adult("Omar"), "large_print", title="Mr")
    return found


@pytest.mark.clause("SPT-012")
def test_who_needs_another_version_is_named_and_each_gets_the_right_one(home: homes.Homes, at: At) -> None:
    now = at("2026-03-03 09:00")
    teacher = Browser(home.teacher)
    case = homes.begun(teacher, home, "child", "Swimming")
    refused = homes.send(teacher, case, WORDS, now=now)
    named = "2 recipients need another version: Mr Ash, large print; Mrs Nowak, Polish."
    assert named in refused.words
    assert "(SPT-012)" in refused.words
    assert homes.sent(home.school) == []

    both = {"words_pl": POLISH, "file_large_print": reading.file("Swimming 20 point.pdf", b"%PDF", "application/pdf")}
    kept = homes.send(teacher, case, WORDS, now=now, do="save", **both)
    assert "Your answer is kept." in kept.words
    page = teacher.get("reply", "spring", case)
    assert "need another version" not in page.words
    assert "Swimming 20 point.pdf goes with it." in page.words
    homes.send(teacher, case, WORDS, now=now, words_pl=POLISH)
    went = reading.left(home.school, now=now + timedelta(minutes=1))

    assert sorted(went) == [EWA, OMAR, SAMINA]
    assert POLISH in went[EWA].body
    assert WORDS in went[EWA].body
    assert went[EWA].body.index("POLSKI") < went[EWA].body.index(POLISH) < went[EWA].body.index("ENGLISH")
    assert went[EWA].files == ()
    assert [(each.name, each.content) for each in went[OMAR].files] == [("Swimming 20 point.pdf", b"%PDF")]
    assert POLISH not in went[OMAR].body + went[SAMINA].body
    assert went[SAMINA].files == ()


def test_a_file_of_a_language_goes_to_those_who_read_it_and_is_named_in_their_language(
    home: homes.Homes, at: At
) -> None:
    now = at("2026-03-03 09:00")
    teacher = Browser(home.teacher)
    case = homes.begun(teacher, home, "child", "Swimming")
    homes.send(teacher, case, WORDS, now=now, file_pl=reading.file("Basen.pdf", b"%PDF pl", "application/pdf"))
    went = reading.left(home.school, now=now + timedelta(minutes=1))
    assert went[EWA].body.startswith("Polski: Basen.pdf")
    assert WORDS in went[EWA].body
    assert [each.content for each in went[EWA].files] == [b"%PDF pl"]
    assert went[SAMINA].files == ()
    assert "Basen.pdf" in teacher.get("case", "spring", case).words


def test_english_alone_goes_with_a_reason_only(home: homes.Homes, at: At) -> None:
    now = at("2026-03-03 09:00")
    teacher = Browser(home.teacher)
    case = homes.begun(teacher, home, "child", "Swimming")
    asked = homes.reasons(homes.send(teacher, case, WORDS, now=now), "Her sister reads it to her.")
    assert len(asked) == 1
    homes.send(teacher, case, WORDS, now=now, **asked)
    assert sorted(reading.left(home.school, now=now + timedelta(minutes=1))) == [EWA, OMAR, SAMINA]


@pytest.mark.clause("SPT-056")
def test_audio_to_be_made_is_an_office_task_until_the_recording_is_attached(at: At) -> None:
    now = at("2026-03-03 09:00")
    home = homes.homes("Omar Khan", "Samina Khan")
    reading.needs(home.office, home.school, home.adult("Omar"), "audio", title="Mr")
    teacher, office = Browser(home.teacher), Browser(home.office)
    case = homes.begun(teacher, home, "child", "Swimming")
    page = teacher.get("reply", "spring", case)
    assert "1 recipient needs another version: Mr Khan, audio. The office makes audio" in page.words
    assert "(SPT-056)" in page.words
    homes.send(teacher, case, WORDS, now=now)
    went = reading.left(home.school, now=now + timedelta(minutes=1))
    assert sorted(went) == ["omar.khan@home.example", SAMINA]

    assert "Omar Khan: audio to be made" in teacher.get("case", "spring", case).words
    assert "Not complete yet." in teacher.get("case", "spring", case).words
    today = office.get("today", "spring")
    assert "Versions to make" in today.words
    assert "Omar Khan (Amira, 4B) Swimming Audio to be made" in today.words
    (task,) = [link for link in today.links if "/made/" in link]
    making = task.rpartition("/")[2]
    at("2026-03-04 09:01")
    office = Browser(home.office)
    assert "Omar Khan (Amira, 4B) Swimming audio to be made" in office.get("overdue", "spring").words

    now = at("2026-03-04 10:00")
    assert "Choose the file" in office.post("make-version", "spring", making, do="attach").words
    recording = reading.file("Swimming.mp3", b"ID3 sound", "audio/mpeg")
    office.post("make-version", "spring", making, do="attach", file=recording)
    assert "Versions to make" not in office.get("today", "spring").words
    assert "audio leaves in a moment" in office.get("case", "spring", case).words
    went = reading.left(home.school, now=now + timedelta(minutes=1))
    assert list(went) == ["omar.khan@home.example"]
    assert [(each.name, each.type, each.content) for each in went["omar.khan@home.example"].files] == [
        ("Swimming.mp3", "audio/mpeg", b"ID3 sound")
    ]
    assert WORDS in went["omar.khan@home.example"].body
    page = office.get("case", "spring", case)
    assert "Omar Khan: audio delivered, Wednesday 4 March" in page.words
    assert "Complete: everybody has it." in page.words
    assert "A version that was made for one adult was sent" in office.get("case-record", "spring", case).words


@pytest.mark.clause("SPT-056")
def test_what_was_made_otherwise_is_settled_with_words(at: At) -> None:
    now = at("2026-03-03 09:00")
    home = homes.homes("Omar Khan")
    reading.needs(home.office, home.school, home.adult("Omar"), "braille", title="Mr")
    office = Browser(home.office)
    case = homes.begun(office, home, "child", "Swimming")
    homes.send(office, case, WORDS, now=now)
    reading.left(home.school, now=now + timedelta(minutes=1))
    (task,) = [link for link in office.get("today", "spring").links if "/made/" in link]
    making = task.rpartition("/")[2]
    assert "Say how it reached them" in office.post("make-version", "spring", making, do="settle", how=" ").words
    page = office.post("make-version", "spring", making, do="settle", how="Embossed, in the book bag.")
    assert "Omar Khan: Braille: Embossed, in the book bag. (Olive Trent, Tuesday 3 March)" in page.words
    assert "Complete: everybody has it." in page.words
    assert "Versions to make" not in office.get("today", "spring").words


@pytest.mark.clause("SPT-056")
def test_who_asks_for_a_call_is_rung_and_a_mail_instead_is_asked_about(at: At) -> None:
    now = at("2026-03-03 09:00")
    home = homes.homes("Omar Khan", "Samina Khan")
    reading.needs(home.office, home.school, home.adult("Omar"), "phone_call", title="Mr")
    office = Browser(home.office)
    case = homes.begun(office, home, "child", "Swimming")
    page = office.get("reply", "spring", case)
    assert homes.offered(page) == [SAMINA]
    assert "Mr Khan is rung instead" in page.words
    mailed = homes.send(office, case, WORDS, now=now, other="omar.khan@home.example")
    assert "Mr Khan asks for a phone call instead of a letter." in mailed.words
    assert homes.sent(home.school) == []
    homes.send(office, case, WORDS, now=now, to=[SAMINA])
    assert sorted(reading.left(home.school, now=now + timedelta(minutes=1))) == [SAMINA]
    assert "Omar Khan: to be rung" in office.get("case", "spring", case).words


@pytest.mark.clause("NWC-123")
def test_a_copy_in_large_print_makes_itself_and_the_ordinary_one_instead_is_warned_of(at: At) -> None:
    # Figures of conduct and community files by group, which the ledger adds, have nothing to count yet.
    now = at("2026-03-03 09:00")
    home = homes.homes("Omar Ash", "Samina Khan", packs=("norton-west-chinnock",))
    reading.needs(home.office, home.school, home.adult("Omar"), "large_print", title="Mr")
    teacher = Browser(home.teacher)
    case = homes.begun(teacher, home, "child", "Swimming")
    page = teacher.get("reply", "spring", case)
    assert "1 recipient needs another version: Mr Ash, large print. Large print is made by itself." in page.words
    warned = homes.send(teacher, case, WORDS, now=now, ordinary=[home.adult("Omar")])
    assert "Mr Ash needs large print and would get the ordinary version instead. Say why." in warned.words
    assert "(NWC-123)" in warned.words
    assert homes.sent(home.school) == []

    homes.send(teacher, case, WORDS, now=now)
    went = reading.left(home.school, now=now + timedelta(minutes=1))
    assert went[SAMINA].files == ()
    (pdf,) = went[OMAR].files
    assert (pdf.name, pdf.type) == ("Large print.pdf", "application/pdf")
    by_size = reading.sizes(pdf.content)
    assert WORDS in by_size[18.0]
    assert min(by_size) >= 18
    assert went[OMAR].body == went[SAMINA].body
