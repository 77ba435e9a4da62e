"""The desk's lists: how the inbox is narrowed, and where a page of it starts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms

from bookbag.desk.queries import CATEGORIES, Due, Filters, Place, Which
from bookbag.errors import NotFound

WHICH = [("mine", "Mine"), ("nobody", "Nobody’s"), ("all", "All")]
DUE = [("", "Any time"), ("late", "Late"), ("today", "Today"), ("week", "In a week"), ("none", "Nothing is due")]


class InboxFilters(forms.Form):
    """The inbox's address, read: what is not one of ours is not found. Labels are the reader's own."""

    due = forms.ChoiceField(label="Due", choices=DUE, required=False)
    category = forms.ChoiceField(label="What for", choices=[("", "Anything"), *CATEGORIES], required=False)
    label = forms.CharField(label="My label", required=False, max_length=40)
    which = forms.ChoiceField(choices=WHICH, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, labels: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [("", "Any"), *((name, name) for name in labels)]
        self.fields["label"].widget = forms.Select(choices=names) if labels else forms.HiddenInput()

    @property
    def filters(self) -> Filters:
        """The filters that the address names. Raises `NotFound` for words that no link of ours holds."""
        if not self.is_valid():
            raise NotFound
        which: Which = self.cleaned_data["which"] or "all"
        due: Due = self.cleaned_data["due"]
        return Filters(which, due, self.cleaned_data["category"], self.cleaned_data["label"])


def place(text: str) -> Place | None:
    """Read where a page starts from `TIME_ID`, behind what is urgent, or from `TIME_ID_0` within it. Raises `NotFound` for
    anything else.
    """
    if not text:
        return None
    time, _, case = text.partition("_")
    case, _, rank = case.partition("_")
    try:
        due = datetime.fromisoformat(time)
        if due.tzinfo is None:
            raise NotFound
        return Place(due, UUID(case), int(rank or 1))
    except ValueError as fault:
        raise NotFound from fault
