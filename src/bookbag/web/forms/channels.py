"""The form of one line of the channels register."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from bookbag.web.forms.calendar import Complaining
from bookbag.web.forms.staff import offer, person_field

if TYPE_CHECKING:
    from bookbag.people.models import StaffMember


class Line(Complaining):
    """By which mailbox an audience writes, who keeps it, and who stands in."""

    mailbox = forms.ChoiceField(label="At which mailbox do they write?")
    owner = person_field("Who keeps this line?", required="Choose who keeps it.")
    deputy = person_field("Who stands in?", required="Choose who stands in.")

    def __init__(self, mailboxes: Iterable[str], staff: Iterable["StaffMember"], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mailbox"].choices = [(each, each) for each in mailboxes]  # type: ignore[attr-defined]
        people = list(staff)
        offer(self, "owner", people, "Choose")
        offer(self, "deputy", people, "Choose")
