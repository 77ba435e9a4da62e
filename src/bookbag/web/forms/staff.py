"""Forms about when people are in: their week, an absence, a meeting, a turn of duty, emergencies. Whose, the page says."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms

from bookbag.people.actions.hours import Engaged
from bookbag.people.presence import ENGAGEMENTS, WEEKDAYS
from bookbag.policy.availability import Absence, Stretch
from bookbag.policy.rules.words import Post
from bookbag.web.forms.calendar import Complaining, day_field

if TYPE_CHECKING:
    from bookbag.people.models import StaffMember

POSTS = [
    (Post.HEAD.value, "Headteacher"),
    (Post.SENIOR_LEADER.value, "Senior leader"),
    (Post.DSL.value, "Designated Safeguarding Lead"),
    (Post.OFFICE.value, "School office"),
    (Post.DIGITAL_CHAMPION.value, "Digital champion"),
    (Post.HR.value, "HR"),
]
"""Posts whose work somebody else can do for some days."""


def time_field(label: str, *, required: str = "", help_text: str = "") -> forms.TimeField:
    """A time of day, chosen or typed."""
    return forms.TimeField(
        label=label,
        help_text=help_text,
        required=bool(required),
        widget=forms.TimeInput(attrs={"type": "time", "class": "govuk-input--width-10"}, format="%H:%M"),
        error_messages={"required": required, "invalid": "Write the time as 14:30."},
    )


def person_field(label: str, *, help_text: str = "", required: str = "") -> forms.TypedChoiceField:
    """Somebody who works at the school; the form fills the choices in."""
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        required=bool(required),
        coerce=UUID,
        empty_value=None,
        error_messages={"required": required, "invalid_choice": "Choose somebody who works at the school."},
    )


def offer(form: forms.Form, name: str, staff: Iterable["StaffMember"], nobody: str) -> None:
    """Fill a field of people in: their names with their jobs, and first a word for nobody."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    named = ((str(one.id), f"{one.name}, {one.job_title}" if one.job_title else one.name) for one in staff)
    field.choices = [("", nobody), *named]


class Search(forms.Form):
    """Looking a colleague up by name."""

    name = forms.CharField(
        label="Look somebody up",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off", "type": "search"}),
    )


class Week(Complaining):
    """The hours of each weekday. A day without hours is a day off; a week without any means the school's core hours."""

    from_day = day_field("From which day on?", required="Say from which day on.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, name in WEEKDAYS:
            self.fields[f"starts_{number}"] = time_field(f"{name}, from")
            self.fields[f"ends_{number}"] = time_field(f"{name}, until")

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each day."""
        return [(self[f"starts_{number}"], self[f"ends_{number}"]) for number, _ in WEEKDAYS]

    def clean(self) -> dict[str, Any]:
        """A day has both times or neither, and ends after it starts."""
        given: dict[str, Any] = super().clean() or {}
        for number, name in WEEKDAYS:
            starts, ends = given.get(f"starts_{number}"), given.get(f"ends_{number}")
            if bool(starts) != bool(ends) and not self.errors.keys() & {f"starts_{number}", f"ends_{number}"}:
                self.add_error(f"{'ends' if starts else 'starts'}_{number}", f"{name}: enter both times, or neither.")
            elif starts and ends and ends <= starts:
                self.add_error(f"ends_{number}", f"{name}: it must end after it starts.")
        return given

    @property
    def week(self) -> dict[int, Stretch]:
        """The stretch of each day that has one."""
        given = self.cleaned_data
        return {
            number: Stretch(given[f"starts_{number}"], given[f"ends_{number}"])
            for number, _ in WEEKDAYS
            if given[f"starts_{number}"]
        }

    @staticmethod
    def initial_of(week: Mapping[int, Stretch], from_day: date) -> dict[str, date | time]:
        """What stands in the form before anybody has changed it."""
        filled: dict[str, date | time] = {"from_day": from_day}
        for number, stretch in week.items():
            filled |= {f"starts_{number}": stretch.starts, f"ends_{number}": stretch.ends}
        return filled


class Away(Complaining):
    """Days on which somebody is away. Why is not asked."""

    first_day = day_field("First day away", required="Say from which day.")
    last_day = day_field("Last day away", required="Say until which day.")
    stand_in = person_field("Who stands in?", help_text="Cases that fall due meanwhile are offered to this colleague.")

    def __init__(self, staff: Iterable["StaffMember"], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "stand_in", staff, "Nobody yet: the office")

    @property
    def absence(self) -> Absence:
        """The absence as it was entered."""
        given = self.cleaned_data
        return Absence(given["first_day"], given["last_day"], given["stand_in"])


class Busy(Complaining):
    """When somebody is at work and cannot be reached."""

    what = forms.ChoiceField(label="What is it?", choices=ENGAGEMENTS)
    day = day_field("On which day?", help_text="Leave this empty where it comes round each week.")
    weekday = forms.TypedChoiceField(
        label="Or each week on", coerce=int, empty_value=None, required=False, choices=[("", "no day"), *WEEKDAYS]
    )
    starts = time_field("From", required="Say when it starts.")
    ends = time_field("Until", required="Say when it ends.")

    def clean(self) -> dict[str, Any]:
        """It ends after it starts."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("starts") and given.get("ends") and given["ends"] <= given["starts"]:
            self.add_error("ends", "It must end after it starts.")
        return given

    @property
    def engaged(self) -> Engaged:
        """What was entered."""
        given = self.cleaned_data
        return Engaged(given["what"], Stretch(given["starts"], given["ends"]), given["day"], given["weekday"])


class Manager(Complaining):
    """Who hears of what somebody leaves late."""

    manager = person_field("Line manager", help_text="Hears of what is late.")

    def __init__(self, staff: Iterable["StaffMember"], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "manager", staff, "Nobody")


class Reached(Complaining):
    """Who takes urgent calls while somebody teaches, and where they are rung."""

    stand_in = person_field("Urgent calls in lessons go to", help_text="An absence can name somebody else.")
    extension = forms.CharField(
        label="Ring within the school",
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )

    def __init__(self, staff: Iterable["StaffMember"], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "stand_in", staff, "Nobody in particular")


class Emergencies(Complaining):
    """For which days one agrees to be alerted in emergencies."""

    from_day = day_field("From", required="Say from which day.")
    until_day = day_field("Until", help_text="Leave this empty to stay on until you take yourself off.")


class Turn(Complaining):
    """Who does the work of a post on some days."""

    post = forms.ChoiceField(label="In place of", choices=POSTS)
    staff = person_field("Who does the work?", required="Choose who does the work.")
    first_day = day_field("First day", required="Say from which day.")
    last_day = day_field("Last day", required="Say until which day.")

    def __init__(self, staff: Iterable["StaffMember"], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "staff", staff, "Choose")
