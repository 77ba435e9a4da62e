"""Which sentences are questions: in several scripts, past abbreviations and links, never in what is only quoted."""

import pytest

from bookbag.compose.questions import questions


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("When is the concert? May I have a ticket? Thank you.", ["When is the concert?", "May I have a ticket?"]),
        ("Dear Mr. Reed, could Mrs. J. Bell ring me, e.g. at 9 a.m. on Monday?", ["Dear Mr. Reed, could Mrs. J. Bell ring me, e.g. at 9 a.m. on Monday?"]),
        ("Look at http://school.example/?page=2 please. Is it right?", ["Is it right?"]),
        ("Really?! You said “is it closed?” yesterday", ["Really?!", "You said “is it closed?”"]),
        ("Is it\non Friday?", ["Is it on Friday?"]),
        ("Two things:\n- Is lunch free?\n2) Who collects?", ["Is lunch free?", "Who collects?"]),
        ("Yes.\n\n> When does it start?\n| And where?", []),
        ("¿A qué hora empieza? Gracias.", ["¿A qué hora empieza?"]),
        ("几点开始？谢谢。", ["几点开始？"]),
        ("شکریہ۔ کیا کل اسکول کھلا ہے؟", ["شکریہ۔ کیا کل اسکول کھلا ہے؟"]),
        ("Is it on? Is it on?", ["Is it on?"]),
        ("No question here.", []),
        ("", []),
    ],
)  # fmt: skip
def test_what_is_asked(text: str, asked: list[str]) -> None:
    assert list(questions(text)) == asked


def test_greek_asks_with_a_semicolon_and_others_do_not() -> None:
    assert questions("Τι ώρα αρχίζει; Ευχαριστώ.", language="el") == ("Τι ώρα αρχίζει;",)
    assert questions("It is late; she is ill.") == ()


def test_no_flood_of_questions_and_no_endless_one() -> None:
    assert len(questions(" ".join(f"Is it {number}?" for number in range(100)))) == 20
    assert len(questions("why " * 1000 + "so?")[0]) == 300
