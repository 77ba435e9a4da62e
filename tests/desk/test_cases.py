"""What people do to a case: give it to somebody, close it with or without an answer, match its sender, note on it."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.builders import mails, worlds

from bookbag.desk import queries as desk
from bookbag.desk.actions import cases, counting, letters
from bookbag.desk.models import Case, Duty, Tally
from bookbag.errors import Invalid, Stale
from bookbag.policy.permissions import Actor, Role
from bookbag.record.models import Entry
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")
LATER = worlds.NOW + timedelta(hours=1)


@pytest.fixture
def school() -> School:
    return worlds.school()


@pytest.fixture
def office(school: School) -> Actor:
    return worlds.staff(school, "Olive Trent", Role.OFFICE)


@pytest.fixture
def teacher(school: School) -> Actor:
    return worlds.staff(school, "Tess Barrow", Role.TEACHER)


@pytest.fixture
def case(school: School) -> Case:
    mails.arrive(mails.mail(), school, now=worlds.NOW)
    with tenancy.atomic(school.id):
        return Case.objects.get()


def test_closing_without_an_answer_needs_a_reason(school: School, case: Case, office: Actor) -> None:
    with pytest.raises(Invalid), tenancy.atomic(school.id):
        cases.close(case, reason="  ", by=office, now=LATER)
    with tenancy.atomic(school.id):
        cases.close(case, reason="Thanks only.", by=office, now=LATER)
        assert set(Duty.objects.values_list("state", "reason")) == {("waived", "Thanks only.")}
        assert Case.objects.get().close_reason == "Thanks only."


def test_a_closed_case_is_not_closed_twice_and_can_be_opened(school: School, case: Case, office: Actor) -> None:
    with tenancy.atomic(school.id):
        cases.close(case, reason="Rang.", by=office, now=LATER)
        with pytest.raises(Stale):
            cases.close(case, reason="Rang.", by=office, now=LATER)
        assert cases.reopen(case, by=office, now=LATER).state == "new"


def test_giving_a_case_to_somebody_moves_the_counts(school: School, case: Case, office: Actor, teacher: Actor) -> None:
    with tenancy.atomic(school.id):
        assert desk.counts(office) == desk.Counts(0, 1, 1)
        cases.assign(case, to=teacher.staff_id, by=office, now=LATER)
        assert desk.counts(office) == desk.Counts(0, 0, 1)
        assert desk.counts(teacher) == desk.Counts(1, None, None)


def test_folding_the_counts_changes_no_count(school: School, case: Case, office: Actor, teacher: Actor) -> None:
    with tenancy.atomic(school.id):
        cases.assign(case, to=teacher.staff_id, by=office, now=LATER)
        cases.assign(case, to=office.staff_id, by=office, now=LATER)
    counting.fold(school.id)
    with tenancy.atomic(school.id):
        assert desk.counts(office) == desk.Counts(1, 0, 1)
        assert Tally.objects.count() == 1


def test_nobody_from_another_school_can_be_given_a_case(school: School, case: Case, office: Actor) -> None:
    stranger = worlds.staff(worlds.school("norton"), "Bob Marsh", Role.HEAD)
    with pytest.raises(Invalid), tenancy.atomic(school.id):
        cases.assign(case, to=stranger.staff_id, by=office, now=LATER)


def test_a_teacher_sees_what_is_about_their_class_or_theirs_and_no_more(school: School, office: Actor) -> None:
    own = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    other = worlds.staff(school, "Ned Firth", Role.TEACHER)
    worlds.family(school, teacher=own)
    mails.arrive(mails.mail(), school, now=worlds.NOW)
    with tenancy.atomic(school.id):
        case = Case.objects.get()
        assert [row.id for row in desk.inbox(own, desk.Filters(), now=LATER).rows] == [case.id]
        assert desk.inbox(other, desk.Filters(), now=LATER).rows == []
        assert desk.find_case(other, case.id) is None
        cases.assign(case, to=other.staff_id, by=office, now=LATER)
        assert desk.find_case(other, case.id) == case


def test_a_sender_is_matched_by_hand_and_the_match_undone(school: School, office: Actor) -> None:
    family = worlds.family(school)
    mails.arrive(mails.mail(sender="Sam <sam@work.example>"), school, now=worlds.NOW)
    with tenancy.atomic(school.id):
        case = Case.objects.get()
        samina = family.contacts["Samina"]
        cases.match_sender(case, address="sam@work.example", contact_id=samina.id, by=office, now=LATER)
        matched = desk.view(Case.objects.get())
        assert (matched.case.who, matched.case.about) == ("Samina Khan", "Amira, 4B")
        assert (matched.parties[0].contact_id, matched.messages[0].contact_id) == (samina.id, samina.id)
        cases.unmatch_sender(case, address="sam@work.example", by=office, now=LATER)
        undone = desk.view(Case.objects.get())
        assert (undone.case.who, undone.case.about, undone.pupils) == ("Sam", "", [])


def test_a_note_is_written_and_recorded_without_its_words(school: School, case: Case, office: Actor) -> None:
    with tenancy.atomic(school.id):
        cases.write_note(case, text="Mother sounded worried.", by=office, now=LATER)
        with pytest.raises(Invalid):
            cases.write_note(case, text=" ", by=office, now=LATER)
        assert [note.text for note in desk.view(case).notes] == ["Mother sounded worried."]
        assert "worried" not in str(Entry.objects.get(act="note_written").detail)


def test_a_letter_starts_the_clocks_from_the_day_it_came(school: School, office: Actor) -> None:
    family = worlds.family(school)
    letter = letters.Letter(
        subject="Trip refund",
        text="Please refund the trip.",
        received_at=datetime(2026, 4, 30, 9, 0, tzinfo=UTC),
        contact_id=family.contacts["Samina"].id,
    )
    with tenancy.atomic(school.id):
        case = letters.log(letter, by=office, now=datetime(2026, 4, 30, 12, 0, tzinfo=UTC))
        dues = {duty.clause: duty.due for duty in Duty.objects.filter(case=case)}
    assert dues["WYT-087"] == datetime(2026, 5, 15, 15, 0, tzinfo=UTC)
    assert (case.who, case.about, case.channel) == ("Samina Khan", "Amira, 4B", "letter")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"from_name": ""}, "from_name"),
        ({"text": " "}, "text"),
        ({"received_at": LATER + timedelta(days=1)}, "received_at"),
    ],
)
def test_a_letter_from_nobody_without_words_or_from_the_future_is_refused(
    school: School, office: Actor, change: dict[str, object], field: str
) -> None:
    given: dict[str, object] = {"subject": "s", "text": "t", "from_name": "A neighbour", "received_at": worlds.NOW}
    with pytest.raises(Invalid) as caught, tenancy.atomic(school.id):
        letters.log(letters.Letter(**(given | change)), by=office, now=LATER)  # type: ignore[arg-type]  # on purpose
    assert list(caught.value.fields) == [field]


def test_the_inbox_turns_its_pages_by_key(school: School, office: Actor) -> None:
    for number in range(30):
        mails.arrive(
            mails.mail(message_id=f"{number}@home.example", subject=f"Matter {number:02}"),
            school,
            now=worlds.NOW + timedelta(days=number % 3),
        )
    with tenancy.atomic(school.id):
        first = desk.inbox(office, desk.Filters(), now=LATER)
        second = desk.inbox(office, desk.Filters(), now=LATER, after=first.next)
        everything = list(Case.objects.filter(is_open=True).order_by("next_due", "id"))
    assert len(first.rows) == 25
    assert [*first.rows, *second.rows] == everything
    assert second.next is None
