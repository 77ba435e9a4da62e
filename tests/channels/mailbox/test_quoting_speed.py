"""Parting takes time in proportion to the text, whatever a stranger sends."""

import time

import pytest

from bookbag.channels.mailbox import quoting

HOSTILE = {
    "a mebibyte of quoted lines": "> a line of quotation\n" * 50_000,
    "a hundred thousand lines with on": "On \n" * 100_000,
    "a hundred thousand sentences with wrote": "On Monday, she wrote:\n" * 100_000,
    "a line without end": "On 3 March 2026 " + "a" * 1_000_000 + " wrote:",
    "one mark of quotation for ever": ">" * 1_000_000,
    "signs of an address": "a@" * 500_000,
    "spaces": " " * 1_000_000 + "x",
    "labels": "From: a\n" * 100_000,
    "rules": "_" * 1_000_000,
    "rules in lines": "______\n" * 150_000,
    "dashes": "--\n" * 300_000,
    "telephones": "Sent from my iPhone\n" * 50_000,
    "small print": "\nThis email is\n" * 70_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_parted_at_once(text: str) -> None:
    started = time.process_time()
    quoting.split(text)
    assert time.process_time() - started < 0.4


@pytest.mark.parametrize(
    "html",
    [
        '<div class="' * 33_000,
        "<!--" * 90_000,
        "x<div class=gmail_quote>" + "<" * 300_000,
        "<blockquote type=cite>" * 18_000,
    ],
)
def test_hostile_markup_is_searched_at_once(html: str) -> None:
    started = time.process_time()
    quoting.split("Yes, she can come.", html)
    assert time.process_time() - started < 0.4
