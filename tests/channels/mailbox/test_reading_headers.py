"""Subjects and other words of the header, through every known way of encoding them badly."""

import pytest
from tests.channels.mailbox.mails import mail

from bookbag.channels.mailbox import headers, reading
from bookbag.channels.mailbox.limits import Notes

WORDS = {
    "plain": (b"Absent today", "Absent today"),
    "folded": (b"Absent\r\n\ttoday", "Absent today"),
    "Q": (b"=?utf-8?Q?Zo=C3=AB_is_ill?=", "Zoë is ill"),
    "B": (b"=?UTF-8?B?Wm/DqyBpcyBpbGw=?=", "Zoë is ill"),
    "B without padding": (b"=?utf-8?B?SGVsbG8?=", "Hello"),
    "B with too much padding": (b"=?utf-8?B?w6k==?=", "é"),
    "B with a space inside": (b"=?utf-8?B?Wm /Dqw==?=", "Zoë"),
    "two words, no space between": (b"=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"),
    "two words over a fold": (b"=?utf-8?Q?a?=\r\n =?utf-8?Q?b?=", "ab"),
    "a letter split over two words": (b"=?utf-8?Q?=E2=82?= =?utf-8?Q?=AC?=", "€"),
    "a letter split over two B words": (b"=?utf-8?B?4oI=?= =?utf-8?B?rA==?=", "€"),
    "two charsets": (b"=?iso-8859-1?Q?a=E9?= =?utf-8?Q?=C3=A9?=", "aéé"),
    "words and plain": (b"Re: =?utf-8?Q?b?= c", "Re: b c"),
    "glued to plain": (b"Re: =?utf-8?Q?x?=y", "Re: xy"),
    "spaces inside": (b"=?utf-8?Q?a b c?= d", "a b c d"),
    "question mark inside": (b"=?utf-8?Q?How are you??=", "How are you?"),
    "cut off": (b"=?utf-8?Q?caf=C3=A9", "café"),
    "language named": (b"=?utf-8*en?Q?hi?=", "hi"),
    "decoded once only": (b"=?utf-8?Q?=3D=3Futf-8=3FQ=3Fa=3F=3D?=", "=?utf-8?Q?a?="),
    "no such encoding": (b"=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
    "line end inside": (b"=?utf-8?Q?a=0D=0Ab?=", "a b"),
    "UTF-8 as it is": ("Zoë".encode(), "Zoë"),
    "Latin-1 as it is": (b"Zo\xeb", "Zoë"),
    "NUL": (b"a\0b", "ab"),
    "raw letters inside an encoded word": ("=?utf-8?Q?Zoë_=C3=AB?=".encode(), "Zoë ë"),
    "only half an encoded word": (b"=?=", "=?="),
}
CHARSETS = {
    "ks_c_5601-1987": ("안녕", "cp949"),
    "x-windows-949": ("안녕", "cp949"),
    "iso-8859-8-i": ("שלום", "iso-8859-8"),
    "unicode-1-1-utf-7": ("é", "utf-7"),
    "cp-850": ("é", "cp850"),
    "gb2312": ("囍中文", "gb18030"),
    "x-gbk": ("中文", "gbk"),
    "iso-2022-jp": ("日本", "iso2022_jp"),
    "x-sjis": ("日本", "cp932"),
    "windows-1252": ("“q” – €", "cp1252"),
    "iso-8859-1": ("“q” – €", "cp1252"),
    "ansi_x3.110-1983": ("café", "cp1252"),
    "us-ascii": ("café", "utf-8"),
    "x-unknown": ("café", "utf-8"),
    "no such": ("café", "cp1252"),
    "koi8-r": ("привет", "koi8-r"),
    "x-mac-roman": ("café", "mac_roman"),
    "unicode_escape": ("café", "utf-8"),
    "punycode": ("café", "utf-8"),
    "base64": ("café", "utf-8"),
}


@pytest.mark.parametrize(("written", "expected"), WORDS.values(), ids=WORDS.keys())
def test_words_are_decoded(written: bytes, expected: str) -> None:
    assert headers.text(written, "", Notes()) == expected


@pytest.mark.parametrize(("claimed", "text", "codec"), [(name, *value) for name, value in CHARSETS.items()])
def test_a_body_is_read_under_whatever_its_charset_is_called(claimed: str, text: str, codec: str) -> None:
    field = f'Content-Type: text/plain; charset="{claimed}"'.encode()
    assert reading.read(mail(text.encode(codec), field)).text == text


@pytest.mark.parametrize(("claimed", "text", "codec"), [("gb2312", "中文", "gbk"), ("koi8-r", "привет", "koi8-r")])
def test_an_undeclared_subject_is_read_in_the_charset_of_the_body(claimed: str, text: str, codec: str) -> None:
    raw = (
        b"From: a@b.test\nSubject: "
        + text.encode(codec)
        + f"\nContent-Type: text/plain; charset={claimed}\n\nx\n".encode()
    )
    assert reading.read(raw).subject == text


@pytest.mark.parametrize(
    ("written", "codec"),
    [
        ("Здравствуйте, моя дочь сегодня болеет и не придет в школу.", "cp1251"),
        ("您好，我女兒今天生病了，不能上學。請問功課是什麼？", "big5"),
    ],
)
def test_text_without_a_charset_is_recognised_where_it_is_not_western(written: str, codec: str) -> None:
    read = reading.read(mail(written.encode(codec)))
    assert read.text == written
    assert any("No charset" in warning for warning in read.warnings)


def test_utf_8_that_is_called_latin_1_is_utf_8() -> None:
    assert reading.read(mail("café".encode(), b"Content-Type: text/plain; charset=iso-8859-1")).text == "café"


def test_one_broken_letter_does_not_spoil_the_others() -> None:
    text = reading.read(mail("żółw ".encode() * 5 + b"\xff", b"Content-Type: text/plain; charset=utf-8")).text
    assert text == "żółw " * 5 + "\ufffd"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"<a@b.test>", "a@b.test"),
        (b"  <a@b.test> (added)", "a@b.test"),
        (b"a@b.test", "a@b.test"),
        (b"<a@b\r\n .test>", "a@b.test"),
        (b"Message from <a@b.test>", "a@b.test"),
        (b"   ", None),
    ],
)
def test_a_message_id_is_what_stands_between_the_brackets(value: bytes, expected: str | None) -> None:
    assert reading.read(mail(b"x", b"Message-ID: " + value)).message_id == expected


def test_references_are_kept_in_order_and_once() -> None:
    read = reading.read(
        mail(b"x", b"References: <1@a.test>\n <2@a.test><1@a.test>", b"In-Reply-To: your mail <2@a.test> of Monday")
    )
    assert read.references == ("1@a.test", "2@a.test")
    assert read.in_reply_to == "2@a.test"


def test_the_first_subject_that_says_something_counts() -> None:
    assert reading.read(b"From: a@b.test\nSubject: \nSubject: One\nSubject: Two\n\nx").subject == "One"
