"""Scenarios of the clauses on busy times: what is on the answer machine, when it is checked, how it is passed on."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.builders import worlds
from tests.builders.browsing import Browser, Page

from bookbag.desk.models import Attachment, Case, Duty, Voicemail
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]


class House:
    """The secretary, a teacher of Year 4, and a family."""

    def __init__(self) -> None:
        self.school = worlds.school()
        self.teacher = worlds.staff(self.school, "Tess Barrow", Role.TEACHER)
        self.office = worlds.staff(self.school, "Olive Trent", Role.OFFICE)
        worlds.family(self.school, teacher=self.teacher)

    def recorded(self, when: str, number: str = "01632 960777", **more: object) -> Page:
        day, at = when.split()
        sent = {"recorded_on": day, "recorded_time": at, "number": number} | more
        return Browser(self.office).post("voicemail", "wyton", **sent)

    def machine(self) -> str:
        return Browser(self.office).get("voicemail", "wyton").words

    def today(self) -> str:
        return Browser(self.office).get("today", "wyton").words

    def one(self) -> Voicemail:
        with tenancy.atomic(self.school.id):
            return Voicemail.objects.get()


@pytest.mark.clause("WYT-077")
def test_a_recording_of_the_busy_spells_is_marked_and_families_read_when_they_are(at: Clock) -> None:
    house = House()
    at("2026-03-02 11:30")
    house.recorded("2026-03-02 09:00", "01632 960701")
    house.recorded("2026-03-02 11:00", "01632 960702")
    words = house.machine()
    assert "today 9 am busy time 01632 960701" in words
    assert "today 11 am 01632 960702" in words
    contact = Browser().get("write", "wyton").words
    assert "An answer machine may take your call at these times: 8.50 am to 9.15 am, 3 pm to 3.45 pm." in contact


@pytest.mark.parametrize(
    ("when", "busy"),
    [
        ("2026-03-02 08:49", False),
        ("2026-03-02 08:50", True),
        ("2026-03-02 09:15", False),
        ("2026-03-02 15:44", True),
        ("2026-02-18 09:00", False),
    ],
)
def test_the_spells_begin_and_end_to_the_minute_and_there_are_none_in_the_holidays(
    at: Clock, when: str, busy: bool
) -> None:
    house = House()
    at("2026-03-02 16:00")
    house.recorded(when)
    assert house.one().busy is busy


@pytest.mark.clause("WYT-078")
def test_a_check_that_nobody_ticked_turns_the_office_red_and_names_what_nobody_heard(at: Clock) -> None:
    house = House()
    at("2026-03-02 09:20")
    browser = Browser(house.office)
    browser.post("voicemail-tick", "wyton", due="09:15")
    at("2026-03-02 10:00")
    house.recorded("2026-03-02 09:30")
    at("2026-03-02 12:29")
    assert "Nobody has checked" not in house.today()
    at("2026-03-02 12:30")
    red = (
        "Nobody has checked the answer machine since 12 noon was due. Not heard: 01632 960777, recorded today 9.30 am."
    )
    assert red in house.today()
    assert "9.15 am: checked 9.20 am by Olive Trent" in house.machine()
    assert "12 noon: not checked" in house.machine()
    assert "3.45 pm: to check" in house.machine()

    browser.post("voicemail-tick", "wyton", due="12:00")
    assert "Nobody has checked" not in house.today()
    assert browser.client.post("/wyton/calls/machine/check", {"due": "12:07"}).status_code == 404


def test_the_school_says_when_it_checks(at: Clock) -> None:
    house = House()
    at("2026-03-02 10:45")
    browser = Browser(house.office)
    browser.post("voicemail-checks", "wyton", times="10.10, 14")
    assert "10.10 am: not checked" in house.machine()
    assert "2 pm: to check" in house.machine()
    assert "Write the times as" in browser.post("voicemail-checks", "wyton", times="half past nine").words
    browser.post("voicemail-checks", "wyton", times="")
    assert "9.15 am: not checked" in house.machine()


def test_in_the_holidays_nobody_has_to_check(at: Clock) -> None:
    house = House()
    at("2026-02-18 13:00")
    assert "Nobody has to check it today." in house.machine()
    assert "Nobody has checked" not in house.today()


@pytest.mark.clause("WYT-079")
def test_a_recording_leaves_the_list_by_a_note_and_is_counted_from_when_it_was_made(at: Clock) -> None:
    house = House()
    at("2026-03-09 09:20")
    sound = SimpleUploadedFile("message.mp3", b"ID3" + b"\0" * 50, content_type="audio/mpeg")
    house.recorded("2026-03-06 15:10", file=sound)
    voicemail, browser = house.one(), Browser(house.office)
    refused = browser.post("voicemail-clear", "wyton", voicemail.id, because="")
    assert "Make a note for somebody, or say why none is needed." in refused.words
    assert house.one().cleared_at is None

    page = browser.get("new-call", "wyton", voicemail=str(voicemail.id))
    assert "Recorded Friday 6 March, 3.10 pm" in page.words
    note = {"number": "01632 960777", "name": "Mrs Bell", "purpose": "The school trip", "for_whom": "4b"}
    browser.post("new-call", "wyton", voicemail=str(voicemail.id), **note)
    with tenancy.atomic(house.school.id):
        case = Case.objects.get(channel="phone")
        duty, file = Duty.objects.get(case=case), Attachment.objects.get(message__case=case)
    assert (duty.clause, duty.event_id is not None, file.name) == ("WYT-071", True, "message.mp3")
    assert "ring back by today 4 pm" in Browser(house.teacher).get("case", "wyton", case.id).words
    assert "Nothing is on the machine." in house.machine()
    # Once passed on it cannot be passed on or cleared again.
    assert browser.client.post("/wyton/calls/new", note | {"voicemail": str(voicemail.id)}).status_code == 409
    address = f"/wyton/calls/machine/{voicemail.id}/clear"
    assert browser.client.post(address, {"because": "Nobody spoke."}).status_code == 409


@pytest.mark.clause("WYT-079")
def test_with_a_reason_it_may_go_without_a_note(at: Clock) -> None:
    house = House()
    at("2026-03-09 09:20")
    house.recorded("2026-03-06 15:10")
    Browser(house.office).post("voicemail-clear", "wyton", house.one().id, because="Nobody spoke.")
    words = house.machine()
    assert "Nothing is on the machine." in words
    assert "Friday 6 March, 3.10 pm: Nobody spoke. Olive Trent, today 9.20 am" in words


def test_what_cannot_be_a_recording_is_refused(at: Clock) -> None:
    house = House()
    at("2026-03-09 09:20")
    assert "It cannot have been recorded later than now." in house.recorded("2026-03-09 09:21").words
    program = SimpleUploadedFile("message.exe", b"MZ")
    assert "Choose a recording" in house.recorded("2026-03-09 09:00", file=program).words
    assert Browser(house.teacher).client.get("/wyton/calls/machine").status_code == 404


def test_a_recording_is_handed_over_byte_for_byte(at: Clock) -> None:
    house = House()
    at("2026-03-09 09:20")
    house.recorded("2026-03-09 09:00", file=SimpleUploadedFile("message.wav", b"RIFF....WAVE"))
    answer = Browser(house.office).client.get(f"/wyton/calls/machine/{house.one().id}/file")
    assert answer.content == b"RIFF....WAVE"
    assert "attachment" in answer.headers["Content-Disposition"]
