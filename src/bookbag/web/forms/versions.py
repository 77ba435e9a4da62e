"""Other versions of a message as its author brings them, and one that was made afterwards. What is needed `desk.readers` says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField

from bookbag.compose.actions.drafts import File, Version
from bookbag.compose.context import Reader
from bookbag.desk import readers
from bookbag.people import reading
from bookbag.policy.english import listed
from bookbag.web.forms.calendar import Complaining

if TYPE_CHECKING:
    from bookbag.compose.models import DraftVersion

LARGEST = 10_000_000
"""A mail grows by a third on its way, and many servers take no more than 20 MB."""
_OWN = {
    "large_print": "Large print of your own, if ours will not do",
    "audio": "The recording, if it is there already",
    "braille": "A file for Braille, if it is there already",
    "easy_read": "The easy read version, if it is there already",
}


class VersionFile(forms.FileField):
    """A file that goes with a mail."""

    def __init__(self, *, label: str, required: str = "", help_text: str = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=bool(required),
            widget=forms.FileInput(attrs={"class": "govuk-file-upload"}),
            error_messages={"required": required, "empty": "This file is empty."},
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        """A file that a mail can carry."""
        file = super().clean(data, initial)
        if file and (file.size or 0) > LARGEST:
            raise forms.ValidationError(f"This file is larger than {LARGEST // 1_000_000} MB: no mail carries it.")
        return file


def read(file: "UploadedFile[Any] | None") -> File | None:
    """A file with its bytes."""
    return File(file.name or "File", file.content_type or "", file.read()) if file else None


@dataclass(frozen=True, slots=True)
class Row:
    """One version as the page asks for it: for whom, the field of its words (of a language), of its file, and what is kept."""

    form: str
    label: str
    names: str
    text: BoundField | None
    file: BoundField
    drop: BoundField | None
    kept: "DraftVersion | None"


class WithVersions(forms.Form):
    """A form that asks for a version where somebody who gets the message needs one."""

    ordinary = forms.MultipleChoiceField(
        label="Send the ordinary version all the same to", required=False, widget=forms.CheckboxSelectMultiple
    )
    readers: Sequence[Reader] = ()
    kept: Mapping[str, "DraftVersion"] = {}

    def offer(self, found: Sequence[Reader], kept: Iterable["DraftVersion"]) -> None:
        """Ask for what these readers need; `kept` are the versions that are there."""
        self.readers, self.kept = found, {each.form: each for each in kept}
        ordinary = self.fields["ordinary"]
        assert isinstance(ordinary, forms.ChoiceField)
        ordinary.choices = [(str(key), name) for key, name in readers.may_get_ordinary(found)]
        for form in readers.to_type(found):
            for name, field in self._fields_of(form):
                self.fields.setdefault(name, field)

    def _fields_of(self, form: str) -> Iterator[tuple[str, forms.Field]]:
        label, before = reading.label(form), self.kept.get(form)
        if reading.is_language(form):
            yield (
                f"words_{form}",
                forms.CharField(
                    label=f"The words in {label}",
                    required=False,
                    initial=before.text if before else "",
                    widget=forms.Textarea(attrs={"rows": 6, "lang": form, "dir": "auto"}),
                ),
            )
        own = _OWN.get(form, f"Or a file with the {label} words")
        yield f"file_{form}", VersionFile(label=own)
        if before and before.sha256:
            yield f"drop_{form}", forms.BooleanField(label=f"Take out {before.name}", required=False)

    @property
    def rows(self) -> list[Row]:
        """Each version that is asked for."""
        return [
            Row(
                form,
                reading.label(form),
                listed([each.name for each in self.readers if any(want.form == form for want in each.wants)]),
                self[f"words_{form}"] if f"words_{form}" in self.fields else None,
                self[f"file_{form}"],
                self[f"drop_{form}"] if f"drop_{form}" in self.fields else None,
                self.kept.get(form),
            )
            for form in readers.to_type(self.readers)
        ]

    @property
    def asked_for(self) -> str:
        """What the page asks for, to see whether it still is so."""
        return " ".join(
            [*readers.to_type(self.readers), *(str(key) for key, _ in readers.may_get_ordinary(self.readers))]
        )

    def versions(self) -> list[Version]:
        """What was typed and brought."""
        given = self.cleaned_data
        return [
            Version(
                form,
                text=given.get(f"words_{form}", "").strip(),
                file=read(given.get(f"file_{form}")),
                keeps=not given.get(f"drop_{form}"),
            )
            for form in readers.to_type(self.readers)
        ]


class Attach(Complaining):
    """What was made for one adult, to be sent to them."""

    file = VersionFile(label="The file that was made", required="Choose the file that was made.")

    def brought(self) -> File:
        """The file with its bytes."""
        file = read(self.cleaned_data["file"])
        assert file
        return file


class Settle(Complaining):
    """How a version reached an adult otherwise."""

    how = forms.CharField(
        label="How it reached them, or why it is not needed",
        help_text="For example: read to her at the gate. Only colleagues read this.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say how it reached them, or why it is not needed."},
    )
