"""The receiver and PostgreSQL are killed at random moments while four senders push: none lost, none doubled."""

import hashlib
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.door.house import House, Senders


@pytest.fixture(scope="module")
def whole_house() -> Iterator[House]:
    # Not under tmp_path: pytest closes its folder again and again to the account that the processes drop to.
    with tempfile.TemporaryDirectory(prefix="bookbag-door-") as place, House(Path(place) / "home") as one:
        yield one


@pytest.fixture
def house(whole_house: House) -> House:
    whole_house.empty()
    return whole_house


def letter(number: int) -> bytes:
    named = f"Message-ID: <{number}@home.example>\r\n" if number % 3 else ""
    return f"From: samina.khan@home.example\r\nSubject: {number}\r\n{named}\r\nWords {number}.\r\n".encode() * 20


@pytest.mark.soak
def test_whatever_is_killed_every_message_is_kept_once(house: House, request: pytest.FixtureRequest) -> None:
    messages, kills = (500, 16) if request.config.getoption("--soak") else (50, 4)
    letters = [letter(number) for number in range(messages)]
    senders = Senders(house.port, [letters[n::4] for n in range(4)])
    senders.start()
    for number in range(kills):
        while senders.accepted < messages * number // kills and senders.at_work():
            time.sleep(0.001)
        time.sleep(random.random() * 0.03)
        if number % 4 in {0, 2, 3}:
            house.kill_receiver()
        if number % 4 in {1, 3}:
            house.kill_postgres()
            house.start_postgres()
        if number % 4 in {0, 2, 3}:
            house.start_receiver()
    senders.finish()
    assert senders.refused == []
    arrivals = house.rows("desk_arrival")
    firsts = Counter(row["sha256"] for row in arrivals if row["state"] == "waiting")
    assert firsts == Counter(hashlib.sha256(raw).hexdigest() for raw in letters)
    assert {row["state"] for row in arrivals} <= {"waiting", "repeated"}
    for row in arrivals:
        place = house.home / "files" / str(row["school_id"]) / row["sha256"][:2] / row["sha256"]
        assert hashlib.sha256(place.read_bytes()).hexdigest() == row["sha256"]
    assert len(house.rows("procrastinate_jobs")) == messages
    assert len(house.rows("record_entry")) == len(arrivals)


def test_while_postgres_is_away_senders_are_asked_to_come_again(house: House) -> None:
    house.kill_postgres()
    senders = Senders(house.port, [[letter(1)]])
    senders.start()
    time.sleep(1)
    assert senders.accepted == 0
    house.start_postgres()
    senders.finish()
    assert (senders.accepted, senders.refused) == (1, [])
    assert len(house.rows("desk_arrival")) == 1


def test_told_to_stop_it_answers_what_came_in_whole(house: House) -> None:
    senders = Senders(house.port, [[letter(number) for number in range(n, 400, 4)] for n in range(4)])
    senders.start()
    while senders.accepted < 100:
        time.sleep(0.001)
    assert house.receiver
    house.receiver.send_signal(signal.SIGTERM)
    assert house.receiver.wait(10) == 0
    house.start_receiver()
    senders.finish()
    assert Counter(row["state"] for row in house.rows("desk_arrival")) == {"waiting": 400}
