"""The calendar's forms: a term, a closed day, today, a file of term dates. What can stand is for the actions to say."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from bookbag.errors import Invalid
from bookbag.policy.calendar import ClosedDay, Term
from bookbag.policy.termdates import LARGEST, text_of
from bookbag.policy.termdates.plans import closing_in_words
from bookbag.policy.termdates.values import Closing
from bookbag.policy.values import Clock

NO_DAY = "Write the day as 2026-03-31."
CLOCKS = [
    (Clock.WORKING_DAYS.value, "Dates counted in working days"),
    (Clock.SCHOOL_DAYS.value, "Dates counted in hours of school"),
]


def day_field(label: str, *, required: str = "", help_text: str = "") -> forms.DateField:
    """A day, chosen or typed."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=bool(required),
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d"),
        error_messages={"required": required, "invalid": NO_DAY},
    )


class Complaining(forms.Form):
    """A form whose action may refuse what was entered."""

    def complain(self, wrong: Invalid) -> None:
        """Show what the action will not take, beside its field where the form has it."""
        for name, sentence in (wrong.fields or {"": str(wrong)}).items():
            self.add_error(name if name in self.fields else None, sentence)


class EnterTerm(Complaining):
    """A term, or a half of one."""

    name = forms.CharField(
        label="Name",
        help_text="For example Autumn 1.",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    first_day = day_field("First day", required="Say on which day it begins.")
    last_day = day_field(
        "Last day",
        required="Say on which day it ends.",
        help_text="A half-term is the gap between two terms: enter the halves one by one.",
    )

    @property
    def term(self) -> Term:
        """The term as it was entered."""
        given = self.cleaned_data
        return Term(given["name"].strip(), given["first_day"], given["last_day"])


class CloseDays(Complaining):
    """One closed day or several on end, or a day that ends early."""

    why = forms.CharField(
        label="Why?", help_text="For example INSET. People read it beside the dates that moved.", max_length=100,
        required=False, widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )  # fmt: skip
    first_day = day_field("Day", required="Say which day.")
    last_day = day_field("Last day, if there are several")
    from_time = forms.TimeField(
        label="Closed from, if school is open before that",
        help_text="Leave this empty where the whole day is closed.",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "class": "govuk-input--width-10"}, format="%H:%M"),
        error_messages={"invalid": "Write the time as 14:30."},
    )
    staff_in = forms.BooleanField(
        label="Staff are in, as on an INSET day",
        help_text="They can then be reminded of what waits for them; otherwise nobody is.",
        required=False,
    )
    stops = forms.MultipleChoiceField(
        label="Which dates wait?",
        help_text="Take the first tick away where the policy counts the day as a working day all the same,"
        " as it may with INSET or when school ends early.",
        choices=CLOCKS,
        initial=list(Clock),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @property
    def stretch(self) -> tuple[date, date]:
        """The first and the last day."""
        first: date = self.cleaned_data["first_day"]
        return first, self.cleaned_data["last_day"] or first

    @property
    def closing(self) -> ClosedDay:
        """Why, from when, and what waits."""
        given = self.cleaned_data
        return ClosedDay(
            given["why"].strip(), frozenset(map(Clock, given["stops"])), given["from_time"], given["staff_in"]
        )


class CloseToday(Complaining):
    """Today, all of it or from now on: which, is said by the button."""

    why = forms.CharField(
        label="Why is school closed?", max_length=100, required=False, initial="Snow",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )  # fmt: skip


class TakeDates(Complaining):
    """A file of term dates. After the first look its text comes back with the days that were ticked."""

    file = forms.FileField(
        label="A calendar file (.ics) or a table (.csv)",
        help_text="From the council’s page, or saved from your calendar or spreadsheet.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".ics,.csv,text/calendar,text/csv"}),
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Read the file as text, or take the text that was read before."""
        given: dict[str, Any] = super().clean() or {}
        if not (given.get("file") or given.get("text")):
            self.add_error("file", "Choose a file first.")
        elif given.get("file"):
            given["text"] = text_of(given["file"].read(LARGEST + 1))
        return given


class TickDays(forms.Form):
    """The days that a file may mean as closed, for a person to tick."""

    close = forms.MultipleChoiceField(
        label="On which of these days is school closed?",
        help_text="Many calendars also hold days that close nothing, such as Mother’s Day.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, offered: Iterable[Closing], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        close = self.fields["close"]
        assert isinstance(close, forms.ChoiceField)
        offered = list(offered)
        close.choices = [(each.day.isoformat(), closing_in_words(each)) for each in offered]
        close.initial = [each.day.isoformat() for each in offered if each.likely]
