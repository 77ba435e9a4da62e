"""A word at the gate, and what came to a member of staff by a private way."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from bookbag.desk.actions import words_with_staff

if TYPE_CHECKING:
    from bookbag.people.models import Pupil


class AboutChild(forms.Form):
    """Which child: chosen of one's own class, or by the letters of a name for those who work the whole desk."""

    needs_child = True
    child = forms.CharField(
        label="Child",
        help_text="The beginning of the name is enough.",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    pupil = forms.ChoiceField(label="Which child?", required=False)

    def __init__(self, found: "Sequence[Pupil]", types: bool, *args: Any, **kwargs: Any) -> None:  # noqa: FBT001 - as the view says it
        super().__init__(*args, **kwargs)
        self.found = found
        pupil = self.fields["pupil"]
        assert isinstance(pupil, forms.ChoiceField)
        pupil.choices = [("", "Choose"), *((str(one.id), _named(one)) for one in found)]
        if not types:
            del self.fields["child"]
        if not found:
            pupil.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Take the only child there is of the letters that were typed; ask where there are several."""
        given = super().clean() or self.cleaned_data
        typed = given.get("child", "").strip()
        if not given.get("pupil") and typed and len(self.found) == 1:
            given["pupil"] = str(self.found[0].id)
        if not given.get("pupil") and (typed or self.needs_child):
            several = "Choose one of those who are called so." if typed and self.found else "Say which child."
            self.add_error("pupil" if self.found else next(iter(self.fields)), several)
        return given


def _named(pupil: "Pupil") -> str:
    return f"{pupil.full_name}, {pupil.school_class.name}" if pupil.school_class else pupil.full_name


class GateNote(AboutChild):
    """A few words."""

    text = forms.CharField(
        label="A few words",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Write a few words."},
    )
    asks = forms.BooleanField(label="They want an answer", required=False)


class Informal(AboutChild):
    """What came, by which way, and from whom."""

    needs_child = False
    way = forms.ChoiceField(
        label="How it came",
        choices=[(name, label) for name, (_, label) in words_with_staff.WAYS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Say how it came."},
    )
    who = forms.CharField(
        label="Who sent it",
        max_length=200,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={"required": "Say who sent it."},
    )
    text = forms.CharField(
        label="What it says",
        help_text="Paste it, or say it in your own words.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what it is about."},
    )
