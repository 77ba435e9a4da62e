"""What is to be made for one adult, where something comes between: undo, a court order, a new message, a bounce, a call."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from tests.builders import browsing, homes, mails, reading
from tests.builders.browsing import Browser

from bookbag.people.actions import points
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
At = Callable[[str], datetime]
OMAR, SAMINA = "omar.khan@home.example", "samina.khan@home.example"
WORDS = "Swimming starts on Monday 9 March."
MP3 = ("Swimming.mp3", b"ID3", "audio/mpeg")


@pytest.fixture
def home(at: At) -> homes.Homes:
    """A father who needs audio, and a mother who does not."""
    at("2026-03-03 09:00")
    found = homes.homes("Omar Khan", "Samina Khan")
    reading.needs(found.office, found.school, found.adult("Omar"), "audio", title="Mr")
    return found


def sent(home: homes.Homes, *, now: datetime) -> UUID:
    office = Browser(home.office)
    case = homes.begun(office, home, "child", "Swimming")
    homes.send(office, case, WORDS, now=now)
    reading.left(home.school, now=now + timedelta(minutes=1))
    return case


def tasks(home: homes.Homes) -> list[str]:
    links = Browser(home.office).get("today", "spring").links
    return [link.rpartition("/")[2] for link in links if "/made/" in link]


def test_undone_and_sent_anew_there_is_one_task(home: homes.Homes, at: At) -> None:
    now = at("2026-03-03 09:00")
    office = Browser(home.office)
    case = homes.begun(office, home, "child", "Swimming")
    homes.send(office, case, WORDS, now=now)
    (draft,) = {each.draft for each in homes.sent(home.school)}
    office.post("undo-reply", "spring", case, draft)
    assert tasks(home) == []
    homes.send(office, case, "Swimming starts on 10 March.", now=now)
    assert len(tasks(home)) == 1


def test_a_court_order_that_came_meanwhile_stops_the_recording(home: homes.Homes, at: At) -> None:
    now = at("2026-03-03 09:00")
    sent(home, now=now)
    (task,) = tasks(home)
    dsl = Browser(home.dsl)
    homes.order(dsl, home, "no contact", evidence="The order.", starts="2026-03-03", ends="2026-08-31")
    office = Browser(home.office)
    answer = office.client.post(f"/spring/made/{task}", {"do": "attach", "file": reading.file(*MP3)}, follow=True)
    assert "Ring the office before you contact Mr Khan" in answer.content.decode()
    assert reading.left(home.school, now=now + timedelta(minutes=5)) == {}
    assert tasks(home) == [task]


def test_a_new_message_of_the_family_does_not_take_the_recording_back(home: homes.Homes, at: At) -> None:
    now = at("2026-03-03 09:00")
    case = sent(home, now=now)
    (task,) = tasks(home)
    ours = next(each for each in homes.sent(home.school) if each.to_address == OMAR)
    later = now + timedelta(minutes=3)
    reply = mails.mail(
        "Which pool?", sender=f"Omar Khan <{OMAR}>", to="office@spring.bookbag.test", in_reply_to=ours.message_id
    )
    assert browsing.brought(home.school, reply, now=later).id == case
    reading.left(home.school, now=later)
    Browser(home.office).post("make-version", "spring", task, do="attach", file=reading.file(*MP3))
    assert list(reading.left(home.school, now=now + timedelta(minutes=5))) == [OMAR]
    assert "audio delivered" in Browser(home.office).get("case", "spring", case).words


def test_a_recording_that_comes_back_is_a_task_again(home: homes.Homes, at: At) -> None:
    now = at("2026-03-03 09:00")
    case = sent(home, now=now)
    (task,) = tasks(home)
    Browser(home.office).post("make-version", "spring", task, do="attach", file=reading.file(*MP3))
    went = reading.left(home.school, now=now + timedelta(minutes=5))[OMAR]
    assert tasks(home) == []
    bounce = mails.bounce_of(went.message_id, OMAR)
    mails.arrive(bounce, home.school, now=now + timedelta(minutes=6), recipient="office@spring.bookbag.test")
    assert tasks(home) == [task]
    assert (
        "audio to be made for Omar Khan came back undelivered" in Browser(home.office).get("case", "spring", case).words
    )


def test_who_is_rung_is_found_with_the_number_and_settled_with_words(at: At) -> None:
    now = at("2026-03-03 09:00")
    home = homes.homes("Omar Khan")
    reading.needs(home.office, home.school, home.adult("Omar"), "phone_call", title="Mr")
    with tenancy.atomic(home.school.id):
        points.add(home.family.contacts["Omar"].id, "telephone", "01632 960123", by=home.office, now=now)
    office = Browser(home.office)
    case = homes.begun(office, home, "child", "Swimming")
    assert "Nobody gets it by e-mail." in office.get("reply", "spring", case).words
    homes.send(office, case, WORDS, now=now)
    (task,) = tasks(home)
    page = office.get("make-version", "spring", task)
    assert "Omar Khan: to be rung" in page.words
    assert "01632 960123" in page.words
    assert WORDS in page.words
    page = office.post("make-version", "spring", task, do="settle", how="Rang at 10, he knows.")
    assert "Rang at 10, he knows." in page.words
    assert "Complete: everybody has it." in page.words


def test_an_interpreter_is_a_task_when_a_message_invites_to_a_meeting_and_not_before(at: At) -> None:
    now = at("2026-03-03 09:00")
    home = homes.homes()
    reading.needs(home.office, home.school, home.adult("Samina"), "interpreter", title="Mrs")
    case = browsing.brought(home.school, mails.mail(to="office@spring.bookbag.test"), now=now).id
    office = Browser(home.office)
    page = office.post("begin-reply", "spring", case, body="Please come in.")
    assert "interpreter" not in page.words
    meeting = {"kind": "meeting", "talk_on": "2026-03-10", "talk_at": "15:30"}
    homes.send(office, case, "Please come in.", now=now, do="save", **meeting)
    assert "Mrs Khan needs an interpreter" in office.get("reply", "spring", case).words
    homes.send(office, case, "Please come in.", now=now, **meeting)
    assert "Samina Khan: an interpreter to be arranged" in office.get("case", "spring", case).words
    assert len(tasks(home)) == 1


def test_two_adults_with_one_mailbox_each_have_what_they_need(at: At) -> None:
    now = at("2026-03-03 09:00")
    home = homes.homes("Omar Khan", "Samina Khan")
    reading.needs(home.office, home.school, home.adult("Samina"), "large_print", title="Mrs")
    with tenancy.atomic(home.school.id):
        mother = home.family.contacts["Samina"]
        old = mother.points.get()
        points.change(old.id, OMAR, seen=old.value, by=home.office, now=now)
    office = Browser(home.office)
    case = homes.begun(office, home, "child", "Swimming")
    homes.send(office, case, WORDS, now=now)
    assert list(reading.left(home.school, now=now + timedelta(minutes=1))) == [OMAR]
    assert "Samina Khan (Amira, 4B) Swimming PDF in large print" in office.get("copies", "spring").words
