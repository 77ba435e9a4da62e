"""With a certificate the door speaks TLS to whoever asks; who fails at it harms nobody."""

import ssl

import pytest
from tests.door.conftest import CERTIFICATE, MAIL, Door, Open, Rows

from bookbag.door.places import certificate
from bookbag.errors import Unavailable
from bookbag.schools.models import School


@pytest.fixture
def door(open_door: Open, school: School) -> Door:
    return open_door(with_certificate=True)


@pytest.fixture
def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(CERTIFICATE / "chain.pem"))


def test_a_message_comes_in_under_tls(door: Door, rows: Rows, trusting: ssl.SSLContext) -> None:
    with door.smtp() as talk:
        talk._host = "localhost"  # type: ignore[attr-defined]  # the name that the certificate bears
        talk.ehlo()
        assert talk.has_extn("starttls")
        talk.starttls(context=trusting)
        talk.ehlo()
        assert not talk.has_extn("starttls")
        assert not talk.has_extn("auth")
        talk.sendmail("a@home.example", ["office@wyton.bookbag.test"], MAIL + b"x" * 300_000)
    assert len(rows("desk_arrival")) == 1


def test_what_was_said_before_tls_does_not_count_after(door: Door, trusting: ssl.SSLContext) -> None:
    with door.raw() as line:
        line.sendall(b"EHLO a\r\n")
        while b"250 " not in line.recv(4096):
            pass
        line.sendall(b"STARTTLS\r\nMAIL FROM:<injected@home.example>\r\n")
        assert line.recv(4096).startswith(b"220")
        with trusting.wrap_socket(line, server_hostname="localhost", do_handshake_on_connect=False) as inside:
            try:
                inside.do_handshake()
            except ssl.SSLError:
                return  # the plain words broke the handshake: so be it
            inside.sendall(b"RCPT TO:<office@wyton.bookbag.test>\r\n")
            assert inside.recv(4096).startswith(b"503")


def test_a_failed_handshake_harms_nobody(door: Door, rows: Rows) -> None:
    with door.raw() as line:
        line.sendall(b"EHLO a\r\n")
        while b"250 " not in line.recv(4096):
            pass
        line.sendall(b"STARTTLS\r\n")
        assert line.recv(4096).startswith(b"220")
        line.sendall(b"this is no handshake\r\n" * 20)
        assert b"250" not in line.recv(4096)
    door.send()
    assert len(rows("desk_arrival")) == 1


def test_without_a_certificate_nothing_is_promised(open_door: Open) -> None:
    with open_door().smtp() as talk:
        talk.ehlo()
        assert not talk.has_extn("starttls")


def test_a_certificate_that_cannot_be_used_is_said_at_the_start() -> None:
    with pytest.raises(Unavailable, match=r"cannot be used"):
        certificate(CERTIFICATE / "key.pem", CERTIFICATE / "key.pem")
