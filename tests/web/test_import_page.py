"""Bringing people in by page: read by the worker, looked at, mended, agreed to; and nothing of the file stays."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.people.actions import import_runs
from bookbag.people.models import ImportRun, Pupil
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets", "_monday")
LIST = b"Forename,Surname,DOB,Class,Parent 1 Name,Parent 1 Email\nZoe,Poe,23/04/2015,3B,Jo Poe,jo@poe.example\nBen,,21/12/2014,3B,,\n"


@pytest.fixture
def _monday(at: Callable[[str], datetime]) -> None:
    at("2026-03-02 10:00")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def bring(desk: Desk, content: bytes = LIST, name: str = "autumn.csv") -> str:
    return Browser(desk.office).post("imports", "wyton", file=SimpleUploadedFile(name, content), kind="").words


def run_of(desk: Desk, name: str = "autumn.csv") -> ImportRun:
    with tenancy.atomic(desk.school.id):
        return ImportRun.objects.get(name=name)


def work(desk: Desk) -> None:
    assert import_runs.work_next(desk.school.id, now=worlds.NOW, today=date(2026, 3, 2))


def names(desk: Desk) -> set[str]:
    with tenancy.atomic(desk.school.id):
        return {str(one) for one in Pupil.objects.all()}


def test_a_file_waits_is_shown_and_is_taken_over(desk: Desk) -> None:
    before = names(desk)
    assert "It waits for its turn" in bring(desk)
    work(desk)
    browser, run = Browser(desk.office), run_of(desk)
    words = browser.get("import-run", "wyton", run.id).words
    assert "Nothing is changed yet." in words
    assert "Zoe Poe is new, in 3B." in words
    assert "Line 3: there is no family name." in words
    assert names(desk) == before
    browser.post("take-import-over", "wyton", run.id)
    work(desk)
    assert "Taken over." in browser.get("import-run", "wyton", run.id).words
    assert names(desk) - before == {"Zoe Poe"}
    assert run_of(desk).content is None


def test_a_file_that_is_none_is_refused_with_its_line(desk: Desk) -> None:
    bring(desk, b'Forename,Surname,DOB\nZoe,"Poe,23/04/2015\n')
    work(desk)
    words = Browser(desk.office).get("import-run", "wyton", run_of(desk).id).words
    assert "The file could not be read. Line 2: a quotation mark" in words
    assert run_of(desk).content is None


def test_what_is_said_of_a_column_is_remembered_for_the_next_list(desk: Desk) -> None:
    odd = b"Forename,Surname,DOB,Squad\nZoe,Poe,23/04/2015,3B\n"
    bring(desk, odd)
    work(desk)
    browser, run = Browser(desk.office), run_of(desk)
    assert "Squad" in browser.get("import-columns", "wyton", run.id).words
    said = {
        "column_0": "child: first name",
        "column_1": "child: family name",
        "column_2": "child: date of birth",
        "column_3": "child: class",
    }
    browser.post("import-columns", "wyton", run.id, **said)
    work(desk)
    assert "Zoe Poe is new, in 3B." in browser.get("import-run", "wyton", run.id).words
    bring(desk, odd.replace(b"Zoe", b"Mia"), "next.csv")
    work(desk)
    assert "Mia Poe is new, in 3B." in browser.get("import-run", "wyton", run_of(desk, "next.csv").id).words


def test_what_was_corrected_here_is_asked_about_and_answered(desk: Desk) -> None:
    browser = Browser(desk.office)
    bring(desk)
    work(desk)
    browser.post("take-import-over", "wyton", run_of(desk).id)
    work(desk)
    with tenancy.atomic(desk.school.id):
        Pupil.objects.filter(family_name="Poe").update(born_on=date(2015, 4, 24), upn="B801200005001")
    bring(desk, b"Forename,Surname,DOB,UPN\nZoe,Poe,25/04/2015,B801200005001\n", "upn.csv")
    work(desk)
    run = run_of(desk, "upn.csv")
    words = browser.get("import-run", "wyton", run.id).words
    assert "Zoe Poe: date of birth is 24 April 2015 here and 25 April 2015 in the file. Which holds?" in words
    browser.post("take-import-over", "wyton", run.id, ask_0="theirs")
    work(desk)
    with tenancy.atomic(desk.school.id):
        assert Pupil.objects.get(family_name="Poe").born_on == date(2015, 4, 25)


def test_a_dropped_file_changes_nothing_and_goes(desk: Desk) -> None:
    before = names(desk)
    bring(desk)
    work(desk)
    assert "Nothing was changed." in Browser(desk.office).post("drop-import", "wyton", run_of(desk).id).words
    assert (names(desk), run_of(desk).content) == (before, None)


def test_a_file_that_nobody_agreed_to_goes_after_two_weeks(desk: Desk) -> None:
    bring(desk)
    work(desk)
    import_runs.schools_with_runs([desk.school.id], now=worlds.NOW + timedelta(days=13))
    assert run_of(desk).content is not None
    import_runs.schools_with_runs([desk.school.id], now=worlds.NOW + timedelta(days=15))
    assert (run_of(desk).content, run_of(desk).state) == (None, "dropped")


def test_a_teacher_brings_nobody_in(desk: Desk) -> None:
    assert Browser(desk.teacher).client.get("/wyton/people/import").status_code == 404
