"""An answer being written: whom it goes to, its words, what kind it is, and a reason for each finding that asks."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from bookbag.compose.actions.drafts import Recipient
from bookbag.desk.queries import Party, ReplyKind
from bookbag.people.folding import folded_email
from bookbag.policy.clearing import Finding, Severity

SPEAKS_OF = {
    "empty": "body",
    "no_recipient": "to",
    "another_child": "body",
    "outside_the_case": "to",
    "restricted": "to",
}
"""The field that a finding of each check is about; of any other it is about the answer as a whole."""


class Begin(forms.Form):
    """The box at the end of the conversation."""

    body = forms.CharField(label="Your answer", required=False, widget=forms.Textarea(attrs={"rows": 5}))


class Answer(forms.Form):
    """All of an answer. Which words may leave is for the checks and the clearance to say, not for this form."""

    to = forms.MultipleChoiceField(label="Who gets it", required=False, widget=forms.CheckboxSelectMultiple)
    other = forms.CharField(
        label="Somebody else’s e-mail address",
        help_text="You will be asked why they should get it.",
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    subject = forms.CharField(label="Subject", required=False, max_length=300)
    body = forms.CharField(label="Your answer", required=False, widget=forms.Textarea(attrs={"rows": 12}))
    kind = forms.ChoiceField(
        label="What does it do?", choices=ReplyKind.choices, initial=ReplyKind.FULL, widget=forms.RadioSelect
    )
    seen = forms.DateTimeField(widget=forms.HiddenInput)

    def __init__(self, known: Sequence[Recipient], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {one.address: one for one in known}
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = [(one.address, f"{one.name} ({one.address})" if one.name else one.address) for one in known]

    def recipients(self) -> list[Recipient]:
        """Everybody ticked or typed."""
        typed = [word for word in re.split(r"[\s,;]+", self.cleaned_data["other"]) if word]
        ticked: list[str] = self.cleaned_data["to"]
        return [self.known.get(address) or Recipient(address) for address in [*ticked, *typed]]

    def ask(self, findings: Sequence[Finding]) -> None:
        """Add a field for the reason that each finding asks for."""
        for finding in findings:
            if finding.severity is Severity.ASK:
                self.fields[_name(finding)] = forms.CharField(
                    label="Why this must stand", required=False, max_length=300
                )

    def reasons(self, findings: Sequence[Finding]) -> dict[str, str]:
        """The reasons given, by finding."""
        return {finding.key: self.data.get(_name(finding), "").strip() for finding in findings}

    def stands_in_the_way(self, findings: Sequence[Finding]) -> bool:
        """Say what keeps the answer from leaving, each as an error of its field; False where nothing does."""
        reasons = self.reasons(findings)
        for finding in findings:
            if finding.severity is Severity.ASK and not reasons[finding.key]:
                self.add_error(_name(finding), finding.sentence)
            elif finding.severity in {Severity.BLOCK, Severity.HOLD}:
                self.add_error(SPEAKS_OF.get(finding.check), finding.sentence)
        return bool(self.errors)

    def beside(self, findings: Sequence[Finding]) -> list[tuple[Finding, Any]]:
        """Each finding with the field of its reason, or None."""
        return [(finding, self[_name(finding)] if _name(finding) in self.fields else None) for finding in findings]


def _name(finding: Finding) -> str:
    return f"reason_{finding.key}"


def known_to_the_case(parties: Sequence[Party], chosen: Sequence[Recipient]) -> list[Recipient]:
    """Whom the page offers: the adults of the case by the address that they used, and whoever was typed in before."""
    written = {folded_email(one.address): one for one in chosen}
    of_case = {
        party.address: Recipient(party.address, party.name, party.contact_id) for party in parties if party.address
    }
    return list((of_case | written).values())
