"""Forms about consents: an answer entered for a family, what was done about answers, and what families are asked."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from bookbag.policy.consenting import Adult, How, State
from bookbag.web.forms.calendar import Complaining, day_field
from bookbag.web.uploads import EACH

PUPIL = "pupil"
ANSWERS = [
    (State.GIVEN.value, "They say yes"),
    (State.REFUSED.value, "They say no"),
    (State.WITHDRAWN.value, "They take back their yes"),
    (State.ASKED.value, "They were asked and have not answered"),
]
HOWS = [(each.value, each.value.capitalize()) for each in How if each is not How.FAMILY_PAGE]


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
        help_text="Who took the call, who spoke with the pupil, or where the slip is kept.",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "govuk-textarea"}),
    )
    scan = forms.FileField(
        label="A scan of the slip, if you have one",
        help_text="A PDF or a picture of up to 5 MB. Whoever may see the child’s consents can open it.",
        required=False,
        widget=forms.FileInput(attrs={"class": "govuk-file-upload", "accept": ".pdf,.png,.jpg,.jpeg"}),
        error_messages={"empty": "This file is empty."},
    )

    def __init__(self, adults: Iterable[Adult], *args: Any, pupil: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["who"]
        assert isinstance(field, forms.ChoiceField)
        own = [(PUPIL, "The pupil")] if pupil else []
        field.choices = [("", "Choose"), *((str(each.id), each.name) for each in adults), *own]

    def clean_scan(self) -> Any:
        """A file that is not too large."""
        scan = self.cleaned_data["scan"]
        if scan and scan.size > EACH:
            raise forms.ValidationError("This file is larger than 5 MB. Scan the slip smaller.")
        return scan

    @property
    def contact_id(self) -> UUID | None:
        """The adult, or None for the pupil."""
        who = self.cleaned_data["who"]
        return None if who == PUPIL else UUID(who)


def _note(label: str, required: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "govuk-textarea"}),
        error_messages={"required": required},
    )


class Spoke(Complaining):
    """What came of a talk with both parents."""

    note = _note("With whom did you speak, and what came of it?", "Say who was spoken with, and what came of it.")


class Stopped(Complaining):
    """What was taken down after a yes that was taken back."""

    note = _note(
        "What did you take down or stop, and where?", "Say what was taken down or stopped, or that there was nothing."
    )


class TopicWords(Complaining):
    """The words of a topic, as families read them."""

    label = forms.CharField(
        label="What families are asked",
        help_text="For example: Sun cream put on by staff.",
        max_length=150,
        error_messages={"required": "Say what families are asked."},
    )
    explained = forms.CharField(
        label="What it means, in one or two plain sentences",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "govuk-textarea"}),
    )
    yearly = forms.BooleanField(
        label="A yes ends with the school year, on 31 August",
        help_text="It counts for what is answered from now on.",
        required=False,
    )


class NewTopic(TopicWords):
    """A topic of the school's own."""

    passes_data = forms.ChoiceField(
        label="Is a club or another body outside the school told something about the child?",
        help_text="Name the one body above, and say below the name what it is told. Each body is a line of its own.",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether something is passed on."},
    )


class Age(Complaining):
    """From which age a pupil's own answer counts."""

    age = forms.IntegerField(
        label="Pupils answer beside their parents from this age",
        help_text="The stricter answer holds. At 18 a pupil answers alone.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
        error_messages={"required": "Say an age.", "invalid": "Write the age as a number."},
    )
