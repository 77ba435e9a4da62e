"""Forms about consents: an answer entered for a family, a talk with parents who differ, and which class is shown."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from bookbag.policy.consenting import Adult, How, State
from bookbag.web.forms.calendar import Complaining, day_field

PUPIL = "pupil"
ANSWERS = [
    (State.GIVEN.value, "They say yes"),
    (State.REFUSED.value, "They say no"),
    (State.WITHDRAWN.value, "They take back their yes"),
    (State.ASKED.value, "They were asked and have not answered"),
]
HOWS = [(each.value, each.value.capitalize()) for each in How]


class EnterAnswer(Complaining):
    """What somebody has said. No answer is chosen before anybody has given one."""

    who = forms.ChoiceField(label="Who?", error_messages={"required": "Choose who."})
    state = forms.ChoiceField(
        label="What do they say?",
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they say."},
    )
    how = forms.ChoiceField(
        label="How?",
        choices=HOWS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they said it."},
    )
    on = day_field("On which day?", required="Say on which day.")
    until = day_field("A yes holds until", help_text="Leave this empty where it holds until they take it back.")
    evidence = forms.CharField(
        label="Where it can be seen",
        help_text="Who took the call, or where the slip is kept.",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "govuk-textarea"}),
    )

    def __init__(self, adults: Iterable[Adult], *args: Any, pupil: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["who"]
        assert isinstance(field, forms.ChoiceField)
        own = [(PUPIL, "The pupil")] if pupil else []
        field.choices = [("", "Choose"), *((str(each.id), each.name) for each in adults), *own]

    @property
    def contact_id(self) -> UUID | None:
        """The adult, or None for the pupil."""
        who = self.cleaned_data["who"]
        return None if who == PUPIL else UUID(who)


class Spoke(Complaining):
    """What came of a talk with both parents."""

    note = forms.CharField(
        label="With whom did you speak, and what came of it?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "govuk-textarea"}),
        error_messages={"required": "Say who was spoken with, and what came of it."},
    )
