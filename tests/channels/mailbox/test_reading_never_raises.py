"""Whatever the bytes: no exception, and no falling back on the last net under the reader."""

import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.channels.mailbox.mails import HEADER, PNG, mail, multipart, part

from bookbag.channels.mailbox import reading, tnef
from bookbag.channels.mailbox.limits import Notes

SEEDS = [
    mail(),
    mail(b"caf\xe9 =C3=A9 =\n", b"Content-Type: text/plain; charset=koi8-r; format=flowed", b"Content-Transfer-Encoding: quoted-printable"),
    HEADER + multipart(b"mixed", multipart(b"alternative", part(b"text/plain", b"a"), part(b"text/html", b"<p>a<ul><li>b")), PNG),
    HEADER + multipart(b"report; report-type=delivery-status", part(b"text/plain", b"failed"), part(b"message/delivery-status", b"Reporting-MTA: dns; a.test\n\nFinal-Recipient: rfc822; x@y.test\nAction: failed\nStatus: 5.1.1\n")),
    HEADER + multipart(b"mixed", part(b"application/ms-tnef", b"\x78\x9f\x3e\x22\1\0\1\x0c\x80\1\0\3\0\0\0abc\0\0")),
    HEADER + multipart(b"mixed", part(b"application/pdf; name*0*=utf-8''%C3%A9; name*1=\"=?utf-8?B?w6k=?=\"", b"JVBERi0=", b"Content-Transfer-Encoding: base64")),
    HEADER + multipart(b"mixed", part(b"message/rfc822", mail()), part(b"text/calendar; method=REQUEST", b"BEGIN:VCALENDAR\n")),
    mail(b"begin 644 a.txt\n%:&5L;&\\\n`\nend\n", b"Message-ID: <a@b.test>", b"References: <c@d.test>\n <e@f.test>"),
    mail(b"0\x80\x06\x09*\x86H\x86\xf7\x0d\x01\x07\x02\xa0\x800\x80", b"Content-Type: application/pkcs7-mime; name=smime.p7m"),
    b"From: =?utf-8?Q?a=2C?= (b (c)) <a@b.test>, G: \"d\" <e@f.test>;\nDate: Thu, 12 Mar 26 10:00 EST\nAuto-Submitted: auto-replied\n\n> quoted\n",
]  # fmt: skip
TOKENS = st.sampled_from(
    b"""\n \r\n \n\n \t From begin \0 \r \xff \xc3 = =? ?= =?x?Q? --cut --cut-- -- ; : , \" \\ ( ) < > @ * % *0*= charset= boundary= multipart/mixed message/rfc822
    text/html text/enriched base64 quoted-printable Content-Type: Content-Disposition: punycode utf-7 idna hex utf-16 \x1b$B
    format=flowed <!-- <![CDATA[ &#x110000; &#0; <pre> <a <blockquote application/ms-tnef x-uuencode""".split(b" ")
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A seed with pieces cut out, put in, doubled or moved."""
    raw = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(raw)))
        length = draw(st.integers(0, 40))
        match draw(st.sampled_from("dirt")):
            case "d":
                del raw[at : at + length]
            case "i":
                raw[at:at] = draw(TOKENS)
            case "r":
                raw[at : at + 1] = draw(st.binary(min_size=1, max_size=4))
            case _:
                raw[at:at] = raw[at : at + length] * 2
    return bytes(raw)


def assert_read(raw: bytes) -> None:
    read = reading.read(raw)
    assert "The mail could not be read; only its bytes were kept." not in read.warnings
    words = [read.subject, read.text, read.new_text, read.html or "", *(one.name for one in read.attachments)]
    for word in words:
        word.encode("utf-8")
        assert "\0" not in word
    assert all(one.name and set(one.name).isdisjoint("/\\\n\r") for one in read.attachments)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_a_mutated_mail_is_read(raw: bytes) -> None:
    assert_read(raw)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_bytes_that_are_no_mail_are_read(raw: bytes) -> None:
    assert_read(raw)


@settings(max_examples=100, deadline=None)
@given(
    st.text(string.printable + "é€\ud7ff字", max_size=200),
    st.sampled_from(["From", "Subject", "Date", "Content-Type", "Message-ID"]),
)
def test_any_value_of_a_field_is_read(value: str, name: str) -> None:
    assert_read(f"{name}: {value}\nX-Other: x\n\nhi\n".encode())


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_winmail_is_read(content: bytes) -> None:
    assert tnef.read(b"\x78\x9f\x3e\x22\1\0" + content, Notes()) is not None
