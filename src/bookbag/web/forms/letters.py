"""A letter as the office types it in."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms

from bookbag.desk.queries import CATEGORIES
from bookbag.web.forms.case import people_found

if TYPE_CHECKING:
    from bookbag.people.models import Contact, Pupil


class NewLetter(forms.Form):
    """Who from, what about, the words, and when it came. What must be there is for the action to say."""

    search = forms.CharField(
        label="Who is it from?",
        help_text="Type the family name and look for it; or leave this and type a name below.",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    contact = forms.ChoiceField(label="Parents and carers found", required=False, widget=forms.RadioSelect)
    from_name = forms.CharField(
        label="Somebody else",
        help_text="The name as it stands under the letter.",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    received_on = forms.DateField(
        label="Day it came",
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d"),
        error_messages={"required": "Say on which day the letter came.", "invalid": "Write the day as 2026-03-31."},
    )
    received_time = forms.TimeField(
        label="Time",
        widget=forms.TimeInput(attrs={"type": "time", "class": "govuk-input--width-10"}, format="%H:%M"),
        error_messages={"required": "Say at about what time the letter came.", "invalid": "Write the time as 14:30."},
    )
    came_by = forms.ChoiceField(
        label="How it came", choices=[("", "By post or by hand"), ("fax", "By fax")], required=False
    )
    category = forms.ChoiceField(label="What it is for", choices=CATEGORIES)
    subject = forms.CharField(label="About what, in a few words", required=False, max_length=300)
    text = forms.CharField(
        label="The letter, or the gist of it", required=False, widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(self, found: list[tuple["Contact", list["Pupil"]]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contact = self.fields["contact"]
        assert isinstance(contact, forms.ChoiceField)
        contact.choices = people_found(found)

    def received_at(self, zone: Any) -> datetime:
        """The day and time as one moment in the school's time."""
        return datetime.combine(self.cleaned_data["received_on"], self.cleaned_data["received_time"], zone)

    def complain(self, faults: dict[str, str]) -> None:
        """Show what the action will not take, each beside its field."""
        for name, sentence in faults.items():
            self.add_error("received_on" if name == "received_at" else name, sentence)
