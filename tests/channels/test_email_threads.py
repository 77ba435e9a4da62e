"""The identities that tie an answer to its thread arrive whole, however long or many they are."""

from dataclasses import replace

import pytest
from tests.channels.parcels import PARCEL

from bookbag.channels.email import ANCESTORS, build
from bookbag.channels.mailbox import reading
from bookbag.channels.mailbox.values import Mail
from bookbag.channels.ports import Parcel


def read_back(parcel: Parcel) -> Mail:
    return reading.read(build(parcel).as_bytes())


def test_identities_are_never_folded_or_encoded() -> None:
    long = ["a" * 300 + "@out.example", "b" * 90 + "@out.example", "c@d.example"]
    mail = read_back(replace(PARCEL, message_id="m" * 120 + "@s.test", in_reply_to=long[2], references=tuple(long)))
    assert mail.message_id == "m" * 120 + "@s.test"
    assert mail.in_reply_to == "c@d.example"
    assert list(mail.references) == long


def test_the_message_that_is_answered_comes_last_and_once() -> None:
    mail = read_back(replace(PARCEL, in_reply_to="1@x.example", references=("1@x.example", "2@x.example")))
    assert mail.references == ("2@x.example", "1@x.example")


def test_of_many_the_first_and_the_latest_are_kept() -> None:
    known = tuple(f"{number}@x.example" for number in range(200))
    kept = read_back(replace(PARCEL, references=known, in_reply_to=known[-1])).references
    assert len(kept) == ANCESTORS
    assert (kept[0], kept[1:]) == (known[0], known[1 - ANCESTORS :])


@pytest.mark.parametrize("bad", ["a b@x.example", "a@x.example\r\nBcc: b@x.example", "a>@x.example", "é@x.example", ""])
def test_what_is_no_identity_is_left_out(bad: str) -> None:
    message = build(replace(PARCEL, in_reply_to=bad, references=(bad, "ok@x.example")))
    assert message["In-Reply-To"] is None
    assert message["References"] == "<ok@x.example>"
    assert message["Bcc"] is None
