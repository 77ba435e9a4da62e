"""`bookbag triage --jsonl`: a line in, an answer out at once, and one bad line stops none of the others."""

import json
import subprocess
import sys
from typing import Any


def answers(*lines: str) -> list[Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bookbag.cli.main", "triage", "--jsonl"],
        input="\n".join(lines).encode(),
        capture_output=True,
        timeout=60,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_line_has_its_answer_in_the_words_of_the_contract() -> None:
    told = {"id": "a1", "channel": "phone", "subject": "abs", "text": "Leo 3B off w/ tummy bug"}
    (answer,) = answers(json.dumps(told))
    assert set(answer) == {"id", "category", "urgent", "flags", "reasons"}
    assert (answer["id"], answer["category"], answer["urgent"]) == ("a1", "absence", False)


def test_a_reason_names_its_flag_and_quotes_the_message() -> None:
    text = "Formal complaint. Nobody has answered me in six weeks and I want to know why."
    (answer,) = answers(json.dumps({"id": 1, "channel": "email", "subject": "Complaint", "text": text}))
    assert "complaint" in answer["flags"]
    assert all(reason["words"] in text for reason in answer["reasons"])


def test_a_bad_line_is_answered_and_the_next_is_read() -> None:
    good = json.dumps({"id": "b", "channel": "email", "subject": "", "text": "When is sports day?"})
    broken, lost, right = answers("{", "[]", good)
    assert "not JSON" in broken["error"]
    assert "object" in lost["error"]
    assert right["id"] == "b"


def test_an_answer_comes_before_the_next_line_is_sent() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bookbag.cli.main", "triage", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin
        assert running.stdout
        for name in ("one", "two"):
            running.stdin.write(json.dumps({"id": name, "text": "When is sports day?"}).encode() + b"\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == name
        running.stdin.close()
