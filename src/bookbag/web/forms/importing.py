"""Forms for bringing people in: the file, what stands in its columns, and which of two values holds."""

from typing import Any

from django import forms

from bookbag.people.importing.columns import EMERGENCIES, KIN, Column, What
from bookbag.people.importing.files import NAMES, Format, told_apart
from bookbag.people.importing.planning import OURS, THEIRS
from bookbag.web.forms.calendar import Complaining

_ONLY_OF_A_CHILD = (What.KNOWN_AS, What.KNOWN_FAMILY, What.BORN, What.CLASS, What.YEAR, What.UPN)
_OF_A_CHILD = (What.GIVEN, What.FAMILY, What.NAME, What.REVERSED, *_ONLY_OF_A_CHILD, What.ID, What.ADDRESS)
_OF_AN_ADULT = tuple(what for what in What if what not in _ONLY_OF_A_CHILD)
_COUNTED = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh")
_ADULTS = {number: f"{word} adult named" for number, word in enumerate(_COUNTED, start=1)} | {
    number: f"{kin.capitalize()}{f' {number - EMERGENCIES[0] + 1}' if number in EMERGENCIES else ''}"
    for number, kin in KIN.items()
}
CHOICES = [
    ("nothing", "Leave it out"),
    ("The child", [(str(Column(0, what)), f"Child: {what}") for what in _OF_A_CHILD]),
    *(
        (whose, [(str(Column(number, what)), f"{whose}: {what}") for what in _OF_AN_ADULT])
        for number, whose in _ADULTS.items()
    ),
]


class NewImport(Complaining):
    """The file, and what it is where that is known better than the file shows."""

    file = forms.FileField(
        label="The file",
        help_text="A class list saved as CSV, a Common Transfer File, or a OneRoster bundle.",
        error_messages={"required": "Choose the file.", "empty": "The file is empty."},
    )
    kind = forms.ChoiceField(
        label="What is it?",
        choices=[("", "Tell by the file"), *((str(key), name) for key, name in NAMES.items())],
        required=False,
    )

    def format_of(self, content: bytes) -> Format:
        """What the file is."""
        return Format(self.cleaned_data["kind"]) if self.cleaned_data["kind"] else told_apart(content)

    @property
    def file_name(self) -> str:
        """The name that it has with whoever brought it."""
        return str(self.cleaned_data["file"].name)


class Columns(forms.Form):
    """What stands in each column of a list."""

    def __init__(self, columns: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, (name, what) in enumerate(columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(label=name, choices=CHOICES, initial=what)

    @property
    def said(self) -> dict[int, str]:
        """What was said, by the places of the columns."""
        return {int(name.removeprefix("column_")): what for name, what in self.cleaned_data.items()}


class Answers(forms.Form):
    """Which of two values holds, for each that was corrected here and that the file has otherwise."""

    def __init__(self, asks: list[dict[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._keys = [each["key"] for each in asks]
        for number, each in enumerate(asks):
            self.fields[f"ask_{number}"] = forms.ChoiceField(
                label=f"{each['says']}. Which holds?",
                choices=[(OURS, "What stands here"), (THEIRS, "What the file says"), ("", "Ask me again next time")],
                widget=forms.RadioSelect,
                required=False,
            )

    @property
    def given(self) -> dict[str, str]:
        """The answers that were given, by the names of the questions."""
        answers = (self.cleaned_data.get(f"ask_{number}", "") for number in range(len(self._keys)))
        return {key: answer for key, answer in zip(self._keys, answers, strict=True) if answer}
