"""Where headers end and parts begin, when the lines that should say so are missing, wrong or doubled."""

import pytest
from tests.channels.mailbox.mails import HEADER, PNG, mail, mixed, multipart, part

from bookbag.channels.mailbox import reading

HELLO = part(b"text/plain", b"Hello")
PICTURE = part(b"image/png; name=p.png", PNG, b"Content-Transfer-Encoding: base64")
INNER = multipart(b"alternative", HELLO, part(b"text/html", b"<p>Hello"), boundary=b"in", closed=False)
WHOLE = {
    "as it should be": mixed(HELLO, PICTURE),
    "CRLF": mixed(HELLO, PICTURE).replace(b"\n", b"\r\n"),
    "CR CR LF": mixed(HELLO, PICTURE).replace(b"\n", b"\r\r\n"),
    "bare CR": mixed(HELLO, PICTURE).replace(b"\n", b"\r"),
    "blank lines first": b"\r\n\n  \n" + mixed(HELLO, PICTURE),
    "a space first": b" " + mixed(HELLO, PICTURE),
    "byte order mark": b"\xef\xbb\xbf" + mixed(HELLO, PICTURE),
    "UTF-16": mixed(HELLO, PICTURE).decode().encode("utf-16"),
    "mbox line": b"From ana@home.test Mon Mar  2 08:50:00 2026\n" + mixed(HELLO, PICTURE),
    "no end": HEADER + multipart(b"mixed", HELLO, PICTURE, closed=False),
    "no end of the inner": mixed(INNER, PICTURE),
    "spaces after the boundary": mixed(HELLO, PICTURE).replace(b"--cut\n", b"--cut  \t\n"),
    "no boundary named": mixed(HELLO, PICTURE).replace(b"; boundary=cut", b""),
    "another boundary named": mixed(HELLO, PICTURE).replace(b"boundary=cut", b"boundary=knife"),
    "quote of the boundary not closed": mixed(HELLO, PICTURE).replace(b"boundary=cut", b'boundary="cut'),
    "boundary in RFC 2231 pieces": mixed(HELLO, PICTURE).replace(b"boundary=cut", b"boundary*0=c;\n boundary*1=ut"),
    "words before and after": mixed(HELLO, PICTURE).replace(b"--cut\n", b"This has parts.\n--cut\n", 1) + b"\nThe end.\n",
    "a part after the end": mixed(HELLO) + b"--cut\n" + PICTURE + b"\n--cut--\n",
    "a part without header": HEADER + multipart(b"mixed", b"\nHello", PICTURE),
    "a part without header or blank line": HEADER + multipart(b"mixed", b"Hello", PICTURE),
    "a broken fold": mixed(HELLO, PICTURE).replace(b"; name=p.png", b";\nname=p.png"),
    "junk between header fields": mixed(HELLO, PICTURE).replace(b"To: ", b"this is junk\nTo: "),
    "empty lines before the writer is named": b"X-First: 1\n\n  \n\n" + mixed(HELLO, PICTURE),
    "a space before the colon": mixed(HELLO, PICTURE).replace(b"Subject:", b"Subject :"),
}  # fmt: skip


@pytest.mark.parametrize("raw", WHOLE.values(), ids=WHOLE.keys())
def test_header_text_and_file_are_told_apart(raw: bytes) -> None:
    read = reading.read(raw)
    assert read.sender is not None
    assert read.sender.address == "ana@home.test"
    assert read.subject == "Absent"
    assert read.text == "Hello"
    assert [(one.name, one.size) for one in read.attachments] == [("p.png", 8)]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"Anna is ill.\nShe has a cold.\n", "Anna is ill.\nShe has a cold."),
        (b"Note: Anna is ill.\n", "Note: Anna is ill."),
        (b"From: a@b.test\nSubject: Ill\nDear school\nNote: Anna is ill.\n", "Dear school\nNote: Anna is ill."),
        (b"From: a@b.test\n\nSubject: Ill\nAnna is ill.\n", "Subject: Ill\nAnna is ill."),
        (b"From: a@b.test\nContent-Type: multipart/mixed; boundary=x\n\nDear school\n", "Dear school"),
    ],
)
def test_words_are_never_lost_in_the_header(raw: bytes, text: str) -> None:
    assert reading.read(raw).text == text


def test_a_mail_that_is_cut_off_says_so() -> None:
    assert any(
        "cut off" in warning for warning in reading.read(HEADER + multipart(b"mixed", HELLO, closed=False)).warnings
    )


def test_a_sound_mail_gives_no_warning() -> None:
    assert reading.read(mixed(HELLO, PICTURE)).warnings == ()
    assert reading.read(mail()).warnings == ()
