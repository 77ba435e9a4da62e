"""Heads go to a file outside the database, synced, once a minute; and what they say is held against the chain."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.builders import worlds

from bookbag.errors import Invalid
from bookbag.policy.permissions import Sight
from bookbag.record import heads, sealing, verifying
from bookbag.record.heads import Head
from bookbag.record.models import Entry
from bookbag.record.verifying import Fault
from bookbag.schools.models import School

NOW = worlds.NOW
MINUTE = timedelta(minutes=1)
Tamper = Callable[..., None]
Write = Callable[..., list[Entry]]


@pytest.fixture
def file(home: Path) -> Path:
    """Where wyton's heads are published."""
    return heads.file_of(home, "wyton")


def found(school: School, file: Path) -> list[tuple[Fault, int | None]]:
    return [(each.fault, each.number) for each in verifying.verify(school, heads=heads.read(file)).findings]


def head(number: int, minutes: float = 0, *, chain: str = "ordinary") -> Head:
    return Head("wyton", chain, number, f"{number:064}", NOW + minutes * MINUTE)


def test_sealing_publishes_where_each_chain_ends(file: Path, school: School, write: Write) -> None:
    write(school, 2)
    write(school, 1, sight=Sight.SAFEGUARDING)
    sealing.seal(school, now=NOW)
    assert [(each.school, each.chain, each.number, each.at) for each in heads.read(file)] == [
        ("wyton", "ordinary", 2, NOW),
        ("wyton", "safeguarding", 1, NOW),
    ]
    assert found(school, file) == []


def test_a_head_is_published_once_a_minute_and_the_last_one_in_the_end(
    file: Path, school: School, write: Write
) -> None:
    for seconds in (0, 2, 4, 58):
        write(school)
        sealing.seal(school, now=NOW + timedelta(seconds=seconds))
    assert [each.number for each in heads.read(file)] == [1]
    for seconds in (60, 62, 600):
        sealing.seal(school, now=NOW + timedelta(seconds=seconds))
    assert [each.number for each in heads.read(file)] == [1, 4]


def test_a_tail_cut_off_is_found(sealed: list[Entry], file: Path, school: School, tamper: Tamper) -> None:
    tamper("delete from record_entry where id in (%s, %s)", sealed[3].id, sealed[4].id)
    tamper("delete from record_seal where number > 3")
    assert verifying.verify(school).findings == (), "the chain alone cannot know"
    assert found(school, file) == [(Fault.CUT_OFF, 3)]


def test_a_record_taken_away_whole_is_found(
    sealed: list[Entry], file: Path, school: School, owner: psycopg.Connection[Any]
) -> None:
    owner.execute("set session_replication_role = replica; delete from record_entry; delete from record_seal")
    owner.execute("set session_replication_role = default")
    (finding,) = verifying.verify(school, heads=heads.read(file)).findings
    assert finding.says == (
        "Wyton Primary School: the ordinary chain ends at 0, but on 02 March 2026 at 09:00 UTC it had reached 5:"
        " its end was cut off."
    )


def test_a_chain_written_anew_is_found(sealed: list[Entry], file: Path, school: School, tamper: Tamper) -> None:
    tamper("delete from record_seal where number > 0")
    tamper("update record_entry set actor = 'staff:somebody' where id = %s", sealed[4].id)
    assert sealing.seal(school, now=NOW) == 5
    assert verifying.verify(school).findings == (), "the chain alone cannot know"
    assert found(school, file) == [(Fault.HEAD_DIFFERS, 5)]


def test_heads_of_other_schools_in_the_same_file_are_passed_over(sealed: list[Entry], school: School) -> None:
    theirs = Head("norton", "ordinary", 900, "00", NOW)
    assert verifying.verify(school, heads=[theirs]).findings == ()


def test_what_moved_is_published_and_what_did_not_is_not(tmp_path: Path) -> None:
    path = tmp_path / "heads" / "wyton.jsonl"
    assert heads.publish(path, [head(1), head(1, chain="confidential")], now=NOW)
    assert not heads.publish(path, [head(1, 5)], now=NOW + 5 * MINUTE)
    assert heads.publish(path, [head(2, 6), head(1, 6, chain="confidential")], now=NOW + 6 * MINUTE)
    assert [(each.chain, each.number) for each in heads.read(path)] == [
        ("ordinary", 1), ("confidential", 1), ("ordinary", 2),
    ]  # fmt: skip
    assert not heads.publish(path, [], now=NOW + 60 * MINUTE)


def test_a_clock_put_back_does_not_stop_publishing(tmp_path: Path) -> None:
    path = tmp_path / "wyton.jsonl"
    heads.publish(path, [head(1, 600)], now=NOW + 600 * MINUTE)
    assert heads.publish(path, [head(2)], now=NOW)


def test_a_file_longer_than_is_looked_back_upon_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "wyton.jsonl"
    for number in range(1, 60):
        assert heads.publish(path, [head(number, 2 * number)], now=NOW + 2 * number * MINUTE)
    assert path.stat().st_size > heads.RECENT
    assert [each.number for each in heads.read(path)] == list(range(1, 60))


def test_a_line_that_a_crash_cut_short_is_passed_over_and_cut_off_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "wyton.jsonl"
    path.write_bytes(head(1).line() + head(2).line()[:40])
    assert heads.read(path) == (head(1),)
    assert heads.publish(path, [head(3, 9)], now=NOW + 9 * MINUTE)
    assert heads.read(path) == (head(1), head(3, 9))


@pytest.mark.parametrize(
    "line", [b"{}", b"nonsense", b"[1]", b'{"chain": 1}', head(1).line().replace(b"ordinary", b"other")[:-1]]
)
def test_a_line_that_is_no_head_is_named(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "wyton.jsonl"
    path.write_bytes(head(1).line() + line + b"\n")
    with pytest.raises(Invalid, match=r"wyton\.jsonl, line 2"):
        heads.read(path)
