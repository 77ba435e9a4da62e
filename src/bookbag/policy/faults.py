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
}


def sentences(error: ValidationError) -> Iterator[tuple[Place, str]]:
    """Give the place and a sentence for each thing that is wrong."""
    for found in error.errors(include_url=False):
        yield found["loc"], _sentence(found)


def _sentence(found: ErrorDetails) -> str:
    key = next((f"'{part}'" for part in reversed(found["loc"]) if isinstance(part, str)), "this file")
    facts = {**found.get("ctx", {}), "key": key, "given": reprlib.repr(found["input"])}
    facts["problem"] = found["msg"].replace("Input should", "It should")
    return _SENTENCES.get(found["type"], "{key} is {given}. {problem}.").format(**facts)
