"""What somebody looks for, and how it is narrowed, as it stands in the address."""

from typing import Any
from uuid import UUID

from django import forms

from bookbag.desk.queries import CATEGORIES
from bookbag.desk.search import LONGEST, SOURCES, Asked
from bookbag.errors import NotFound
from bookbag.policy.values import Channel

STATES = [("", "Open and closed"), ("open", "Open"), ("closed", "Closed")]
CHANNELS = [(each.value, each.value.replace("_", " ").capitalize()) for each in Channel]
DAY = {"class": "govuk-input--width-10", "type": "date"}


class Search(forms.Form):
    """Words, and what narrows them."""

    q = forms.CharField(
        label="Words, names or numbers",
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off", "type": "search"}),
    )
    source = forms.ChoiceField(label="Where", choices=[("", "Everywhere"), *SOURCES], required=False)
    category = forms.ChoiceField(label="What for", choices=[("", "Anything"), *CATEGORIES], required=False)
    channel = forms.ChoiceField(label="How it came", choices=[("", "Any way"), *CHANNELS], required=False)
    state = forms.ChoiceField(label="Case", choices=STATES, required=False)
    since = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs=DAY))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs=DAY))

    @property
    def asked(self) -> Asked:
        """What is looked for. Nothing while a field of it is wrong."""
        if not self.is_valid():
            return Asked()
        told: dict[str, Any] = self.cleaned_data
        is_open = {"open": True, "closed": False}.get(told["state"])
        return Asked(
            told["q"], told["since"], told["until"], told["channel"], told["category"], told["source"], is_open
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether something besides the words is asked for."""
        return any(self.data.get(name) for name in self.fields if name != "q")


def place(text: str) -> UUID | None:
    """Read where a page starts. Raises `NotFound` for what no link of ours holds."""
    try:
        return UUID(text) if text else None
    except ValueError as fault:
        raise NotFound from fault
