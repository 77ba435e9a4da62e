"""The clocks of law, counted by hand: month ends, leap years, bank holidays of the whole kingdom, sessions, the clock change."""

from datetime import UTC, datetime

import pytest

from bookbag.policy import packs
from bookbag.policy.calendar import Calendar
from bookbag.policy.decisions import Decision, decide
from bookbag.policy.values import Category, Channel, Event, EventKind, Facts, LegalKind, Pause, Sender

CALENDAR = {
    "timezone": "Europe/London",
    "bank_holidays": "england-and-wales",
    "terms": [
        {"name": "Spring", "first_day": "2026-01-05", "last_day": "2026-03-27"},
        {"name": "Summer", "first_day": "2026-04-13", "last_day": "2026-07-21"},
        {"name": "Autumn", "first_day": "2026-09-03", "last_day": "2026-12-18"},
        {"name": "Next spring", "first_day": "2027-01-05", "last_day": "2027-03-25"},
    ],
    "closed": [],
    "school_day": {"opens": "08:30", "closes": "16:00"},
}


def asked(
    category: str,
    at: str,
    kind: str = "maintained",
    *,
    closed: tuple[dict[str, object], ...] = (),
    terms: list[dict[str, str]] | None = None,
    facts: Facts | None = None,
    channel: str = "email",
) -> Decision:
    """What the law makes of a request that came at a local time."""
    changes = {"closed": list(closed)} | ({"terms": terms} if terms is not None else {})
    calendar = Calendar.from_dict(CALENDAR | changes)
    when = datetime.fromisoformat(at).replace(tzinfo=calendar.zone)
    event = Event(EventKind.REQUEST_RECEIVED, Channel(channel), Category(category), when)
    return decide(event, facts or Facts(), packs.law("england", LegalKind(kind)), calendar)


def due(category: str, at: str, kind: str = "maintained", **more) -> str:
    (duty,) = asked(category, at, kind, **more).duties
    return f"{duty.due:%Y-%m-%d}"


def test_subject_access_is_due_with_the_school_shut_and_the_same_mail_as_freedom_of_information_is_not() -> None:
    assert due("subject_access", "2026-07-21 10:00") == "2026-08-21"
    # 20 days with a session from Thursday 3 September on: 2 + 5 + 5 + 5 + 3.
    assert due("freedom_of_information", "2026-07-21 10:00") == "2026-09-30"


@pytest.mark.parametrize(
    ("came", "answered"),
    [
        ("2025-09-03 23:59", "2025-10-03"),  # a Wednesday, a Friday
        ("2026-01-31 09:00", "2026-03-02"),  # 28 February is a Saturday
        ("2027-01-31 09:00", "2027-03-01"),  # 28 February is a Sunday
        ("2025-01-31 09:00", "2025-02-28"),  # a Friday
        ("2028-01-31 09:00", "2028-02-29"),  # a leap year: a Tuesday
        ("2028-01-29 09:00", "2028-02-29"),
        ("2026-03-31 09:00", "2026-04-30"),
        ("2026-11-25 09:00", "2026-12-29"),  # Christmas, Boxing Day, a Sunday, the day that stands for Boxing Day
        ("2025-12-31 09:00", "2026-02-02"),  # 31 January is a Saturday
        ("2026-03-03 09:00", "2026-04-07"),  # Good Friday to Easter Monday
        ("2026-02-17 09:00", "2026-03-17"),  # a bank holiday in Northern Ireland moves nothing in England
    ],
)
def test_a_month_ends_on_the_same_date_or_the_last_and_never_on_a_weekend_or_bank_holiday(came, answered) -> None:
    assert due("subject_access", came) == answered


def test_subject_access_needs_no_terms_at_all() -> None:
    assert due("subject_access", "2026-07-21 10:00", terms=[]) == "2026-08-21"


@pytest.mark.parametrize(
    ("came", "answered", "holiday"),
    [
        ("2026-02-27 10:00", "2026-03-30", "Saint Patrick's Day"),  # 2-6, 9-13, 16, 18-20, 23-27, 30 March
        ("2026-06-30 10:00", "2026-07-29", "Battle of the Boyne (observed)"),  # 1-3, 6-10, 14-17, 20-24, 27-29 July
        ("2026-07-31 10:00", "2026-09-01", "Summer Bank Holiday"),  # not 3 August, nor 31 August
        ("2026-11-27 10:00", "2026-12-30", "Saint Andrew's Day"),  # 1-4, 7-11, 14-18, 21-24, 29-30 December
        ("2025-12-24 10:00", "2026-01-27", "New Year Holiday"),  # 29-31 December, 5-9, 12-16, 19-23, 26-27 January
    ],
)
def test_a_bank_holiday_anywhere_in_the_kingdom_is_no_working_day(came, answered, holiday) -> None:
    (duty,) = asked("environmental_information", came).duties
    assert f"{duty.due:%Y-%m-%d}" == answered
    assert holiday in {each.why for each in duty.skipped}
    assert len(duty.counted) == 20


def test_freedom_of_information_counts_no_day_without_a_session_whatever_other_clocks_that_stops() -> None:
    # 20 working days after Monday 2 November: 3-6, 9-13, 16-20, 23-27 November is 19, Tuesday 1 December is the twentieth.
    assert due("freedom_of_information", "2026-11-02 10:00") == "2026-12-01"
    inset = {"date": "2026-11-06", "why": "INSET", "stops": ["school_days"]}
    assert due("freedom_of_information", "2026-11-02 10:00", closed=(inset,)) == "2026-12-02"
    early = {"date": "2026-11-06", "why": "Snow", "from_time": "12:00"}
    assert due("freedom_of_information", "2026-11-02 10:00", closed=(early,)) == "2026-12-01"
    never_opened = {"date": "2026-11-06", "why": "Snow", "from_time": "08:30"}
    assert due("freedom_of_information", "2026-11-02 10:00", closed=(never_opened,)) == "2026-12-02"


def test_the_sixtieth_working_day_ends_it_in_a_summer_that_does_not_end() -> None:
    terms = [*CALENDAR["terms"][:2], {"name": "Late", "first_day": "2026-11-16", "last_day": "2026-12-18"}]  # type: ignore[index]
    (duty,) = asked("freedom_of_information", "2026-07-20 10:00", terms=terms).duties
    # 21-24, 27-31 July is 9; August has 19 without the 3rd and 31st; September 22; the tenth weekday of October.
    assert f"{duty.due:%Y-%m-%d}" == "2026-10-14"
    assert len(duty.counted) == 1
    assert "It ends there because 60 working days have passed, school days or not." in duty.because


def test_sixty_working_days_never_shorten_twenty() -> None:
    assert due("freedom_of_information", "2026-07-20 10:00") == "2026-09-29"


@pytest.mark.parametrize(
    ("kind", "answered"),
    [
        ("maintained", ["2026-09-30"]),
        ("academy", ["2026-09-30"]),
        ("pupil_referral_unit", ["2026-08-19"]),
        ("trust", ["2026-08-19"]),
        ("independent", []),
        ("non_maintained_special", []),
    ],
)
def test_who_owes_freedom_of_information_and_by_which_days(kind, answered) -> None:
    duties = asked("freedom_of_information", "2026-07-21 10:00", kind).duties
    assert [f"{duty.due:%Y-%m-%d}" for duty in duties] == answered


def test_freedom_of_information_is_asked_in_writing_and_environmental_information_by_telephone_too() -> None:
    assert asked("freedom_of_information", "2026-07-21 10:00", channel="phone").duties == ()
    assert due("environmental_information", "2026-07-21 10:00", channel="phone") == "2026-08-19"


def test_a_request_that_reaches_past_the_calendar_is_owed_without_a_date() -> None:
    decision = asked("freedom_of_information", "2026-07-21 10:00", terms=CALENDAR["terms"][:2])  # type: ignore[index]
    assert decision.duties == ()
    (owed,) = decision.untimed
    assert owed.because.endswith("The school's calendar ends on Tuesday 21 July 2026; enter the terms that follow.")


@pytest.mark.parametrize(
    ("kind", "clause", "answered"),
    [
        ("maintained", "LAW-008", "2026-09-23"),  # 3-4, 7-11, 14-18, 21-23 September
        ("non_maintained_special", "LAW-008", "2026-09-23"),
        ("academy", "LAW-009", "2026-08-21"),
        ("independent", "LAW-009", "2026-08-21"),
        ("pupil_referral_unit", "LAW-009", "2026-08-21"),
    ],
)
def test_the_educational_record_is_owed_by_some_and_is_subject_access_elsewhere(kind, clause, answered) -> None:
    (duty,) = asked("educational_record", "2026-07-21 10:00", kind, facts=Facts(sender=Sender.PARENT)).duties
    assert (duty.clause, f"{duty.due:%Y-%m-%d}") == (clause, answered)
    assert ("not owed here" in duty.because) is (clause == "LAW-009")


@pytest.mark.parametrize(
    ("aware", "reported"),
    [
        ("2026-03-27 17:00", "2026-03-30 18:00 BST"),  # the clocks go forward in between
        ("2026-10-23 17:00", "2026-10-26 16:00 GMT"),  # and back
        ("2026-12-24 23:30", "2026-12-27 23:30 GMT"),  # Christmas stops nothing
    ],
)
def test_a_breach_has_72_hours_by_the_clock(aware, reported) -> None:
    (duty,) = asked("data_breach", aware).duties
    assert f"{duty.due:%Y-%m-%d %H:%M %Z}" == reported
    assert (
        duty.due.astimezone(UTC) - datetime.fromisoformat(aware).replace(tzinfo=duty.due.tzinfo).astimezone(UTC)
    ).days == 3


def test_a_data_protection_complaint_is_acknowledged_in_thirty_days_since_the_section_is_in_force() -> None:
    assert asked("data_protection_complaint", "2026-06-18 23:59").duties == ()
    assert due("data_protection_complaint", "2026-06-19 00:00") == "2026-07-20"
    assert due("data_protection_complaint", "2026-11-25 10:00", "independent") == "2026-12-29"


def test_what_was_truly_needed_stops_a_month_and_starts_twenty_days_again() -> None:
    waited = Facts(pauses=(Pause(datetime(2026, 6, 8).date(), datetime(2026, 6, 10).date()),))
    assert (
        due("subject_access", "2026-06-01 10:00", facts=waited) == "2026-07-06"
    )  # three days on from 1 July: a Saturday
    assert due("freedom_of_information", "2026-06-01 10:00", facts=waited) == "2026-07-09"  # 15 June is none


def test_an_extension_counts_from_the_same_start_and_exists_only_where_the_law_has_one() -> None:
    longer = Facts(extended=True)
    assert due("environmental_information", "2026-07-21 10:00", facts=longer) == "2026-09-17"
    assert due("subject_access", "2026-11-30 10:00", facts=longer) == "2027-03-01"  # 28 February is a Sunday
    assert due("freedom_of_information", "2026-07-21 10:00", facts=longer) == "2026-09-30"


def test_a_message_of_such_a_category_is_a_request_too() -> None:
    calendar = Calendar.from_dict(CALENDAR)
    when = datetime(2026, 7, 21, 10, tzinfo=calendar.zone)
    event = Event(EventKind.MESSAGE_RECEIVED, Channel.EMAIL, Category.SUBJECT_ACCESS, when)
    (duty,) = decide(event, Facts(), packs.law("england", LegalKind.ACADEMY), calendar).duties
    assert duty.letter == "subject-access-answer"


def test_it_says_why() -> None:
    (duty,) = asked("subject_access", "2026-01-31 10:00").duties
    assert duty.because.startswith("Answer by the end of Monday 2 March 2026, because a subject access request is ")
    assert duty.because.endswith(
        "(LAW-005). Day 0 is Saturday 31 January. One month of the calendar; school holidays and closed days do not "
        "stop it. Moved on from: Saturday 28 February, Sunday 1 March (weekend)."
    )
