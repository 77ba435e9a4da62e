"""A message that went to the wrong person, as it is reported, and what was decided about telling the Commissioner."""

from datetime import datetime

from django import forms
from django.utils import timezone

from bookbag.web.forms.calendar import Complaining, day_field

NO_TIME = "Write the time as 14:30."


def time_field(label: str, *, required: str = "") -> forms.TimeField:
    """A time of day, chosen or typed."""
    return forms.TimeField(
        label=label,
        required=bool(required),
        widget=forms.TimeInput(attrs={"type": "time", "class": "govuk-input--width-10"}, format="%H:%M"),
        error_messages={"required": required, "invalid": NO_TIME},
    )


class ReportMisdirected(Complaining):
    """What went astray, and since when anybody at the school knows."""

    what = forms.CharField(
        label="What can the wrong person read now?",
        help_text="In a few words: whose name, address, marks, health. Do not paste the message.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    aware_on = day_field("Day on which it was noticed", required="Say on which day it was noticed.")
    aware_time = time_field("Time", required="Say at about what time it was noticed.")

    @property
    def aware_at(self) -> datetime:
        """The day and time as one moment in the school's time."""
        given = self.cleaned_data
        return datetime.combine(given["aware_on"], given["aware_time"], timezone.get_current_timezone())


class ToldCommissioner(Complaining):
    """When the Information Commissioner was told, and under which reference."""

    told_on = day_field("Day on which the Information Commissioner was told", required="Say on which day.")
    told_time = time_field("Time", required="Say at about what time.")
    reference = forms.CharField(
        label="Reference",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )

    @property
    def told_at(self) -> datetime:
        """The day and time as one moment in the school's time."""
        given = self.cleaned_data
        return datetime.combine(given["told_on"], given["told_time"], timezone.get_current_timezone())


class NeedNotTell(Complaining):
    """Why nobody outside need be told."""

    because = forms.CharField(
        label="Why is nobody likely to be harmed?",
        help_text="The law asks for this reason to be kept.",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
