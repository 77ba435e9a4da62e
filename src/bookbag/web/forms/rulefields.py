"""The shapes that a value of a rule can have, each as fields of a form and back as plain data."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from django import forms
from pydantic.fields import FieldInfo

from bookbag.policy.rules.timed import Ahead, Lapse, Step, Stretch, Within
from bookbag.policy.sentences import in_words
from bookbag.web.forms.rulewords import choice

NAMED = "promised"
"""The one length that has no number: until the day that an answer has named."""
_BESIDE = ("without_sessions_up_to", "otherwise")
"""What can stand beside a length, and stays as it is."""
_LENGTHS = (Within, Lapse, Ahead)
_STEP = {"by": "Who", "does": "Does what", "within": "Within", "promptly": "How soon"}
_OF_LAW = ("uk_working_days", "session_days", "calendar_days", "calendar_months", "hours")
_STRETCH = re.compile(r"(\d{1,2})[:.](\d\d)\s*(?:to|until|-|–)\s*(\d{1,2})[:.](\d\d)")


@dataclass(frozen=True, slots=True)
class Shape(ABC):
    """A value under a key, and what stood there. Its fields bear the key as their name, or begin with it."""

    key: str
    label: str
    hint: str
    info: FieldInfo
    stood: Any = None

    @abstractmethod
    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        """The fields, filled with what stood there."""

    def read(self, given: Mapping[str, Any]) -> Any:
        """What was given, as plain data; something empty where nothing was."""
        return given[self.key]

    def _told(self, **more: Any) -> dict[str, Any]:
        return {"label": self.label, "help_text": self.hint, "required": False, **more}


class Yes(Shape):
    """A box to tick."""

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        yield self.key, forms.BooleanField(**self._told(initial=bool(self.stood)))


class Whole(Shape):
    """A number."""

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        yield self.key, _number(**self._told(initial=self.stood))


class Words(Shape):
    """A line of words."""

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        yield self.key, forms.CharField(**self._told(initial=self.stood or "", max_length=200))


class Codes(Shape):
    """The numbers of clauses."""

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        yield self.key, forms.CharField(**self._told(initial=", ".join(self.stood or ())))

    def read(self, given: Mapping[str, Any]) -> Any:
        return [code.upper() for code in re.split(r"[\s,;]+", given[self.key]) if code]


class Lines(Shape):
    """Several lines of words."""

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        words = forms.CharField(
            **self._told(initial="\n".join(self.stood or ()), widget=forms.Textarea(attrs={"rows": 4}))
        )
        yield self.key, words

    def read(self, given: Mapping[str, Any]) -> Any:
        return [line.strip() for line in given[self.key].splitlines() if line.strip()]


class Stretches(Shape):
    """Parts of a day, one a line."""

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        lines = "\n".join(f"{each['start']} to {each['end']}" for each in self.stood or ())
        yield self.key, forms.CharField(**self._told(initial=lines, widget=forms.Textarea(attrs={"rows": 3})))

    def read(self, given: Mapping[str, Any]) -> Any:
        return [_stretch(line.strip()) for line in given[self.key].splitlines() if line.strip()]


class One(Shape):
    """One word of a list."""

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        usual = None if self.info.is_required() else self.info.get_default()
        none = [] if usual else [("", "Choose" if self.info.is_required() else "–")]
        words = [*none, *_choices(self.key, _bare(self.info.annotation))]
        yield self.key, forms.ChoiceField(**self._told(initial=self.stood or usual or "", choices=words))


class Many(Shape):
    """Several words of a list. Those that stood there keep their order."""

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        usual = () if self.info.is_required() else self.info.get_default()
        words = _choices(self.key, _bare(get_args(_bare(self.info.annotation))[0]))
        initial = [str(each) for each in usual] if self.stood is None else self.stood
        ticks = self._told(initial=initial, choices=words, widget=forms.CheckboxSelectMultiple)
        yield self.key, forms.MultipleChoiceField(**ticks)

    def read(self, given: Mapping[str, Any]) -> Any:
        ticked, before = given[self.key], self.stood or ()
        return [*(each for each in before if each in ticked), *(each for each in ticked if each not in before)]


class Length(Shape):
    """A number and its unit."""

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        unit, figure = next(
            ((unit, each) for unit, each in (self.stood or {}).items() if unit not in _BESIDE), ("", None)
        )
        yield self.key, _number(**self._told(initial=None if unit == NAMED else figure))
        units = [(each, _unit(each)) for each in self._units()]
        yield (
            f"{self.key}_unit",
            forms.ChoiceField(label="Counted in", choices=units, required=False, initial=unit or units[0][0]),
        )

    def read(self, given: Mapping[str, Any]) -> Any:
        figure, unit = given[self.key], given[f"{self.key}_unit"]
        kept = {name: each for name, each in (self.stood or {}).items() if name in _BESIDE and unit in self.stood}
        if unit == NAMED:
            return {NAMED: True, **kept}
        return None if figure is None else {unit: figure, **kept}

    def _units(self) -> list[str]:
        """The school's own units. One of law is offered only where it stands already."""
        model = _bare(self.info.annotation)
        own = [unit for unit in model.model_fields if unit not in _BESIDE]
        return [unit for unit in own if unit not in _OF_LAW or unit in (self.stood or {}) or model is not Within]


class Steps(Shape):
    """The steps of a procedure: those that stand there, and room for one more."""

    def fields(self) -> Iterator[tuple[str, forms.Field]]:
        for step in self.steps():
            for each in step.values():
                yield from each.fields()

    def steps(self) -> Iterator[dict[str, Shape]]:
        """The shapes of each step."""
        for place, step in enumerate([*(self.stood or ()), {}]):
            found = {}
            for name, label in _STEP.items():
                each = shape(f"{self.key}_{place}_{name}", label, "", Step.model_fields[name], step.get(name))
                assert each is not None, "each key of a step has a shape"
                found[name] = each
            yield found

    def read(self, given: Mapping[str, Any]) -> Any:
        read = [{name: each.read(given) for name, each in step.items()} for step in self.steps()]
        return [{name: value for name, value in step.items() if value} for step in read if step["does"] or step["by"]]


def shape(key: str, label: str, hint: str, info: FieldInfo, stood: Any = None) -> Shape | None:
    """The shape of a value, by what its model says of it; None for what no field can show."""
    annotation = _bare(info.annotation)
    several = get_origin(annotation) in {tuple, frozenset}
    item = _bare(get_args(annotation)[0]) if several else None
    fits: list[tuple[bool, type[Shape]]] = [
        (key == "clauses", Codes),
        (annotation is bool, Yes),
        (annotation is int, Whole),
        (annotation is str, Words),
        (annotation in _LENGTHS, Length),
        (_is_word(annotation), One),
        (several and _is_word(item), Many),
        (item is str, Lines),
        (item is Stretch, Stretches),
        (item is Step, Steps),
    ]
    found = next((kind for fit, kind in fits if fit), None)
    return found(key, label, hint, info, stood) if found else None


def _bare(annotation: Any) -> Any:
    """What stands there where something does, without what else is asked of it."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        (one,) = (each for each in get_args(annotation) if each is not NoneType)
        return _bare(one)
    return annotation


def _is_word(annotation: Any) -> bool:
    return get_origin(annotation) is Literal or (isinstance(annotation, type) and issubclass(annotation, StrEnum))


def _choices(key: str, words: Any) -> Sequence[tuple[str, str]]:
    listed = get_args(words) if get_origin(words) is Literal else words
    return [(str(word), choice(key, str(word))) for word in listed]


def _number(**told: Any) -> forms.IntegerField:
    return forms.IntegerField(
        **told,
        error_messages={"invalid": "Write a whole number."},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )


def _unit(unit: str) -> str:
    return "the day that an answer has named" if unit == NAMED else in_words(unit)


def _stretch(line: str) -> dict[str, str]:
    """From when until when. What is no such thing is handed on for the rule to complain of."""
    found = _STRETCH.fullmatch(line)
    if not found:
        return {"start": line, "end": line}
    hour, minute, until, to = found.groups()
    return {"start": f"{int(hour):02}:{minute}", "end": f"{int(until):02}:{to}"}
