"""What leaves as e-mail says what the parcel says, whatever is in it, and a reader of mail reads it back."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.channels.parcels import PARCEL

from bookbag.channels.email import build
from bookbag.channels.mailbox import reading
from bookbag.channels.mailbox.values import Mail
from bookbag.channels.ports import Parcel

FIELDS = {
    "date", "from", "to", "subject", "message-id", "content-type", "content-transfer-encoding", "mime-version",
}  # fmt: skip
NAMES = [
    "Samína Khan",
    "Khan, Samina",
    'Sam "Sammy" Khan',
    "خان ثمینہ",
    "Łukasz Żółć-Śmigły",
    "(Mum) Khan; b@c.test",
    "",
]


def sent(parcel: Parcel) -> bytes:
    return build(parcel).as_bytes()


def read_back(parcel: Parcel) -> Mail:
    return reading.read(sent(parcel))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_read_back_as_it_was_written(name: str) -> None:
    mail = read_back(replace(PARCEL, to_name=name, from_name=name))
    assert [(one.name, one.address) for one in mail.to] == [(name, PARCEL.to_address)]
    assert mail.sender is not None
    assert (mail.sender.name, mail.sender.address) == (name, PARCEL.from_address)


@pytest.mark.parametrize("body", ["Yes.\n", "Grüße – ja.\n", "x" * 3000 + "\n", ".\n..\nFrom here\n", "ثمینہ\n" * 300])
def test_the_words_are_read_back_and_no_line_is_too_long_or_eight_bit(body: str) -> None:
    raw = sent(replace(PARCEL, body=body))
    assert reading.read(raw).text.strip() == body.strip()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")


@given(text=st.text(), body=st.text())
@settings(max_examples=150, deadline=None)
def test_no_text_can_make_a_field_or_a_recipient(text: str, body: str) -> None:
    spiked = f"{text}\r\nBcc: evil@x.test\n\rX-Evil: 1"
    raw = sent(replace(PARCEL, to_name=spiked, from_name=spiked, subject=spiked, body=body))
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii")
    assert {line.partition(":")[0].lower() for line in re.split(r"\r\n(?![ \t])", head)} == FIELDS
    assert [one.address for one in reading.read(raw).to] == [PARCEL.to_address]


def test_an_international_domain_leaves_in_its_ascii_form() -> None:
    assert b"samina@xn--schle-mva.example" in sent(replace(PARCEL, to_address="samina@schüle.example"))


def test_one_recipient_stands_in_to_and_answers_go_where_they_should() -> None:
    message = build(replace(PARCEL, reply_to="office+tag@wyton.bookbag.test"))
    assert [str(one) for one in message["To"].addresses] == ["Samina Khan <samina.khan@home.example>"]
    assert message["Reply-To"] == "office+tag@wyton.bookbag.test"
    assert message["Cc"] is message["Bcc"] is None
    assert message["Date"] == "Mon, 02 Mar 2026 09:00:00 +0000"


def test_only_automatic_mail_says_that_it_is() -> None:
    marks = ("Auto-Submitted", "X-Auto-Response-Suppress", "Precedence")
    assert [build(PARCEL)[mark] for mark in marks] == [None, None, None]
    receipt = build(replace(PARCEL, automatic=True, in_reply_to="a@home.example"))
    assert [receipt[mark] for mark in marks] == ["auto-replied", "All", "bulk"]
    assert build(replace(PARCEL, automatic=True))["Auto-Submitted"] == "auto-generated"
    assert reading.read(receipt.as_bytes()).auto_reply
