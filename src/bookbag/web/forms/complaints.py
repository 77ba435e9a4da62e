"""A step of a complaint, and how a case of this kind ended. What a step lacks is for the action to say."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from bookbag.desk import complaints
from bookbag.desk.actions.complaints import Step
from bookbag.policy.complaining import Said
from bookbag.web.forms.calendar import Complaining, day_field
from bookbag.web.forms.case import Close
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


class CloseComplaint(Close):
    """Closing a complaint or concern: whether it was settled is asked as well."""

    settled = forms.ChoiceField(
        label="Was it settled?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No, it is left unsettled")],
        error_messages={"required": "Say whether it was settled."},
    )
    field_order = ("settled", "reason")
