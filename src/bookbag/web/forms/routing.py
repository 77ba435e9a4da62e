"""Passing a case on, saying how urgent it is, and a label of one's own."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from bookbag.desk import labels
from bookbag.desk.actions import urgency
from bookbag.web.forms.case import with_job

if TYPE_CHECKING:
    from bookbag.people.models import StaffMember


class PassOn(forms.Form):
    """To whom, and what they need to know. Why it does not go to the class teacher first is asked where the policy asks."""

    owner = forms.TypedChoiceField(label="To whom", error_messages={"required": "Choose a colleague."})
    text = forms.CharField(
        label="What your colleague needs to know",
        help_text="A note in the case. It is never sent.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(
        label="Why it does not go to the class teacher first",
        help_text="For example: it is about the teacher.",
        required=False,
        max_length=300,
        widget=forms.TextInput(),
    )

    def __init__(self, staff: Iterable["StaffMember"], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField)
        owner.choices = [("", "Choose"), *((str(one.id), with_job(one)) for one in staff)]

    @property
    def asks_why(self) -> bool:
        """Whether the reason is asked for, or was given."""
        return bool(self["reason"].errors or self["reason"].value())


class SayUrgency(forms.Form):
    """How urgent a case is."""

    urgent_for = forms.ChoiceField(label="How urgent it is", required=False, choices=urgency.CHOICES)


class PutLabel(forms.Form):
    """One's own label."""

    label = forms.CharField(
        label="My own label",
        help_text="Nobody else sees it, and it changes nothing of the case.",
        required=False,
        max_length=labels.LONGEST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
    )
