"""What was said in a call or a meeting, as whoever had it writes it down."""

from django import forms


class LogTalk(forms.Form):
    """The note of a call or a meeting."""

    text = forms.CharField(
        label="What was said, and what was agreed",
        help_text="If it did not take place, say so, and what happens now.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write what was said first."},
    )
