"""Files and mails are handed over to be kept; a browser shows pictures and plain text only, and never runs a thing."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders import browsing, busy, mails
from tests.builders.addresses import PNG
from tests.builders.browsing import Desk

from bookbag.desk.models import Arrival, Attachment, Message
from bookbag.schools import tenancy
from bookbag.schools.models import User

pytestmark = pytest.mark.usefixtures("db", "assets")
SCRIPT = b"<html><script>alert(1)</script></html>"


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


@pytest.fixture
def client(desk: Desk) -> Client:
    made = Client()
    made.force_login(User.objects.get(pk=desk.office.user_id))
    return made


def held(desk: Desk, name: str, kind: str, content: bytes) -> Attachment:
    case = browsing.brought(desk.school, mails.mail_with_file(name=name, content=content, type_=kind))
    with tenancy.atomic(desk.school.id):
        return Attachment.objects.get(message__case=case)


def test_a_file_is_handed_over_to_be_kept_and_never_run(desk: Desk, client: Client) -> None:
    file = held(desk, "Plan für Mai.html", "text/html", SCRIPT)
    answer = client.get(reverse("download", args=["wyton", file.id]))
    assert answer.content == SCRIPT
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].endswith("sandbox")


def test_a_picture_is_shown_by_its_bytes(desk: Desk, client: Client) -> None:
    file = held(desk, "Ear.png", "image/png", PNG)
    answer = client.get(reverse("preview", args=["wyton", file.id]))
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_plain_text_is_shown_as_plain_text(desk: Desk, client: Client) -> None:
    file = held(desk, "Letter.txt", "text/plain", SCRIPT)
    answer = client.get(reverse("preview", args=["wyton", file.id]))
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("name", "kind", "content"),
    [
        ("Not a picture.png", "image/png", SCRIPT),
        ("Drawing.svg", "image/svg+xml", b"<svg/>"),
        ("Form.pdf", "application/pdf", b"%PDF-1.7"),
        ("Page.html", "text/html", SCRIPT),
    ],
)
def test_nothing_else_is_shown(desk: Desk, client: Client, name: str, kind: str, content: bytes) -> None:
    file = held(desk, name, kind, content)
    assert client.get(reverse("preview", args=["wyton", file.id])).status_code == 404


def test_the_original_is_the_bytes_that_came(desk: Desk, client: Client) -> None:
    raw = mails.mail(message_id="2@home.example")
    case = browsing.brought(desk.school, raw)
    with tenancy.atomic(desk.school.id):
        arrival = Arrival.objects.get(case=case)
    answer = client.get(reverse("original", args=["wyton", arrival.id]))
    assert answer.content == raw
    assert answer.headers["Content-Disposition"].endswith('message.eml"')


def test_a_laid_out_mail_is_harmless(desk: Desk, client: Client) -> None:
    case = browsing.brought(desk.school, busy.laid_out())
    with tenancy.atomic(desk.school.id):
        message = Message.objects.get(case=case)
    answer = client.get(reverse("as-sent", args=["wyton", message.id]))
    page = browsing.read(answer)  # type: ignore[arg-type]  # the client's own
    assert "<b>my mother</b>" in answer.content.decode()
    for bad in (b"<script", b"track.example", b"<img"):
        assert bad not in answer.content
    assert not page.scripts
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]
