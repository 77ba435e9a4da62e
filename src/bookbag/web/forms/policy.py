"""The policy page: how its clauses are narrowed, and which cases behind a figure are wanted."""

from collections.abc import Callable, Sequence

from django import forms

from bookbag.desk.figures import What
from bookbag.errors import NotFound
from bookbag.governance.queries import Filters, Row
from bookbag.policy.keeping import State

AREAS = {
    "intake": "What comes in",
    "clocks": "Dates",
    "compose": "Writing",
    "sending": "Sending",
    "people": "Families and details",
    "phone": "Telephone",
    "meetings": "Meetings",
    "video": "Video calls",
    "social": "Social media",
    "conduct": "Conduct",
    "safeguarding": "Safeguarding",
    "incidents": "Incidents",
    "complaints": "Complaints",
    "records": "Records",
    "governance": "Governance",
    "schoollife": "School life",
}
DUTIES = {
    "must": "Must",
    "must_not": "Must not",
    "should": "Should",
    "should_not": "Should not",
    "may": "May",
    "right": "Has a right",
}
SPELT = {"dsl": "DSL", "hr": "HR"}


def binds(actor: str) -> str:
    """Whom a clause binds, in words."""
    return SPELT.get(actor, actor.replace("_", " ").capitalize())


class PolicyFilters(forms.Form):
    """The page's address, read: what is not one of ours is not found. Only what occurs in these clauses can be chosen."""

    area = forms.ChoiceField(label="Area", required=False)
    actor = forms.ChoiceField(label="Binds", required=False)
    duty = forms.ChoiceField(label="How hard", required=False)
    state = forms.ChoiceField(label="State", required=False)

    def __init__(self, rows: Sequence[Row], chosen: object = None) -> None:
        super().__init__(chosen)  # type: ignore[arg-type]  # a request's own dictionary
        self._offer("area", "Any", AREAS.__getitem__, sorted({row.clause.area for row in rows}, key=list(AREAS).index))
        self._offer("actor", "Anybody", binds, sorted({row.clause.actor for row in rows}))
        self._offer(
            "duty", "Any", DUTIES.__getitem__, [duty for duty in DUTIES if any(row.clause.duty == duty for row in rows)]
        )
        self._offer("state", "Any", str.capitalize, [state.value for state in State])

    def _offer(self, name: str, anything: str, said: Callable[[str], str], values: Sequence[str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", anything), *((value, said(value)) for value in values)]

    @property
    def filters(self) -> Filters:
        """The filters that the address names. Raises `NotFound` for words that no link of ours holds."""
        if not self.is_valid():
            raise NotFound
        return Filters(**self.cleaned_data)


def what(text: str) -> What | None:
    """Read which figure's cases are wanted. Raises `NotFound` for a word that no link of ours holds."""
    try:
        return What(text) if text else None
    except ValueError as fault:
        raise NotFound from fault
