"""Whoever answers below a quotation, or between its lines, loses none of their own lines."""

from bookbag.channels.mailbox import quoting


def test_an_answer_below_the_quotation_is_the_new_text() -> None:
    split = quoting.split(
        "On 03/03/2026 09:12, Wyton School wrote:\n> Can Nia come?\n> Please say by Friday.\n\nYes, she can.\n"
    )
    assert (split.new_text, split.quoted) == (
        "Yes, she can.",
        "On 03/03/2026 09:12, Wyton School wrote:\n> Can Nia come?\n> Please say by Friday.",
    )


def test_answers_between_the_lines_are_kept_in_order() -> None:
    text = "Hello,\n\nOn 03/03/2026 09:12, Wyton School wrote:\n> Can Nia come?\n\nYes.\n\n> Does she need a lunch?\n\nNo, thank you.\n\n> The office\n"
    assert (
        quoting.split(text).new_text
        == "Hello,\n\n> Can Nia come?\n\nYes.\n\n> Does she need a lunch?\n\nNo, thank you."
    )


def test_quoted_lines_between_answers_stay_with_them() -> None:
    text = "> Dear parents,\n\nHello,\n\nOn 03/03/2026 09:12, Wyton School wrote:\n> Can Nia come?\n\nYes.\n\n> Does she need a lunch?\n>\n> Please say.\n\nNo.\n\n> The office\n"
    split = quoting.split(text)
    assert (
        split.new_text
        == "> Dear parents,\n\nHello,\n\n> Can Nia come?\n\nYes.\n\n> Does she need a lunch?\n>\n> Please say.\n\nNo."
    )


def test_an_answer_without_blank_lines_round_it_is_kept() -> None:
    text = "> Can Nia come?\nYes, she can.\n> Does she need a lunch?\nno\n> The office"
    assert quoting.split(text).new_text == "> Can Nia come?\n\nYes, she can.\n\n> Does she need a lunch?\n\nno"


def test_the_spilt_end_of_a_quoted_line_goes_with_the_quotation() -> None:
    long_line = "> The coach leaves the school gate at half past eight in the morning and will be back"
    assert quoting.split(f"Lovely.\n\n{long_line}\nby four.\n> Please bring a coat.").new_text == "Lovely."


def test_a_word_below_the_quotation_is_kept() -> None:
    assert quoting.split("Hello\n> Can Nia come?\n\nYes\n").new_text == "Hello\n\nYes"


def test_nothing_of_the_text_is_thrown_away() -> None:
    text = "Yes.\n\n-- \nNia's mum\n\nOn 03/03/2026 09:12, Wyton School wrote:\n> Can Nia come?"
    split = quoting.split(text)
    assert sorted(f"{split.new_text}\n{split.quoted}\n{split.signature}".split()) == sorted(text.split())
