"""`bookbag policy explain` beyond messages: what leaves, is opened, happens or comes round, under one policy or several."""

import json

import pytest
from tests.policy.conftest import CASES
from typer.testing import CliRunner

from bookbag.cli.policy import app

CALENDAR = CASES / "calendars" / "scenarios-2025-26.json"
AT = "2026-03-05T21:15:00+00:00"
LETTER = {"event": "leaving", "of": "important_letter", "way": "email", "towards": "parents", "found": []}


def explained(*more: str, **line: object) -> str:
    asked = {"id": "a", "pack": ["wyton", "spring-partnership"], "at": AT} | line
    ran = CliRunner().invoke(app, ["explain", "--calendar", str(CALENDAR), *more], input=json.dumps(asked).encode())
    assert ran.exit_code == 0, ran.output
    return ran.stdout


def answer(**line: object) -> dict:
    return json.loads(explained("--jsonl", **line))


def test_what_leaves_under_two_policies_gives_the_finding_its_mend_and_what_is_kept() -> None:
    found = answer(**LETTER)
    (finding,) = found["findings"]
    assert (finding["clause"], finding["severity"], finding["rules"]) == ("WYT-064", "ask", True)
    assert finding["mend"] == "It can go by handed over or letter instead."
    assert [(kept["clause"], kept["where"]) for kept in found["records"]] == [("SPT-035", "pupil_file")]


def test_a_letter_says_what_its_answer_waits_for() -> None:
    came = {"event": "message_received", "channel": "letter", "category": "enquiry", "pack": "spring-partnership"}
    (hold,) = answer(**came)["holds"]
    assert (hold["waits_for"], hold["clause"], hold["until"]) == (["senior_leader"], "SPT-034", None)
    assert hold["because"].startswith("Answer to letter waits for the yes of the senior leader, because ")
    assert answer(**came, agreed=["senior_leader"])["holds"] == []


def test_law_is_asked_beside_a_policy_for_a_kind_of_school() -> None:
    request = {"event": "message_received", "channel": "email", "category": "subject_access", "legal_kind": "academy"}
    duties = answer(**request, pack=["law-england", "wyton"])["duties"]
    assert {(duty["clause"], duty["rules"]) for duty in duties if duty["duty"] == "respond"} == {
        ("LAW-005", True),
        ("WYT-087", False),
    }


def test_of_two_duties_the_earlier_rules_and_the_other_stands_beside_it() -> None:
    duties = answer(event="message_received", channel="email", category="enquiry")["duties"]
    answers = [(duty["clause"], duty["rules"]) for duty in duties if duty["duty"] == "respond"]
    assert answers == [("SPT-042", True), ("WYT-087", False)]


@pytest.mark.parametrize(
    ("line", "key", "clause"),
    [
        ({"event": "misuse_reported", "pack": "standard"}, "notifications", "STD-022"),
        (
            {"event": "family_breach_found", "about": "comment", "pack": "norton-west-chinnock"},
            "notifications",
            "NWC-111",
        ),
        (
            {"event": "opening", "of": "school_business", "by": "teacher", "pack": "heart-of-england"},
            "holds",
            "HOE-013",
        ),
        ({"event": "day", "pack": "standard"}, "notifications", "STD-016"),
        ({**LETTER, "of": "answer", "pack": "trust-electronic"}, "unmet", "TEC-167"),
        ({**LETTER, "of": "photo", "consents": {"parents": "any"}, "pack": "wyton"}, "findings", "WYT-144"),
        (
            {**LETTER, "of": "comment", "carriers": ["personal_account"], "pack": "trust-electronic"},
            "findings",
            "TEC-045",
        ),
        (
            {**LETTER, "of": "answer", "service": "Twitter", "way": "social", "pack": "trust-electronic"},
            "findings",
            "TEC-127",
        ),
    ],
)
def test_each_kind_of_question_is_answered(line, key, clause) -> None:
    assert clause in {each["clause"] for each in answer(**line)[key]}


def test_in_english_what_stands_beside_is_told_as_such_and_what_does_not_run_is_named() -> None:
    told = explained(event="leaving", of="notice", way="email", towards="parents", found=[], restricted=False)
    lines = told.splitlines()
    assert any(line.startswith("a: Office: A printed copy for those with no e-mail, because ") for line in lines)
    assert any(
        line.startswith("a: Beside it: Office: A printed copy for those with no e-mail, because ") for line in lines
    )
    complaint = {"event": "message_received", "channel": "email", "category": "complaint", "pack": "wyton"}
    assert "WYT-089 does not run yet. It rests on this: " in explained(**complaint)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({**LETTER, "of": "gossip"}, "'of' is 'gossip', and must be one of "),
        ({**LETTER, "way": None}, "The line has no 'way'."),
        ({**LETTER, "found": "tone"}, "'found' must be a list."),
        ({**LETTER, "found": [7]}, "'found' must be text."),
        ({**LETTER, "found": ["gossip"]}, "'found' is 'gossip', and must be one of "),
        ({**LETTER, "agreed": ["king"]}, "'agreed' is 'king', and must be one of "),
        ({**LETTER, "consents": ["parents"]}, "'consents' must say who agreed and in which form"),
        ({**LETTER, "restricted": "perhaps"}, "'restricted' must be true or false."),
        ({**LETTER, "restricted": []}, "'restricted' must be true or false."),
        ({**LETTER, "promised": "soon"}, "'promised' is 'soon', and must be a day such as 2026-03-02."),
        ({**LETTER, "pack": []}, "'pack' must be text."),
        ({**LETTER, "pack": ["narnia"]}, "Bookbag ships no pack called 'narnia'."),
    ],
)
def test_a_line_that_cannot_be_used_is_answered_with_a_sentence(line, sentence) -> None:
    assert answer(**line)["error"].startswith(sentence)
