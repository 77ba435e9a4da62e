"""Small mails for the reading tests, written out as bytes so that every oddity is seen as it is sent."""

HEADER = (
    b"From: Ana Parent <ana@home.test>\nTo: office@spring.test\nSubject: Absent\nDate: Mon, 2 Mar 2026 08:50:00 +0000\n"
)
PNG = b"iVBORw0KGgo="


def mail(body: bytes = b"Anna is ill.\n", *fields: bytes) -> bytes:
    """A mail with the usual header, more fields, and a body."""
    return HEADER + b"".join(field + b"\n" for field in fields) + b"\n" + body


def part(kind: bytes, body: bytes, *fields: bytes) -> bytes:
    """A part of a multipart."""
    return b"".join(field + b"\n" for field in (b"Content-Type: " + kind, *fields)) + b"\n" + body


def multipart(kind: bytes, *parts: bytes, boundary: bytes = b"cut", closed: bool = True) -> bytes:
    """A multipart as a part: its own Content-Type, then the parts between their boundaries."""
    body = b"".join(b"--" + boundary + b"\n" + one + b"\n" for one in parts)
    end = b"--" + boundary + b"--\n" if closed else b""
    return b"Content-Type: multipart/" + kind + b"; boundary=" + boundary + b"\n\n" + body + end


def mixed(*parts: bytes) -> bytes:
    """A whole mail of several parts."""
    return HEADER + multipart(b"mixed", *parts)
