"""A message as words: shorthand written out, sentences in their places."""

import pytest

from bookbag.triage.concepts import concepts
from bookbag.triage.words import grams, sentences, words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hes off 2day cos hes ill", "he's off today because he's ill"),
        ("Mum’s appt w/ GP", "mum's appointment w doctor"),
    ],
)
def test_shorthand_is_written_out(typed: str, meant: str) -> None:
    assert " ".join(words(typed)) == meant


def test_a_sentence_knows_where_it_stands() -> None:
    text = "Mia is off. She fell – again.\nBack on Monday"
    found = sentences(text)
    assert [each.text for each in found] == ["Mia is off.", "She fell", "again.", "Back on Monday"]
    assert all(text[each.start :].startswith(each.text) for each in found)


def test_pairs_of_words_stand_beside_single_ones() -> None:
    assert list(grams("sports day soon")) == ["sports", "day", "sports day", "soon", "day soon"]


def test_what_a_sentence_is_about_is_paired_within_it_alone() -> None:
    found = set(concepts("He has a bruise. We paid for the trip."))
    assert {"about:injury", "about:money"} <= found
    assert "about:money+injury" not in found
    assert "about:injury+money" not in found
