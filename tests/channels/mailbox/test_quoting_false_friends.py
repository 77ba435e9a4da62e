"""Lines that look like the beginning of a quotation and are a parent's own words stay."""

import pytest

from bookbag.channels.mailbox import quoting

OWN = {
    "prose that ends in wrote": "This is what happened.\n\nOn Monday the teacher wrote:\n\nTom was unkind today.\n\nI do not agree.",
    "prose with a date": "On 3 March Miss Pugh wrote:\n\nTom was unkind today.\n\nI do not agree.",
    "prose with an address": "On Monday I had a message from head@wyton.test in which she wrote:\n\nTom may come back.",
    "a way round": "I went home via Leeds and my sister wrote:\n\nTom can stay with me.\n\nMay he?",
    "a bus stop": "Hello,\n\nFrom: the bus stop\nTo: the school gate\n\nit is ten minutes. Can somebody walk with Tom?",
    "a timetable": "Invitation\n\nDate: Wednesday 4 March 2026\nTime: 7.00\nPlace: the hall\n\nPlease bring a cake.",
    "one label": "Subject: PE kit\n\nTom has lost his.",
    "a name before a colon": "De: that is what we call her.\nShe is my sister.",
    "lines that begin with on": "On time is all we ask.\nOn the other hand he was late.\nOn Friday he will be away.",
    "a rule inside": "The first half.\n\n____________________\n\nThe second half. Please read it too.",
    "a list of dashes": "Tom needs:\n\n-\nboots\n-\na coat\n\nCan the school lend him both?",
    "sent from inside a line": "The photograph was\nsent from my phone yesterday and has not arrived.",
    "sent from a desk": "Here is the form.\n\nSent from my desk, which is easier than from my telephone.",
    "sent by somebody": "The form has gone off.\n\nSent by post yesterday.\n\nSent from my phone on Monday, did you get it?",
    "an arrow": "Mon -> Tue is fine for us.\nThe temperature was > 38 all night.",
    "headings with dashes": "--- Monday ---\nTom was ill.\n\n--- Tuesday ---\nTom was well.",
    "a form with addresses": "Name: Nia\nParent: mum@family.test\nTo be collected by: grandma@family.test",
    "wrote in an address line": "See www.wyton.test/who-wrote:this for more.\nThanks",
    "a written signature": "Best wishes,\nNia's mum\n07700 900123",
    "a short divider": "We agree.\n---\nPlease ring me before Friday, I have more to say about this.",
}


@pytest.mark.parametrize("text", OWN.values(), ids=OWN.keys())
def test_own_words_are_kept_whole(text: str) -> None:
    assert quoting.split(text) == quoting.Split(new_text=text, quoted="", signature="")
