"""The examples of a pack after a change: which no longer fit, and the same examples with what follows now, once somebody agrees.

An example is counted by hand, so that no figure changes unseen. Whoever changes one sees here what it does to each.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bookbag.policy import editing, examples, located, packs
from bookbag.policy.examples import Example
from bookbag.policy.packs import Pack


@dataclass(frozen=True, slots=True)
class Apart:
    """An example, or the figures of a rule, with what was expected and what follows now."""

    says: str
    expected: tuple[str, ...]
    follows: tuple[str, ...]


def apart(slug: str, texts: Mapping[str, bytes]) -> list[Apart]:
    """Name the examples that no longer fit the rules, and the figures that are stated otherwise. `Invalid` where a text is."""
    pack = packs.parse(slug, texts)
    file, calendar = examples.understood(located.parse(f"{slug}/{examples.FILE}", texts[examples.FILE]))
    found = [
        Apart(example.says, tuple(missing), tuple(surplus))
        for example in file.examples
        for missing, surplus in [examples.apart(example, examples.followed(example, pack, calendar))]
        if missing or surplus
    ]
    stated = {each.rule: each.says for each in file.figures}
    for rule, (says, now) in _restated(stated, pack).items():
        found.append(Apart(f"The figures of “{rule}”.", (says,) if says else (), (now,) if now else ()))
    return found


def agreed(slug: str, texts: Mapping[str, bytes]) -> str:
    """Give the text of examples.yaml with what follows from the rules today written into each example that did not fit."""
    pack, text = packs.parse(slug, texts), texts[examples.FILE].decode()
    file, calendar = examples.understood(located.parse(f"{slug}/{examples.FILE}", texts[examples.FILE]))
    for example in file.examples:
        given = examples.followed(example, pack, calendar)
        if any(examples.apart(example, given)):
            text = editing.with_item(text, "examples", _as_data(given), key="says", instead_of=example.says)
    for rule, (says, now) in _restated({each.rule: each.says for each in file.figures}, pack).items():
        if not now:
            text = editing.without_item(text, "figures", key="rule", value=rule)
        else:
            data = {"rule": rule, "says": now}
            text = editing.with_item(text, "figures", data, key="rule", instead_of=rule if says else "")
    return text


def _restated(stated: Mapping[str, str], pack: Pack) -> dict[str, tuple[str, str]]:
    """The rules whose figures are stated otherwise than they are: what is stated, and what they are."""
    given = {rule.id: rule.figures for rule in pack.rules if rule.figures}
    both = {rule: (stated.get(rule, ""), given.get(rule, "")) for rule in {**stated, **given}}
    return {rule: (says, now) for rule, (says, now) in both.items() if says != now}


def _as_data(example: Example) -> dict[str, object]:
    """As it stands in the file: what is expected stays there, even where that is nothing."""
    return {**editing.as_data(example), "expect": [editing.as_data(each) for each in example.expect]}
