"""What is shown of a text that was found: the part around the words, and the words marked as they were written."""

import pytest

from bookbag.desk.marking import SHOWN, Marks


def marked(words: str, text: str) -> list[str]:
    return [piece.text for piece in Marks(words.split()).shown(text) if piece.found]


def whole(words: str, text: str) -> str:
    return "".join(piece.text for piece in Marks(words.split()).shown(text))


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("trip", "The trips, TRIP and striped.", ["trips", "TRIP"]),
        ("bullying", "He was bullied.", ["bullied"]),
        ("swim", "Swimming and swimmers", ["Swimming", "swimmers"]),
        ("lukasz zolc", "Pan Łukasz Żółć", ["Łukasz", "Żółć"]),
        ("oneill", "Mrs O’Neill and O'Neill", ["O’Neill", "O'Neill"]),
        ("al", "Al, although", ["Al"]),
        ("4b", "In 4B and 4bx", ["4B"]),
        ("giraffe", "Nothing of the kind.", []),
    ],
)
def test_words_are_marked_as_they_were_written(words: str, text: str, found: list[str]) -> None:
    assert marked(words, text) == found


def test_a_long_text_is_cut_around_the_first_word() -> None:
    text = "before " * 200 + "a giraffe came " + "after " * 200
    shown = whole("giraffe", text)
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "a giraffe came" in shown
    assert len(shown) <= SHOWN + 4


def test_nothing_is_lost_of_a_short_one() -> None:
    assert whole("came", "  A giraffe\n\ncame. ") == "A giraffe came."


def test_a_text_without_a_gap_is_cut_all_the_same() -> None:
    assert len(whole("x", "y" * 100_000)) <= SHOWN + 4
