"""The form about somebody who leaves: when, who takes over, and for each line of what they have, who takes that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms

from bookbag.people.actions.leaving import Plan
from bookbag.people.leaving import NOBODY
from bookbag.web.forms.calendar import Complaining, day_field
from bookbag.web.forms.staff import offer, person_field

if TYPE_CHECKING:
    from bookbag.people.models import StaffMember

AFTER, NOW = "after", "now"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of what somebody has: how much, of whom one may choose, and who is proposed (empty: who takes over)."""

    line: str
    label: str
    help_text: str = ""
    proposed: str = ""
    among: frozenset[UUID] | None = None
    nobody: str = ""


class Leave(Complaining):
    """When, and who takes what. Of somebody who has gone already only the second is asked."""

    last_day = day_field("Their last day", required="Say which day is their last.")
    when = forms.ChoiceField(
        label="When does their sign-in end?",
        choices=[(AFTER, "When that day is over, by itself"), (NOW, "Now: they are signed out everywhere, at once")],
        widget=forms.RadioSelect,
        initial=AFTER,
        error_messages={"required": "Say when.", "invalid_choice": "Say when."},
    )
    takes_over = person_field(
        "Who takes over?",
        required="Choose who takes over.",
        help_text="Mail that still comes for them goes to this colleague, too.",
    )

    def __init__(
        self, staff: Sequence["StaffMember"], rows: Iterable[Row], *args: Any, has_gone: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._lines = {f"to_{row.line}": row.line for row in rows}
        offer(self, "takes_over", staff, "Choose")
        if has_gone:
            del self.fields["last_day"], self.fields["when"]
        for row in rows:
            self.fields[f"to_{row.line}"] = field = forms.ChoiceField(
                label=row.label, help_text=row.help_text, required=False, initial=row.proposed
            )
            may = [one for one in staff if row.among is None or one.id in row.among]
            chosen = [(str(one.id), f"{one.name}, {one.job_title}" if one.job_title else one.name) for one in may]
            last = [(NOBODY, row.nobody)] if row.nobody else []
            field.choices = [("", "Whoever takes over" if row.among is None else "Whoever keeps them"), *chosen, *last]

    @property
    def rows(self) -> list[forms.BoundField]:
        """The fields of the lines."""
        return [self[name] for name in self._lines]

    @property
    def plan(self) -> Plan:
        """What was decided, but for the day of somebody who has gone already."""
        given = self.cleaned_data
        takers = {line: given[name] for name, line in self._lines.items() if given.get(name)}
        return Plan(given["last_day"], given["takes_over"], given["when"] == NOW, takers)

    @property
    def takers(self) -> dict[str, str]:
        """Whom the lines name."""
        return {line: self.cleaned_data[name] for name, line in self._lines.items() if self.cleaned_data.get(name)}
