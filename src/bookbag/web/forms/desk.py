"""The desk's lists: how the inbox is narrowed, and where a page of it starts."""

from datetime import datetime
from uuid import UUID

from django import forms

from bookbag.desk.queries import CATEGORIES, Due, Filters, Place, Which
from bookbag.errors import NotFound

WHICH = [("mine", "Mine"), ("nobody", "Nobody’s"), ("all", "All")]
DUE = [("", "Any time"), ("late", "Late"), ("today", "Today"), ("week", "In a week"), ("none", "Nothing is due")]


class InboxFilters(forms.Form):
    """The inbox's address, read: what is not one of ours is not found."""

    due = forms.ChoiceField(label="Due", choices=DUE, required=False)
    category = forms.ChoiceField(label="What for", choices=[("", "Anything"), *CATEGORIES], required=False)
    which = forms.ChoiceField(choices=WHICH, required=False, widget=forms.HiddenInput)

    @property
    def filters(self) -> Filters:
        """The filters that the address names. Raises `NotFound` for words that no link of ours holds."""
        if not self.is_valid():
            raise NotFound
        which: Which = self.cleaned_data["which"] or "all"
        due: Due = self.cleaned_data["due"]
        return Filters(which, due, self.cleaned_data["category"])


def place(text: str) -> Place | None:
    """Read where a page starts from `TIME_ID`. Raises `NotFound` for anything else."""
    if not text:
        return None
    time, _, case = text.partition("_")
    try:
        due = datetime.fromisoformat(time)
        if due.tzinfo is None:
            raise NotFound
        return Place(due, UUID(case))
    except ValueError as fault:
        raise NotFound from fault
