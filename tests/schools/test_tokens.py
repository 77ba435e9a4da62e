"""Reply tokens: signed for one school by one installation, found wherever mail programs leave them."""

import uuid

import pytest
from django.test import override_settings

from bookbag.schools import tokens

CASE = uuid.UUID("5b2c8d3e-8a44-4f0e-9a25-0b7c5b1d9e11")


@pytest.mark.parametrize(
    "where",
    ["office+{}@wyton.bookbag.test", "OFFICE+{}@WYTON.bookbag.test", "<{}.0a1b@wyton.bookbag.test>", "{}.0a1b@x.test"],
)
def test_it_is_found_where_mail_programs_leave_it(where: str) -> None:
    token = tokens.issue(3, CASE)
    assert tokens.read(3, where.format(token)) == CASE
    assert tokens.read(3, where.format(token.upper())) == CASE


def test_it_is_no_token_for_another_school() -> None:
    assert tokens.read(4, tokens.issue(3, CASE)) is None


def test_it_is_no_token_for_another_installation() -> None:
    token = tokens.issue(3, CASE)
    with override_settings(REPLY_TOKEN_KEY="another key"):
        assert tokens.read(3, token) is None


@pytest.mark.parametrize("place", [0, 20, 39])
def test_a_changed_letter_is_no_token(place: int) -> None:
    token = tokens.issue(3, CASE)
    changed = token[:place] + ("a" if token[place] != "a" else "b") + token[place + 1 :]
    assert tokens.read(3, f"office+{changed}@x.test") is None


def test_words_of_the_same_length_are_no_token() -> None:
    assert tokens.read(3, f"office+{'a' * tokens.LENGTH}@x.test") is None
    assert tokens.read(3, f"office+{'1' * tokens.LENGTH}@x.test") is None


def test_a_tagged_address_fits_or_stays_as_it_was() -> None:
    token = tokens.issue(3, CASE)
    assert tokens.tagged("WestChinnock.Sch407@x.test", token) == f"WestChinnock.Sch407+{token}@x.test"
    assert tokens.tagged("a.very.long.office.mailbox@x.test", token) == "a.very.long.office.mailbox@x.test"
