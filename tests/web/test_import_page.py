"""Bringing people in by page: read by the worker, looked at, mended, agreed to; and nothing of the file stays."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
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


def take_over(desk: Desk, name: str = "autumn.csv", **answers: str) -> str:
    """Agree to a file as it is shown, and have it taken over; what the page says then."""
    browser, run = Browser(desk.office), run_of(desk, name)
    browser.post("take-import-over", "wyton", run.id, seen=import_runs.shown(run.report), **answers)
    work(desk)
    return browser.get("import-run", "wyton", run.id).words


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
    assert "Taken over." in take_over(desk)
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
    take_over(desk)
    with tenancy.atomic(desk.school.id):
        Pupil.objects.filter(family_name="Poe").update(born_on=date(2015, 4, 24), upn="B801200005001")
    bring(desk, b"Forename,Surname,DOB,UPN\nZoe,Poe,25/04/2015,B801200005001\n", "upn.csv")
    work(desk)
    run = run_of(desk, "upn.csv")
    words = browser.get("import-run", "wyton", run.id).words
    assert "Zoe Poe: date of birth is 24 April 2015 here and 25 April 2015 in the file. Which holds?" in words
    take_over(desk, "upn.csv", ask_0="theirs")
    with tenancy.atomic(desk.school.id):
        assert Pupil.objects.get(family_name="Poe").born_on == date(2015, 4, 25)


def test_what_was_not_seen_is_not_taken_over(desk: Desk) -> None:
    """Somebody else says what a column is while the first page lies open: what the list would do is another thing now."""
    bring(desk, b"Forename,Surname,DOB,Squad\nZoe,Poe,23/04/2015,3B\n")
    work(desk)
    browser, run = Browser(desk.office), run_of(desk)
    seen, before = import_runs.shown(run.report), names(desk)
    parts = ("first name", "family name", "date of birth", "class")
    said = {f"column_{number}": f"child: {part}" for number, part in enumerate(parts)}
    browser.post("import-columns", "wyton", run.id, **said)
    work(desk)
    address = reverse("take-import-over", args=["wyton", run.id])
    assert browser.client.post(address, {"seen": seen}).status_code == 409
    assert (run_of(desk).state, names(desk)) == ("planned", before)


def test_what_changed_since_it_was_looked_at_is_shown_again(desk: Desk) -> None:
    """The same child is entered by hand while the list waits for the worker: the list would no longer make them anew."""
    bring(desk)
    work(desk)
    browser, run = Browser(desk.office), run_of(desk)
    browser.post("take-import-over", "wyton", run.id, seen=import_runs.shown(run.report))
    zoe = worlds.family(desk.school, "Zoe Poe", (), class_name="3B").pupil
    with tenancy.atomic(desk.school.id):
        Pupil.objects.filter(pk=zoe.pk).update(born_on=date(2015, 4, 23))
    before = names(desk)
    work(desk)
    words = browser.get("import-run", "wyton", run.id).words
    assert "Something here has changed since you looked, so nothing was taken over." in words
    assert names(desk) == before
    assert "Zoe Poe is new" not in words
    assert "Taken over." in take_over(desk)


def test_what_was_said_of_a_file_goes_too(desk: Desk) -> None:
    """It names families: of a dropped file at once, of one taken over after four weeks."""
    bring(desk)
    work(desk)
    Browser(desk.office).post("drop-import", "wyton", run_of(desk).id)
    assert run_of(desk).report == {}
    bring(desk, name="again.csv")
    work(desk)
    take_over(desk, "again.csv")
    ended = run_of(desk, "again.csv").ended_at
    assert ended is not None
    import_runs.schools_with_runs([desk.school.id], now=ended + timedelta(days=28))
    assert run_of(desk, "again.csv").report != {}
    import_runs.schools_with_runs([desk.school.id], now=ended + timedelta(days=28, seconds=1))
    assert run_of(desk, "again.csv").report == {}
    assert "Taken over." in Browser(desk.office).get("import-run", "wyton", run_of(desk, "again.csv").id).words


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
