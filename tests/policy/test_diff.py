"""What a new version of a pack changes is said in sentences: each change once, with what was there before."""

from typing import get_args

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.policy.figures import FIGURES, Figure

from bookbag.errors import Invalid
from bookbag.policy import english, packs, phrases
from bookbag.policy.differing import Turn, differences
from bookbag.policy.packs import Pack
from bookbag.policy.rules import KINDS, AnyRule
from bookbag.policy.rules.base import Strict


def texts(slug: str) -> dict[str, bytes]:
    return {name: (packs.SHIPPED / slug / name).read_bytes() for name in packs.FILES}


def changed(slug: str, file: str, old: str, new: str) -> Pack:
    """A shipped pack with one stretch of text of one of its files exchanged."""
    whole = texts(slug)
    before = whole[file].decode()
    assert before.count(old) == 1, f"{old!r} stands {before.count(old)} times in {slug}/{file}"
    return packs.parse(slug, whole | {file: before.replace(old, new).encode()})


def said(slug: str, file: str, old: str, new: str) -> list[str]:
    return [change.says for change in differences(packs.load(slug), changed(slug, file, old, new))]


@pytest.mark.parametrize("slug", packs.shipped())
def test_equal_packs_differ_in_nothing(slug: str) -> None:
    assert differences(packs.load(slug), packs.parse(slug, texts(slug))) == ()


def figure_in_words(figure: Figure, value: int) -> str:
    """How a sentence writes it: 9.15 am begins with 9, ten is a word."""
    return str(value % 12 or 12) if figure.is_hour else english.number(value)


@settings(deadline=None, max_examples=120)
@given(st.sampled_from(FIGURES), st.integers(1, 90))
def test_a_changed_figure_is_one_sentence_with_the_old_one_and_the_new(figure: Figure, value: int) -> None:
    value = value % 24 if figure.is_hour else value
    assume(value != int(figure.figure))
    try:
        new = packs.parse(figure.slug, texts(figure.slug) | {"pack.yaml": figure.changed_to(value).encode()})
    except Invalid:
        assume(condition=False)  # a stretch of the day that ends before it starts
    (change,) = differences(packs.load(figure.slug), new)
    assert change.turn is Turn.CHANGED
    _, _, told = change.says.partition(":") if figure.is_hour else ("", "", change.says)
    after, _, before = told.partition(" instead of ")
    assert figure_in_words(figure, value) in after
    assert figure_in_words(figure, int(figure.figure)) in before


H, N, S = "heart-of-england", "norton-west-chinnock", "spring-partnership"


@pytest.mark.parametrize(
    ("kind", "slug", "old", "new", "sentence"),
    [
        (
            "promise", "standard", "{working_days: 10}\n    met_by: [answer]\n    otherwise", "{working_days: 5}\n    met_by: [answer]\n    otherwise",
            "An answer to a message from a parent or carer is owed within five working days instead of ten (STD-005).",
        ),
        (
            "route", H, "dependence_noticed\n    to: [senior_leader]", "dependence_noticed\n    to: [senior_leader, head]",
            "Dependence noticed: goes to the senior leader and the head instead of the senior leader (HOE-045).",
        ),
        (
            "approval", H, "by: [senior_leader, parents]", "by: [head, parents]",
            "Contact details of staff: waits for the yes of the head or parents instead of the senior leader or parents (HOE-015).",
        ),
        (
            "channel", H, "only: [school_account, in_person, meeting]", "only: [school_account, meeting]",
            ("School business to parents and pupils: goes only by school account or meeting"
            " instead of school account, in person or meeting (HOE-008)."),
        ),
        (
            "audience", S, "to: [parents]\n    alike: true\n", "to: [parents]\n",
            "Notice: no longer goes to adults who live apart alike and at the same time (SPT-029).",
        ),
        (
            "consent", N, "of: police_report\n", "of: police_report\n    each_time: true\n",
            "Police report: is now asked each time (NWC-087).",
        ),
        (
            "content", H, "check: personal_information\n    towards: [pupils, parents]", "check: personal_information",
            "The check for personal information: is no longer about what is said to parents and pupils (HOE-010).",
        ),
        (
            "hours", "wyton", 'start: "08:50"', 'start: "08:45"',
            ("Telephone: holds from 8.45 am to 9.15 am and 3 pm to 3.45 pm"
            " instead of 8.50 am to 9.15 am and 3 pm to 3.45 pm (WYT-077)."),
        ),
        (
            "keep", H, "what: Passwords of e-mail accounts\n", "what: Passwords of e-mail accounts\n    time: {years: 2}\n",
            "Passwords of e-mail accounts: is now kept for two years (HOE-028).",
        ),
        (
            "access", H, "what: Every communication\n    opened_by: [head]", "what: Every communication\n    opened_by: [dsl]",
            "Every communication: is opened for others by the DSL instead of the head (HOE-013).",
        ),
        (
            "reminder", N, "Review of the social media policy\n", "Review of the social media policy\n    every: {years: 1}\n",
            "The reminder of review of the social media policy: now comes once in one year (NWC-048).",
        ),
        (
            "procedure", H, "{by: staff, does: Talks it over with the Principal}",
            "{by: staff, does: Talks it over with the Principal, within: {days: 2}}",
            "Social contact noticed: “Talks it over with the Principal”: is now done within two days (HOE-035).",
        ),
        (
            "publication", H, "expect]\n    where: [website]", "expect]\n    where: [website, letter]",
            ("The standard of conduct that those who deal with the school may expect:"
            " is shown by website and letter instead of website (HOE-002)."),
        ),
        (
            "declaration", H, "leaver_age: 19", "leaver_age: 21",
            ("The declaration “No pupils in my social media until they have left and are of age”:"
            " counts former pupils until they are 21 instead of 19 (HOE-039)."),
        ),
    ],
)  # fmt: skip
def test_each_kind_of_rule_has_its_sentence(kind: str, slug: str, old: str, new: str, sentence: str) -> None:
    assert kind in KINDS
    assert said(slug, "pack.yaml", old, new) == [sentence]


def test_two_changed_keys_of_one_rule_are_two_sentences() -> None:
    told = said(
        H,
        "pack.yaml",
        "event: dependence_noticed\n    to: [senior_leader]",
        "event: dependence_noticed\n    to: [head]\n    promptly: at_once",
    )
    assert told == [
        "Dependence noticed: goes to the head instead of the senior leader (HOE-045).",
        "Dependence noticed: now goes at once (HOE-045).",
    ]


def test_a_step_more_and_a_step_less_are_told_whole() -> None:
    step = "      - {by: staff, does: Talks it over with the Principal}\n"
    gone = changed(H, "pack.yaml", step, "")
    assert [each.says for each in differences(packs.load(H), gone)] == [
        "Social contact noticed: no longer: staff: talks it over with the Principal (HOE-035)."
    ]
    assert [each.says for each in differences(gone, packs.load(H))] == [
        "Social contact noticed: now: staff: talks it over with the Principal (HOE-035)."
    ]


RULE = """  - id: passwords-of-the-school
    kind: keep
    clauses: [HOE-028]
    what: Passwords of e-mail accounts
    where: record
"""


def test_a_rule_that_comes_and_one_that_goes_are_told_in_their_own_sentence() -> None:
    without = changed(H, "pack.yaml", RULE, "")
    (gone,) = differences(packs.load(H), without)
    (new,) = differences(without, packs.load(H))
    assert (gone.turn, gone.says) == (
        Turn.GONE,
        "No longer: Passwords of e-mail accounts: kept in the record as long as the school’s retention schedule says (HOE-028).",
    )
    assert (new.turn, new.says) == (Turn.NEW, gone.says.replace("No longer", "New"))


def test_a_rule_of_another_kind_under_the_old_name_goes_and_comes() -> None:
    other = RULE.replace("kind: keep", "kind: access").replace("where: record", "opened_by: [head]")
    turns = [each.turn for each in differences(packs.load(H), changed(H, "pack.yaml", RULE, other))]
    assert turns == [Turn.GONE, Turn.NEW]


def test_a_reworded_clause_stands_beside_its_old_words() -> None:
    old = packs.load("standard").clauses["STD-005"].says
    (told,) = said("standard", "clauses.yaml", old, "We answer every message within five working days.")
    assert told == f"STD-005 reads “We answer every message within five working days” instead of “{old.rstrip('.')}”."


CLAUSE = """- id: STD-099
  section: "9"
  actor: school
  duty: must
  says: Every answer thanks.
  kind: content
  area: compose
  software: A check.
  scenario: Given an answer without thanks, then it is asked about.
"""


def test_a_clause_that_comes_and_one_that_goes() -> None:
    whole = texts("standard")
    more = whole | {
        "clauses.yaml": whole["clauses.yaml"] + CLAUSE.encode(),
        "kept.yaml": whole["kept.yaml"] + b"STD-099: elsewhere\n".replace(b"elsewhere", b"[elsewhere]"),
    }
    longer = packs.parse("standard", more)
    assert [each.says for each in differences(packs.load("standard"), longer)] == [
        "STD-099 is new: “Every answer thanks.”"
    ]
    (gone,) = differences(longer, packs.load("standard"))
    assert gone.says == "STD-099 goes. It said: “Every answer thanks.”"


def test_what_keeps_a_clause_is_compared() -> None:
    kept = texts("standard")["kept.yaml"].decode()
    line = next(line for line in kept.splitlines() if line.startswith("STD-005:"))
    (told,) = said("standard", "kept.yaml", line, "STD-005: [elsewhere]")
    assert told.startswith("STD-005 is kept by somebody elsewhere instead of “")


def test_a_need_that_is_met_and_one_that_goes() -> None:
    need = packs.load("standard").needs[0]
    whole = texts("standard")["pack.yaml"].decode()
    met = whole.replace(
        f"document: {need.document}\n", f"document: {need.document}\n    met_by: Our procedure, part 2\n", 1
    )
    (told,) = differences(
        packs.load("standard"), packs.parse("standard", texts("standard") | {"pack.yaml": met.encode()})
    )
    assert told.says == f"{need.what} is known now: “Our procedure, part 2”."


def test_the_name_and_the_owner_of_a_policy_are_compared() -> None:
    title = packs.load("standard").title
    (told,) = said("standard", "pack.yaml", f"title: {title}", "title: How we write")
    assert told == f"The policy is called “How we write” instead of “{title}”."


def test_a_decision_of_the_head_is_told() -> None:
    whole = texts("standard")
    decided = whole["pack.yaml"].decode() + (
        "decisions:\n  - between: [STD-013, TRU-021]\n    rules: TRU-021\n    decided: 2026-09-01\n    reason: Theirs are watched.\n"
    )
    (told,) = differences(packs.load("standard"), packs.parse("standard", whole | {"pack.yaml": decided.encode()}))
    assert told.says == "Of STD-013 and TRU-021, TRU-021 rules: Theirs are watched."


def parts(model: type[Strict], seen: set[type[Strict]]) -> set[type[Strict]]:
    """The kinds of rule, and whatever models their keys hold."""
    for each in model.model_fields.values():
        for part in _models(each.annotation):
            if part not in seen:
                parts(part, seen | {part})
                seen.add(part)
    return seen


def _models(annotation: object) -> list[type[Strict]]:
    if isinstance(annotation, type) and issubclass(annotation, Strict):
        return [annotation]
    return [found for each in getattr(annotation, "__args__", ()) for found in _models(each)]


def test_every_key_of_every_kind_has_a_phrase_of_its_own() -> None:
    whole = {"Within", "Lapse", "Stretch", "Ahead"}
    for kind in get_args(AnyRule):
        for model in {kind, *parts(kind, set())}:
            for key in model.model_fields.keys() - {"id", "kind", "steps"}:
                said = phrases.of_rule(model, key)
                assert model.__name__ in whole or ": its " not in said, f"{model.__name__}.{key}"
