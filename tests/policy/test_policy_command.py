"""`bookbag policy explain` and `bookbag policy check`, as the command line's contract has them."""

import json
import re
import subprocess
import sys

import pytest
from tests.policy.conftest import CASES
from typer.testing import CliRunner

from bookbag.cli.policy import app
from bookbag.policy import packs

CALENDAR = CASES / "calendars" / "scenarios-2025-26.json"
LINE = {
    "id": "a",
    "pack": "spring-partnership",
    "event": "message_received",
    "channel": "email",
    "category": "enquiry",
    "at": "2026-03-06T17:00:00+00:00",
}


def explain(lines: bytes, *more: str) -> str:
    ran = CliRunner().invoke(app, ["explain", "--calendar", str(CALENDAR), *more], input=lines)
    assert ran.exit_code == 0, ran.output
    return ran.stdout


def answers(*lines: bytes) -> list[dict]:
    return [json.loads(line) for line in explain(b"\n".join(lines), "--jsonl").splitlines()]


def line(**changed: object) -> bytes:
    return json.dumps(LINE | changed).encode()


def test_an_answer_has_the_shape_of_the_contract() -> None:
    (answer,) = answers(line())
    (duty,) = answer.pop("duties")
    assert {key: value for key, value in answer.items() if value} == {"id": "a"}
    assert {"untimed", "routes", "holds", "findings", "notifications", "records", "unmet"} < answer.keys()
    assert duty.pop("because").startswith("Answer by Wednesday 11 March 2026, 8.30 am, because ")
    assert duty == {
        "duty": "respond",
        "clause": "SPT-042",
        "due": "2026-03-11T08:30:00+00:00",
        "counted": ["2026-03-10", "2026-03-11"],
        "skipped": [{"day": "2026-03-07", "why": "weekend"}, {"day": "2026-03-08", "why": "weekend"}],
        "rules": True,
    }


def test_a_line_may_name_the_sender() -> None:
    (answer,) = answers(line(sender="public"))
    assert [duty["clause"] for duty in answer["duties"]] == ["SPT-013"]


def test_what_lies_behind_the_calendar_is_told_apart() -> None:
    (answer,) = answers(line(at="2026-07-21T17:00:00+01:00"))
    assert answer["duties"] == []
    assert [duty["clause"] for duty in answer["untimed"]] == ["SPT-042"]


@pytest.mark.parametrize(
    ("bad", "name", "sentence"),
    [
        (b"{", None, "This line is not JSON."),
        (b"\xff\xfe", None, "This line is not JSON."),
        (b"[" * 100_000, None, "This line is not JSON."),
        (b"[1]", None, "A line must be one JSON object."),
        (line(id=7, pack="narnia"), 7, "Bookbag ships no pack called 'narnia'."),
        (line(id={"a": 1}, pack=None), None, "The line has no 'pack'."),
        (line(pack=7), "a", "'pack' must be text."),
        (
            line(event="dropped"),
            "a",
            "'event' is 'dropped', and must be one of message_received, request_received, ",
        ),
        (line(channel="pigeon"), "a", "'channel' is 'pigeon', and must be one of email, letter, "),
        (line(category="gossip"), "a", "'category' is 'gossip', and must be one of enquiry, "),
        (line(sender="nobody"), "a", "'sender' is 'nobody', and must be one of "),
        (line(at="Monday"), "a", "'at' is 'Monday', and must be a time such as "),
        (line(at="2026-03-02T09:00:00"), "a", "The time needs its offset from UTC"),
        (line(at="0001-01-01T00:00:00+14:00"), "a", "The year 1 is not one "),
        (line(at="9999-12-31T23:00:00-14:00"), "a", "The year 9999 is not one "),
    ],
)
def test_a_bad_line_is_answered_with_a_sentence_and_the_stream_goes_on(bad, name, sentence) -> None:
    refused, good = answers(bad, line(id="after"))
    assert (refused.keys(), refused["id"]) == ({"id", "error"}, name)
    assert refused["error"].startswith(sentence)
    assert (good["id"], len(good["duties"])) == ("after", 1)


@pytest.mark.parametrize("at", ["1900-01-01T00:00:00+00:00", "2199-12-31T23:59:59+00:00"])
def test_far_years_are_only_outside_the_calendar(at) -> None:
    (answer,) = answers(line(at=at))
    assert (len(answer["duties"]), len(answer["untimed"])) == (0, 1)


def test_empty_lines_are_passed_over() -> None:
    assert answers(b"", b"  ", line()) == answers(line())


def test_without_jsonl_the_answer_is_english() -> None:
    told = explain(b"\n".join([line(), line(id="b", category="auto_reply"), b"{"])).splitlines()
    assert told[0].startswith("a: Answer by Wednesday 11 March 2026, 8.30 am, because ")
    assert told[1:] == ["b: Nothing follows.", "None: This line is not JSON."]


def test_each_answer_is_there_before_the_next_question_and_django_is_never_loaded() -> None:
    program = (
        "import sys; from bookbag.cli.main import main\n"
        "try: main()\n"
        "finally: print(any(name.split('.')[0] == 'django' for name in sys.modules), file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, "policy", "explain", "--jsonl", "--calendar", str(CALENDAR)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdin
        assert running.stdout
        for name in ("first", "second"):
            running.stdin.write(line(id=name) + b"\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == name
        _, errors = running.communicate(timeout=20)
    assert (running.returncode, errors.decode().strip()) == (0, "False")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "cannot be read"), (b"{", "It is not JSON."), (b"{}", "'timezone' is missing.")],
)
def test_a_calendar_that_cannot_be_used_stops_the_command_with_a_sentence(tmp_path, content, sentence) -> None:
    file = tmp_path / "calendar.json"
    if content is not None:
        file.write_bytes(content)
    ran = CliRunner().invoke(app, ["explain", "--calendar", str(file)], input=line())
    assert ran.exit_code == 1
    assert sentence in ran.stderr
    assert ran.stdout == ""


def test_check_says_of_each_pack_that_it_is_sound(tmp_path) -> None:
    ran = CliRunner().invoke(app, ["check", *packs.shipped()])
    assert ran.exit_code == 0
    told = ran.stdout.splitlines()
    assert [line.split(":")[0] for line in told if not line.startswith(" ")] == list(packs.shipped())
    at = told.index("wyton: sound. 184 clauses, 89 rules, 14 examples.")
    assert re.fullmatch(r"  Bookbag today: \d+ works, \d+ in part, \d+ open, 12 kept elsewhere\.", told[at + 1])
    assert told[at + 2].startswith("  Not known yet: Who investigates a complaint at which stage")


def test_check_names_what_is_wrong_and_goes_on_to_the_next(tmp_path) -> None:
    ran = CliRunner().invoke(app, ["check", str(tmp_path / "none"), "wyton"])
    assert ran.exit_code == 1
    assert ran.stdout.splitlines()[0] == "none/pack.yaml cannot be read: No such file or directory."
    assert ran.stdout.splitlines()[1].startswith("wyton: sound.")
