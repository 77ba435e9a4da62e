"""Wonde, asked as its documents say, against a stand-in: every page, with the token, patient where it is busy."""

from collections.abc import Iterator
from datetime import date

import pytest
from tests.builders import wonde as standin
from tests.builders.wonde import SCHOOL, TOKEN, Wonde

from bookbag.errors import Invalid
from bookbag.people.importing import wonde

TODAY = date(2026, 3, 2)


@pytest.fixture
def server() -> Iterator[Wonde]:
    with standin.standing_in() as server:
        yield server


def fetch(
    server: Wonde, *, token: str = TOKEN, school: str = SCHOOL, most: int = 1_000_000
) -> tuple[bytes, list[float]]:
    waited: list[float] = []
    return wonde.fetch(server.base, school, token, pause=waited.append, most=most), waited


def test_every_page_is_fetched_and_read(server: Wonde) -> None:
    reading = wonde.read(fetch(server)[0], today=TODAY)
    amira, ben = reading.pupils
    assert (amira.given_name, amira.known_as, amira.born_on, amira.class_name) == (
        "Amira",
        "Mira",
        date(2015, 4, 3),
        "3B",
    )
    assert (amira.upn, amira.external_id, ben.external_id, reading.is_whole) == ("B801200005001", "S1", "S2", True)
    assert [(one.given_name, one.email) for one in reading.staff] == [("Ada", "ada.moss@wyton.bookbag.test")]


def test_adults_are_read_with_what_is_said_of_them_and_no_more(server: Wonde) -> None:
    samina, omar = wonde.read(fetch(server)[0], today=TODAY).pupils[0].adults
    assert (samina.relationship, samina.parental_responsibility, samina.lives_with) == ("mother", True, True)
    assert (samina.emails, samina.telephones) == (("samina@home.example",), ("+447700900123",))
    assert samina.address == "14 High Street, Fenbridge, FN4 7QD"
    assert (omar.relationship, omar.parental_responsibility, omar.lives_with, omar.address) == (
        "father",
        None,
        None,
        "",
    )


def test_the_includes_are_asked_for(server: Wonde) -> None:
    fetch(server)
    assert "include=education_details%2Ccontact_details%2Ccontacts%2Ccontacts.contact_details" in server.asked[0]


def test_where_it_is_busy_one_waits_as_long_as_it_says(server: Wonde) -> None:
    server.busy = 2
    assert fetch(server)[1] == [7.0, 7.0]


def test_where_it_stays_busy_one_gives_up(server: Wonde) -> None:
    server.busy = 99
    with pytest.raises(Invalid, match="could not be reached"):
        fetch(server)


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"token": "another"}, "does not let us in"),
        ({"school": "A0"}, "does not know this school"),
        ({"most": 100}, "larger than any school"),
    ],
)
def test_what_goes_wrong_is_said_without_the_token(server: Wonde, how: dict[str, object], says: str) -> None:
    with pytest.raises(Invalid, match=says) as refused:
        fetch(server, **how)  # type: ignore[arg-type]
    assert TOKEN not in str(refused.value)


def test_a_next_page_at_another_host_is_not_asked(server: Wonde) -> None:
    with standin.standing_in() as other:
        server.elsewhere = other.base
        with pytest.raises(Invalid, match="points elsewhere"):
            fetch(server)
        assert other.asked == []


def test_what_is_no_answer_is_refused_by_the_reader() -> None:
    with pytest.raises(Invalid, match=r"^Line 1"):
        wonde.read(b"{half", today=TODAY)
    assert wonde.read(b'{"students": {"data": [1, null, "x"]}}', today=TODAY).pupils == ()
