"""Where the plain text shows no quotation, the HTML may: its marks are believed only for what is plainly a tail."""

import pytest

from bookbag.channels.mailbox import quoting

MARKS = {
    "gmail": '<div class="gmail_quote gmail_quote_container"><div>',
    "outlook on the web": '<div id="divRplyFwdMsg" dir="ltr"><font>',
    "outlook telephone": '<div id="ms-outlook-mobile-reference-message">',
    "outlook append": '<div id="appendonsend"></div><div>',
    "outlook desktop": "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>",
    "yahoo": '<div id="ydp123yahoo_quoted_456" class="ydp123yahoo_quoted"><div>',
    "thunderbird": '<div class="moz-cite-prefix">',
    "cite": '<blockquote type="cite">',
    "gmx": '<div name="quote" style="margin:10px">',
    "proton": '<div class="protonmail_quote">',
}


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS.keys())
def test_a_marked_tail_is_quoted(mark: str) -> None:
    html = f"<html><style>p {{x}}</style><p>Yes, she can come.</p>{mark}<p>Dear parents, please tell us by Friday&nbsp;noon.</p></html>"
    split = quoting.split("Yes, she can come.\n\nDear parents, please tell us by Friday noon.", html)
    assert (split.new_text, split.quoted) == ("Yes, she can come.", "Dear parents, please tell us by Friday noon.")


def test_an_answer_below_a_cited_block_is_kept() -> None:
    html = '<p>Hello</p><blockquote type="cite">Can she come to the farm?</blockquote><p>Yes, she can.</p>'
    text = "Hello\n\nCan she come to the farm?\n\nYes, she can."
    assert quoting.split(text, html).new_text == text


def test_a_mark_with_no_own_words_above_cuts_nothing() -> None:
    html = '<div class="gmail_quote">Dear parents, please tell us.</div>'
    assert quoting.split("Dear parents, please tell us.", html).new_text == "Dear parents, please tell us."


def test_a_mark_whose_words_are_not_in_the_text_cuts_nothing() -> None:
    html = '<p>Yes.</p><div class="gmail_quote">Something else altogether here.</div>'
    assert quoting.split("Yes.\n\nShe can come.", html).new_text == "Yes.\n\nShe can come."


def test_the_plain_texts_own_marks_come_first() -> None:
    html = '<p>Yes.</p><div class="gmail_quote">Can she come to the farm?</div>'
    split = quoting.split(
        "Yes.\nOn 3 Mar 2026, at 09:12, School <office@wyton.test> wrote:\n> Can she come to the farm?\nThank you", html
    )
    assert split.new_text == "Yes.\n\nThank you"
