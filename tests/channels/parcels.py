"""A parcel for tests of e-mail out."""

from datetime import UTC, datetime

from bookbag.channels.ports import Parcel

PARCEL = Parcel(
    message_id="t.1@wyton.bookbag.test",
    date=datetime(2026, 3, 2, 9, tzinfo=UTC),
    to_name="Samina Khan",
    to_address="samina.khan@home.example",
    from_name="Ms Bell, Wyton Primary School",
    from_address="office@wyton.bookbag.test",
    subject="Re: The trip",
    body="Dear Ms Khan\n\nYes, on Thursday.\n",
)
