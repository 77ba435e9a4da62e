"""The generator is seeded: the same seed gives the same families, another seed others."""

from random import Random

from bookbag.cli.demo.people import Names, drawn
from bookbag.cli.demo.reading import read

CLASSES = ["RB", "1A", "2A"]


def test_the_same_seed_draws_the_same_families() -> None:
    names = read("families", Names)
    first, again, other = (drawn(names, 40, classes=CLASSES, slug="wyton", random=Random(seed)) for seed in (3, 3, 4))
    assert first == again
    assert first != other


def test_no_two_families_share_a_mailbox_by_chance() -> None:
    families = drawn(read("families", Names), 400, classes=CLASSES, slug="wyton", random=Random(5))
    homes = [{address for adult in family.adults for address in adult.emails} for family in families]
    assert sum(map(len, homes)) == len(set().union(*homes))
