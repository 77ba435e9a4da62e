"""Which addresses mail can be handed over for."""

import pytest

from bookbag.channels.email import can_reach


@pytest.mark.parametrize(
    "address", ["a@b.example", "o'brien+kids@home.example", "samina@schüle.example", "ثمینہ@home.example"]
)
def test_one_mailbox(address: str) -> None:
    assert can_reach(address)


@pytest.mark.parametrize(
    "address",
    ["", "a", "a@", "@b.example", "a b@c.example", "a@b.example, c@d.example", "a@b.example\r\nx: y", "<a@b.example>",
     "a@b@c.example", "x" * 65 + "@b.example", "a@" + "b" * 250 + ".example", "a\x00@b.example", "a@b..example", "a@[192.0.2.1]"],
)  # fmt: skip
def test_anything_else(address: str) -> None:
    assert not can_reach(address)
