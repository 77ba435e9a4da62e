"""What teaches triage can be read, says nothing twice, and has taught what the page of figures claims."""

import re
from collections import Counter
from pathlib import Path

import pytest
from training.triage.reading import UnreadableError, read

from bookbag.triage.judging import CATEGORIES

ROOT = Path(__file__).parents[2]
AT_LEAST = {"safeguarding": (0.85, 0.5), "complaint": (0.65, 0.45), "abuse": (0.6, 0.5), "urgent": (0.8, 0.5)}
"""Of each label how many are found, and how many of those suggested are right: below this something has broken."""


def test_every_message_can_be_read_and_stands_there_once() -> None:
    taught = read(ROOT / "training" / "triage" / "corpus")
    assert {each.category for each in taught} == set(CATEGORIES)
    twice = {text for text, times in Counter(each.text for each in taught).items() if times > 1}
    assert not twice


def test_every_safeguarding_message_says_in_which_words() -> None:
    taught = read(ROOT / "training" / "triage" / "corpus")
    silent = [each.source for each in taught if "safeguarding" in each.labels]
    marked = [each.source for each in taught if any(sign == "safeguarding" for _, _, sign in each.marked)]
    assert silent == marked


@pytest.mark.parametrize("line", ["a¦b", "email¦absence¦nonsense¦plain¦s¦t", "pigeon¦absence¦¦plain¦s¦t"])
def test_a_line_that_says_something_else_is_named(line: str, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(f"email¦praise¦¦plain¦Hi¦Thank you\n{line}\n", encoding="utf-8")
    with pytest.raises(UnreadableError, match=r"one\.txt:2"):
        read(tmp_path)


@pytest.mark.parametrize("label", AT_LEAST)
def test_the_page_of_figures_says_what_is_good_enough(label: str) -> None:
    page = (ROOT / "docs" / "triage.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| {label} \| \d+ \| ([\d.]+) \| ([\d.]+) ", page, re.MULTILINE)
    assert tuple(map(float, row)) >= AT_LEAST[label]
    assert float(row[1]) >= AT_LEAST[label][1]
