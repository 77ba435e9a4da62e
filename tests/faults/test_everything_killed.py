"""Mail comes in and answers leave while every process is killed again and again: none lost, none doubled."""

import random
import time
from collections import Counter
from email import message_from_bytes

import pytest
from tests.door.house import Senders
from tests.faults.conftest import BOOKBAG, DESK, School

OURS = "desk_message where direction = 'in'"
UNREAD = "desk_arrival where state = 'waiting'"
UNSENT = "outbox_dispatch where state in ('queued', 'sending')"


def letter(number: int) -> bytes:
    """Every fourth answers the one before it, from the same family: it joins that one's case if it can."""
    family = number // 4 % 10
    answers = f"In-Reply-To: <{number - 1}@home.example>\r\n" if number % 4 == 3 else ""
    return (
        f"From: Parent Moss{family} <parent.moss{family}@home.example>\r\nTo: office@wyton.bookbag.test\r\n"
        f"Subject: Matter {number}\r\nMessage-ID: <{number}@home.example>\r\n{answers}\r\nDear school, {number}.\r\n"
    ).encode() + b"Words.\r\n" * 100


@pytest.mark.soak
def test_none_is_lost_and_none_doubled(school: School, dice: random.Random, pytestconfig: pytest.Config) -> None:
    messages, kills = (500, 24) if pytestconfig.getoption("--soak") else (50, 6)
    push(school, dice, messages, kills=kills)
    school.waits_for_none(UNREAD, patience=240)
    arrived_once(school, messages)
    leave(school, dice, messages // 5, kills=kills // 2)
    left_once(school, messages // 5)
    assert "Findings: 0." in school.run(*BOOKBAG, "record", "verify")
    print(f"{messages} mails, {messages // 5} answers, deaths {dict(school.deaths)}")  # the soak's figure


def push(school: School, dice: random.Random, messages: int, *, kills: int) -> None:
    """Four senders push; whoever hears no 250 tries again."""
    senders = Senders(school.smtp_port, [[letter(number) for number in range(n, messages, 4)] for n in range(4)])
    senders.start()
    for number in range(kills):
        while senders.accepted < messages * number // kills and senders.at_work():
            time.sleep(0.001)
        time.sleep(dice.random() * 0.3)
        school.kill(dice)
    senders.finish()
    assert senders.refused == []
    school.kill(dice)  # once more while the last ones are read


def arrived_once(school: School, messages: int) -> None:
    """Message-ID by Message-ID: each in one case, with its duties; whatever came twice is marked as a repetition."""
    read = Counter(row["message_id"] for row in school.rows(f"select message_id from {OURS}"))
    assert read == Counter(f"{number}@home.example" for number in range(messages))
    assert {row["state"] for row in school.rows("select state from desk_arrival")} <= {"read", "repeated"}
    assert school.count("desk_case c where not exists (select from desk_duty d where d.case_id = c.id)") == 0
    assert school.count("desk_case c where not exists (select from desk_message m where m.case_id = c.id)") == 0
    sums = "select sum(change) as n from desk_tally"
    assert school.rows(sums)[0]["n"] == school.count("desk_case where is_open")
    for row in school.rows("select school_id, sha256 from desk_arrival"):
        digest = row["sha256"]
        assert (school.house.home / "files" / str(row["school_id"]) / digest[:2] / digest).exists()


def leave(school: School, dice: random.Random, answers: int, *, kills: int) -> None:
    """Answers are queued, and leave beside the receipts while workers and the database die."""
    school.run(*DESK, "answer", str(answers))
    for _ in range(kills):
        time.sleep(0.3 + dice.random())
        school.kill(dice)
    deadline = time.monotonic() + 240
    while school.count(UNSENT):
        assert time.monotonic() < deadline, f"{school.count(UNSENT)} have not left"
        time.sleep(2)
        school.let_claims_run_out()


def left_once(school: School, answers: int) -> None:
    """Each dispatch is in the post office's hands; what is there twice is the same message. The cases know of it."""
    sent = school.rows("select message_id, state, notice, about, to_address from outbox_dispatch")
    assert {row["state"] for row in sent} == {"sent"}
    taken = [message_from_bytes(envelope.original_content or b"") for envelope in school.office.taken]
    assert {mail["Message-ID"] for mail in taken} == {f"<{row['message_id']}>" for row in sent}
    assert len({(mail["Message-ID"], mail["To"], mail.get_payload()) for mail in taken}) == len(sent)
    receipts = Counter((row["about"], row["to_address"]) for row in sent if row["notice"] == "receipt")
    assert set(receipts.values()) <= {1}
    to_staff = [row for row in sent if row["notice"] == "to_staff"]
    assert len(sent) - len(receipts) - len(to_staff) == answers
    told = school.rows("select thing_id, clause, detail from record_entry where act = 'colleague_told'")
    notes = Counter((row["thing_id"], row["clause"], row["detail"]["to"], row["detail"]["stage"]) for row in told)
    assert set(notes.values()) <= {1}
    written = Counter(
        row["dispatch_id"] for row in school.rows("select dispatch_id from desk_message where direction = 'out'")
    )
    assert len(written) == answers
    assert set(written.values()) == {1}
