"""What a case owes is worked out again from its events: category, sender, calendar, split. What has ended stays ended."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from tests.builders import mails, worlds

from bookbag.desk.actions import cases, joins
from bookbag.desk.models import Case, CaseEvent, Duty, Message
from bookbag.policy.permissions import Actor, Role
from bookbag.policy.values import Category
from bookbag.record.models import Entry
from bookbag.schools import tenancy
from bookbag.schools.models import ClosedDay, School, Term

pytestmark = pytest.mark.usefixtures("db")
LATER = worlds.NOW + timedelta(hours=1)
IN_TEN_DAYS = datetime(2026, 3, 16, 16, 0, tzinfo=UTC)
COMPLAINT = Category.COMPLAINT


@pytest.fixture
def school() -> School:
    made = worlds.school()
    worlds.family(made)
    return made


@pytest.fixture
def office(school: School) -> Actor:
    return worlds.staff(school, "Olive Trent", Role.OFFICE)


@pytest.fixture
def case(school: School) -> UUID:
    return brought(school, mails.mail())


def brought(school: School, raw: bytes, *, now: datetime = worlds.NOW) -> UUID:
    found = mails.arrive(raw, school, now=now).case
    assert found
    return found


def sort(case: UUID, category: Category, by: Actor, *, now: datetime = LATER) -> None:
    with tenancy.atomic(by.school_id):
        cases.categorise(Case.objects.get(id=case), category=category, by=by, now=now)


def happened(case: UUID, school: School, kind: str, *, at: datetime) -> None:
    """An act of a person, as `replies.settle` notes it."""
    with tenancy.atomic(school.id):
        CaseEvent.objects.create(school=school, case_id=case, kind=kind, at=at, channel="email")


def owed(school: School) -> dict[str, str]:
    with tenancy.atomic(school.id):
        return dict(Duty.objects.order_by("clause").values_list("clause", "state"))


def test_a_complaint_has_its_own_date_from_the_day_it_came(school: School, case: UUID, office: Actor) -> None:
    sort(case, COMPLAINT, office, now=worlds.NOW + timedelta(days=3))
    with tenancy.atomic(school.id):
        duty = Duty.objects.get(clause="WYT-090")
        assert (duty.due, duty.state) == (IN_TEN_DAYS, "open")
        assert Entry.objects.filter(act="duty_set", clause="WYT-090").exists()
    assert owed(school) == {"WYT-083": "open", "WYT-087": "open", "WYT-090": "open"}


def test_what_is_no_complaint_after_all_loses_it_and_the_record_says_so(
    school: School, case: UUID, office: Actor
) -> None:
    sort(case, COMPLAINT, office)
    sort(case, Category.ENQUIRY, office)
    assert owed(school) == {"WYT-083": "open", "WYT-087": "open"}
    with tenancy.atomic(school.id):
        assert Entry.objects.get(act="duty_waived").clause == "WYT-090"


def test_an_automatic_answer_owes_nothing_and_stands_at_the_end(school: School, case: UUID, office: Actor) -> None:
    sort(case, Category.AUTO_REPLY, office)
    assert owed(school) == {}
    with tenancy.atomic(school.id):
        assert Case.objects.get().due is None


def test_what_was_met_stays_met(school: School, case: UUID, office: Actor) -> None:
    with tenancy.atomic(school.id):
        Duty.objects.filter(clause="WYT-083").update(state="met", ended_at=LATER)
    sort(case, Category.AUTO_REPLY, office)
    assert owed(school) == {"WYT-083": "met"}


def test_a_complaint_that_was_answered_before_it_was_called_one_is_answered(
    school: School, case: UUID, office: Actor
) -> None:
    happened(case, school, "answered", at=LATER)
    sort(case, COMPLAINT, office, now=LATER + timedelta(days=1))
    with tenancy.atomic(school.id):
        duty = Duty.objects.get(clause="WYT-090")
    assert (duty.state, duty.ended_at) == ("met", LATER)


def test_a_holding_answer_answers_no_complaint(school: School, case: UUID, office: Actor) -> None:
    happened(case, school, "acknowledged", at=LATER)
    sort(case, COMPLAINT, office, now=LATER + timedelta(days=1))
    assert owed(school)["WYT-090"] == "open"


def test_a_closed_case_owes_nothing_under_another_name(school: School, case: UUID, office: Actor) -> None:
    with tenancy.atomic(school.id):
        cases.close(Case.objects.get(), reason="She rang.", by=office, now=LATER)
    sort(case, COMPLAINT, office, now=LATER + timedelta(days=1))
    with tenancy.atomic(school.id):
        duty = Duty.objects.get(clause="WYT-090")
        assert (duty.state, duty.reason) == ("waived", "She rang.")
        assert Case.objects.get().due is None


def test_a_case_that_a_person_opened_again_as_a_complaint_is_owed_its_answer(
    school: School, case: UUID, office: Actor
) -> None:
    with tenancy.atomic(school.id):
        cases.close(Case.objects.get(), reason="She rang.", by=office, now=LATER)
        cases.reopen(Case.objects.get(), by=office, now=LATER + timedelta(hours=1))
    sort(case, COMPLAINT, office, now=LATER + timedelta(hours=2))
    assert owed(school) == {"WYT-083": "waived", "WYT-087": "waived", "WYT-090": "open"}
    with tenancy.atomic(school.id):
        assert Case.objects.get().due == IN_TEN_DAYS


def test_the_same_category_again_changes_nothing(school: School, case: UUID, office: Actor) -> None:
    sort(case, Category.ENQUIRY, office)
    with tenancy.atomic(school.id):
        assert not Entry.objects.filter(act="case_categorised").exists()


def test_a_colleague_who_wrote_as_a_parent_is_owed_an_answer_once_somebody_says_so(
    school: School, office: Actor
) -> None:
    raw = mails.mail(sender="Olive Trent <olive.trent@wyton.bookbag.test>", message_id="o@home.example")
    case = brought(school, raw)
    assert owed(school) == {}
    family = worlds.family(school, "Ivo Trent", ("Olive Trent",))
    with tenancy.atomic(school.id):
        kept = Case.objects.get(id=case)
        adult = family.contacts["Olive"].id
        cases.match_sender(kept, address="olive.trent@wyton.bookbag.test", contact_id=adult, by=office, now=LATER)
        assert Case.objects.get(id=case).due == datetime(2026, 3, 4, 16, 0, tzinfo=UTC)
        cases.unmatch_sender(kept, address="olive.trent@wyton.bookbag.test", by=office, now=LATER)
    assert owed(school) == {}


def test_a_chaser_that_is_split_off_has_clocks_of_its_own(school: School, case: UUID, office: Actor) -> None:
    brought(school, mails.mail("Shoes", message_id="2@home.example", in_reply_to="first@home.example"), now=LATER)
    assert len(owed(school)) == 2
    with tenancy.atomic(school.id):
        moving = Message.objects.get(message_id="2@home.example")
        new = joins.split(Case.objects.get(), messages=[moving.id], by=office, now=LATER)
        assert sorted(new.duties.values_list("clause", flat=True)) == ["WYT-083", "WYT-087"]
        assert Case.objects.get(id=new.id).due == datetime(2026, 3, 4, 16, 0, tzinfo=UTC)


def test_a_day_that_was_closed_meanwhile_moves_what_is_open_and_nothing_that_is_done(
    school: School, case: UUID, office: Actor
) -> None:
    with tenancy.atomic(school.id):
        Duty.objects.filter(clause="WYT-083").update(state="met", ended_at=LATER)
        before = Duty.objects.get(clause="WYT-083").due
        ClosedDay.objects.create(school=school, day=date(2026, 3, 10), why="Snow")
    for category in (COMPLAINT, Category.ENQUIRY):
        sort(case, category, office)
    with tenancy.atomic(school.id):
        duty = Duty.objects.get(clause="WYT-087")
        assert duty.due == IN_TEN_DAYS + timedelta(days=1)
        assert {"day": "2026-03-10", "why": "Snow"} in duty.skipped
        assert Case.objects.get().due == duty.due
        assert Duty.objects.get(clause="WYT-083").due == before
        moved = Entry.objects.get(act="duty_retimed")
        assert (moved.clause, moved.detail["due"]) == ("WYT-087", duty.due.isoformat())


def test_what_has_no_day_yet_keeps_the_case_on_top_until_the_terms_are_entered(school: School, office: Actor) -> None:
    july = datetime(2026, 7, 20, 9, 0, tzinfo=UTC)
    case = brought(school, mails.mail(), now=july)
    sort(case, COMPLAINT, office, now=july)
    with tenancy.atomic(school.id):
        assert Case.objects.get().due == july
        Term.objects.create(school=school, name="Autumn", first_day=date(2026, 9, 1), last_day=date(2026, 10, 23))
    sort(case, Category.ENQUIRY, office, now=july)
    with tenancy.atomic(school.id):
        assert not Duty.objects.filter(due=None).exists()
        assert Case.objects.get().due == Duty.objects.order_by("due")[0].due
