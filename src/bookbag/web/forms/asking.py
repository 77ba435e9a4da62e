"""Asking a colleague about a case, and answering. Whether they are there in time is for the action to say."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from bookbag.desk.actions.asking import OutsideHours, Question
from bookbag.web.forms.calendar import Complaining, day_field
from bookbag.web.forms.staff import offer, person_field, time_field

if TYPE_CHECKING:
    from bookbag.people.models import StaffMember


class AskColleague(Complaining):
    """A question, whom it is for, and by when the answer is needed."""

    colleague = person_field("Whom do you ask?", required="Choose a colleague.")
    text = forms.CharField(
        label="What do you need to know?",
        help_text="It stands in the case as a note. It is never sent to the family.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write the question first."},
    )
    day = day_field("Needed by", required="Say by which day.")
    at = time_field("At what time?", help_text="Leave this empty for the end of the colleague’s day.")

    def __init__(self, staff: Iterable["StaffMember"], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "colleague", staff, "Choose")
        self.offered: datetime | None = None

    def complain_of_hours(self, wrong: OutsideHours) -> None:
        """Show why the time will not do, and what would."""
        self.complain(wrong)
        self.offered = timezone.localtime(wrong.offered) if wrong.offered else None

    @property
    def question(self) -> Question:
        """The question as it was entered."""
        given = self.cleaned_data
        return Question(given["colleague"], given["text"], given["day"], given["at"])


class Answer(Complaining):
    """The answer to a colleague's question."""

    text = forms.CharField(
        label="Your answer",
        help_text="It stands in the case as a note. It is never sent to the family.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write the answer first."},
    )
