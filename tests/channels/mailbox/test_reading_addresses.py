"""Who wrote and to whom, out of every way in which a header can name people."""

import pytest
from tests.channels.mailbox.conftest import Stopwatch

from bookbag.channels.mailbox import addresses, reading
from bookbag.channels.mailbox.limits import Notes
from bookbag.channels.mailbox.values import Address

LINES = {
    "plain": ("ana@home.test", [("", "ana@home.test")]),
    "brackets": ("<ana@home.test>", [("", "ana@home.test")]),
    "name": ("Ana Parent <ana@home.test>", [("Ana Parent", "ana@home.test")]),
    "quoted comma": ('"Parent, Ana" <ana@home.test>', [("Parent, Ana", "ana@home.test")]),
    "comma without quotes": ("Parent, Ana <ana@home.test>", [("Parent, Ana", "ana@home.test")]),
    "escaped quote": (r'"Ana \"Annie\" P" <ana@home.test>', [('Ana "Annie" P', "ana@home.test")]),
    "name as comment": ("ana@home.test (Ana Parent)", [("Ana Parent", "ana@home.test")]),
    "comment inside name": ("Ana (Year 3) <ana@home.test>", [("Ana (Year 3)", "ana@home.test")]),
    "name without brackets": ("Ana Parent ana@home.test", [("Ana Parent", "ana@home.test")]),
    "domain folded, local part kept": ("<Ana.P@Home.TEST>", [("", "Ana.P@home.test")]),
    "several": ("a@b.test, C <c@d.test>", [("", "a@b.test"), ("C", "c@d.test")]),
    "semicolons": ("a@b.test; c@d.test;", [("", "a@b.test"), ("", "c@d.test")]),
    "no comma between": ("<a@b.test> <c@d.test>", [("", "a@b.test"), ("", "c@d.test")]),
    "no comma between, with names": ("A <a@b.test> C <c@d.test>", [("A", "a@b.test"), ("C", "c@d.test")]),
    "an encoded comma between": ("A <a@b.test> =?utf-8?q?=2C?= C <c@d.test>", [("A", "a@b.test"), ("C", "c@d.test")]),
    "empty entries": ("a@b.test, ,, c@d.test,", [("", "a@b.test"), ("", "c@d.test")]),
    "group": ('Class 3: a@b.test, "C, D" <c@d.test>;', [("", "a@b.test"), ("C, D", "c@d.test")]),
    "empty group": ("undisclosed-recipients:;", []),
    "colon in a name": ("Office: Spring <o@s.test>", [("Office: Spring", "o@s.test")]),
    "mailto": ("Ana <mailto:ana@home.test>", [("Ana", "ana@home.test")]),
    "mailto in square brackets": ("Ana [mailto:ana@home.test]", [("Ana", "ana@home.test")]),
    "route": ("<@one.test,@two.test:ana@home.test>", [("", "ana@home.test")]),
    "bracket never closed": ("Ana <ana@home.test", [("Ana", "ana@home.test")]),
    "bracket never opened": ("Ana ana@home.test>", [("Ana", "ana@home.test")]),
    "double brackets": ("<<ana@home.test>>", [("", "ana@home.test")]),
    "quote never closed": ('"Ana <ana@home.test>', [("Ana", "ana@home.test")]),
    "spaces around the at": ("<ana @ home.test>", [("", "ana@home.test")]),
    "quoted local part": ('"ana parent"@home.test', [("", '"ana parent"@home.test')]),
    "address literal": ("<ana@[10.0.0.1]>", [("", "ana@[10.0.0.1]")]),
    "via": ("Ana via Group <g@list.test>", [("Ana via Group", "g@list.test")]),
    "address as name": ('"ana@home.test" <ana@home.test>', [("ana@home.test", "ana@home.test")]),
    "no address": ("Ana Parent", [("Ana Parent", "")]),
    "one bare word": ("MAILER-DAEMON", [("", "MAILER-DAEMON")]),
    "nothing in brackets": ("<>", []),
    "encoded comma": ("=?utf-8?Q?Parent=2C_Zo=C3=AB?= <z@home.test>", [("Parent, Zoë", "z@home.test")]),
    "encoded in quotes": ('"=?utf-8?B?Wm/Dqw==?=" <z@home.test>', [("Zoë", "z@home.test")]),
    "encoded address": ("=?utf-8?Q?ana=40home.test?=", [("", "ana@home.test")]),
    "UTF-8 as it is": ("Zoë <zoë@höme.test>", [("Zoë", "zoë@höme.test")]),
    "letters turned round": ("\u202eAna\u202c <ana@home.test>", [("Ana", "ana@home.test")]),
}


@pytest.mark.parametrize(("line", "expected"), LINES.values(), ids=LINES.keys())
def test_everybody_named_is_found(line: str, expected: list[tuple[str, str]]) -> None:
    found = addresses.read(line.encode(), "", Notes())
    assert [(one.name, one.address) for one in found] == expected


def test_latin_1_in_a_name_is_read() -> None:
    assert addresses.read(b"J\xf6rg <j@home.test>", "", Notes()) == (Address("Jörg", "j@home.test"),)


@pytest.mark.parametrize("letter", [b"(", b'"', b"<", b"=?", b"a@", b'"\\', b"(\\", b",", b":", b";"])
def test_no_letter_makes_reading_slow(letter: bytes, seconds_at_most: Stopwatch) -> None:
    with seconds_at_most(0.5):
        addresses.read(letter * 8192, "", Notes())


def test_the_first_of_several_writers_is_the_sender() -> None:
    read = reading.read(b"From: a@b.test, c@d.test\nSubject: x\n\nhi\n")
    assert read.sender == Address("", "a@b.test")
    assert any("several writers" in warning for warning in read.warnings)


@pytest.mark.parametrize("field", [b"Sender", b"Reply-To", b"Return-Path"])
def test_without_from_the_next_best_field_names_the_sender(field: bytes) -> None:
    read = reading.read(field + b": <ana@home.test>\nSubject: x\n\nhi\n")
    assert read.sender == Address("", "ana@home.test")
    assert any("no writer with an address" in warning for warning in read.warnings)


def test_nobody_is_the_sender_of_a_mail_without_any_name() -> None:
    assert reading.read(b"Subject: x\n\nhi\n").sender is None


def test_several_to_lines_are_read_together_and_each_person_once() -> None:
    read = reading.read(b"From: z@y.test\nTo: a@b.test\nTo: c@d.test, a@b.test\nCc: e@f.test\n\nhi\n")
    assert [one.address for one in read.to] == ["a@b.test", "c@d.test"]
    assert [one.address for one in read.cc] == ["e@f.test"]
