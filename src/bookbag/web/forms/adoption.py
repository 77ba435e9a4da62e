"""Forms of a policy's life: a rule off, a need met, a conflict settled, a review, what staff confirm."""

from collections.abc import Iterable
from typing import Any

from django import forms

from bookbag.policy.precedence import Conflict
from bookbag.policy.rules import AnyRule, Declaration
from bookbag.web.forms.calendar import Complaining, day_field

LAW = [("unchanged", "It has not changed"), ("changed", "It has changed")]
"""The answers for the law line of a rule."""


def line_field(label: str, help_text: str = "") -> forms.CharField:
    """One line of words; whether it may be empty is for the action to say."""
    return forms.CharField(label=label, help_text=help_text, max_length=200, required=False)


class SwitchOff(Complaining):
    """Why a rule is switched off."""

    reason = line_field("Why is it switched off?", "The headteacher is told, and the governors read it. Name no child.")


class MeetNeed(Complaining):
    """Where something is said that the policy leaves to another document."""

    document = line_field("Which document says so, and where does it lie?")


class Settle(Complaining):
    """Which of two clauses holds."""

    rules = forms.ChoiceField(label="Which of the two holds?", required=False, widget=forms.RadioSelect)
    reason = line_field("Why?", "It stands beside both clauses from now on.")

    def __init__(self, conflict: Conflict, words: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = self.fields["rules"]
        assert isinstance(rules, forms.ChoiceField)
        rules.choices = [(each, f"{each}: {words[each]}") for each in (conflict.first, conflict.second)]


class SetReviewDay(Complaining):
    """The day of the next review."""

    day = day_field("Day of the next review", required="Say by which day it is to be reviewed.")


class AskEarly(Complaining):
    """What has happened that calls for a change of a policy."""

    pack = forms.ChoiceField(label="Which policy?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="What has happened that calls for a change?",
        help_text="Governors read this. Name no child, no parent and nobody who works here.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, packs: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pack = self.fields["pack"]
        assert isinstance(pack, forms.ChoiceField)
        pack.choices, pack.initial = packs, packs[0][0] if packs else None


class DecideEarly(Complaining):
    """What was decided about an early review."""

    outcome = forms.CharField(
        label="What was decided?", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class WriteReview(Complaining):
    """A review: the law line of each rule, what is decided of each clause, and when the next one is."""

    outcome = forms.CharField(
        label="What else was decided?", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    held_on = day_field("Day of the review")
    next_on = day_field("Day of the next review", help_text="Leave this empty where the policy itself says when.")

    def __init__(self, rules: Iterable[AnyRule], clauses: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rules, self._clauses = [rule.id for rule in rules], list(clauses)
        for rule in self._rules:
            self.fields[f"law-{rule}"] = forms.ChoiceField(
                label="The law behind this rule", choices=LAW, required=False, widget=forms.RadioSelect
            )
        for clause in self._clauses:
            self.fields[f"clause-{clause}"] = forms.CharField(
                label=f"What is decided of {clause}", max_length=300, required=False
            )

    @property
    def law(self) -> dict[str, str]:
        """The answers for the law lines, by rule."""
        return {rule: self.cleaned_data[f"law-{rule}"] for rule in self._rules}

    @property
    def decisions(self) -> dict[str, str]:
        """What was decided, by clause."""
        return {clause: self.cleaned_data[f"clause-{clause}"] for clause in self._clauses}


class Confirm(Complaining):
    """Every line of a version that somebody is asked to confirm."""

    confirmed = forms.MultipleChoiceField(label="I confirm", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, lines: Iterable[Declaration], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        confirmed = self.fields["confirmed"]
        assert isinstance(confirmed, forms.ChoiceField)
        confirmed.choices = [(rule.id, rule.of) for rule in lines]
