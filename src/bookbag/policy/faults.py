"""Turns what pydantic finds wrong with a file into sentences for the person who wrote the file."""

from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

Place = tuple[int | str, ...]
"""Where in a file: the keys and the positions in lists that lead there, outermost first."""


def sentences(error: ValidationError) -> Iterator[tuple[Place, str]]:
    """Give the place and a sentence for each thing that is wrong."""
    for found in error.errors(include_url=False):
        yield found["loc"], _sentence(found)


def _sentence(found: ErrorDetails) -> str:
    key = next((f"'{part}'" for part in reversed(found["loc"]) if isinstance(part, str)), "this file")
    match found["type"]:
        case "missing":
            return f"{key} is missing."
        case "extra_forbidden":
            return f"{key} is not a key that belongs here."
        case "enum" | "literal_error":
            return f"{key} is {found['input']!r}, and must be {found['ctx']['expected']}."
        case "value_error":
            return f"{key}: {found['ctx']['error']}."
        case "string_type":
            return f"{key} is {found['input']!r}, and must be text; put it in quotes."
        case _:
            return f"{key} is {found['input']!r}. {found['msg']}."
