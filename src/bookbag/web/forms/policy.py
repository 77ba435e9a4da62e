"""The policy page: for which time, how its clauses are narrowed, and what is confirmed of one that is kept elsewhere."""

from collections.abc import Callable, Sequence
from datetime import date

from django import forms

from bookbag.desk.figures import What
from bookbag.errors import NotFound
from bookbag.governance import periods
from bookbag.governance.actions.attestations import Confirmed
from bookbag.governance.periods import Offered, Period
from bookbag.governance.queries import KEEPERS, Attested, Filters, Row
from bookbag.governance.words import AREAS, DUTIES, spelt
from bookbag.policy.keeping import State
from bookbag.web.forms.calendar import Complaining, day_field


class PeriodChoice(forms.Form):
    """Which stretch of time the figures are of. Nothing chosen is the school year in which we are."""

    period = forms.ChoiceField(label="Time", required=False)

    def __init__(self, offered: Offered, chosen: object = None) -> None:
        super().__init__(chosen)  # type: ignore[arg-type]  # a request's own dictionary
        current, *earlier = offered.years
        asked = str(self.data.get("period", ""))
        period = offered.every.get(asked) or periods.read(asked) if asked else current
        groups = {
            "School years": [("", f"{_label(current)} so far"), *((year.key, _label(year)) for year in earlier)],
            "Terms": [(term.key, f"{term.name} ({term.first_day.year})") for term in offered.terms],
            "Months": [(month.key, month.name) for month in offered.months],
        }
        if period and asked and asked not in offered.every:
            groups["Earlier"] = [(asked, _label(period))]
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, choices) for name, choices in groups.items() if choices]
        self._period = period

    @property
    def time(self) -> Period:
        """The stretch that the address names. Raises `NotFound` where it names none."""
        if self._period is None:
            raise NotFound
        return self._period


class PolicyFilters(PeriodChoice):
    """The page's address, read: what is not one of ours is not found. Only what occurs in these clauses can be chosen."""

    area = forms.ChoiceField(label="Area", required=False)
    actor = forms.ChoiceField(label="Binds", required=False)
    duty = forms.ChoiceField(label="How hard", required=False)
    state = forms.ChoiceField(label="State", required=False)

    def __init__(self, rows: Sequence[Row], offered: Offered, chosen: object = None) -> None:
        super().__init__(offered, chosen)
        self._offer("area", "Any", AREAS.__getitem__, sorted({row.clause.area for row in rows}, key=list(AREAS).index))
        self._offer("actor", "Anybody", spelt, sorted({row.clause.actor for row in rows}))
        self._offer(
            "duty", "Any", DUTIES.__getitem__, [duty for duty in DUTIES if any(row.clause.duty == duty for row in rows)]
        )
        self._offer("state", "Any", _state, [*State, *Attested])

    def _offer(self, name: str, anything: str, said: Callable[[str], str], values: Sequence[str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", anything), *((value, said(value)) for value in values)]

    @property
    def filters(self) -> Filters:
        """The filters that the address names. Raises `NotFound` for words that no link of ours holds."""
        if not self.is_valid():
            raise NotFound
        return Filters(**{name: str(word) for name, word in self.cleaned_data.items() if name != "period"})

    @property
    def in_words(self) -> list[str]:
        """What is chosen of each filter, with its name: "Area: Dates"."""
        chosen = {name: word for name, word in self.cleaned_data.items() if word and name != "period"}
        return [f"{self.fields[name].label}: {self._chosen(name, word)}" for name, word in chosen.items()]

    def _chosen(self, name: str, word: str) -> str:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return str(dict(field.choices)[word])  # type: ignore[arg-type]  # a flat list of pairs: only periods stand in groups


def _label(period: Period) -> str:
    name = period.name.removeprefix("the ")
    return f"{name[0].upper()}{name[1:]}"


def _state(value: str) -> str:
    return f"Kept elsewhere: {value}" if value in set(Attested) else value.capitalize()


class Attest(Complaining):
    """Who or what keeps a clause that Bookbag does not, and since when and until when that is sure."""

    keeper = forms.ChoiceField(label="What keeps this clause?", choices=list(KEEPERS.items()), widget=forms.RadioSelect)
    named = forms.CharField(
        label="Which person, system or paper?",
        help_text="For example: the site manager. The MIS. The fire log. No names of pupils or families.",
        max_length=200,
        error_messages={"required": "Say which person, system or paper."},
    )
    proof = forms.CharField(
        label="Where does the proof lie?",
        help_text="Where somebody who doubts it would look. For example: the blue folder in the school office.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say where somebody who doubts it would look."},
    )
    confirmed_on = day_field("On which day did you see for yourself?", required="Say on which day you saw it.")
    due_on = day_field(
        "When will somebody look again?",
        required="Say when somebody looks again.",
        help_text="A year on, unless you choose another day. It is shown as due 30 days before.",
    )

    @staticmethod
    def begun(row: Row, today: date) -> dict[str, object]:
        """What the form holds at first: what was confirmed last, seen today, for a year."""
        last = row.attestation
        known = {"keeper": last.keeper, "named": last.named, "proof": last.proof} if last else {}
        return {**known, "confirmed_on": today, "due_on": _a_year_on(today)}

    @property
    def confirmed(self) -> Confirmed:
        """What was entered."""
        return Confirmed(**self.cleaned_data)


def _a_year_on(day: date) -> date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def what(text: str) -> What | None:
    """Read which figure's cases are wanted. Raises `NotFound` for a word that no link of ours holds."""
    try:
        return What(text) if text else None
    except ValueError as fault:
        raise NotFound from fault
