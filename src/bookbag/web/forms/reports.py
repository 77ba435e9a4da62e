"""What somebody reports of a colleague or of what is on a screen, and what is entered as done about it. None takes a file."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils import timezone

from bookbag.policy import reporting
from bookbag.policy.reporting import WAYS, To
from bookbag.safeguarding.actions.reports import Entered, Told
from bookbag.safeguarding.reports import Kind, Step
from bookbag.web.forms.breaches import time_field
from bookbag.web.forms.calendar import Complaining, day_field
from bookbag.web.forms.concerns import LONGEST, WIDE

if TYPE_CHECKING:
    from bookbag.people.models import StaffMember

AREA = {"rows": 5}


class _Timed(Complaining):
    """A form with a day and a time of it."""

    on = day_field("Day", required="Say on which day.")
    time = time_field("Time", required="Say at about what time.")

    @property
    def at(self) -> datetime:
        """The day and time as one moment in the school's time."""
        given = self.cleaned_data
        return datetime.combine(given["on"], given["time"], timezone.get_current_timezone())


class _Report(_Timed):
    """What every report says: when. `kind` is set by the page."""

    kind: Kind

    def told(self) -> Told:
        """What was entered, as the action takes it."""
        given = self.cleaned_data
        fields = ("words", "place", "whom", "by_whom", "reference")
        words = {name: given[name] for name in fields if name in given}
        return Told(self.kind, self.at, about=given.get("staff", frozenset()), to=To(given.get("to", To.HEAD)), **words)


class OfColleague(_Report):
    """What somebody saw or heard of somebody who works here."""

    words = forms.CharField(
        label="What did you see or hear?",
        help_text="Facts: what, where, who else was there. Say nothing of it to the person.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AREA),
        error_messages={"required": "Say what you saw or heard. A few words are enough."},
    )
    staff = forms.MultipleChoiceField(
        label="Whom is it about?",
        help_text="Whoever you tick is told nothing of it, and finds nothing of it here.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    whom = forms.CharField(
        label="Somebody who is not on this list",
        help_text="Supply, a volunteer, a contractor: their name.",
        required=False,
        max_length=200,
        widget=WIDE,
    )
    field_order = ("words", "staff", "whom", "on", "time")

    def __init__(self, staff: Iterable["StaffMember"], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["staff"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(one.id), f"{one.name}, {one.job_title}" if one.job_title else one.name) for one in staff]

    def clean_staff(self) -> frozenset[UUID]:
        """Those who were ticked."""
        return frozenset(UUID(one) for one in self.cleaned_data["staff"])

    def clean(self) -> dict[str, Any]:
        """It is about somebody."""
        given = super().clean() or self.cleaned_data
        if not given.get("staff") and not str(given.get("whom", "")).strip():
            self.add_error("staff", "Tick whom it is about, or enter a name below.")
        return given


class OfImages(OfColleague):
    """Where and when indecent images of children were found. Neither words nor files: nothing of them is kept here."""

    words = None  # type: ignore[assignment]  # Django's way to leave a field of the form above out
    place = forms.CharField(
        label="Where",
        help_text="The room and the device, for example: ICT room, laptop 14. Do not describe what is to be seen.",
        max_length=200,
        widget=WIDE,
        error_messages={"required": "Say where they were found."},
    )
    field_order = ("place", "on", "time", "staff", "whom")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].label = "Whose device or account is it, if you know?"

    def clean(self) -> dict[str, Any]:
        """It need not be known whose they are."""
        return self.cleaned_data


class OfFilter(_Report):
    """What pupils can reach online that they should not, or what is open that should be shut."""

    words = forms.CharField(
        label="What can be reached, and how?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs=AREA),
        error_messages={"required": "Say what can be reached. A few words are enough."},
    )
    place = forms.CharField(label="Where: room, device, account", required=False, max_length=200, widget=WIDE)
    field_order = ("words", "place", "on", "time")


class OfInvestigator(_Report):
    """That the police or another investigator contacted somebody who works here."""

    by_whom = forms.CharField(
        label="Who contacted you?",
        help_text="Their name, and which police force or body.",
        max_length=200,
        widget=WIDE,
        error_messages={"required": "Say who contacted you."},
    )
    reference = forms.CharField(label="Their reference", required=False, max_length=60, widget=WIDE)
    to = forms.ChoiceField(
        label="Who is to be told?",
        choices=[
            (To.HEAD, "The headteacher"),
            (To.CHIEF, "The chief executive only, or who stands where there is none"),
        ],
        initial=To.HEAD,
        widget=forms.RadioSelect,
        error_messages={"required": "Say who is to be told."},
    )
    field_order = ("by_whom", "reference", "on", "time", "to")


FORMS: dict[Kind, type[_Report]] = {
    Kind.IMAGES: OfImages,
    Kind.FILTER: OfFilter,
    Kind.INVESTIGATOR: OfInvestigator,
}
"""Every other kind is about a colleague."""


def report_form(kind: Kind, staff: Iterable["StaffMember"], *args: Any, **kwargs: Any) -> _Report:
    """The form for one kind of report."""
    shape = FORMS.get(kind, OfColleague)
    made = shape(staff, *args, **kwargs) if issubclass(shape, OfColleague) else shape(*args, **kwargs)
    made.kind = kind
    return made


class EnterStep(_Timed):
    """What was done about a report."""

    step = forms.ChoiceField(
        label="What was done?",
        error_messages={"required": "Say what was done.", "invalid_choice": "Say what was done."},
    )
    whom = forms.CharField(
        label="With whom",
        help_text="The police force, the officer, the adviser, who considered it.",
        required=False,
        max_length=200,
        widget=WIDE,
    )
    reference = forms.CharField(label="Their reference", required=False, max_length=60, widget=WIDE)
    words = forms.CharField(
        label="What was said or decided", required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    why_not = forms.CharField(label="If the LADO was not asked: why not", required=False, max_length=300, widget=WIDE)
    field_order = ("step", "on", "time", "whom", "reference", "words", "why_not")

    def __init__(self, kind: Kind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "step_%s"
        way = WAYS[reporting.Kind(kind)]
        field = self.fields["step"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.value, Step(each).label) for each in way.offered]
        if reporting.Step.LADO not in way.offered:
            del self.fields["why_not"]

    def entered(self) -> Entered:
        """What was entered, as the action takes it."""
        given = self.cleaned_data
        words = {name: given[name] for name in ("whom", "reference", "words")}
        return Entered(Step(given["step"]), self.at, why_not=given.get("why_not", ""), **words)


class Close(Complaining):
    """What came of a report."""

    outcome = forms.CharField(
        label="What came of it?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what came of it."},
    )
