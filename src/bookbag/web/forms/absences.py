"""A child for the list of absences, and who was rung about it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from bookbag.desk import absences
from bookbag.web.forms.calendar import Complaining, day_field

if TYPE_CHECKING:
    from bookbag.desk.absences import Held
    from bookbag.people.models import Pupil


class PutAbsence(Complaining):
    """Which child is away, when and why."""

    child = forms.ChoiceField(label="Child", error_messages={"required": "Choose the child."})
    code = forms.ChoiceField(
        label="Reason", choices=absences.CHOICES, error_messages={"required": "Choose the reason."}
    )
    day = day_field("Day", required="Say on which day.")
    answers = forms.BooleanField(label="This is all that they ask: answer it with the fixed note", required=False)

    def __init__(self, pupils: "Iterable[Pupil]", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "absence_%s"} | kwargs)
        child = self.fields["child"]
        assert isinstance(child, forms.ChoiceField)
        child.choices = [(str(pupil.id), pupil.full_name) for pupil in pupils]


class RangBack(Complaining):
    """Whom the office rang."""

    rang = forms.ChoiceField(label="Whom did you ring?", error_messages={"required": "Say whom you rang."})

    def __init__(self, adults: "Iterable[Held]", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rang = self.fields["rang"]
        assert isinstance(rang, forms.ChoiceField)
        rang.choices = [("", "Choose"), *((str(each.id), each.name) for each in adults)]


class ChooseDay(forms.Form):
    """The day whose list is wanted."""

    day = day_field("Day")
