"""An edit made by a form changes what it is about in the text of a pack, and leaves the rest as it was written."""

import difflib

import pytest

from bookbag.errors import NotFound
from bookbag.policy import agreeing, editing, examples, packs
from bookbag.policy.differing import differences
from bookbag.policy.editing import Fault
from bookbag.policy.packs import Pack
from bookbag.policy.rules import AnyRule

SLUGS = packs.shipped()


def texts(slug: str) -> dict[str, bytes]:
    return {name: (packs.SHIPPED / slug / name).read_bytes() for name in (*packs.FILES, examples.FILE)}


def text(slug: str, file: str = "pack.yaml") -> str:
    return texts(slug)[file].decode()


def read(slug: str, file: str, written: str) -> Pack:
    return packs.parse(slug, texts(slug) | {file: written.encode()})


def rule(slug: str, name: str) -> AnyRule:
    return next(each for each in packs.load(slug).rules if each.id == name)


def changed_lines(old: str, new: str) -> list[str]:
    return [line for line in difflib.ndiff(old.splitlines(), new.splitlines()) if line[0] in "+-"]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_rule_written_back_as_it_is_leaves_the_pack_as_it_was(slug: str) -> None:
    written = text(slug)
    for each in packs.load(slug).rules:
        written = editing.with_rule(written, each, instead_of=each.id)
    assert read(slug, "pack.yaml", written).rules == packs.load(slug).rules
    comments = [line for line in text(slug).splitlines() if line.strip().startswith("#")]
    assert [line for line in written.splitlines() if line.strip().startswith("#")] == comments


@pytest.mark.parametrize("slug", SLUGS)
def test_every_rule_can_be_taken_out_and_put_back(slug: str) -> None:
    for each in packs.load(slug).rules:
        without = read(slug, "pack.yaml", editing.without_rule(text(slug), each.id))
        assert [other.id for other in without.rules] == [o.id for o in packs.load(slug).rules if o is not each]
        back = read(slug, "pack.yaml", editing.with_rule(editing.without_rule(text(slug), each.id), each))
        assert differences(packs.load(slug), back) == ()


def test_a_changed_figure_is_one_changed_line() -> None:
    data = editing.as_data(rule("standard", "answer-messages")) | {"within": {"working_days": 5}}
    changed = editing.judged(data, packs.load("standard"), instead_of="answer-messages")
    assert not isinstance(changed, tuple)
    written = editing.with_rule(text("standard"), changed, instead_of="answer-messages")
    assert changed_lines(text("standard"), written) == [
        "-     within: {working_days: 10}",
        "+     within: {working_days: 5}",
    ]


def test_a_rule_of_an_empty_list_and_the_last_one_of_a_list() -> None:
    small = "rules:\n  - id: a\n    kind: access\n\n# The end\n"
    alone = editing.without_rule(small, "a")
    assert alone == "rules: []\n\n# The end\n"
    given = rule("heart-of-england", "open-to-view")
    written = editing.with_rule(alone, given)
    assert written.startswith("rules:\n  - id: open-to-view\n    kind: access\n    clauses: [HOE-013]\n")
    assert written.endswith("]\n\n# The end\n")


def test_a_rule_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        editing.without_rule(text("standard"), "luck")


@pytest.mark.parametrize("slug", SLUGS)
def test_the_words_of_any_clause_can_be_changed(slug: str) -> None:
    says = "We say: “it’s #1”, don't we? - [yes] & so on"
    written = text(slug, "clauses.yaml")
    for name in packs.load(slug).clauses:
        written = editing.with_words(written, name, says)
    pack = read(slug, "clauses.yaml", written)
    assert {clause.says for clause in pack.clauses.values()} == {says}
    old = {name: clause.model_copy(update={"says": says}) for name, clause in packs.load(slug).clauses.items()}
    assert dict(pack.clauses) == old


@pytest.mark.parametrize("slug", SLUGS)
def test_the_number_of_the_version_can_be_changed(slug: str) -> None:
    assert read(slug, "pack.yaml", editing.with_version(text(slug), "1.4")).version == "1.4"


def judged(**given: object) -> tuple[Fault, ...]:
    data = editing.as_data(rule("standard", "answer-messages")) | given
    found = editing.judged(data, packs.load("standard"), instead_of="answer-messages")
    assert isinstance(found, tuple)
    return found


def test_what_is_wrong_with_a_rule_is_said_of_its_key() -> None:
    assert judged(within={"working_days": 0}) == (Fault("within", "'working_days' is 0, and must be at least 1."),)
    assert judged(clauses=["STD-005", "STD-999"]) == (Fault("clauses", "The policy has no clause 'STD-999'."),)
    assert judged(rests_on="luck") == (Fault("rests_on", "The policy lists no need 'luck'."),)
    taken = next(each.id for each in packs.load("standard").rules if each.id != "answer-messages")
    assert judged(id=taken) == (Fault("id", f"There is a rule called '{taken}' already."),)
    assert judged(kind="pledge")[0].key == ""


def test_the_examples_of_a_sound_pack_are_left_as_they_stand() -> None:
    for slug in SLUGS:
        assert agreeing.apart(slug, texts(slug)) == []
        assert agreeing.agreed(slug, texts(slug)) == text(slug, "examples.yaml")


def test_examples_that_no_longer_fit_are_named_and_fit_once_agreed() -> None:
    pack = text("standard").replace("{working_days: 10}", "{working_days: 5}").replace("{years: 1}", "{years: 3}")
    changed = texts("standard") | {"pack.yaml": pack.encode()}
    apart = agreeing.apart("standard", changed)
    assert apart[0] == agreeing.Apart(
        "An e-mail in the last days before half-term.",
        expected=("respond under STD-005 by Thursday 11 June 2026, 4 pm",),
        follows=("respond under STD-005 by Thursday 4 June 2026, 4 pm",),
    )
    assert apart[-1] == agreeing.Apart("The figures of “contact-details”.", ("one year",), ("three years",))
    agreed = agreeing.agreed("standard", changed)
    examples.check_texts("standard", changed | {"examples.yaml": agreed.encode()})
    moved = [line for line in changed_lines(text("standard", "examples.yaml"), agreed) if line.startswith("+")]
    assert "+       - {duty: respond, clause: STD-005, due: '2026-06-04 16:00'}" in moved


def test_a_rule_with_figures_that_comes_or_goes_is_stated_or_no_longer() -> None:
    without = texts("standard") | {"pack.yaml": editing.without_rule(text("standard"), "contact-details").encode()}
    gone = agreeing.agreed("standard", without)
    assert "contact-details" not in gone
    examples.check_texts("standard", without | {"examples.yaml": gone.encode()})
    back = texts("standard") | {"examples.yaml": gone.encode()}
    again = agreeing.agreed("standard", back)
    assert "{rule: contact-details, says: one year}" in again
    examples.check_texts("standard", back | {"examples.yaml": again.encode()})
