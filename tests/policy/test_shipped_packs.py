"""The packs that ship: sound, complete as ledgers, and with examples that notice any change of a figure."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.policy.figures import FIGURES

from bookbag.errors import Invalid
from bookbag.policy import examples, packs
from bookbag.policy.rules import KINDS
from bookbag.policy.rules.words import Check, Occasion, People, Post, Thing, Way
from bookbag.policy.values import Clock

VOCABULARIES = (Check, Occasion, People, Post, Thing, Way)

CLAUSES = {
    "heart-of-england": 46,
    "law-england": 9,
    "norton-west-chinnock": 127,
    "spring-partnership": 144,
    "standard": 25,
    "trust-electronic": 190,
    "wyton": 184,
}
CLOCKS = {"working_days": "school_days", "school_days": "working_days"}


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[str], Path]:
    """Copy a pack that ships, to be changed."""
    return lambda slug: Path(shutil.copytree(packs.SHIPPED / slug, tmp_path / slug))


@pytest.mark.parametrize("slug", packs.shipped())
def test_a_shipped_pack_is_sound_and_whole(slug) -> None:
    pack, tried = examples.check(packs.SHIPPED / slug)
    assert len(pack.clauses) == CLAUSES[slug]
    assert tried >= 3


@pytest.mark.parametrize("step", [-1, 1])
@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: f"{figure.slug}-{figure.place}-{figure.start}")
def test_a_changed_figure_fails_an_example(copied, figure, step) -> None:
    file = copied(figure.slug) / "pack.yaml"
    file.write_text(figure.changed_to(int(figure.figure) + step))
    with pytest.raises(Invalid):
        examples.check(file.parent)


@pytest.mark.parametrize(
    "slug",
    [slug for slug in packs.shipped() if any(rule.within.clock in set(Clock) for rule in packs.load(slug).promises)],
)
def test_a_changed_clock_fails_an_example(copied, slug) -> None:
    file = copied(slug) / "pack.yaml"
    file.write_text(re.sub("|".join(CLOCKS), lambda found: CLOCKS[found.group()], file.read_text()))
    with pytest.raises(Invalid, match="Expected and not given"):
        examples.check(file.parent)


@pytest.mark.parametrize("slug", packs.shipped())
def test_each_promise_and_each_route_of_a_message_is_needed_by_an_example(copied, slug) -> None:
    file = copied(slug) / "pack.yaml"
    blocks = re.split(r"\n(?=  - id: )", file.read_text())
    for position, block in enumerate(blocks):
        if re.search(r"kind: promise", block) or ("kind: route" in block and "event: message_received" in block):
            without = "\n".join(blocks[:position] + blocks[position + 1 :])
            file.write_text(without)
            with pytest.raises(Invalid, match="Expected and not given"):
                examples.check(file.parent)


def test_all_fourteen_kinds_of_rule_are_used_and_no_word_stands_idle() -> None:
    rules = [rule for slug in packs.shipped() for rule in packs.load(slug).rules]
    assert {rule.kind for rule in rules} == set(KINDS)
    assert len(KINDS) == 14
    said = " ".join(rule.model_dump_json() for rule in rules)
    idle = [word for vocabulary in VOCABULARIES for word in vocabulary if f'"{word}"' not in said]
    assert idle == []


def test_a_pack_is_read_once() -> None:
    assert packs.load("wyton") is packs.load("wyton")


def test_a_pack_that_does_not_ship_is_refused_with_the_names_of_those_that_do() -> None:
    with pytest.raises(Invalid, match=r"ships no pack called '\.\./wyton'\. It ships heart-of-england, "):
        packs.load("../wyton")
