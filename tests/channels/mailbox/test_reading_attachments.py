"""The files of a mail: which parts are files, what they are called, and that their bytes are whole."""

import base64
import binascii
import hashlib

import pytest
from tests.channels.mailbox.mails import PNG, mail, mixed, multipart, part

from bookbag.channels.mailbox import reading

HELLO = part(b"text/plain", b"Hello")
NAMES = {
    "quoted": (b'name="a b.pdf"', "a b.pdf"),
    "not quoted, with a space": (b"name=a b.pdf", "a b.pdf"),
    "encoded": (b'name="=?utf-8?B?w6kucGRm?="', "é.pdf"),
    "encoded over a fold": (b'name="=?utf-8?Q?a=C3=A9?=\n =?utf-8?Q?b.pdf?="', "aéb.pdf"),
    "RFC 2231": (b"name*=utf-8''na%C3%AFve%20a.pdf", "naïve a.pdf"),
    "RFC 2231 in pieces": (b"name*0*=iso-8859-1''na%EFve;\n name*1=\" b\";\n name*2*=%20c.pdf", "naïve b c.pdf"),
    "RFC 2231 beside a plain one": (b"name=a.pdf; name*=utf-8''%C3%A9.pdf", "é.pdf"),
    "UTF-8 as it is": ("name=é.pdf".encode(), "é.pdf"),
    "Latin-1 as it is": (b"name=\xe9.pdf", "é.pdf"),
    "a Windows path": (rb'name="C:\letters\a.pdf"', "a.pdf"),
    "a path upwards": (b'name="../../a.pdf"', "a.pdf"),
    "a path from the root": (b'name="/etc/a.pdf"', "a.pdf"),
    "a stroke in the name": (b'name="Bill 2025/26.pdf"', "Bill 2025_26.pdf"),
    "letters turned round": ("name=a\u202efdp.exe".encode(), "afdp.exe"),
    "only dots": (b'name=".."', "attachment.pdf"),
    "empty": (b'name=""', "attachment.pdf"),
    "none": (b"x=y", "attachment.pdf"),
    "far too long": (b"name=" + b"a" * 400 + b".pdf", "a" * 176 + ".pdf"),
    "quote not closed": (b'name="a.pdf', "a.pdf"),
}


@pytest.mark.parametrize(("parameter", "expected"), NAMES.values(), ids=NAMES.keys())
@pytest.mark.parametrize("where", ["Content-Type", "Content-Disposition"])
def test_a_file_has_a_safe_name(parameter: bytes, expected: str, where: str) -> None:
    if where == "Content-Type":
        one = part(b"application/pdf; " + parameter, b"x")
    else:
        one = part(
            b"application/pdf",
            b"x",
            b"Content-Disposition: attachment; "
            + parameter.replace(b"name", b"filename", 1).replace(b" name", b" filename"),
        )
    assert [found.name for found in reading.read(mixed(HELLO, one)).attachments] == [expected]


@pytest.mark.parametrize(
    ("one", "name", "content"),
    [
        (part(b"text/plain; name=n.txt", b"notes", b"Content-Disposition: attachment"), "n.txt", b"notes"),
        (part(b"text/plain", b"notes", b"Content-Disposition: inline; filename=n.txt"), "n.txt", b"notes"),
        (part(b"text/html", b"<p>x", b"Content-Disposition: attachment; filename=n.html"), "n.html", b"<p>x"),
        (part(b"text/csv", b"a,b\r\nc,d"), "text.csv", b"a,b\r\nc,d"),
        (part(b"text/calendar; name=i.ics", b"BEGIN:VCALENDAR"), "i.ics", b"BEGIN:VCALENDAR"),
        (part(b"image/png", PNG, b"Content-Transfer-Encoding: base64"), "image.png", base64.b64decode(PNG)),
        (part(b"application/x; name=u", b"begin 644 v\n" + binascii.b2a_uu(b"hi") + b"`\nend", b"Content-Transfer-Encoding: x-uuencode"), "u", b"hi"),
        (part(b"message/external-body; name=e.txt; access-type=x", b"Content-Type: text/plain\n"), "e.txt", b"Content-Type: text/plain\n"),
        (part(b"application/x; name=8bit", b"\x00\xff\r\x00\n\x80"), "8bit", b"\x00\xff\r\x00\n\x80"),
    ],
)  # fmt: skip
def test_a_part_is_a_file_with_its_bytes(one: bytes, name: str, content: bytes) -> None:
    read = reading.read(mixed(HELLO, one))
    assert read.text == "Hello"
    assert [(found.name, found.content) for found in read.attachments] == [(name, content)]
    assert read.attachments[0].sha256 == hashlib.sha256(content).hexdigest()
    assert read.attachments[0].size == len(content)


def test_an_attached_mail_is_named_after_its_subject() -> None:
    inner = b"Subject: Re: =?utf-8?Q?Zo=C3=AB?= / trip\n\nOther words\n"
    read = reading.read(mixed(HELLO, part(b"message/rfc822", inner)))
    assert [(found.name, found.content) for found in read.attachments] == [("Re: Zoë _ trip.eml", inner)]


def test_a_picture_in_the_text_keeps_its_identity() -> None:
    picture = part(b"image/png; name=p.png", PNG, b"Content-Transfer-Encoding: base64", b"Content-ID: <1@a.test>")
    found = reading.read(
        mixed(multipart(b"related", part(b"text/html", b"<img src='cid:1@a.test'>x"), picture, boundary=b"in"))
    )
    assert [(one.content_id, one.inline) for one in found.attachments] == [("1@a.test", True)]


def test_a_file_is_named_by_where_it_was_if_by_nothing_else() -> None:
    named = part(b"image/png", PNG, b"Content-Transfer-Encoding: base64", b"Content-Location: crest.png")
    elsewhere = part(b"image/png", PNG, b"Content-Transfer-Encoding: base64", b"Content-Location: https://x.test/a.png")
    found = reading.read(mixed(HELLO, named, elsewhere)).attachments
    assert [one.name for one in found] == ["crest.png", "image.png"]


def test_of_two_dispositions_the_fuller_counts() -> None:
    one = part(
        b"text/plain", b"notes", b"Content-Disposition: inline", b"Content-Disposition: attachment; filename=n.txt"
    )
    read = reading.read(mixed(HELLO, one))
    assert (read.text, [found.name for found in read.attachments]) == ("Hello", ["n.txt"])


def test_a_named_text_beside_one_form_of_the_words_is_a_file() -> None:
    notes = part(b"text/plain", b"notes", b"Content-Disposition: inline; filename=n.txt")
    rich = multipart(b"mixed", part(b"text/html", b"<p>Hello"), notes, boundary=b"in")
    read = reading.read(mixed(multipart(b"alternative", HELLO, rich, boundary=b"out")))
    assert (read.text, [found.name for found in read.attachments]) == ("Hello", ["n.txt"])


def test_two_files_of_one_name_are_two_files() -> None:
    one = part(b"application/x; name=a.bin", b"1")
    other = part(b"application/x; name=a.bin", b"2")
    assert [found.content for found in reading.read(mixed(HELLO, one, other)).attachments] == [b"1", b"2"]


def test_a_file_among_the_words_is_taken_out() -> None:
    read = reading.read(mail(b"See\nbegin 644 C:\\a.txt\n" + binascii.b2a_uu(b"hi") + b"`\nend\n"))
    assert [(found.name, found.content) for found in read.attachments] == [("a.txt", b"hi")]


def test_a_mail_that_is_only_a_text_file_has_no_text() -> None:
    read = reading.read(
        mail(b"a,b\n", b"Content-Type: text/plain; name=a.txt", b"Content-Disposition: attachment; filename=a.txt")
    )
    assert read.text == ""
    assert [found.name for found in read.attachments] == ["a.txt"]


def test_a_zip_is_never_opened() -> None:
    bomb = b"PK\x03\x04" + b"\0" * 1000
    read = reading.read(mixed(HELLO, part(b"application/zip; name=b.zip", bomb)))
    assert read.attachments[0].content == bomb
