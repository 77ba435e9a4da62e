"""Reads YAML so that every value remembers its line. Refuses what a pack has no use for: repeated keys, aliases, several documents."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError
from yaml.constructor import SafeConstructor

from bookbag.errors import Invalid
from bookbag.policy import faults
from bookbag.policy.faults import Place

Wanted = TypeVar("Wanted")


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file as plain data, with the line of each of its values."""

    name: str
    raw: bytes = field(repr=False)
    content: object = field(repr=False)
    lines: dict[Place, int] = field(repr=False)

    def fault(self, place: Place, sentence: str) -> str:
        """Say what is wrong and where: the line of the place, or of the nearest thing around it."""
        known: Place = ()
        for (
            part
        ) in place:  # a part that the file does not hold is a missing key, or pydantic's name for a choice of kinds
            if (*known, part) in self.lines:
                known = (*known, part)
        return f"{self.name}, line {self.lines[known]}: {sentence}"


def read(path: Path) -> Document:
    """Read a YAML file; `Invalid` names the file, the line and what is wrong there."""
    name = f"{path.resolve().parent.name}/{path.name}"
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Invalid(f"{name} cannot be read: {error.strerror}.") from error
    return parse(name, raw)


def parse(name: str, raw: bytes) -> Document:
    """Understand the bytes of a YAML file; `Invalid` names the file as it is called here, the line and what is wrong."""
    try:
        root = yaml.compose(raw.decode(), Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Invalid(f"{name}, line {line}: this is not UTF-8.") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Invalid(f"{name}, line {mark.line + 1 if mark else 1}: {error.problem}.") from error
    except yaml.YAMLError as error:
        raise Invalid(f"{name}, line 1: {error}.") from error
    reading = _Reading(name)
    content = reading.value(root, ()) if root else None
    return Document(name, raw, content, {(): 1} | reading.lines)


def checked(wanted: TypeAdapter[Wanted], document: Document) -> Wanted:
    """Read a document as what it should be; `Invalid` holds a line for each fault."""
    try:
        return wanted.validate_python(document.content)
    except ValidationError as error:
        raise Invalid("\n".join(document.fault(place, wrong) for place, wrong in faults.sentences(error))) from error


class _Reading:
    """One walk over the nodes of a file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Place, int] = {}
        self._constructor = SafeConstructor()
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, place: Place) -> object:
        self.lines[place] = node.start_mark.line + 1
        if id(node) in self._seen:
            raise self._fault(node, "aliases (*) are not used in packs; write the value out")
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each, (*place, position)) for position, each in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, object]:
        found: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._fault(key_node, "a key must be a single word")
            if key in found:
                raise self._fault(key_node, f"'{key}' stands here twice")
            found[key] = self.value(value_node, (*place, key))
            self.lines[*place, key] = key_node.start_mark.line + 1
        return found

    def _scalar(self, node: yaml.Node) -> object:
        if node.tag == "tag:yaml.org,2002:int" and ":" in node.value:
            return node.value  # YAML reads 15:30 as a number in base 60; whoever wrote it meant a time
        try:
            built: object = self._constructor.construct_object(node)
        except (yaml.YAMLError, ValueError) as error:
            raise self._fault(node, f"{node.value!r} cannot be understood") from error
        return built

    def _fault(self, node: yaml.Node, sentence: str) -> Invalid:
        return Invalid(f"{self.name}, line {node.start_mark.line + 1}: {sentence}.")
