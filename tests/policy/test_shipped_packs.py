"""The packs that ship: sound, complete as ledgers, and with examples that notice any change of a figure."""

import re
import shutil

import pytest

from bookbag.errors import Invalid
from bookbag.policy import examples, packs

FIGURES = [
    (slug, found.start(), found.group())
    for slug in packs.shipped()
    for found in re.finditer(r"_days: \d+", (packs.SHIPPED / slug / "pack.yaml").read_text())
]


@pytest.mark.parametrize(
    ("slug", "clauses"), [("wyton", 184), ("norton-west-chinnock", 127), ("spring-partnership", 144)]
)
def test_a_shipped_pack_is_sound_and_whole(slug, clauses) -> None:
    pack, tried = examples.check(packs.SHIPPED / slug)
    assert len(pack.clauses) == clauses
    assert tried >= 3


@pytest.mark.parametrize("step", [-1, 1])
@pytest.mark.parametrize(("slug", "start", "figure"), FIGURES)
def test_a_changed_figure_fails_an_example(slug, start, figure, step, tmp_path) -> None:
    folder = tmp_path / slug
    shutil.copytree(packs.SHIPPED / slug, folder)
    whole = (folder / "pack.yaml").read_text()
    changed = re.sub(r"\d+", lambda number: str(int(number.group()) + step), figure)
    (folder / "pack.yaml").write_text(whole[:start] + changed + whole[start + len(figure) :])
    with pytest.raises(Invalid):
        examples.check(folder)


@pytest.mark.parametrize("slug", packs.shipped())
def test_a_changed_clock_fails_an_example(slug, tmp_path) -> None:
    folder = tmp_path / slug
    shutil.copytree(packs.SHIPPED / slug, folder)
    other = {"working_days": "school_days", "school_days": "working_days"}
    whole = (folder / "pack.yaml").read_text()
    (folder / "pack.yaml").write_text(re.sub("working_days|school_days", lambda found: other[found.group()], whole))
    with pytest.raises(Invalid, match="Expected and not given"):
        examples.check(folder)


def test_a_pack_is_read_once() -> None:
    assert packs.load("wyton") is packs.load("wyton")


def test_a_pack_that_does_not_ship_is_refused_with_the_names_of_those_that_do() -> None:
    with pytest.raises(Invalid, match=r"ships no pack called '\.\./wyton'\. It ships norton-west-chinnock, "):
        packs.load("../wyton")
