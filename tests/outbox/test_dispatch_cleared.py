"""A clearance holds for exactly the words, recipients and files that it was given for."""

from dataclasses import replace
from uuid import uuid4

import pytest
from tests.builders.worlds import NOW

from bookbag.errors import BookbagError, Denied, Invalid
from bookbag.outbox.actions import dispatches
from bookbag.outbox.models import Dispatch
from bookbag.policy.clearing import Words, clear
from bookbag.policy.permissions import process
from bookbag.schools import tenancy
from bookbag.schools.models import School

WORDS = Words("email", "Re: The trip", "Yes.", ("samina.khan@home.example",))


def queue(at: School, words: Words, *, cleared: Words, to: str = "samina.khan@home.example") -> Dispatch:
    with tenancy.atomic(at.id):
        return dispatches.queue(
            words,
            clear(cleared, [], answered=frozenset(), by="the head"),
            about=uuid4(),
            to_address=to,
            from_name=at.name,
            from_address=at.email,
            token="t",
            by=process("desk", at.id),
            now=NOW,
            not_before=NOW,
        )


@pytest.mark.parametrize(
    "changed",
    [
        replace(WORDS, body="Yes!"),
        replace(WORDS, subject="Re: the trip"),
        replace(WORDS, channel="letter"),
        replace(WORDS, recipients=("samina.khan@home.example", "omar.khan@home.example")),
        replace(WORDS, files=("0" * 64,)),
    ],
)
def test_any_edit_voids_the_approval(wyton: School, changed: Words) -> None:
    with pytest.raises(Denied):
        queue(wyton, changed, cleared=WORDS)


@pytest.mark.parametrize(
    ("words", "to", "refusal"),
    [
        (WORDS, "omar.khan@home.example", Denied),
        (replace(WORDS, recipients=("nobody",)), "nobody", Invalid),
        (replace(WORDS, recipients=("a@b.test\r\nBcc: c@d.test",)), "a@b.test\r\nBcc: c@d.test", Invalid),
        (replace(WORDS, files=("0" * 64,)), "samina.khan@home.example", Denied),
    ],
)
def test_what_cannot_be_sent_as_cleared_is_not_queued(
    wyton: School, words: Words, to: str, refusal: type[BookbagError]
) -> None:
    with pytest.raises(refusal):
        queue(wyton, words, cleared=words, to=to)
    with tenancy.atomic(wyton.id):
        assert not Dispatch.objects.exists()


def test_what_is_stored_is_what_was_cleared(wyton: School) -> None:
    kept = queue(wyton, WORDS, cleared=WORDS)
    stored = Words(kept.channel, kept.subject, kept.body, (kept.to_address,))
    assert kept.fingerprint == stored.fingerprint
    assert kept.cleared_by == "the head"
