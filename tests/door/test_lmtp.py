"""LMTP: every recipient has an answer of its own after the message."""

from tests.builders import worlds
from tests.door.conftest import MAIL, Door, Rows


def test_each_recipient_is_answered(door: Door, rows: Rows) -> None:
    worlds.school("norton")
    with door.lmtp() as talk:
        talk.ehlo()
        talk.mail("a@home.example")
        codes = [talk.rcpt(f"office@{slug}.bookbag.test")[0] for slug in ("wyton", "nowhere", "norton")]
        assert codes == [250, 550, 250]
        assert talk.data(MAIL)[0] == 250
        assert talk.getreply()[0] == 250
        assert talk.noop()[0] == 250
    assert len(rows("desk_arrival")) == 2


def test_a_message_too_large_is_refused_to_each(door: Door) -> None:
    with door.lmtp() as talk:
        talk.ehlo()
        talk.mail("a@home.example")
        talk.rcpt("office@wyton.bookbag.test")
        talk.rcpt("office+a@wyton.bookbag.test")
        assert talk.data(b"x" * (26 * 2**20))[0] == 552
        assert talk.getreply()[0] == 552
        assert talk.noop()[0] == 250


def test_it_is_not_smtp(door: Door) -> None:
    with door.lmtp() as talk:
        assert talk.docmd("EHLO a")[0] == 500
        assert talk.docmd("HELO a")[0] == 500
