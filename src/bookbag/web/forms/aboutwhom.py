"""Whom a case is about of those who work here. Nobody is an answer, and not the same as none."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms

from bookbag.web.forms.calendar import Complaining

if TYPE_CHECKING:
    from bookbag.people.models import StaffMember

NOBODY = "nobody"


class AboutWhom(Complaining):
    """Everybody who works here, to be ticked, and nobody."""

    staff = forms.MultipleChoiceField(
        label="Is it about somebody who works here?",
        help_text="Staff, supply, volunteers, contractors and governors. Whoever you tick hears and finds nothing of it.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick whom it is about, or that it is about nobody who works here."},
    )

    def __init__(self, staff: Iterable["StaffMember"], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["staff"]
        assert isinstance(field, forms.MultipleChoiceField)
        everybody = [(str(one.id), f"{one.name}, {one.job_title}" if one.job_title else one.name) for one in staff]
        field.choices = [(NOBODY, "Nobody who works here"), *everybody]

    def clean_staff(self) -> frozenset[UUID]:
        """Those who were ticked. Nobody and somebody at once is asked again."""
        ticked = self.cleaned_data["staff"]
        if NOBODY in ticked and len(ticked) > 1:
            raise forms.ValidationError("Tick whom it is about, or nobody; not both.")
        return frozenset(UUID(one) for one in ticked if one != NOBODY)
