"""Whose address it is: our mailboxes are taken, with their tags; everybody else's are refused before the message is sent."""

import smtplib

import pytest
from tests.builders import worlds
from tests.door.conftest import MAIL, Door, Rows

from bookbag.schools.models import Mailbox, School


@pytest.mark.parametrize(
    "address", ["nobody@wyton.bookbag.test", "office@elsewhere.example", "office", "a+b@c.example"]
)
def test_an_unknown_recipient_is_refused(address: str, door: Door, rows: Rows) -> None:
    with door.smtp() as talk:
        talk.ehlo()
        talk.mail("a@home.example")
        code, words = talk.rcpt(address)
        assert (code, words[:5]) == (550, b"5.1.1")
        assert talk.docmd("DATA")[0] == 503
    assert rows("desk_arrival") == []


def test_a_known_recipient_beside_an_unknown_one_has_the_message(door: Door, rows: Rows) -> None:
    with door.smtp() as talk:
        refused = talk.sendmail("a@home.example", ["nobody@wyton.bookbag.test", "office@wyton.bookbag.test"], MAIL)
    assert list(refused) == ["nobody@wyton.bookbag.test"]
    assert [row["recipients"] for row in rows("desk_arrival")] == [["office@wyton.bookbag.test"]]


def test_a_tag_reaches_its_mailbox_and_is_kept(door: Door, rows: Rows) -> None:
    door.send(MAIL, "Office+abc@Wyton.bookbag.test")
    (arrival,) = rows("desk_arrival")
    assert arrival["recipients"] == ["Office+abc@Wyton.bookbag.test"]
    assert arrival["mailbox_id"] == Mailbox.objects.get().id


def test_a_mailbox_that_takes_no_tags_refuses_them(door: Door) -> None:
    Mailbox.objects.update(takes_tags=False)
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        door.send(MAIL, "office+abc@wyton.bookbag.test")


def test_a_new_mailbox_is_open_at_once(door: Door, school: School, rows: Rows) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        door.send(MAIL, "senco@wyton.bookbag.test")
    Mailbox.objects.create(school=school, address="senco@wyton.bookbag.test", name="SENCO")
    door.send(MAIL, "senco@wyton.bookbag.test")
    assert len(rows("desk_arrival")) == 1


def test_several_schools_in_one_conversation_have_an_arrival_each(door: Door, school: School, rows: Rows) -> None:
    other = worlds.school("norton")
    to = ["office@wyton.bookbag.test", "office+a@norton.bookbag.test", "office@norton.bookbag.test"]
    door.send(MAIL, *to)
    arrivals = {row["school_id"]: row["recipients"] for row in rows("desk_arrival")}
    assert arrivals == {school.id: to[:1], other.id: to[1:]}
    assert {row["args"]["school_id"] for row in rows("procrastinate_jobs")} == {school.id, other.id}


def test_more_than_a_hundred_recipients_are_asked_to_come_again(door: Door, rows: Rows) -> None:
    to = [f"office+{number}@wyton.bookbag.test" for number in range(101)]
    with door.smtp() as talk:
        refused = talk.sendmail("a@home.example", to, MAIL)
    assert {address: code for address, (code, _) in refused.items()} == {to[100]: 452}
    assert len(rows("desk_arrival")[0]["recipients"]) == 100


def test_strangers_are_not_told_who_is_here(door: Door) -> None:
    with door.smtp() as talk:
        talk.ehlo()
        known, unknown = talk.verify("office@wyton.bookbag.test"), talk.verify("nobody@wyton.bookbag.test")
        assert known == unknown
        assert known[0] == 252
        assert talk.expn("office@wyton.bookbag.test")[0] == 502


def test_an_address_the_database_could_not_hold_is_refused(door: Door) -> None:
    with door.raw() as line:
        answers = line.makefile("rb")
        line.sendall(b"HELO a\r\nMAIL FROM:<a@home.example>\r\nRCPT TO:<off\0ice@wyton.bookbag.test>\r\n")
        line.sendall(b"RCPT TO:<\xff\xfe@wyton.bookbag.test>\r\nRCPT TO:<>\r\nRCPT TO:<<>>>\r\nQUIT\r\n")
        codes = [answers.readline()[:3] for _ in range(7)]
    assert codes[:2] == [b"250", b"250"]
    assert all(code.startswith(b"5") for code in codes[2:6])
    assert codes[6] == b"221"
