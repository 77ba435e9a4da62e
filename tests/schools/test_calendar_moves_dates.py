"""A change of the calendar moves the open dates that hang on it, says how many, and notes it once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.builders import mails, worlds

from bookbag.desk.actions import retiming
from bookbag.desk.actions.retiming import Moved
from bookbag.desk.models import Case, Duty
from bookbag.policy.calendar import ClosedDay
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.record.models import Entry
from bookbag.schools import tenancy
from bookbag.schools.actions import calendar
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")
TUESDAY, WEDNESDAY, THURSDAY = date(2026, 3, 3), date(2026, 3, 4), date(2026, 3, 5)
SNOW = ClosedDay("Snow")


def at(day: date, hour: int = 16) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.fixture
def school() -> School:
    """Wyton, with one e-mail of Monday 2 March: an acknowledgement is due on Wednesday, an answer in ten days."""
    made = worlds.school()
    mails.arrive(mails.mail(), made, now=worlds.NOW)
    return made


@pytest.fixture
def office(school: School) -> Actor:
    return worlds.staff(school, "Olive Trent", Role.OFFICE)


def close(school: School, day: date, by: Actor, *, now: datetime = worlds.NOW, why: ClosedDay = SNOW) -> Moved | None:
    with tenancy.atomic(school.id):
        return retiming.follow(school, calendar.close(school, day, day, why, by=by), by=by, now=now)


def dues(school: School) -> list[datetime | None]:
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        return list(Duty.objects.order_by("due").values_list("due", flat=True))


def notes(school: School, act: str, sight: int = Sight.ORDINARY) -> list[dict[str, object]]:
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        return list(Entry.objects.filter(act=act, sight=sight).values_list("detail", flat=True))


def test_a_snow_day_moves_what_hangs_on_it_and_opening_it_again_moves_it_back(school: School, office: Actor) -> None:
    before = dues(school)
    assert before[0] == at(WEDNESDAY)
    assert close(school, TUESDAY, office) == Moved(dates=len(before), late=0)
    assert dues(school)[0] == at(THURSDAY)
    with tenancy.atomic(school.id):
        duty = Duty.objects.order_by("due")[0]
        assert "Tuesday 3 March (Snow)" in duty.because
        assert {"day": "2026-03-03", "why": "Snow"} in duty.skipped
        assert Case.objects.get().next_due == at(THURSDAY)
        change = calendar.reopen(school, TUESDAY, by=office)
        assert retiming.follow(school, change, by=office, now=worlds.NOW) == Moved(dates=len(before), late=0)
    assert dues(school) == before


def test_those_that_are_late_all_the_same_are_counted(school: School, office: Actor) -> None:
    moved = close(school, TUESDAY, office, now=at(date(2026, 3, 6)))
    assert moved
    assert moved.late == 1


def test_a_day_that_no_date_hangs_on_moves_nothing(school: School, office: Actor) -> None:
    assert close(school, date(2026, 7, 1), office) == Moved(0, 0)


def test_one_line_of_the_record_says_what_and_how_many(school: School, office: Actor) -> None:
    moved = close(school, TUESDAY, office)
    assert moved
    (told,) = notes(school, "calendar_changed")
    days = {"first": "2026-03-03", "last": "2026-03-03"}
    assert told == {"what": "days_closed", **days, "moved": moved.dates, "late": 0}
    retiming.retime(school.id, now=worlds.NOW)
    assert notes(school, "school_retimed") == []


def test_what_has_ended_stays(school: School, office: Actor) -> None:
    before = dues(school)
    with tenancy.atomic(school.id):
        Duty.objects.filter(due=before[0]).update(state="met", ended_at=worlds.NOW)
    close(school, TUESDAY, office)
    assert dues(school)[0] == before[0]


def test_a_date_that_was_not_known_is_known_once_the_terms_are_entered(school: School, office: Actor) -> None:
    mails.arrive(
        mails.mail(subject="Late", message_id="late@home.example"), school, now=datetime(2026, 7, 21, 9, tzinfo=UTC)
    )
    assert None in dues(school)
    with tenancy.atomic(school.id):
        term = calendar.TermDates("Autumn 1", date(2026, 9, 2), date(2026, 10, 23))
        retiming.follow(school, calendar.enter_term(school, term, by=office), by=office, now=worlds.NOW)
        assert Case.objects.get(subject="Late").next_due == datetime(2026, 9, 3, 15, tzinfo=UTC)
    assert None not in dues(school)


def test_what_the_office_may_not_see_moves_too_and_is_not_counted_for_it(school: School, office: Actor) -> None:
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        Case.objects.update(sight=Sight.SAFEGUARDING)
    assert close(school, TUESDAY, office) == Moved(0, 0)
    assert dues(school)[0] == at(WEDNESDAY)
    moved = retiming.retime(school.id, now=worlds.NOW)
    assert dues(school)[0] == at(THURSDAY)
    assert notes(school, "school_retimed") == []
    assert notes(school, "school_retimed", Sight.SAFEGUARDING) == [{"moved": moved.dates, "late": 0}]


def test_many_are_left_to_the_background_and_a_lost_job_is_found_again(school: School, office: Actor) -> None:
    with tenancy.atomic(school.id):
        change = calendar.close(school, TUESDAY, TUESDAY, SNOW, by=office)
        assert retiming.follow(school, change, by=office, now=worlds.NOW, few=1) is None
    assert dues(school)[0] == at(WEDNESDAY)
    assert retiming.schools.where_dates_wait() == [school]
    moved = retiming.retime(school.id, now=worlds.NOW)
    assert dues(school)[0] == at(THURSDAY)
    assert notes(school, "school_retimed") == [{"moved": moved.dates, "late": 0}]
    assert retiming.schools.where_dates_wait() == []
    assert retiming.retime(school.id, now=worlds.NOW) == Moved()


def test_a_change_while_dates_are_being_moved_is_looked_at_again(school: School) -> None:
    calendar.let_dates_wait(school, now=worlds.NOW + timedelta(seconds=1))
    calendar.dates_wait_no_more(school, since=worlds.NOW)
    assert retiming.schools.where_dates_wait() == [school]


def test_another_schools_dates_stay(school: School, office: Actor) -> None:
    other = worlds.school("norton", packs=("norton-west-chinnock",))
    mails.arrive(mails.mail(to="office@norton.bookbag.test"), other, now=worlds.NOW)
    before = dues(other)
    close(school, TUESDAY, office)
    retiming.retime(school.id, now=worlds.NOW)
    assert before
    assert dues(other) == before
