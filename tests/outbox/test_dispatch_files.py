"""Files go with a mail as they were cleared, byte for byte; a mail whose file cannot be read waits, and is tried again."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from uuid import uuid4

import pytest
from tests.builders.sending import SAMINA, PostOffice, again, deliver, queued
from tests.builders.worlds import NOW

from bookbag.errors import Denied
from bookbag.outbox.actions import dispatches
from bookbag.outbox.actions.dispatches import Enclosed
from bookbag.policy.clearing import Copy, Words, clear
from bookbag.policy.permissions import process
from bookbag.schools import storing, tenancy
from bookbag.schools.models import School

SOUND = bytes(range(256)) * 40


def kept(school: School, name: str = "Żółć – basen.mp3", kind: str = "audio/mpeg", content: bytes = SOUND) -> Enclosed:
    return Enclosed(name, kind, len(content), storing.keep(school.id, content))


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("audio/mpeg", "audio/mpeg"),
        ("application/pdf", "application/pdf"),
        ("text/html", "application/octet-stream"),
        ("message/rfc822", "application/octet-stream"),
        ("nonsense\r\nBcc: a@b.test", "application/octet-stream"),
        ("", "application/octet-stream"),
    ],
)
def test_a_file_arrives_as_it_is_whatever_it_says_to_be(
    wyton: School, office: PostOffice, kind: str, told: str
) -> None:
    dispatch = queued(wyton, files=[kept(wyton, kind=kind)])
    deliver(wyton, office.submission)
    mail = message_from_bytes(office.taken[0].original_content or b"", policy=default)
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == dispatch.body
    (file,) = mail.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("Żółć – basen.mp3", told)
    assert file.get_content() == SOUND
    assert mail["bcc"] is None


def test_without_its_file_nothing_leaves_and_with_it_later_it_does(wyton: School, office: PostOffice) -> None:
    lost = replace(kept(wyton), sha256="0" * 64)
    dispatch = queued(wyton, files=[lost])
    deliver(wyton, office.submission)
    assert office.taken == []
    waits = again(dispatch)
    assert (waits.state, waits.fault) == ("queued", "A file that goes with it cannot be read in the file store.")
    assert deliver(wyton, office.submission, now=NOW + timedelta(seconds=59)) is None


def test_only_the_files_that_were_cleared_can_be_queued(wyton: School) -> None:
    cleared, other = kept(wyton), kept(wyton, content=b"other")
    words = Words("email", "Re: The trip", "Yes.", (SAMINA,), (cleared.sha256,))
    with pytest.raises(Denied, match="not the files"), tenancy.atomic(wyton.id):
        dispatches.queue(
            words,
            clear(words, [], answered=frozenset(), by="the head"),
            about=uuid4(),
            to_address=SAMINA,
            from_name="Ms Bell",
            from_address=wyton.email,
            token="t",
            files=[other],
            by=process("desk", wyton.id),
            now=NOW,
            not_before=NOW,
        )


def test_a_copy_of_their_own_is_part_of_what_is_cleared() -> None:
    plain = Words("email", "Re: Shoes", "Found them.", ("a@home.example",))
    polish = replace(plain, copies=(Copy("a@home.example", "Znalezione."),))
    large = replace(plain, copies=(Copy("a@home.example", "Found them.", ("0" * 64,)),))
    assert len({each.fingerprint for each in (plain, polish, large)}) == 3
    assert polish.copy_for("a@home.example").body == "Znalezione."
    assert polish.copy_for("b@home.example").body == "Found them."
