"""The automatic receipt: once a day and address and case, never to a machine, with the numbers first; it meets nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.builders import mails, worlds

from bookbag.desk.models import Arrival, Case, Duty
from bookbag.outbox.actions.dispatches import NOTICES_A_DAY
from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Sight
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")
LATER = worlds.NOW + timedelta(hours=1)
SUNDAY = datetime(2026, 3, 8, 21, 0, tzinfo=UTC)


@pytest.fixture
def school() -> School:
    return worlds.school()


def receipts(school: School) -> list[Dispatch]:
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        return list(Dispatch.objects.filter(notice="receipt").order_by("queued_at"))


def test_it_says_when_somebody_reads_and_where_to_turn(school: School) -> None:
    mails.arrive(mails.mail(), school, now=SUNDAY)
    (receipt,) = receipts(school)
    lines = receipt.body.splitlines()
    assert lines[0] == "Nobody reads this until Monday 9 March, 8.15 am."
    assert lines[1] == "If a child is in danger ring 999."
    assert "01632 960555 by day, 01632 960999 at night" in lines[2]
    assert "You will have an answer by Friday 20 March, 4 pm at the latest." in receipt.body
    assert (receipt.automatic, receipt.in_reply_to) == (True, "first@home.example")


def test_in_office_hours_it_does_not_say_that_nobody_reads(school: School) -> None:
    mails.arrive(mails.mail(), school, now=worlds.NOW)
    assert "Nobody reads" not in receipts(school)[0].body


def test_the_line_about_danger_is_in_the_writers_language(school: School) -> None:
    polish = "Dzień dobry, moja córka jest dzisiaj chora i nie przyjdzie do szkoły. Proszę o informację o lekcjach."
    mails.arrive(mails.mail(polish), school, now=worlds.NOW)
    assert receipts(school)[0].body.startswith("Jeśli dziecku grozi niebezpieczeństwo, zadzwoń pod numer 999.")


def test_one_a_day_and_case(school: School) -> None:
    mails.arrive(mails.mail(), school, now=worlds.NOW)
    for number in (2, 3):
        mails.arrive(
            mails.mail(f"More {number}", message_id=f"{number}@home.example", in_reply_to="first@home.example"),
            school,
            now=LATER,
        )
    assert len(receipts(school)) == 1
    mails.arrive(
        mails.mail("Tomorrow", message_id="4@home.example", in_reply_to="first@home.example"),
        school,
        now=worlds.NOW + timedelta(days=1),
    )
    assert len(receipts(school)) == 2


def test_it_meets_no_promise(school: School) -> None:
    mails.arrive(mails.mail(), school, now=worlds.NOW)
    with tenancy.atomic(school.id):
        assert set(Duty.objects.values_list("state", flat=True)) == {"open"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "auto_reply"},
        {"X_Autoreply": "yes"},
        {"subject": "Automatic reply: Swimming lesson"},
    ],
)
def test_a_machine_gets_none_and_is_put_aside(school: School, headers: dict[str, str]) -> None:
    outcome = mails.arrive(mails.mail(**headers), school, now=worlds.NOW)
    assert outcome.state == "parked"
    assert receipts(school) == []
    with tenancy.atomic(school.id):
        assert not Case.objects.exists()


def test_our_own_mailbox_gets_none(school: School) -> None:
    mails.arrive(mails.mail(sender="Office <office@wyton.bookbag.test>"), school, now=worlds.NOW)
    assert receipts(school) == []


def test_a_school_that_has_not_entered_the_numbers_sends_none(school: School) -> None:
    school.childrens_services_night = ""
    school.save()
    mails.arrive(mails.mail(), school, now=worlds.NOW)
    assert receipts(school) == []


def test_a_bounce_of_ours_belongs_to_the_dispatch_and_opens_no_case(school: School) -> None:
    mails.arrive(mails.mail(), school, now=worlds.NOW)
    (receipt,) = receipts(school)
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        Dispatch.objects.update(state="sent", sent_at=LATER)
    outcome = mails.arrive(mails.bounce_of(receipt.message_id, receipt.to_address), school, now=LATER)
    assert outcome.state == "bounce"
    assert receipts(school)[0].state == "bounced"
    with tenancy.atomic(school.id):
        assert Case.objects.count() == 1
        assert Arrival.objects.filter(state="bounce").count() == 1


def test_a_robot_that_answers_every_receipt_under_a_new_subject_soon_gets_no_more(school: School) -> None:
    for number in range(NOTICES_A_DAY + 3):
        mails.arrive(
            mails.mail(f"Ticket {number} opened.", subject=f"Ticket {number}", message_id=f"{number}@robot.example"),
            school,
            now=worlds.NOW + timedelta(minutes=number),
        )
    assert len(receipts(school)) == NOTICES_A_DAY
    with tenancy.atomic(school.id):
        assert Case.objects.count() == NOTICES_A_DAY + 3
    tomorrow = mails.mail("And today", subject="Today", message_id="today@robot.example")
    mails.arrive(tomorrow, school, now=worlds.NOW + timedelta(days=1))
    assert len(receipts(school)) == NOTICES_A_DAY + 1
