"""Turns what pydantic finds wrong with a file into sentences for the person who wrote the file."""

import reprlib
from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

Place = tuple[int | str, ...]
"""Where in a file: the keys and the positions in lists that lead there, outermost first."""

_CHOICE = "{key} is {given}, and must be {expected}."
_KEYS = "{key} must be made of keys with their values."
_LIST = "{key} must be a list."
_SENTENCES = {
    "missing": "{key} is missing.",
    "extra_forbidden": "{key} is not a key that belongs here.",
    "enum": _CHOICE,
    "literal_error": _CHOICE,
    "value_error": "{key}: {error}.",
    "string_type": "{key} is {given}, and must be text; put it in quotes.",
    "model_type": _KEYS,
    "dict_type": _KEYS,
    "tuple_type": _LIST,
    "frozen_set_type": _LIST,
    "too_short": "{key} must not be empty.",
    "string_too_short": "{key} must not be empty.",
    "string_pattern_mismatch": "{key} is {given}; use small letters, figures and hyphens.",
    "greater_than_equal": "{key} is {given}, and must be at least {ge}.",
    "bool_type": "{key} is {given}, and must be true or false.",
    "bool_parsing": "{key} is {given}, and must be true or false.",
    "time_parsing": "{key} is {given}, and must be a time of day such as '08:55'.",
    "string_too_long": "{key} is longer than {max_length} letters.",
    "int_type": "{key} is {given}, and must be a whole number.",
    "union_tag_invalid": "'kind' is '{tag}', and must be {expected_tags}.",
    "union_tag_not_found": "'kind' is missing.",
}
_OF_KIND = {"union_tag_invalid": ("kind",)}
"""Where the key that a sentence is about lies deeper than the place that pydantic names."""


def sentences(error: ValidationError) -> Iterator[tuple[Place, str]]:
    """Give the place and a sentence for each thing that is wrong."""
    for found in error.errors(include_url=False):
        yield (*found["loc"], *_OF_KIND.get(found["type"], ())), _sentence(found)


def _sentence(found: ErrorDetails) -> str:
    key = next((f"'{part}'" for part in reversed(found["loc"]) if isinstance(part, str)), "this file")
    facts = {**found.get("ctx", {}), "key": key, "given": reprlib.repr(found["input"])}
    facts["problem"] = found["msg"].replace("Input should", "It should")
    return _SENTENCES.get(found["type"], "{key} is {given}. {problem}.").format(**facts)
