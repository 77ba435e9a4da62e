"""Words that show one home to the other are found however they are spelt, and ordinary words are left alone."""

import pytest

from bookbag.people.showing import Particulars, name_shown, way_shown

MOTHER = Particulars(
    "Samina", "Khan", "Mrs", ("samina@home.example",), ("07700 900456",), ("2 Mill Row, Fenbridge, FB1 2AB",)
)
FATHER = Particulars("Omar", "Khan", "Mr")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Write to Samina@Home.example.", "samina@home.example"),
        ("Ring +44 7700 900456.", "+44 7700 900456"),
        ("Ring 07700900456 today.", "07700900456"),
        ("They live at 2 Mill  Row now.", "2 mill row"),
        ("The postcode is fb12ab.", "fb12ab"),
        ("Swimming is on 9 March at 2.", ""),
        ("Ring the office on 01632 960123.", ""),
    ],
)
def test_a_way_to_reach_the_other_home(words: str, shown: str) -> None:
    assert way_shown(words, MOTHER) == shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Dear Mrs Khan, thank you.", "Mrs Khan"),
        ("Dear Samina, thank you.", "Dear Samina"),
        ("samina khan told us.", "samina khan"),
        ("Dear Mr Khan, thank you.", ""),
        ("Dear parents of Amira Khan, thank you.", ""),
    ],
)
def test_a_name_of_the_other_home(words: str, shown: str) -> None:
    assert name_shown(words, MOTHER, beside=[FATHER]) == shown
