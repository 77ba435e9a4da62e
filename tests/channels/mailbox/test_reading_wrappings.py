"""Mail wrapped by Outlook (winmail.dat, rich text) or by a signature is read as if it were not."""

import struct

from tests.channels.mailbox.mails import mail, mixed, part

from bookbag.channels.mailbox import reading, rtf

HELLO = part(b"text/plain", b"Hello")


def attribute(level: int, name: int, kind: int, value: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, kind, len(value)) + value + struct.pack("<H", sum(value) % 65536)


def properties(*entries: tuple[int, int, bytes]) -> bytes:
    packed = [
        struct.pack("<HHII", kind, name, 1, len(value)) + value + b"\0" * (-len(value) % 4)
        for kind, name, value in entries
    ]
    return struct.pack("<I", len(entries)) + b"".join(packed)


def winmail(*attributes: bytes) -> bytes:
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(attributes)


def wrapped(*attributes: bytes) -> bytes:
    return part(b"application/ms-tnef; name=winmail.dat", winmail(*attributes))


def test_files_come_out_of_a_winmail_with_their_long_names() -> None:
    data = [
        attribute(2, 0x9002, 6, b"\0" * 14),
        attribute(2, 0x8010, 1, b"LETTER~1.DOC\0"),
        attribute(2, 0x800F, 6, b"one"),
        attribute(
            2,
            0x9005,
            6,
            properties(
                (0x1F, 0x3707, "Lettér home.doc\0".encode("utf-16-le")), (0x1E, 0x370E, b"application/msword\0")
            ),
        ),
        attribute(2, 0x9002, 6, b"\0" * 14),
        attribute(2, 0x8010, 1, b"b.txt\0"),
        attribute(2, 0x800F, 6, b"two"),
    ]
    read = reading.read(mixed(HELLO, wrapped(*data)))
    assert read.text == "Hello"
    assert [(one.name, one.type, one.content) for one in read.attachments] == [
        ("Lettér home.doc", "application/msword", b"one"),
        ("b.txt", "application/octet-stream", b"two"),
    ]


def test_the_body_of_a_winmail_is_the_text_where_there_is_no_other() -> None:
    assert reading.read(mixed(wrapped(attribute(1, 0x800C, 2, b"From inside\0")))).text == "From inside"
    assert reading.read(mixed(HELLO, wrapped(attribute(1, 0x800C, 2, b"From inside\0")))).text == "Hello"


def test_the_html_of_a_winmail_is_read() -> None:
    body = properties((0x102, 0x1013, b"<html><body><p>From <b>inside</b></p></body></html>"))
    assert reading.read(mixed(wrapped(attribute(1, 0x9003, 6, body)))).text == "From inside"


def test_the_rich_text_of_a_winmail_is_read() -> None:
    rich = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 From inside\par caf\'e9 \u8364? \{x\}}"
    packed = struct.pack("<IIII", len(rich) + 12, len(rich), 0x414C454D, 0) + rich
    body = properties((0x102, 0x1009, packed))
    assert reading.read(mixed(wrapped(attribute(1, 0x9003, 6, body)))).text == "From inside\ncafé € {x}"


def test_compressed_rich_text_is_unpacked() -> None:
    # Two letters as they are, then "{\rtf1" out of the dictionary that the format begins with, then the end.
    packed = b"\x04" + b"ab" + bytes([0x00, 0x04])
    assert rtf.unpack(struct.pack("<IIII", 0, 8, 0x75465A4C, 0) + packed) == rb"ab{\rtf1"


def test_a_run_may_overtake_itself() -> None:
    # One letter, then nine bytes copied from where that letter has just been written: it repeats.
    start = 207
    token = start << 4 | 7
    packed = b"\x02" + b"x" + token.to_bytes(2, "big")
    assert rtf.unpack(struct.pack("<IIII", 0, 10, 0x75465A4C, 0) + packed) == b"x" * 10


def test_a_damaged_winmail_gives_what_stands_before_the_damage() -> None:
    whole = winmail(
        attribute(2, 0x9002, 6, b""),
        attribute(2, 0x8010, 1, b"a.txt\0"),
        attribute(2, 0x800F, 6, b"one"),
        attribute(1, 0x800C, 2, b"lost"),
    )
    read = reading.read(mixed(HELLO, part(b"application/ms-tnef", whole[:-4])))
    assert [(one.name, one.content) for one in read.attachments] == [("a.txt", b"one")]
    assert any("cut off" in warning for warning in read.warnings)


def test_what_is_no_winmail_stays_a_file() -> None:
    read = reading.read(mixed(HELLO, part(b"application/ms-tnef; name=winmail.dat", b"nonsense")))
    assert [(one.name, one.content) for one in read.attachments] == [("winmail.dat", b"nonsense")]


def der(tag: int, value: bytes) -> bytes:
    length = bytes([len(value)]) if len(value) < 128 else b"\x82" + len(value).to_bytes(2, "big")
    return bytes([tag]) + length + value


SIGNED, DATA = bytes.fromhex("06092a864886f70d010702"), bytes.fromhex("06092a864886f70d010701")


def envelope(content: bytes, kind: bytes = SIGNED) -> bytes:
    inside = der(0x30, DATA + der(0xA0, content))
    return der(0x30, kind + der(0xA0, der(0x30, der(0x02, b"\1") + der(0x31, b"") + inside + der(0x31, b""))))


def test_the_words_inside_an_opaque_signature_are_the_text() -> None:
    inner = b"Content-Type: text/plain; charset=utf-8\n\nSigned words caf\xc3\xa9\n"
    field = b"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m"
    for octets in (der(0x04, inner), der(0x24, der(0x04, inner[:20]) + der(0x04, inner[20:]))):
        read = reading.read(mail(envelope(octets), field))
        assert read.text == "Signed words café"
        assert any("signature was not checked" in warning for warning in read.warnings)


def test_indefinite_lengths_are_read() -> None:
    inner = b"Content-Type: text/plain\n\nSigned words\n"
    content = b"\xa0\x80\x24\x80" + der(0x04, inner) + b"\0\0\0\0"
    raw = (
        b"\x30\x80"
        + SIGNED
        + b"\xa0\x80\x30\x80"
        + der(0x02, b"\1")
        + der(0x31, b"")
        + b"\x30\x80"
        + DATA
        + content
        + b"\0\0" * 4
    )
    assert reading.read(mail(raw, b"Content-Type: application/x-pkcs7-mime; name=smime.p7m")).text == "Signed words"


def test_an_encrypted_envelope_stays_a_file() -> None:
    raw = envelope(der(0x04, b"x"), kind=bytes.fromhex("06092a864886f70d010703"))
    read = reading.read(mail(raw, b"Content-Type: application/pkcs7-mime; name=smime.p7m"))
    assert read.text == ""
    assert [one.name for one in read.attachments] == ["smime.p7m"]
