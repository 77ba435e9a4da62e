"""A step of a complaint, and how a case of this kind ended. What a step lacks is for the action to say."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from bookbag.desk import complaints
from bookbag.desk.actions.complaint_letters import HIGHER
from bookbag.desk.actions.complaints import Step
from bookbag.policy.complaining import Said
from bookbag.policy.values import Category, Channel
from bookbag.web.forms.calendar import Complaining, day_field
from bookbag.web.forms.case import Close
from bookbag.web.forms.letters import NewLetter
from bookbag.web.forms.staff import offer, person_field

if TYPE_CHECKING:
    from bookbag.people.models import StaffMember

KINDS = [
    (Said.INVESTIGATOR, "Somebody looks into it"),
    (Said.ATTEMPT, "The school tried to settle it"),
    (Said.FINDING, "Something was found out"),
    (Said.UPDATE, "Whoever complained was told how it stands"),
    (Said.PROCEDURE_SENT, "The complaints procedure was sent"),
    (Said.OUTCOME, "This stage has its outcome"),
    (Said.NEXT_STAGE, "It goes to the next stage"),
    (Said.COMPLEX, "It is particularly complex"),
    (Said.AGENCY, "It was decided whether to bring in an education officer or agency"),
    (Said.LEARNING, "The school learns something from it"),
]


class EnterStep(Complaining):
    """One thing that was done."""

    kind = forms.ChoiceField(
        label="What was done?", choices=KINDS, error_messages={"required": "Choose what was done."}
    )
    done_on = day_field("On which day?", required="Say on which day it was done.")
    who = person_field("Who looks into it?", required="")
    text = forms.CharField(
        label="In a sentence or two",
        help_text="What was tried, found or said. For an agency: whom, when, and which papers they get. For an outcome: the reasons.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    source = forms.CharField(
        label="Where does a finding come from?",
        help_text="Who said it, or which paper.",
        required=False,
        max_length=200,
    )
    outcome = forms.ChoiceField(
        label="How did the stage end?", required=False, choices=[("", "Not yet"), *complaints.OUTCOMES]
    )

    def __init__(self, staff: Iterable["StaffMember"], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].required = False
        offer(self, "who", staff, "Choose")

    def step(self, now: datetime) -> Step:
        """The step as it was entered. Of an earlier day the time is not known, and noon will do."""
        given = self.cleaned_data
        local = timezone.localtime(now)
        day = given["done_on"]
        at = now if day == local.date() else datetime.combine(day, time(12), local.tzinfo)
        return Step(
            kind=Said(given["kind"]),
            at=at,
            text=given["text"],
            source=given["source"],
            outcome=given["outcome"],
            who=given["who"] or None,
        )


class HaveRead(forms.Form):
    """The tick of whoever is about to answer a complaint."""

    read = forms.BooleanField(
        label="I have read how the complaints policy goes on",
        error_messages={"required": "Tick that you have read it."},
    )


class OurProcedure(forms.Form):
    """The school's own complaints procedure: what it is called, where it stands, its stages."""

    name = forms.CharField(
        label="What is it called?", max_length=200, error_messages={"required": "Write what it is called."}
    )
    link = forms.URLField(
        label="Where can it be read?",
        help_text="Its address on the website. It stands in receipts and letters.",
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={"invalid": "Write the whole address, with https://."},
    )
    stages = forms.CharField(
        label="Its stages, one a line",
        help_text="What happens and who sees to it, in the order of the procedure. The last one as a rule is a panel.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write at least one stage."},
    )

    def clean_stages(self) -> list[str]:
        """The stages, in order."""
        lines = [line.strip(" \t-•") for line in self.cleaned_data["stages"].splitlines()]
        stages = [line[:300] for line in lines if line]
        if not 1 <= len(stages) <= 6:
            raise forms.ValidationError("Write between one and six stages, one a line.")
        return stages


class NewComplaint(NewLetter):
    """A complaint or concern that was told by telephone or face to face, written down and read back."""

    channel = forms.ChoiceField(
        label="How was it told?",
        choices=[(Channel.IN_PERSON, "Face to face"), (Channel.PHONE, "By telephone")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say how it was told."},
    )
    email = forms.EmailField(
        label="Their e-mail, if they want the receipt by it",
        required=False,
        error_messages={"invalid": "Write the whole address, or leave it empty and print the receipt."},
    )
    read_back = forms.BooleanField(
        label="I have read these words back to them, and they agree",
        error_messages={"required": "Read the words back to them first, and put right what is not theirs."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].label = "What it is"
        assert isinstance(self.fields["category"], forms.ChoiceField)
        self.fields["category"].choices = [(Category.COMPLAINT, "A complaint"), (Category.CONCERN, "A concern")]
        self.fields["from_name"].help_text = "Their name, if they are not among the parents and carers."
        self.fields["text"].label = "What they say, in their words"
        self.fields["received_on"].label = "Day it was told"


class PassUp(forms.Form):
    """To whom something that could not be settled goes."""

    role = forms.ChoiceField(
        label="It goes to the",
        choices=[("", "Choose"), *((each, each) for each in HIGHER)],
        error_messages={"required": "Choose to whom it goes."},
    )
    to = person_field("Who is that?", required="Choose who that is.")

    def __init__(self, staff: Iterable["StaffMember"], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", staff, "Choose")


class CloseComplaint(Close):
    """Closing a complaint or concern: whether it was settled is asked as well."""

    settled = forms.ChoiceField(
        label="Was it settled?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No, it is left unsettled")],
        error_messages={"required": "Say whether it was settled."},
    )
    ask = forms.BooleanField(
        label="Ask whoever raised it, once, by e-mail: was this settled?", required=False, initial=True
    )
    field_order = ("settled", "reason", "ask")
