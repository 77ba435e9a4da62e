"""Tables of term dates: whatever the columns are called, days as British people write them, faults by line."""

from datetime import date, time

import pytest

from bookbag.errors import Invalid
from bookbag.policy import termdates
from bookbag.policy.calendar import Term
from bookbag.policy.termdates import TermDates
from bookbag.policy.termdates.values import Closing


def read(text: str) -> TermDates:
    return termdates.read(text, today=date(2026, 9, 1), opens=time(8, 45), closes=time(15, 15))


@pytest.mark.parametrize(
    "row",
    [
        "Autumn 1,2026-09-02,2026-10-23",
        "Autumn 1,02/09/2026,23/10/2026",
        "Autumn 1,2 September 2026,Friday 23rd October 2026",
        "Autumn 1,Wed 2nd Sep 2026,23.10.2026",
    ],
)
def test_days_are_read_as_british_people_write_them(row: str) -> None:
    assert read(f"Name,First day,Last day\n{row}\n").terms == (Term("Autumn 1", date(2026, 9, 2), date(2026, 10, 23)),)


@pytest.mark.parametrize(
    "text",
    [
        "Subject;Start Date;End Date\nAutumn term;02/09/2026;18/12/2026\n",
        "Kind\tEvent\tFrom\tTo\nterm\tMichaelmas\t02/09/2026\t18/12/2026\n",
        'what,first,last\r\n"Autumn\n term",2026-09-02,2026-12-18\r\n',
    ],
)
def test_columns_have_many_names_and_three_separators(text: str) -> None:
    (term,) = read(text).terms
    assert (term.first_day, term.last_day) == (date(2026, 9, 2), date(2026, 12, 18))


def test_the_kind_decides_where_it_is_given() -> None:
    found = read(
        "name,first day,last day,kind,closes at\n"
        "Autumn,2026-09-02,2026-12-18,term,\n"
        "Wellbeing week,2026-10-26,2026-10-30,holiday,\n"
        "Fair,2026-12-18,,closed,12 noon\n"
        "Carols,2026-12-17,,closed,1.30 pm\n"
        "Visit,2026-11-13,,closed,\n"
    )
    assert [(term.name, term.last_day) for term in found.terms] == [
        ("Autumn 1", date(2026, 10, 23)),
        ("Autumn 2", date(2026, 12, 18)),
    ]
    assert found.closings == (
        Closing(date(2026, 11, 13), "Visit"),
        Closing(date(2026, 12, 17), "Carols", time(13, 30)),
    )
    assert found.faults == ("Line 4: '12 noon' is no time of day. Write it like 12:00.",)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("Autumn,09/13/2026,", "'09/13/2026' is no day. Write it like 2026-09-02, 02/09/2026 or 2 September 2026."),
        ("Autumn,2026-12-18,2026-09-02", "'Autumn' ends before it begins."),
        (",2026-12-18,", "there is no name."),
        ("Autumn", "'' is no day."),
    ],
)
def test_what_is_wrong_is_said_by_line_and_the_rest_is_read(row: str, sentence: str) -> None:
    found = read(f"name,first day,last day\n{row}\n\nSpring,2027-01-04,2027-03-25\n")
    assert found.faults[0].startswith(f"Line 2: {sentence}")
    assert [term.name for term in found.terms] == ["Spring"]


def test_terms_that_overlap_are_said_and_the_first_stands() -> None:
    found = read("name,from,to\nAutumn,2026-09-02,2026-12-18\nSpring,2026-12-14,2027-03-25\n")
    assert [term.name for term in found.terms] == ["Autumn"]
    assert found.faults == ("'Spring' of Monday 14 December 2026 begins before 'Autumn' has ended; it was left out.",)


@pytest.mark.parametrize(
    "text", ["", "Dear all,\nterm begins on Monday.", "<html></html>", "\x00\x01\x02", "a;b;c\n1;2;3"]
)
def test_what_is_neither_file_nor_table_is_refused_with_what_it_should_be(text: str) -> None:
    with pytest.raises(Invalid, match="neither a calendar file nor a table"):
        read(text)


def test_a_file_of_a_megabyte_is_refused() -> None:
    with pytest.raises(Invalid, match="too large"):
        read("name,first day\n" + "x" * 1_000_000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_bytes_of_any_spreadsheet_are_text(encoding: str) -> None:
    assert termdates.text_of("Café, 2 March".encode(encoding)) == "Café, 2 March"
