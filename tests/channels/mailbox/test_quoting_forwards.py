"""What a parent sends on is what they want read: forwarded words do not vanish, and no mail with words comes out empty."""

import pytest

from bookbag.channels.mailbox import quoting

FORWARDS = {
    "gmail": "Please see below.\n\n---------- Forwarded message ---------\nFrom: Club <club@sport.test>\nDate: Tue, 3 Mar 2026 at 09:12\nSubject: Saturday\nTo: <mum@family.test>\n\nNia was pushed.",
    "apple": "Begin forwarded message:\n\nFrom: Club <club@sport.test>\nSubject: Saturday\nDate: 3 March 2026 at 09:12:00 GMT\nTo: mum@family.test\n\nNia was pushed.",
    "german": "Zur Kenntnis\n\n-------- Weitergeleitete Nachricht --------\nBetreff: Samstag\nVon: club@sport.test\n\nNia wurde geschubst.",
    "french": "Début du message transféré :\n\nDe: club@sport.test\nObjet: Samedi\n\nNia a été poussée.",
    "welsh": "---------- Neges wedi'i hanfon ymlaen ----------\nOddi wrth: club@sport.test\nPwnc: Dydd Sadwrn\n\nCafodd Nia ei gwthio.",
    "outlook without own words": "From: Club <club@sport.test>\nSent: 03 March 2026 09:12\nTo: mum@family.test\nSubject: Saturday\n\nNia was pushed.",
    "attribution without own words": "On 3 Mar 2026, at 09:12, Club <club@sport.test> wrote:\n\nNia was pushed.",
    "nothing but a quotation": "> Nia was pushed.\n> Please ring.",
    "nothing but a telephone's line": "Sent from my iPhone",
    "nothing but a signature": "-- \nNia's mum\n07700 900123",
}  # fmt: skip


@pytest.mark.parametrize("text", FORWARDS.values(), ids=FORWARDS.keys())
def test_words_that_stand_alone_are_kept_whole(text: str) -> None:
    assert quoting.split(text).new_text == text


@pytest.mark.parametrize("text", ["", "\n\n", " \n\t\n"])
def test_no_words_are_no_words(text: str) -> None:
    assert quoting.split(text) == quoting.Split(new_text="", quoted="", signature="")
