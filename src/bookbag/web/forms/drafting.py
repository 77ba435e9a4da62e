"""Drafting a policy: a rule as a form made from its own model, the words of a clause, the text itself. What holds is for the
policy to say; each form only says it beside the field that it is about.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from django import forms
from django.forms.boundfield import BoundField
from pydantic.fields import FieldInfo

from bookbag.errors import Invalid
from bookbag.policy import editing
from bookbag.policy.packs import Pack
from bookbag.policy.rules import AnyRule
from bookbag.policy.rules.base import Cited
from bookbag.policy.sentences import in_words
from bookbag.web.forms.calendar import day_field
from bookbag.web.forms.rulefields import Length, Many, Shape, Steps, shape
from bookbag.web.forms.rulewords import KINDS, label

MODELS = {get_args(model.model_fields["kind"].annotation)[0]: model for model in get_args(AnyRule)}
MANY = 8
"""A list of more words than these is folded, with those that are ticked in its summary."""
FEW_NEED = ("rests_on", "severity", "harder_because", "held_for")
KEY = re.compile(r"'([a-z_]+)'")


@dataclass(frozen=True, slots=True)
class Row:
    """Fields that stand together: one, a number with its unit, or all of a step. Folded ones say in words what they hold."""

    fields: tuple[BoundField, ...]
    legend: str = ""
    folded: str = ""

    @property
    def is_open(self) -> bool:
        """Whether what is folded must be seen."""
        return any(field.errors for field in self.fields)


class RuleForm(forms.Form):
    """A rule of one kind. Once it is valid, `rule` is what was written."""

    rule: AnyRule

    def __init__(
        self, kind: str, pack: Pack, data: Mapping[str, Any] | None = None, *, was: AnyRule | None = None
    ) -> None:
        super().__init__(data)
        self.kind, self.pack, self.was = kind, pack, was
        self.stood = editing.as_data(was) if was else {"kind": kind}
        self.shapes: dict[str, Shape] = {}
        for key, info in _ordered(MODELS[kind]):
            found = (
                None
                if key == "kind" or (key == "id" and was)
                else shape(key, *label(kind, key), info, self.stood.get(key))
            )
            if found:
                self.shapes[key] = found
                self.fields |= dict(found.fields())
        if needs := [(need.id, need.what) for need in pack.needs]:
            self.fields["rests_on"] = forms.ChoiceField(
                label=label(kind, "rests_on")[0],
                help_text=label(kind, "rests_on")[1],
                choices=[("", "Nothing of the kind"), *needs],
                required=False,
                initial=self.stood.get("rests_on", ""),
            )

    @property
    def written_clauses(self) -> list[str]:
        """The clauses that the rule names, as far as they could be read."""
        data = self.written if self.is_bound and hasattr(self, "cleaned_data") else self.stood
        named: list[str] = data.get("clauses", [])  # type: ignore[assignment]  # a key that all rules have
        return named

    @property
    def unseen(self) -> list[str]:
        """What stands in the rule and has no field here."""
        return [in_words(key) for key in self.stood if key not in {"id", "kind", *self.shapes}]

    @property
    def written(self) -> dict[str, Any]:
        """The rule as plain data, as far as its fields could be read."""
        found = dict(self.stood)
        for key, each in self.shapes.items():
            if not all(name in self.cleaned_data for name in self._names(key)):
                continue
            value, info = each.read(self.cleaned_data), each.info
            if value or (value == [] and (info.is_required() or info.get_default())):
                found[key] = value
            else:
                found.pop(key, None)
        return found

    def clean(self) -> None:
        """Ask the policy what is wrong with the rule, and say it of the fields."""
        judged = editing.judged(self.written, self.pack, instead_of=self.was.id if self.was else "")
        if not isinstance(judged, tuple):
            self.rule = judged
            return
        for fault in judged:
            names = self._names(fault.key) if fault.key in self.shapes else []
            if not any(name in self.errors for name in names):
                self.add_error(names[0] if names else None, self._said(fault.says))

    def rows(self) -> Iterator[Row]:
        """All but what few rules need, as it is drawn."""
        yield from (row for key in self.shapes if key not in FEW_NEED for row in self._rows(key))

    def more(self) -> list[BoundField]:
        """What few rules need."""
        return [self[key] for key in FEW_NEED if key in self.fields]

    @property
    def more_is_open(self) -> bool:
        """Whether what few rules need must be seen: it is used, or wrong."""
        return any(field.errors or self.stood.get(field.name) for field in self.more())

    def _rows(self, key: str) -> Iterator[Row]:
        found = self.shapes[key]
        names = self._names(key)
        if isinstance(found, Steps):
            size = 5
            for place, first in enumerate(range(0, len(names), size)):
                last = first + size >= len(names)
                fields = tuple(self[name] for name in names[first : first + size])
                yield Row(fields, legend="One more step" if last else f"Step {place + 1}")
        elif isinstance(found, Many) and len(choices := dict(self.fields[key].choices)) > MANY:  # type: ignore[attr-defined]
            ticked = [choices[each] for each in self[key].value() or () if each in choices]
            told = "any" if len(ticked) == len(choices) else ", ".join(each.lower() for each in ticked) or "none"
            yield Row((self[key],), folded=f"{found.label}: {told}")
        else:
            yield Row(tuple(self[name] for name in names), legend=found.label if isinstance(found, Length) else "")

    def _names(self, key: str) -> list[str]:
        """The fields of a key."""
        found = self.shapes[key]
        if isinstance(found, Steps):
            return [name for name in self.fields if name.startswith(f"{key}_")]
        return [key, f"{key}_unit"] if isinstance(found, Length) else [key]

    def _said(self, says: str) -> str:
        """What the policy says of a key, for somebody who sees no keys: "'within' is 0, and …" is "This is 0, and …"."""
        rest = re.sub(r"^'[a-z_]+':? ?", "", says)
        rest = f"This {rest}" if rest != says and rest.startswith(("is ", "must ")) else f"{rest[:1].upper()}{rest[1:]}"
        return KEY.sub(
            lambda found: f"“{label(self.kind, found[1])[0]}”" if found[1] in self.shapes else found[0], rest
        )


def _ordered(model: type[Cited]) -> list[tuple[str, FieldInfo]]:
    """The keys of a kind: first those that are its own, then what it shares with others."""
    return sorted(model.model_fields.items(), key=lambda each: each[0] not in model.__annotations__)


class AddRule(forms.Form):
    """Which kind of rule is to be added."""

    kind = forms.ChoiceField(label="What should it say?", choices=list(KINDS.items()), widget=forms.RadioSelect)


class ClauseWords(forms.Form):
    """The words of a clause."""

    says = forms.CharField(
        label="What the clause says",
        max_length=2_000,
        error_messages={"required": "Write what the clause says."},
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean_says(self) -> str:
        """On one line, however it was typed."""
        return " ".join(self.cleaned_data["says"].split())


class WholeText(forms.Form):
    """One of the files of the policy, as it is written."""

    text = forms.CharField(
        label="The text",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "class": "bb-yaml", "spellcheck": "false"}),
    )

    def clean_text(self) -> str:
        """With the line ends of the file: browsers send others."""
        return "\n".join(self.cleaned_data["text"].splitlines()).rstrip("\n") + "\n"

    def complain(self, wrong: Invalid) -> None:
        """Say each fault, with its line."""
        for line in str(wrong).splitlines():
            self.add_error("text", line)


class NewVersion(forms.Form):
    """The number under which a version comes into force."""

    number = forms.RegexField(
        r"^[0-9A-Za-z][0-9A-Za-z .-]*\Z",
        label="Number of the version",
        max_length=30,
        error_messages={"invalid": "Use letters, figures, full stops and hyphens."},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
    )


class Since(forms.Form):
    """From which day on past cases are looked at."""

    since = day_field("Cases since", required="Say from which day on.")


def seen(part: object) -> str:
    """What tells whether a part of a draft is still as somebody saw it."""
    return hashlib.sha256(json.dumps(part, sort_keys=True, default=str).encode()).hexdigest()[:16]
