"""A broken pack is refused with sentences that name the file, the line and the key."""

from pathlib import Path

import pytest
from tests.policy.conftest import CLAUSES, KEPT, PACK

from bookbag.errors import Invalid
from bookbag.policy import examples, packs

NEED = "needs:\n  - {id: stages, what: The stages, document: Complaints policy, clauses: [SML-009]}\n"


def faults(pack: Path) -> str:
    """What is wrong with a pack; nothing where it is sound."""
    try:
        examples.check(pack)
    except Invalid as wrong:
        return str(wrong)
    return ""


def test_as_it_stands_the_small_pack_is_sound(small_pack) -> None:
    pack, tried = examples.check(small_pack)
    assert (pack.slug, pack.title, tried) == ("small", "A small policy", 1)


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("pack", "owner: A small school\n", "", "small/pack.yaml, line 1: 'owner' is missing."),
        ("pack", 'version: "1"', "version: 1", "line 3: 'version' is 1, and must be text; put it in quotes."),
        ("pack", "kind: promise", "kind: pledge", "line 6: 'kind' is 'pledge', and must be 'promise', "),
        ("pack", "SML-001", "SML-002", "line 7: the ledger has no clause 'SML-002'."),
        ("pack", "[SML-001]", "[]", "line 7: 'clauses' must not be empty."),
        ("pack", "    kind: promise\n", "", "small/pack.yaml, line 5: 'kind' is missing."),
        ("pack", "id: answer", "id: An Answer", "line 5: 'id' is 'An Answer'; use small letters, figures and hyphens."),
        ("pack", "kind: promise", "kind: promise\n    rests_on: luck", "line 7: the pack lists no need 'luck'."),
        ("pack", "rules:", NEED + "rules:", "line 5: the ledger has no clause 'SML-009'."),
        ("pack", "channels: [email]", "channels: [pigeon]", "line 9: 'channels' is 'pigeon', and must be 'email', "),
        (
            "pack",
            "duty: respond",
            "duty: reply",
            "line 10: 'duty' is 'reply', and must be 'acknowledge', 'respond', 'report', 'log', 'begin' or 'decide'.",
        ),
        ("pack", "{working_days: 2}", "{working_days: 0}", "line 11: 'working_days' is 0, and must be at least 1."),
        (
            "pack",
            "{working_days: 2}",
            "{working_days: two}",
            "line 11: 'working_days' is 'two', and must be a whole number.",
        ),
        (
            "pack",
            "{working_days: 2}",
            "{hours: 48}",
            "line 5: 'promise': a promise of the school's own is not counted in hours.",
        ),
        ("pack", "{working_days: 2}", "2", "line 11: 'within' must be made of keys with their values."),
        ("pack", "channels: [email]", "channels: []", "line 9: 'channels' must not be empty."),
        ("pack", "channels: [email]", "channels: email", "line 9: 'channels' must be a list."),
        ("pack", "{working_days: 2}", "{}", "line 11: 'within': give either working_days or school_days."),
        ("pack", "{working_days: 2}", "{working_days: 2, school_days: 2}", "line 11: 'within': give either"),
        ("pack", "met_by: [answer]", "met_by: []", "line 12: 'met_by' must not be empty."),
        ("pack", "met_by: [answer]", "met_by: [receipt]", "line 12: 'met_by' is 'receipt', and must be "),
        ("pack", "duty: respond", "duty: [respond", "small/pack.yaml, line 11: "),
        ("pack", "    event: message_received", "\tevent: message_received", "small/pack.yaml, line 8: "),
        ("pack", "owner: A small school", "title: Another", "line 2: 'title' stands here twice."),
        ("pack", "owner: A small school", "owner: &a [*a]", "line 2: aliases (*) are not used in packs"),
        ("pack", "owner: A small school", "owner: 2026-02-31", "line 2: '2026-02-31' cannot be understood."),
        ("pack", "owner: A small school", "owner: !!python/name:os.system x", "line 2: "),
        ("pack", "owner: A small school", "[a, b]: c", "line 2: a key must be a single word."),
        ("pack", "owner: A small school", "---", "small/pack.yaml, line 2: "),
        ("pack", "owner: A small school", "owner: \x07", "small/pack.yaml, line 1: "),
        ("pack", PACK, "", "small/pack.yaml, line 1: this file must be made of keys with their values."),
        (
            "pack",
            PACK[PACK.index("  - id") :],
            PACK[PACK.index("  - id") :] * 2,
            "line 13: two rules are called 'answer'.",
        ),
        ("clauses", "duty: must", "duty: ought", "small/clauses.yaml, line 4: 'duty' is 'ought', and must be 'must', "),
        ("clauses", "area: clocks", "area: cooking", "line 7: 'area' is 'cooking', and must be 'intake', "),
        ("clauses", "  says: Every e-mail is answered within two working days.\n", "", "line 1: 'says' is missing."),
        (
            "clauses",
            CLAUSES,
            CLAUSES * 2,
            "small/clauses.yaml, line 10: the clause SML-001 stands in the ledger twice.",
        ),
        ("kept", KEPT, "", "small/kept.yaml, line 1: this file must be made of keys with their values."),
        ("kept", KEPT, "{}", "line 1: nothing is said to keep SML-001; name a feature of Bookbag, or 'elsewhere'."),
        ("kept", "[dates-of-promises]", "[]", "line 1: nothing keeps SML-001; name a feature of Bookbag, or"),
        ("kept", "dates-of-promises", "magic", "line 1: Bookbag has no feature 'magic'."),
        ("kept", KEPT, KEPT + "SML-007: [elsewhere]", "line 2: the ledger has no clause 'SML-007'."),
        ("kept", "[dates-of-promises]", "elsewhere", "line 1: 'SML-001' must be a list."),
        (
            "examples",
            "timezone: Europe/London",
            "timezone: Narnia",
            "small/examples.yaml, line 1: 'timezone': there is no",
        ),
        ("examples", "at: 2026-03-02 09:00", "at: Monday", "small/examples.yaml, line 11: 'at' is 'Monday'. "),
    ],
)
def test_a_fault_names_its_place(small_pack, name, old, new, sentence) -> None:
    file = small_pack / f"{name}.yaml"
    whole = file.read_text()
    assert old in whole
    file.write_text(whole.replace(old, new, 1))
    with pytest.raises(Invalid) as refused:
        examples.check(small_pack)
    assert sentence in str(refused.value)
    assert str(refused.value).startswith(f"small/{name}.yaml, line ")


def test_an_example_that_the_rules_do_not_bear_out_says_what_differs(small_pack) -> None:
    file = small_pack / "examples.yaml"
    file.write_text(file.read_text().replace("due: 2026-03-04", "due: 2026-03-05"))
    with pytest.raises(Invalid) as refused:
        examples.check(small_pack)
    assert str(refused.value) == (
        "small/examples.yaml, line 9: An e-mail of Monday. "
        "Expected and not given: respond under SML-001 by Thursday 5 March 2026, 3.30 pm. "
        "Given and not expected: respond under SML-001 by Wednesday 4 March 2026, 3.30 pm."
    )


def test_every_fault_of_a_file_is_told_at_once(small_pack) -> None:
    file = small_pack / "pack.yaml"
    file.write_text(file.read_text().replace("duty: respond", "duty: reply") + "  - id: another\n    kind: pledge\n")
    with pytest.raises(Invalid) as refused:
        packs.read(small_pack)
    assert [line.split(":")[0] for line in str(refused.value).splitlines()] == [
        "small/pack.yaml, line 10",
        "small/pack.yaml, line 14",
    ]


def test_a_figure_that_gives_no_date_is_stated_in_the_examples(small_pack) -> None:
    rule = "  - {id: yearly, kind: reminder, clauses: [SML-001], of: Details, whom: office, every: {years: 1}}\n"
    (small_pack / "pack.yaml").write_text(PACK + rule)
    with pytest.raises(Invalid, match="the figures of 'yearly' are not stated here; it says 'one year'"):
        examples.check(small_pack)
    file = small_pack / "examples.yaml"
    whole = file.read_text()
    for says, wrong in (
        ("two years", "line 9: the figures of 'yearly' are 'one year', not 'two years'"),
        ("one year", ""),
    ):
        file.write_text(whole.replace("examples:", f"figures:\n  - {{rule: yearly, says: {says}}}\nexamples:"))
        assert wrong in faults(small_pack)
    file.write_text(whole.replace("examples:", "figures:\n  - {rule: answer, says: two days}\nexamples:"))
    assert "line 9: no rule 'answer' has figures." in faults(small_pack)


def test_a_file_that_is_not_there_is_named(small_pack) -> None:
    (small_pack / "clauses.yaml").unlink()
    with pytest.raises(Invalid, match=r"small/clauses\.yaml cannot be read: No such file or directory\."):
        packs.read(small_pack)


def test_a_file_in_another_encoding_is_named_with_its_line(small_pack) -> None:
    (small_pack / "clauses.yaml").write_bytes(b"- id: A\n  says: caf\xe9\n")
    with pytest.raises(Invalid, match=r"small/clauses\.yaml, line 2: this is not UTF-8\."):
        packs.read(small_pack)


def test_the_digest_follows_every_byte_of_rules_and_ledger(small_pack) -> None:
    before = packs.read(small_pack).digest
    assert packs.read(small_pack).digest == before
    (small_pack / "clauses.yaml").write_text(CLAUSES.replace("Every", "Each"))
    assert packs.read(small_pack).digest != before


def texts(pack: Path) -> dict[str, bytes]:
    """The files of a pack by their names."""
    return {file.name: file.read_bytes() for file in pack.iterdir()}


def test_a_pack_is_read_from_texts_as_from_its_folder(small_pack) -> None:
    assert packs.parse("small", texts(small_pack)) == packs.read(small_pack)
    assert examples.check_texts("small", texts(small_pack)) == examples.check(small_pack)


def test_a_fault_in_a_text_names_the_file_and_the_line(small_pack) -> None:
    broken = texts(small_pack) | {"pack.yaml": (small_pack / "pack.yaml").read_bytes().replace(b"days: 2", b"days: 0")}
    with pytest.raises(Invalid, match=r"^small/pack\.yaml, line 11: 'working_days' is 0, and must be at least 1\.$"):
        packs.parse("small", broken)
    wrong = texts(small_pack) | {"examples.yaml": b"- no"}
    with pytest.raises(Invalid, match=r"^small/examples\.yaml, line 1: "):
        examples.check_texts("small", wrong)
