"""Forms beside the log of calls: the answer machine, what is arranged, visitors at the front desk."""

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from bookbag.desk.actions.diary import ArrangedKind
from bookbag.web.forms.calendar import Complaining, day_field
from bookbag.web.forms.staff import offer, person_field, time_field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bookbag.people.models import StaffMember


def _line(label: str, width: int, *, required: str = "", help_text: str = "", most: int = 200) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(required),
        max_length=most,
        widget=forms.TextInput(attrs={"class": f"govuk-input--width-{width}", "autocomplete": "off"}),
        error_messages={"required": required},
    )


def _joined(day: Any, at: Any) -> datetime:
    return datetime.combine(day, at, timezone.get_current_timezone())


class Recorded(Complaining):
    """A recording of the answer machine."""

    recorded_on = day_field("Recorded on", required="Say on which day it was recorded.")
    recorded_time = time_field("at", required="Say at what time it was recorded.")
    number = _line("From which number", 20, most=60, help_text="Leave it empty where the machine does not say.")
    file = forms.FileField(
        label="The recording",
        help_text="If the machine gives one: mp3, wav, m4a, ogg or amr.",
        required=False,
    )

    @property
    def recorded_at(self) -> datetime:
        """When it was recorded."""
        return _joined(self.cleaned_data["recorded_on"], self.cleaned_data["recorded_time"])


class Clear(Complaining):
    """Why a recording needs no note."""

    because = _line("Why no note is needed", 30, most=300, help_text="For example: nobody spoke.")


class Checks(Complaining):
    """When the answer machine is listened to."""

    times = _line(
        "The machine is checked at", 20, help_text="As 9.15, 12, 15.45. Empty: after each busy spell, and at noon."
    )

    def clean_times(self) -> list[time]:
        """The times, each of them one."""
        words = str(self.cleaned_data["times"]).replace(";", ",").split(",")
        found = []
        for word in (each.strip().replace(".", ":") for each in words if each.strip()):
            hour, _, minute = word.partition(":")
            try:
                found.append(time(int(hour), int(minute or 0)))
            except ValueError as error:
                raise forms.ValidationError("Write the times as 9.15, 12, 15.45.") from error
        return found


class Arrange(Complaining):
    """A call or a meeting for somebody's diary."""

    kind = forms.ChoiceField(label="What", choices=ArrangedKind.choices, widget=forms.RadioSelect)
    recipient = person_field("For whom", required="Choose for whom.")
    day = day_field("Day", required="Say on which day.")
    at = time_field("Time", required="Say at what time.")
    minutes = forms.IntegerField(
        label="Minutes",
        min_value=5,
        max_value=240,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={"required": "Say for how many minutes.", "invalid": "Write a number of minutes."},
    )
    who = _line("With whom", 20, required="Say with whom.")
    number = _line("Number", 20, most=60, help_text="Of a call: under which they are rung.")
    child = _line("About which child", 20, help_text="The first letters do.")
    anyway = forms.BooleanField(label="Put it in although something else is then", required=False)

    def __init__(self, staff: "Iterable[StaffMember]", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "recipient", staff, "Choose")

    @property
    def starts(self) -> datetime:
        """When it begins."""
        return _joined(self.cleaned_data["day"], self.cleaned_data["at"])


class SignIn(Complaining):
    """A visitor at the front desk."""

    name = _line("Your name", 20, required="Type your name.")
    comes_from = _line("Where you come from, if from a firm or service", 20)
    recipient = person_field("Whom do you visit?")

    def __init__(self, staff: "Iterable[StaffMember]", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "recipient", staff, "The office")
