"""What the first checks say, and above all what they do not say."""

from uuid import UUID, uuid4

import pytest

from bookbag.compose.checks import CHECKS, review
from bookbag.compose.context import Child, Context, DraftText
from bookbag.policy.clearing import Severity

FINN, WILL, AMIRA = uuid4(), uuid4(), uuid4()
CHILDREN = (
    Child(FINN, "finn", "doyle", "2A", "Finn Doyle, 2A"),
    Child(WILL, "will", "marsh", "2A", "Will Marsh, 2A"),
    Child(AMIRA, "amira", "khan", "4B", "Amira Khan, 4B"),
)


def draft(body: str, *, to: tuple[str, ...] = ("samina.khan@home.example",)) -> DraftText:
    return DraftText("Re: Swimming", body, to)


def about(own: frozenset[UUID] = frozenset({AMIRA})) -> Context:
    return Context(frozenset({"samina.khan@home.example"}), own, CHILDREN)


def checks_that_speak(text: DraftText, context: Context | None = None) -> list[str]:
    return [finding.check for finding in review(text, context or about())]


def test_a_plain_answer_raises_nothing() -> None:
    assert checks_that_speak(draft("Dear Mrs Khan, Amira may sit out on Thursday.")) == []


def test_an_empty_answer_is_blocked() -> None:
    (finding,) = review(draft("  \n"), about())
    assert (finding.check, finding.severity) == ("empty", Severity.BLOCK)


def test_an_answer_to_nobody_is_blocked() -> None:
    assert checks_that_speak(draft("Yes.", to=())) == ["no_recipient"]


@pytest.mark.parametrize("address", ["samina", "samina@", "@home.example", "a b@home.example", "a@home", "a@b.c,d@e.f"])
def test_what_is_no_address_is_blocked(address: str) -> None:
    assert "no_recipient" in checks_that_speak(draft("Yes.", to=(address,)))


def test_somebody_outside_the_case_is_asked_about() -> None:
    (finding,) = review(draft("Yes.", to=("samina.khan@home.example", "x@elsewhere.example")), about())
    assert (finding.check, finding.severity, finding.quote) == ("outside_the_case", Severity.ASK, "x@elsewhere.example")


def test_a_tagged_address_of_somebody_in_the_case_is_theirs() -> None:
    assert checks_that_speak(draft("Yes.", to=("Samina.Khan+school@home.example",))) == []


@pytest.mark.parametrize(
    "words",
    [
        "It was Finn Doyle who took the coat.",
        "It was FINN DOYLE.",
        "Doyle, Finn had it.",
        "Finn (2A) had it.",
        "Finn hit her on the stairs.",
        "Finn's mother has been told.",
        "We have spoken to Finn about his behaviour.",
        "Will Marsh has it.",
    ],
)
def test_another_familys_child_is_pointed_out(words: str) -> None:
    assert checks_that_speak(draft(words)) == ["another_child"]


@pytest.mark.parametrize(
    "words",
    [
        "Amira hit her head; her mother was told.",
        "Will you collect her? It will hurt nobody.",
        "We will, in May, send the form to all of 2A.",
        "She sat next to Finn on the coach.",
        "Finnish lessons begin; the doctor comes too.",
        "The finn of the toy shark.",
    ],
)
def test_what_names_no_other_familys_child_is_left_alone(words: str) -> None:
    assert checks_that_speak(draft(words)) == []


def test_a_name_that_is_the_recipients_own_childs_is_left_alone() -> None:
    namesake = Child(uuid4(), "amira", "shah", "5C", "Amira Shah, 5C")
    context = Context(frozenset({"samina.khan@home.example"}), frozenset({AMIRA}), (*CHILDREN, namesake))
    assert checks_that_speak(draft("Amira was sick; her mother came."), context) == []
    assert checks_that_speak(draft("Amira Shah was sick."), context) == ["another_child"]


def test_every_check_is_listed_under_its_own_name() -> None:
    assert {name: check.__name__ for name, check in CHECKS.items()} == {name: name for name in CHECKS}
