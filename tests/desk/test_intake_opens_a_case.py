"""A parent's e-mail becomes a case: raw bytes kept, sender recognised, children known, duties with the days behind them."""

from datetime import UTC, datetime

import pytest
from tests.builders import mails, worlds

from bookbag.desk import queries as desk
from bookbag.desk.models import Arrival, Case, Duty, Message
from bookbag.people.models import ContactPoint
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.record.models import Entry
from bookbag.schools import storing, tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def school() -> School:
    return worlds.school()


@pytest.fixture
def office(school: School) -> Actor:
    return worlds.staff(school, "Olive Trent", Role.OFFICE)


def only_case(school: School) -> Case:
    with tenancy.atomic(school.id):
        return Case.objects.select_related("owner").get()


def test_the_sender_is_recognised_and_the_child_is_known(school: School) -> None:
    worlds.family(school)
    mails.arrive(mails.mail(), school, now=worlds.NOW)
    case = only_case(school)
    assert (case.who, case.about, case.subject, case.state) == ("Samina Khan", "Amira, 4B", "Swimming lesson", "new")


def test_the_bytes_are_kept_as_they_came(school: School) -> None:
    raw = mails.mail().replace(b"\n", b"\r\n") + b"\x00\xff"
    mails.arrive(raw, school, now=worlds.NOW)
    with tenancy.atomic(school.id):
        arrival = Arrival.objects.get()
    assert storing.fetch(school.id, arrival.sha256) == raw
    assert (arrival.state, arrival.size) == ("read", len(raw))


def test_the_policy_sets_two_dates_and_counts_the_days(school: School) -> None:
    mails.arrive(mails.mail(), school, now=worlds.NOW)
    with tenancy.atomic(school.id):
        acknowledge, respond = Duty.objects.order_by("due")
    assert (acknowledge.clause, acknowledge.due) == ("WYT-083", datetime(2026, 3, 4, 16, 0, tzinfo=UTC))
    assert acknowledge.counted == ["2026-03-03", "2026-03-04"]
    assert (respond.clause, respond.due) == ("WYT-087", datetime(2026, 3, 16, 16, 0, tzinfo=UTC))
    assert {"day": "2026-03-07", "why": "weekend"} in respond.skipped
    assert only_case(school).next_due == acknowledge.due


def test_an_unknown_sender_is_welcome(school: School) -> None:
    mails.arrive(mails.mail(sender="Jo Neighbour <jo@street.example>"), school, now=worlds.NOW)
    case = only_case(school)
    with tenancy.atomic(school.id):
        party = desk.view(case).parties[0]
    assert (party.contact_id, party.because) == (None, "We hold no such address.")
    assert case.who == "Jo Neighbour"


def test_a_mailbox_that_two_adults_share_is_told_apart_by_name_or_asked_about(school: School) -> None:
    family = worlds.family(school, adults=("Samina Khan", "Tariq Khan"))
    with tenancy.atomic(school.id):
        ContactPoint.objects.filter(contact=family.contacts["Tariq"]).update(
            value="samina.khan@home.example", folded="samina.khan@home.example"
        )
    mails.arrive(mails.mail(sender="Tariq Khan <samina.khan@home.example>"), school, now=worlds.NOW)
    mails.arrive(
        mails.mail(sender="The Khans <samina.khan@home.example>", message_id="2@home.example", subject="Shoes"),
        school,
        now=worlds.NOW,
    )
    with tenancy.atomic(school.id):
        assert list(Case.objects.order_by("subject").values_list("who", flat=True)) == ["The Khans", "Tariq Khan"]


def test_every_step_stands_in_the_record_without_a_word_of_the_message(school: School) -> None:
    worlds.family(school)
    mails.arrive(mails.mail(), school, now=worlds.NOW)
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        entries = list(Entry.objects.order_by("position"))
    acts = [entry.act for entry in entries]
    assert acts[:2] == ["arrival_stored", "case_opened"]
    assert {"message_read", "duty_set"} <= set(acts)
    told = " ".join(f"{entry.actor} {entry.detail}" for entry in entries)
    assert "Khan" not in told
    assert "swim" not in told.lower()


def test_files_are_kept_beside_the_message(school: School) -> None:
    raw = mails.mail_with_file(name="form.pdf", content=b"%PDF-1.4 tiny", type_="application/pdf")
    mails.arrive(raw, school, now=worlds.NOW)
    with tenancy.atomic(school.id):
        attachment = Message.objects.get().attachments.get()
    assert (attachment.name, attachment.type, attachment.size) == ("form.pdf", "application/pdf", 13)
    assert storing.fetch(school.id, attachment.sha256) == b"%PDF-1.4 tiny"


def test_another_schools_policy_sets_its_own_dates() -> None:
    spring = worlds.school("spring", packs=("spring-partnership",))
    mails.arrive(mails.mail(to="office@spring.bookbag.test"), spring, now=datetime(2026, 3, 7, 20, 0, tzinfo=UTC))
    with tenancy.atomic(spring.id):
        (duty,) = Duty.objects.all()
    assert (duty.clause, duty.due) == ("SPT-042", datetime(2026, 3, 11, 8, 30, tzinfo=UTC))


def test_a_day_beyond_the_calendar_is_said_and_not_made_up(school: School) -> None:
    mails.arrive(mails.mail(), school, now=datetime(2026, 7, 20, 9, 0, tzinfo=UTC))
    with tenancy.atomic(school.id):
        dues = list(Duty.objects.order_by("clause").values_list("clause", "due"))
        because = Duty.objects.get(clause="WYT-087").because
    assert dues == [("WYT-083", None), ("WYT-087", None)]
    assert "calendar ends" in because
