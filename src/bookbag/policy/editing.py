"""Changes in the texts of a pack: a rule, a clause's words, the version, an example. What is not touched stays as it was written.

Only the lines of what changes are written anew, so that comments and order outlive an edit made by a form. That a text
is sound is for `packs` to say; here it has been read before.
"""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Any

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from bookbag.errors import NotFound
from bookbag.policy import faults
from bookbag.policy.packs import Pack
from bookbag.policy.rules import AnyRule, Rule

_RULE: TypeAdapter[AnyRule] = TypeAdapter(Rule)
_FIRST = ("id", "kind", "clauses")
_ONE_LINE = 100_000
"""No value is broken over lines: whoever edits the text sees each key on its own."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one key of a rule, in a sentence. Without a key it is about the rule as a whole."""

    key: str
    says: str


def judged(given: Mapping[str, object], pack: Pack, *, instead_of: str = "") -> AnyRule | tuple[Fault, ...]:
    """Read a rule from plain data as a part of this pack, in the place of one of its rules; or say what is wrong with it."""
    try:
        rule = _RULE.validate_python(given)
    except ValidationError as error:
        return tuple(Fault(_key(place), says) for place, says in faults.sentences(error))
    wrong = [
        Fault("clauses", f"The policy has no clause '{each}'.") for each in rule.clauses if each not in pack.clauses
    ]
    if rule.rests_on and rule.rests_on not in {need.id for need in pack.needs}:
        wrong.append(Fault("rests_on", f"The policy lists no need '{rule.rests_on}'."))
    if rule.id != instead_of and rule.id in {each.id for each in pack.rules}:
        wrong.append(Fault("id", f"There is a rule called '{rule.id}' already."))
    # As in reading a pack: a rule is judged by its clauses only where it cites clauses that exist.
    wrong = wrong or [Fault(key, says) for key, says in rule.misjudged(pack.clauses)]
    return tuple(wrong) or rule


def _key(place: faults.Place) -> str:
    """The key of the rule in which a fault lies: its place begins with the kind, where that is known."""
    words = [part for part in place if isinstance(part, str)]
    return words[1] if len(words) > 1 else ""


def as_data(part: BaseModel) -> dict[str, object]:
    """Give a part of a pack as plain data: what would stand in the file, without what goes without saying."""
    fields = type(part).model_fields
    given = {name: _plain(value) for name in fields if (value := getattr(part, name)) != fields[name].get_default()}
    return {name: given[name] for name in sorted(given, key=lambda name: _FIRST.index(name) if name in _FIRST else 9)}


def _plain(part: object) -> object:
    if isinstance(part, BaseModel):
        return as_data(part)
    if isinstance(part, frozenset):
        return sorted(map(str, part))
    if isinstance(part, tuple):
        return [_plain(each) for each in part]
    if isinstance(part, StrEnum):
        return part.value
    written = {time: "%H:%M", datetime: "%Y-%m-%d %H:%M"}.get(type(part))
    return format(part, written) if written else part


def with_rule(text: str, rule: AnyRule, *, instead_of: str = "") -> str:
    """Write a rule into the text of pack.yaml: in the place of one that stands there, or behind all."""
    return with_item(text, "rules", as_data(rule), key="id", instead_of=instead_of)


def without_rule(text: str, rule_id: str) -> str:
    """Take a rule out of the text of pack.yaml."""
    return without_item(text, "rules", key="id", value=rule_id)


def with_version(text: str, number: str) -> str:
    """Write the number of the version into the text of pack.yaml."""
    return _with_value(text, _at(_root(text), "version"), f'"{number}"')


def with_words(text: str, clause_id: str, says: str) -> str:
    """Write other words for a clause into the text of clauses.yaml."""
    clause = next(each for each in _root(text).value if _says(each, "id") == clause_id)
    return _with_value(text, _at(clause, "says"), _scalar(says))


def with_item(text: str, listing: str, data: Mapping[str, object], *, key: str, instead_of: str = "") -> str:
    """Write an item into a list: in the place of the one that is known by a key, or behind all."""
    listed = _at(_root(text), listing)
    lines = text.splitlines(keepends=True)
    if instead_of:
        item = _item(listed, key, instead_of)
        first, after, indent = item.start_mark.line, _end(item), item.start_mark.column - 2
        stood = [name.value for name, _ in item.value]
        ordered = {
            name: data[name] for name in sorted(data, key=lambda name: stood.index(name) if name in stood else 99)
        }
        return "".join([*lines[:first], _dumped([ordered], indent=indent), *lines[after:]])
    if not listed.value:
        return _with_value(text, listed, f"\n{_dumped([data], indent=2)}".rstrip("\n"))
    last = listed.value[-1]
    after, apart = _end(last), "\n" if _end(last) > last.start_mark.line + 1 else ""
    before = "".join(lines[:after])
    before += "" if before.endswith("\n") else "\n"
    return "".join([before, apart, _dumped([data], indent=last.start_mark.column - 2), *lines[after:]])


def without_item(text: str, listing: str, *, key: str, value: str) -> str:
    """Take an item out of a list, with the blank line that sets it apart. The last one leaves an empty list."""
    listed = _at(_root(text), listing)
    item = _item(listed, key, value)
    if len(listed.value) == 1:
        return _with_value(text, listed, "[]")
    lines = text.splitlines(keepends=True)
    after = _end(item)
    if after < len(lines) and not lines[after].strip():
        after += 1
    return "".join([*lines[: item.start_mark.line], *lines[after:]])


def _root(text: str) -> Any:
    return yaml.compose(text, Loader=yaml.CSafeLoader)


def _at(mapping: Any, key: str) -> Any:
    """The value of a key. Nodes are PyYAML's, which has no types for them."""
    return next(value for name, value in mapping.value if name.value == key)


def _says(mapping: Any, key: str) -> str:
    return str(_at(mapping, key).value)


def _item(listed: Any, key: str, value: str) -> Any:
    found = next((item for item in listed.value if _says(item, key) == value), None)
    if found is None:
        raise NotFound
    return found


def _end(node: Any) -> int:
    """The line after the last one that holds anything of a node. A block ends for PyYAML only where the next thing begins."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        return int(node.end_mark.line + (node.end_mark.column > 0))
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)


def _with_value(text: str, node: Any, written: str) -> str:
    """Write something else in the place of a value: behind its key, or on the lines below."""
    lines = text.splitlines(keepends=True)
    start, end = node.start_mark, node.end_mark
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        return "".join(
            [*lines[: start.line - 1], lines[start.line - 1].rstrip(), f" {written}\n", *lines[_end(node) :]]
        )
    head = lines[start.line][: start.column].rstrip() + ("" if written.startswith("\n") else " ")
    tail = lines[end.line][end.column :] if end.column else "\n"
    return "".join([*lines[: start.line], head, written, tail, *lines[end.line + (end.column > 0) :]])


class _Written(yaml.SafeDumper):
    """Writes values as packs have them: what is small on one line."""

    def ignore_aliases(self, _data: object) -> bool:
        """Nothing is written by reference."""
        return True

    def increase_indent(self, *given: bool, **_named: bool) -> None:
        """Lists stand further in than their key."""
        super().increase_indent(*given[:1])


def _scalar(given: str) -> str:
    return _yaml(given).removesuffix("...\n").rstrip("\n")


def _dumped(data: list[object], *, indent: int) -> str:
    """Write a list as it stands in a file, each line so far in."""
    return textwrap.indent(_yaml(data), " " * indent)


def _yaml(data: object) -> str:
    return str(
        yaml.dump(data, Dumper=_Written, default_flow_style=None, sort_keys=False, allow_unicode=True, width=_ONE_LINE)
    )
