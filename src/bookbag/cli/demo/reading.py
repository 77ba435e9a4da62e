"""Reads the demo's data, which stands in YAML beside this file."""

from importlib.resources import files
from typing import TypeVar

import yaml
from pydantic import TypeAdapter

Shape = TypeVar("Shape")


def read(name: str, shape: type[Shape]) -> Shape:
    """The file of this name, checked and as values of this shape."""
    text = files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return TypeAdapter(shape).validate_python(yaml.safe_load(text))
