"""A letter home as it is begun, and a copy of one that was posted."""

from django import forms

from bookbag.desk.queries import HOME
from bookbag.web.forms.calendar import Complaining, day_field


class BeginLetter(Complaining):
    """What it is about: that decides who is told."""

    home = forms.ChoiceField(
        label="What is it about?",
        choices=HOME,
        initial="child",
        widget=forms.RadioSelect,
        error_messages={"required": "Say what it is about.", "invalid_choice": "Say what it is about."},
    )
    subject = forms.CharField(
        label="In a few words",
        help_text="They read this above the letter. For example: Swimming starts on 9 March.",
        required=False,
        max_length=300,
    )


class Posted(Complaining):
    """On which day a copy was posted."""

    on = day_field("Day on which it was posted", required="Say on which day it was posted.")
