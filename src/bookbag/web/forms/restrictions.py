"""A court's order as it is entered, seen, stopped, looked at again and lifted. Whether it can stand is for the actions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile

from bookbag.people.actions.restrictions import Order, Scan
from bookbag.people.restrictions import LABELS
from bookbag.web.forms.calendar import Complaining, day_field

if TYPE_CHECKING:
    from bookbag.people.models import Contact

LARGEST = 10_000_000
AREA = {"rows": 3}


class _WithScan(Complaining):
    """A form that a scan or a photograph may come with."""

    scan = forms.FileField(
        label="A scan or a photograph of it, if you have one",
        help_text=f"One file, of {LARGEST // 1_000_000} MB at the most. Only the head and the safeguarding leads can open it.",
        required=False,
        error_messages={"empty": "The file is empty."},
    )

    def clean_scan(self) -> "UploadedFile[Any] | None":
        """A file that can be kept."""
        file: UploadedFile[Any] | None = self.cleaned_data["scan"]
        if file and (file.size or 0) > LARGEST:
            raise forms.ValidationError(f"The file is larger than {LARGEST // 1_000_000} MB.")
        return file

    def brought(self) -> Scan | None:
        """The file with its bytes."""
        file = self.cleaned_data["scan"]
        return Scan(file.name or "scan", file.read()) if file else None


class EnterOrder(_WithScan):
    """What somebody says of an order, or what was seen of it: `reads` are those who may say the second."""

    contact = forms.ChoiceField(
        label="Which adult does it limit?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the adult.", "invalid_choice": "Choose the adult."},
    )
    scope = forms.MultipleChoiceField(
        label="What does it limit?",
        choices=list(LABELS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Say what the order limits."},
    )
    said = forms.CharField(
        label="Who says so, and what do they say?",
        help_text="For example: his mother, by telephone. She brings the order on Thursday.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=AREA),
    )
    evidence = forms.CharField(
        label="What have you seen of the order?",
        help_text="Leave it empty if you have not seen it: then it limits nothing yet.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=AREA),
    )
    starts_on = day_field("First day", required="Say on which day it begins.")
    ends_on = day_field("Last day", required="Say on which day it ends.")
    field_order = ("contact", "scope", "said", "evidence", "starts_on", "ends_on", "scan")

    def __init__(self, adults: Sequence["Contact"], *args: Any, reads: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who = self.fields["contact"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [(str(each.id), each.full_name) for each in adults]
        if not reads:
            del self.fields["evidence"]

    def order(self, pupil_id: UUID) -> Order:
        """The order as it was entered."""
        given = self.cleaned_data
        return Order(
            pupil_id,
            UUID(given["contact"]),
            tuple(given["scope"]),
            given.get("evidence", ""),
            given["starts_on"],
            given["ends_on"],
            given["said"],
        )


class SeeOrder(_WithScan):
    """What was seen of it, and its end as it stands there."""

    evidence = forms.CharField(
        label="What have you seen, and whose seal is on it?",
        help_text="For example: the order itself, of the Family Court at Fenbridge, on paper.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs=AREA),
    )
    ends_on = day_field("Last day, as the order has it", required="Say on which day it ends.")
    field_order = ("evidence", "ends_on", "scan")


class Because(Complaining):
    """Why it is stopped, or why it is over."""

    because = forms.CharField(label="Why?", required=False, max_length=1000, widget=forms.Textarea(attrs=AREA))


class ReviewOrder(Complaining):
    """That it still stands, and when to look at it again."""

    words = forms.CharField(
        label="What have you looked at?",
        help_text="For example: the order stands; no hearing is set.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs=AREA),
    )
    review_on = day_field("Look at it again on", required="Say on which day.")
