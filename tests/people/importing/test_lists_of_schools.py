"""Class lists in the shapes in which schools have them, each a file beside what it must give: children, adults, lines refused."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bookbag.errors import Invalid
from bookbag.people.importing import classlists
from bookbag.people.importing.values import ReadAdult, Reading, ReadPupil, Remark

LISTS = Path(__file__).parent / "lists"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((LISTS / "expected.yaml").read_text())
TODAY = date(2026, 11, 24)


def adult(one: ReadAdult) -> str:
    words = " ".join(filter(None, (one.title, one.given_name, one.family_name)))
    words += f", {one.relationship}" if one.relationship else ""
    words += "".join(f" <{email}>" for email in one.emails) + "".join(f" {number}" for number in one.telephones)
    words += f" [{one.address!r}]" if one.address else ""
    return words if one.parental_responsibility is None else f"{words} PR={one.parental_responsibility}"


def child(one: ReadPupil) -> str:
    in_use = f"{one.known_as} {one.known_family_name}".strip()
    name = f"{one.given_name} {one.family_name}{f' ({in_use})' if in_use else ''}"
    number = one.upn or one.external_id
    words = (name, one.class_name or "-", str(one.born_on or "-"), "; ".join(map(adult, one.adults)))
    return " | ".join((*words, number) if number else words)


def told(remarks: tuple[Remark, ...], *, refused: bool) -> list[str]:
    return [f"{remark.line}: {remark.says}" for remark in remarks if remark.refused is refused]


def said(raw: bytes) -> dict[str, Any]:
    try:
        reading: Reading = classlists.read(raw, today=TODAY)
    except Invalid as wrong:
        return {"says": str(wrong)}
    lines = {key: told(reading.remarks, refused=key == "refused") for key in ("refused", "noted")}
    return {"children": [child(one) for one in reading.pupils]} | {key: each for key, each in lines.items() if each}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_list_gives_what_is_expected(name: str) -> None:
    assert said((LISTS / name).read_bytes()) == EXPECTED[name]


def test_no_list_stands_without_what_it_must_give() -> None:
    assert {path.name for path in LISTS.iterdir()} == {*EXPECTED, "expected.yaml"}
