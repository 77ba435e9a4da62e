"""What moves a date of law: a question that had to be asked, its answer, a longer time."""

from typing import Any

from django import forms

from bookbag.desk.waits import ClockOfLaw, Question

REASON = 300


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d"),
        error_messages={"required": "Say on which day.", "invalid": "Write the day as 2026-03-31."},
    )


class Complaining(forms.Form):
    """A form that shows what the action will not take, each beside its field."""

    def complain(self, faults: dict[str, str], whole: str) -> None:
        """Show the faults; what is about no field stands on top."""
        for name, sentence in (faults or {"": whole}).items():
            self.add_error(name if name in self.fields else None, sentence)


class WeAsked(Complaining):
    """What had to be asked, and when."""

    what = forms.ChoiceField(label="What we asked", widget=forms.RadioSelect)
    question = forms.CharField(
        label="In words", max_length=REASON, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    day = _day("Day on which we asked")

    def __init__(self, clock: ClockOfLaw, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        law, what = clock.law, self.fields["what"]
        assert isinstance(what, forms.ChoiceField)
        offered = [(Question.MEANING.value, "What is meant, or what we truly need to find it")] if law.pauses else []
        offered += [(Question.PROOF.value, "Who is asking, or for whom")] if law.proof_first else []
        what.choices = offered


class TheyAnswered(Complaining):
    """When they answered."""

    day = _day("Day on which they answered")


class TakesLonger(Complaining):
    """Why it takes longer, and when they were told so."""

    reason = forms.CharField(
        label="Why it takes longer, as we told them",
        max_length=REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    day = _day("Day on which we told them")
