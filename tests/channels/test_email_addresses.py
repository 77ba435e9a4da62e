"""Which addresses mail can be handed over for."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.channels.parcels import PARCEL

from bookbag.channels.email import build, can_reach
from bookbag.channels.mailbox import reading


@pytest.mark.parametrize(
    "address", ["a@b.example", "o'brien+kids@home.example", "samina@schüle.example", "ثمینہ@home.example"]
)
def test_one_mailbox(address: str) -> None:
    assert can_reach(address)


@pytest.mark.parametrize(
    "address",
    ["", "a", "a@", "@b.example", "a b@c.example", "a@b.example, c@d.example", "a@b.example\r\nx: y", "<a@b.example>",
     "a@b@c.example", "x" * 65 + "@b.example", "a@" + "b" * 250 + ".example", "a\x00@b.example", "a@b..example", "a@[192.0.2.1]", "\udc80@b.example"],
)  # fmt: skip
def test_anything_else(address: str) -> None:
    assert not can_reach(address)


@given(st.text(min_size=1, max_size=20))
@example("a..b")
@example(".a")
@example("a!#$%&'*+/=?^_`{|}~-")
@example("ǅ")
@settings(max_examples=500, deadline=None)
def test_whatever_passes_can_be_written_and_is_read_back(local: str) -> None:
    address = f"{local}@home.example"
    if can_reach(address):
        (to,) = reading.read(build(replace(PARCEL, to_address=address)).as_bytes()).to
        assert to.address == address
