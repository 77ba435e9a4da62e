"""What we sent and got back, by a list or a copy to ourselves, is no new matter; other words under our Message-ID are."""

from datetime import timedelta

import pytest
from tests.builders import mails, worlds

from bookbag.desk.models import Arrival, Case
from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Sight
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")
LATER = worlds.NOW + timedelta(hours=1)


@pytest.fixture
def school() -> School:
    made = worlds.school()
    mails.arrive(mails.mail(), made, now=worlds.NOW)
    return made


def back(school: School, text: str = "", *, sender: str = "office@wyton.bookbag.test") -> str:
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        sent = Dispatch.objects.get()
    raw = mails.mail(text or sent.body, subject=sent.subject, message_id=sent.message_id, sender=sender)
    return mails.arrive(raw, school, now=LATER).state


def test_our_own_words_come_back_once_more(school: School) -> None:
    assert back(school) == "repeated"
    with tenancy.atomic(school.id):
        case = Case.objects.get()
        assert Arrival.objects.get(state="repeated").case_id == case.id


def test_other_words_under_our_message_id_are_read(school: School) -> None:
    assert back(school, "Please help.", sender="Samina Khan <samina.khan@home.example>") == "read"
    with tenancy.atomic(school.id):
        assert Case.objects.count() == 2
