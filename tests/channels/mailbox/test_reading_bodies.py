"""What the text of a mail is: which parts belong to it, in which of their forms, and what their encodings hide."""

import base64
import binascii

import pytest
from tests.channels.mailbox.mails import HEADER, PNG, mail, mixed, multipart, part

from bookbag.channels.mailbox import reading

HELLO = part(b"text/plain; charset=utf-8", b"Hello")
HELLO_HTML = part(b"text/html; charset=utf-8", b"<p>Hello <b>there</b></p>")
PICTURE = part(b"image/png; name=p.png", PNG, b"Content-Transfer-Encoding: base64")
STUB = part(b"text/plain", b"To read this message please use an e-mail client that supports HTML.")
TEXTS = {
    "plain": (mail(b"Hello\r\nthere\r\n"), "Hello\nthere"),
    "the plain form of two": (HEADER + multipart(b"alternative", HELLO, HELLO_HTML), "Hello"),
    "the HTML where the plain is empty": (
        HEADER + multipart(b"alternative", part(b"text/plain", b" \n"), HELLO_HTML),
        "Hello there",
    ),
    "the HTML where the plain only points at it": (HEADER + multipart(b"alternative", STUB, HELLO_HTML), "Hello there"),
    "several texts in order": (mixed(HELLO, PICTURE, part(b"text/plain", b"Bye")), "Hello\n\nBye"),
    "a footer": (
        mixed(multipart(b"alternative", HELLO, HELLO_HTML, boundary=b"in"), part(b"text/plain", b"Footer")),
        "Hello\n\nFooter",
    ),
    "the same said twice": (mixed(part(b"text/plain", b"Hello there"), HELLO_HTML), "Hello there"),
    "two different texts": (mixed(HELLO, part(b"text/html", b"<p>Bye")), "Hello\n\nBye"),
    "HTML with its pictures": (
        HEADER + multipart(b"related", HELLO_HTML, part(b"image/png", PNG, b"Content-ID: <1@a.test>")),
        "Hello there",
    ),
    "signed": (
        HEADER + multipart(b"signed", HELLO, part(b"application/pgp-signature; name=s.asc", b"xx")),
        "Hello",
    ),
    "HTML that is called plain": (mail(b"<!DOCTYPE html><html><body><p>Hello</body></html>"), "Hello"),
    "enriched": (mail(b"<bold>Hello</bold> <<you", b"Content-Type: text/enriched"), "Hello <you"),
    "an unfinished type": (mail(b"Hello", b"Content-Type: text"), "Hello"),
    "HTML by an unfinished type": (mail(b"<p>Hello</p>", b"Content-Type: html"), "Hello"),
    "a type that says nothing": (mail(b"Hello", b"Content-Type: ;;;"), "Hello"),
    "flowed": (
        mail(b"One long \nline\n> quoted \n> words\n-- \nAna", b"Content-Type: text/plain; format=flowed"),
        "One long line\n> quoted words\n-- \nAna",
    ),
    "flowed, spaces deleted": (
        mail("日本 \n語".encode(), b"Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes"),
        "日本語",
    ),
    "quoted-printable": (mail(b"caf=C3=A9 is=\n open", b"Content-Transfer-Encoding: Quoted-Printable"), "café is open"),
    "quoted-printable, damaged": (
        mail(b"a=ZZ b= \nc =", b"Content-Transfer-Encoding: quoted-printable"),
        "a=ZZ bc ",
    ),
    "base64": (mail(base64.encodebytes("café".encode()), b"Content-Transfer-Encoding: base64"), "café"),
    "base64 without its end": (mail(b"SGVsbG8gd29ybGQ", b"Content-Transfer-Encoding: base64"), "Hello world"),
    "base64 with junk in it": (mail(b"SGVs!bG\n8gd29*ybGQ=", b"Content-Transfer-Encoding: base64"), "Hello world"),
    "base64 in pieces": (mail(b"SGVsbG8=\nSGVsbG8=", b"Content-Transfer-Encoding: base64"), "HelloHello"),
    "base64 and a footer in words": (
        mail(b"SGVsbG8=\n\n_____\nThe list of the school\n", b"Content-Transfer-Encoding: base64"),
        "Hello",
    ),
    "words that are called base64": (
        mail(b"Hello there, dear school\n", b"Content-Transfer-Encoding: base64"),
        "Hello there, dear school",
    ),
    "UTF-16": (
        mail(
            base64.b64encode("café".encode("utf-16")),
            b"Content-Type: text/plain; charset=utf-16",
            b"Content-Transfer-Encoding: base64",
        ),
        "café",
    ),
    "NULs": (mail(b"He\0llo"), "Hello"),
    "a file among the words": (
        mail(b"See\nbegin 644 a.txt\n" + binascii.b2a_uu(b"hi") + b"`\nend\nBye\n"),
        "See\n\nBye",
    ),
    "words that begin": (mail(b"begin 644 times\nand end\n"), "begin 644 times\nand end"),
    "yEnc is left": (
        mail(b"=ybegin line=128 size=3 name=a\nabc\n=yend size=3\n"),
        "=ybegin line=128 size=3 name=a\nabc\n=yend size=3",
    ),
    "a message inside is not the text": (mixed(HELLO, part(b"message/rfc822", mail(b"Other"))), "Hello"),
    "only a file": (mail(PNG, b"Content-Type: image/png; name=p.png", b"Content-Transfer-Encoding: base64"), ""),
    "nothing": (b"", ""),
}


@pytest.mark.parametrize(("raw", "expected"), TEXTS.values(), ids=TEXTS.keys())
def test_the_text_is_what_a_person_reads(raw: bytes, expected: str) -> None:
    assert reading.read(raw).text == expected


def test_the_new_words_leave_out_what_is_quoted() -> None:
    read = reading.read(mail(b"Yes please.\n\nOn Mon, 2 Mar 2026 at 08:50, Office <o@s.test> wrote:\n> Lunch?\n"))
    assert read.new_text.strip() == "Yes please."
    assert "Lunch?" in read.text


def test_a_long_file_among_the_words_is_whole() -> None:
    lines = b"".join(binascii.b2a_uu(b"x" * 45) for _ in range(40_000))
    read = reading.read(mail(b"See\nbegin 644 a.bin\n" + lines + b"`\nend\nBye\n"))
    assert read.text == "See\n\nBye"
    assert read.attachments[0].size == 45 * 40_000


def test_words_after_a_large_picture_inside_the_html_are_read() -> None:
    page = b"<p>Before</p><img src='data:image/png;base64," + b"iVBORw0K" * 300_000 + b"'><p>After</p>"
    assert reading.read(mail(page, b"Content-Type: text/html")).text == "Before\n\nAfter"


def test_the_html_is_kept_beside_the_text() -> None:
    read = reading.read(HEADER + multipart(b"alternative", HELLO, HELLO_HTML))
    assert read.html == "<p>Hello <b>there</b></p>"


def test_an_invitation_is_kept_beside_the_text() -> None:
    calendar = part(
        b"text/calendar; method=REQUEST; charset=utf-8", "BEGIN:VCALENDAR\nSUMMARY:Zoë\nEND:VCALENDAR".encode()
    )
    read = reading.read(HEADER + multipart(b"alternative", HELLO, HELLO_HTML, calendar))
    assert read.text == "Hello"
    assert read.calendar is not None
    assert "SUMMARY:Zoë" in read.calendar
    assert read.attachments == ()
