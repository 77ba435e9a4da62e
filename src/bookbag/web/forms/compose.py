"""An answer being written: whom it goes to, its words, what it is and names, and a reason for each finding that asks."""

import re
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django import forms

from bookbag.compose.actions.drafts import Recipient
from bookbag.desk.queries import TALKS, Party, ReplyKind
from bookbag.desk.wording.closing import Shape
from bookbag.people.folding import folded_email
from bookbag.people.sending import Addressee
from bookbag.policy.clearing import Finding, Severity
from bookbag.web.forms.breaches import time_field
from bookbag.web.forms.calendar import day_field
from bookbag.web.forms.versions import WithVersions

SPEAKS_OF = {
    "empty": "body",
    "no_recipient": "to",
    "another_child": "body",
    "outside_the_case": "to",
    "restricted": "to",
    "both_homes": "to",
    "other_home_shown": "body",
    "delay_explained": "why",
}
"""The field that a finding of each check is about; of any other it is about the answer as a whole."""


class Begin(forms.Form):
    """The box at the end of the conversation."""

    body = forms.CharField(label="Your answer", required=False, widget=forms.Textarea(attrs={"rows": 5}))


class Answer(WithVersions):
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
    settled = forms.MultipleChoiceField(
        label="What they asked: tick what your answer answers", required=False, widget=forms.CheckboxSelectMultiple
    )
    kind = forms.ChoiceField(
        label="This answer is", choices=ReplyKind.choices, initial=ReplyKind.FULL, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label="Why it takes longer",
        help_text="They read this.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    answer_on = day_field("Day of the full answer, or of a meeting")
    talk_on = day_field("Day")
    talk_at = time_field("Time")
    wanted_by = day_field("They are asked to answer by")
    reminds = forms.BooleanField(label="Remind whoever has not answered on the school day before", required=False)
    seen = forms.DateTimeField(widget=forms.HiddenInput)

    def __init__(
        self, known: Sequence[Recipient], asked: Sequence[str], *args: Any, home: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if home:
            self.fields["body"].label = "Your letter"
        settled = self.fields["settled"]
        assert isinstance(settled, forms.ChoiceField)
        settled.choices = [(question, question) for question in asked]
        self.known = {one.address: one for one in known}
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = [(one.address, f"{one.name} ({one.address})" if one.name else one.address) for one in known]

    def recipients(self) -> list[Recipient]:
        """Everybody ticked or typed."""
        typed = [word for word in re.split(r"[\s,;]+", self.cleaned_data["other"]) if word]
        ticked: list[str] = self.cleaned_data["to"]
        return [self.known.get(address) or Recipient(address) for address in [*ticked, *typed]]

    def shape(self) -> Shape:
        """What it is, and what an answer of that kind names."""
        given, kind = self.cleaned_data, ReplyKind(self.cleaned_data["kind"])
        talks = kind in TALKS
        return Shape(
            kind=kind,
            promised=None if kind is ReplyKind.FULL else given["talk_on" if talks else "answer_on"],
            promised_at=given["talk_at"] if talks else None,
            why=given["why"].strip() if kind is ReplyKind.DELAY else "",
            settled=tuple(given["settled"]),
            wanted_by=given["wanted_by"],
            reminds=given["reminds"] and given["wanted_by"] is not None,
        )

    def ask(self, findings: Sequence[Finding]) -> None:
        """Add a field for the reason that each finding asks for."""
        for finding in findings:
            if finding.severity is not Severity.ASK:
                continue
            if finding.confirm:
                tick = forms.CheckboxInput(attrs={"value": finding.confirm})
                self.fields[_name(finding)] = forms.BooleanField(label=finding.confirm, required=False, widget=tick)
            else:
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
                self.add_error(self._spoken_of(finding), finding.sentence)
        return bool(self.errors)

    def _spoken_of(self, finding: Finding) -> str | None:
        if finding.check == "day_named":
            return "talk_on" if self.cleaned_data["kind"] in TALKS else "answer_on"
        return SPEAKS_OF.get(finding.check)

    def beside(self, findings: Sequence[Finding]) -> list[tuple[Finding, Any]]:
        """Each finding with the field of its reason, or None."""
        return [(finding, self[_name(finding)] if _name(finding) in self.fields else None) for finding in findings]


def _name(finding: Finding) -> str:
    return f"reason_{finding.key}"


def known_to_the_case(
    parties: Sequence[Party],
    chosen: Sequence[Recipient],
    told: Sequence[Addressee] = (),
    *,
    elsewhere: Collection[UUID] = (),
) -> list[Recipient]:
    """Whom the page offers: the adults of the case by the address that they used, and whoever was typed in before.

    Of a letter home everybody who is told; of an answer nobody who is of the writer's child's other home (`elsewhere`).
    """
    written = {folded_email(one.address): one for one in chosen}
    of_case = {
        party.address: Recipient(party.address, party.name, party.contact_id)
        for party in parties
        if party.address and party.contact_id not in elsewhere
    }
    home = {folded_email(one.email): Recipient(one.email, one.name, one.contact_id) for one in told if one.email}
    return list((of_case | home | written).values())
