"""A concern about a child as it is passed on, from within and from outside; and what a safeguarding lead says of one."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from bookbag.safeguarding.actions.concerns import NEEDED, Filing, Shown
from bookbag.safeguarding.chronologies import Part
from bookbag.safeguarding.queries import Source
from bookbag.web.forms.breaches import time_field
from bookbag.web.forms.calendar import Complaining, day_field

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LARGEST = 10_000_000
WIDE = forms.TextInput(attrs={"autocomplete": "off"})
SAY_WHAT = "Say what you saw or heard. A few words are enough."
LONGEST = 10_000


class Noticed(Complaining):
    """What anybody who works here passes on: facts, time and place."""

    child = forms.CharField(
        label="Which child",
        help_text="Name and class, as far as you know.",
        required=False,
        max_length=200,
        widget=WIDE,
    )
    words = forms.CharField(
        label="What did you see or hear?",
        help_text="Facts, and the child’s own words. Do not ask the child more.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": SAY_WHAT},
    )
    place = forms.CharField(label="Where", required=False, max_length=200, widget=WIDE)
    aware_on = day_field("Day on which you noticed it", required="Say on which day you noticed it.")
    aware_time = time_field("Time", required="Say at about what time.")

    @property
    def aware_at(self) -> datetime:
        """The day and time as one moment in the school's time."""
        given = self.cleaned_data
        return datetime.combine(given["aware_on"], given["aware_time"], timezone.get_current_timezone())


class Contacted(Noticed):
    """What a child sent by a private way: where, when, and its words or a screenshot of them."""

    screenshot = forms.FileField(
        label="A screenshot, if you have one",
        help_text=f"One file, of {LARGEST // 1_000_000} MB at the most. It is kept as you hand it in.",
        required=False,
        error_messages={"empty": "The file is empty."},
    )
    field_order = ("place", "child", "words", "screenshot", "aware_on", "aware_time")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].label = "On which site, app or number?"
        self.fields["place"].required = True
        self.fields["place"].error_messages["required"] = "Say where the child wrote to you."
        self.fields["words"].label = "What did the child write?"
        self.fields["words"].help_text = "Word for word. Leave it empty if the screenshot shows it."
        self.fields["words"].required = False
        self.fields["aware_on"].label = "Day on which it came"

    def clean_screenshot(self) -> "UploadedFile[Any] | None":
        """A file that can be kept."""
        file: UploadedFile[Any] | None = self.cleaned_data["screenshot"]
        if file and (file.size or 0) > LARGEST:
            raise forms.ValidationError(f"The file is larger than {LARGEST // 1_000_000} MB.")
        return file

    def clean(self) -> dict[str, Any]:
        """Its words, or a screenshot of them."""
        given = super().clean() or self.cleaned_data
        if not given.get("words") and not given.get("screenshot") and "screenshot" not in self.errors:
            self.add_error("words", "Write what the child wrote, or choose a screenshot of it.")
        return given

    def filing(self) -> Filing:
        """What is passed on."""
        given, file = self.cleaned_data, self.cleaned_data["screenshot"]
        shown = (Shown(file.name or "screenshot", file.read()),) if file else ()
        words = {name: given[name] for name in ("child", "words", "place")}
        return Filing(self.aware_at, Source.CONTACTED, files=shown, **words)


class SayChild(Complaining):
    """Which child a concern is about, and what the child is in it."""

    child = forms.CharField(
        label="Which child",
        help_text="The name, with the class where several are called so: Amira 4B.",
        max_length=200,
        widget=WIDE,
        error_messages={"required": "Write the child’s name."},
    )
    part = forms.ChoiceField(
        label="What is the child in it?",
        choices=Part.choices,
        error_messages={"required": "Say what the child is in it.", "invalid_choice": "Say what the child is in it."},
    )


class FromOutside(Complaining):
    """What somebody who works nowhere passes on. No name is asked for that they do not want to give."""

    child = forms.CharField(label="Which child, as far as you know", required=False, max_length=200, widget=WIDE)
    words = forms.CharField(
        label="What worries you?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": SAY_WHAT},
    )
    from_whom = forms.CharField(
        label="Your name, and how we can reach you",
        help_text="If you like. It helps us to ask, and you need not say.",
        required=False,
        max_length=300,
        widget=WIDE,
    )
    trap = forms.CharField(
        label="Leave this field empty",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )


class Called(Complaining):
    """That somebody rang about a child in danger."""

    words = forms.CharField(
        label="Whom did you ring, and what was said?",
        help_text="Also the time, and the reference if you were given one.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say whom you rang."},
    )
    child = forms.CharField(label="Which child", required=False, max_length=200, widget=WIDE)


class Seal(Complaining):
    """What stays at the desk of something that is sealed."""

    neutral = forms.CharField(
        label="What the office still has to do, in one line",
        help_text="For example: Amira is absent today, do not ring home. Nothing else of it stays at the desk.",
        required=False,
        max_length=200,
        widget=WIDE,
    )
    needed = forms.ChoiceField(label="What is it for today?", choices=NEEDED, required=False)


class Leave(Complaining):
    """Why it is no safeguarding matter."""

    because = forms.CharField(
        label="Why is it not a safeguarding matter?",
        max_length=300,
        widget=WIDE,
        error_messages={"required": "Say why it is not a safeguarding matter."},
    )


class Refer(Complaining):
    """To whom a concern was passed on outside the school, what was shared, when and on which ground."""

    to_whom = forms.CharField(
        label="To whom", max_length=200, widget=WIDE, error_messages={"required": "Say to whom it was passed on."}
    )
    shared = forms.CharField(
        label="What was shared",
        help_text="Item by item, and word for word where you wrote to them.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what was shared."},
    )
    ground = forms.CharField(
        label="On which ground",
        help_text="For example: the child is at risk of harm; consent was not asked because it would add to the risk.",
        max_length=300,
        widget=WIDE,
        error_messages={"required": "Say on which ground."},
    )
    reference = forms.CharField(label="Their reference", required=False, max_length=60, widget=WIDE)
    on = day_field("Day", required="Say on which day.")
    time = time_field("Time", required="Say at about what time.")

    @property
    def at(self) -> datetime:
        """The day and time as one moment in the school's time."""
        given = self.cleaned_data
        return datetime.combine(given["on"], given["time"], timezone.get_current_timezone())
