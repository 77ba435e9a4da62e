"""A mail comes in with files on S3: bytes, case and attachment as on disk; an outage costs patience and no message."""

from collections.abc import Iterator

import pytest
from tests.builders import mails, object_store, worlds
from tests.builders.object_store import ObjectStore

from bookbag.desk import intake
from bookbag.desk.models import Arrival, Case, Message
from bookbag.errors import Unavailable
from bookbag.schools import storing, tenancy

pytestmark = pytest.mark.usefixtures("db")

RAW = mails.mail_with_file(name="form.pdf", content=b"%PDF-1.4 tiny", type_="application/pdf")


@pytest.fixture
def s3() -> Iterator[ObjectStore]:
    with object_store.holding_our_files() as store:
        yield store


def test_a_mail_and_its_file_lie_in_the_bucket(s3: ObjectStore) -> None:
    school = worlds.school()
    mails.arrive(RAW, school, now=worlds.NOW)
    with tenancy.atomic(school.id):
        arrival, attachment = Arrival.objects.get(), Message.objects.get().attachments.get()
        assert Case.objects.get().subject == "The form"
    assert storing.fetch(school.id, arrival.sha256) == RAW
    assert sorted(s3.objects.values()) == sorted([RAW, b"%PDF-1.4 tiny"])
    assert attachment.size == 13


def test_what_cannot_be_stored_is_no_arrival(s3: ObjectStore) -> None:
    school = worlds.school()
    s3.failing = "AccessDenied"
    with pytest.raises(Unavailable):
        mails.store(RAW, school, now=worlds.NOW)
    with tenancy.atomic(school.id):
        assert not Arrival.objects.exists()


def test_an_outage_while_reading_is_not_held_against_the_mail(s3: ObjectStore) -> None:
    school = worlds.school()
    mails.store(RAW, school, now=worlds.NOW)
    s3.failing = "AccessDenied"
    for _ in range(intake.ATTEMPTS):
        with pytest.raises(Unavailable):
            intake.read_next(school.id, now=worlds.NOW)
    s3.failing = ""
    outcome = intake.read_next(school.id, now=worlds.NOW)
    assert outcome is not None
    with tenancy.atomic(school.id):
        assert (Arrival.objects.get().attempts, outcome.state) == (0, "read")
