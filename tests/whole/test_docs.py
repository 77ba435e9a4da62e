"""What the README and the docs say is true: links lead somewhere, commands and variables exist, every package has a reason."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from bookbag.cli.main import WORDS, command
from bookbag.config.database import USERS

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
WRITTEN = [*PAGES, *sorted((ROOT / "src/bookbag/web/templates").rglob("*.html"))]
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
VARIABLE = r"(?:BOOKBAG|DATABASE)_[A-Z_]*[A-Z]"
FOREIGN_SPELLING = re.compile(
    r"\b(?:(?:organ|recogn|summar|priorit|apolog|author|categor|minim)iz\w*|(?:behavior|color|favorite|honor|neighbor|"
    r"catalog|center|enrollment|fulfill)\w*)\b",
    re.IGNORECASE,
)
NAMES = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)|\{[{%].*?[%}]\}|<[^>]*>", re.DOTALL)
"""What others named, and what a browser reads: not our prose."""


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_relative_link_leads_to_a_file(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text())
    inside = [target.partition("#")[0] for target in targets if "://" not in target and not target.startswith("#")]
    assert [target for target in inside if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_that_is_named_exists(page: Path) -> None:
    known = get_command(command(WORDS))
    assert isinstance(known, TyperGroup)
    spoken = re.findall(r"(?:^|[`/])bookbag ((?:[a-z]+ ?)+)", page.read_text(), re.MULTILINE)
    assert [words for words in spoken if not exists(words.split(), known)] == []


def exists(words: list[str], known: TyperGroup) -> bool:
    """The first word is a command; the second too, where the first is a group that does nothing by itself."""
    first = known.commands.get(words[0])
    if not isinstance(first, TyperGroup) or len(words) == 1:
        return first is not None
    return words[1] in first.commands


def variables_of_the_source() -> set[str]:
    """The names that stand in the source as whole strings."""
    files = (ROOT / "src").rglob("*.py")
    return {name for file in files for name in re.findall(rf"[\"']({VARIABLE})[\"']", file.read_text())}


def secrets() -> set[str]:
    """The variables that stand in for files in HOME/secrets."""
    names = {"django", "reply-token", "google-client", "microsoft-client", *USERS.values()}
    return {f"BOOKBAG_SECRET_{name.upper().replace('-', '_')}" for name in names}


def test_every_variable_that_the_docs_name_is_read_and_every_one_that_is_read_is_named() -> None:
    spoken = {name for page in PAGES for name in re.findall(rf"\b{VARIABLE}\b", page.read_text())}
    read = variables_of_the_source()
    assert spoken - read - secrets() == set()
    assert read - spoken == set()


def packages() -> Iterator[str]:
    for file in ("base.in", "s3.in", "dev.in", "build.in", "bootstrap.in"):
        for line in (ROOT / "requirements" / file).read_text().splitlines():
            if line and not line.startswith(("#", "-")):
                yield re.split(r"[\[~=<>]", line)[0]


def test_every_package_has_its_reason_and_no_other_has() -> None:
    lines = (ROOT / "docs/decisions/0013-what-we-stand-on.md").read_text().splitlines()
    reasons = [name for line in lines if line.startswith("- ") for name in re.findall(r"`([^`]+)`", line)]
    assert sorted(reasons) == sorted(packages())


@pytest.mark.parametrize("decision", DECISIONS, ids=named)
def test_a_decision_is_short_and_says_its_price(decision: Path) -> None:
    words = decision.read_text()
    assert len(words.split()) <= 300
    assert words.startswith("# ")
    assert not re.match(r"# \d", words), "a title carries no number"


def test_no_two_decisions_have_the_same_number() -> None:
    numbers = [decision.name[:4] for decision in DECISIONS]
    assert len(set(numbers)) == len(numbers)


def test_spelling_is_british() -> None:
    prose = {named(page): NAMES.sub(" ", page.read_text()) for page in WRITTEN}
    found = {page: FOREIGN_SPELLING.findall(words) for page, words in prose.items()}
    assert {page: words for page, words in found.items() if words} == {}
