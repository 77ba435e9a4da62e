"""A proposed version is rehearsed on what has come: what would have been more, fewer, earlier, later, kept or missed."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders import mails, worlds

from bookbag.desk import rehearsing
from bookbag.desk.models import Case, CaseEvent, Duty
from bookbag.desk.rehearsing import Rehearsal, Turn
from bookbag.errors import Invalid
from bookbag.policy import packs
from bookbag.policy.packs import Pack
from bookbag.policy.permissions import Sight
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")
MONDAY = worlds.NOW
NOW = datetime(2026, 3, 27, 9, 0, tzinfo=UTC)
SINCE = datetime(2026, 3, 1, tzinfo=UTC)
ACKNOWLEDGE, ANSWER = "acknowledge-letters-and-emails", "answer-letters-and-emails"


@pytest.fixture
def school() -> School:
    made = worlds.school()
    worlds.family(made)
    return made


def proposed(rule: str, old: str, new: str) -> Pack:
    """The pack of the school with one line of one rule exchanged."""
    texts = {name: (packs.SHIPPED / "wyton" / name).read_bytes() for name in packs.FILES}
    blocks = re.split(r"(?m)^(?=  - id: )", texts["pack.yaml"].decode())
    changed = [block.replace(old, new) if block.startswith(f"  - id: {rule}\n") else block for block in blocks]
    assert changed != blocks
    return packs.parse("wyton", texts | {"pack.yaml": "".join(changed).encode()})


def quicker(rule: str = ANSWER, days: int = 5) -> Pack:
    return proposed(rule, "{working_days: 10}" if rule == ANSWER else "{working_days: 2}", f"{{working_days: {days}}}")


def came(school: School, *, days: int = 0, name: str = "first") -> UUID:
    """A parent's e-mail, some days after Monday 2 March, 9 am."""
    mail = mails.mail(message_id=f"{name}@home.example", subject=f"Swimming lesson, {name}")
    found = mails.arrive(mail, school, now=MONDAY + timedelta(days=days)).case
    assert found
    return found


def did(case: UUID, school: School, kind: str, at: datetime) -> None:
    """An act of a person, as the desk notes it."""
    with tenancy.atomic(school.id):
        CaseEvent.objects.create(school=school, case_id=case, kind=kind, at=at, channel="email")


def rehearsed(school: School, pack: Pack, *, since: datetime = SINCE, sight: Sight = Sight.ORDINARY) -> Rehearsal:
    return rehearsing.rehearse(school, pack, since=since, now=NOW, sight=sight)


def test_the_same_pack_makes_no_difference(school: School) -> None:
    came(school)
    found = rehearsed(school, packs.load("wyton"))
    assert (found.cases, found.by_clause, found.examples) == (1, {}, ())
    assert rehearsing.in_words(found) == [
        "Looked at one case since Sunday 1 March 2026.",
        "Nothing would have been different.",
    ]


def test_less_time_is_earlier_and_an_answer_in_between_would_have_been_late(school: School) -> None:
    did(came(school), school, "answered", datetime(2026, 3, 10, 10, 0, tzinfo=UTC))
    found = rehearsed(school, quicker())
    assert found.by_clause == {"WYT-087": Counter({Turn.EARLIER: 1, Turn.NO_LONGER_KEPT: 1})}
    (example,) = found.examples
    assert (example.received_at.date(), example.channel, example.clause) == (date(2026, 3, 2), "email", "WYT-087")
    assert example.was == datetime(2026, 3, 16, 16, 0, tzinfo=UTC)
    assert example.would_be == datetime(2026, 3, 9, 16, 0, tzinfo=UTC)


def test_more_time_is_later_and_what_was_missed_would_have_been_kept(school: School) -> None:
    did(came(school), school, "acknowledged", datetime(2026, 3, 5, 10, 0, tzinfo=UTC))
    found = rehearsed(school, quicker(ACKNOWLEDGE, 3))
    assert found.total == Counter({Turn.LATER: 1, Turn.NO_LONGER_MISSED: 1})


def test_what_is_open_and_would_be_past_its_time_was_never_kept(school: School) -> None:
    came(school, days=21)
    found = rehearsed(school, quicker(days=1))
    assert found.total == Counter({Turn.EARLIER: 1})


def test_a_rule_for_fewer_channels_owes_fewer(school: School) -> None:
    did(came(school), school, "answered", MONDAY + timedelta(hours=2))
    found = rehearsed(school, proposed(ANSWER, "[email, form, letter]", "[letter]"))
    assert found.total == Counter({Turn.FEWER: 1})
    assert (found.examples[0].was, found.examples[0].would_be) == (datetime(2026, 3, 16, 16, 0, tzinfo=UTC), None)


def test_a_new_promise_owes_more_and_says_how_many_would_have_been_missed(school: School) -> None:
    did(came(school, name="quick"), school, "answered", MONDAY + timedelta(hours=2))
    did(came(school, days=1, name="slow"), school, "answered", MONDAY + timedelta(days=9))
    found = rehearsed(school, proposed("call-back", "[phone]", "[email]"))
    assert found.by_clause == {"WYT-071": Counter({Turn.MORE: 2, Turn.MORE_MISSED: 1})}
    assert rehearsing.in_words(found)[1:] == [
        "Duties: two more, none fewer; none due earlier, none due later.",
        "Of those that were kept, none would have been missed.",
        "Of those that were missed, none would have been kept.",
        "Of those that are more, one would have been missed.",
    ]


def test_what_needed_no_answer_was_neither_kept_nor_missed(school: School) -> None:
    did(came(school), school, "no_answer_needed", MONDAY + timedelta(days=20))
    assert rehearsed(school, quicker()).total == Counter({Turn.EARLIER: 1})


def test_a_second_message_starts_a_clock_only_where_the_first_is_done_with(school: School) -> None:
    case = came(school)
    did(case, school, "answered", MONDAY + timedelta(days=7, hours=1))
    with tenancy.atomic(school.id):
        first = CaseEvent.objects.get(case_id=case, kind="received")
        again = MONDAY + timedelta(days=8)
        CaseEvent.objects.create(
            school=school, case_id=case, kind="received", at=again, channel="email", message=first.message
        )
    assert rehearsed(school, quicker()).total[Turn.EARLIER] == 2
    did(case, school, "reopened", MONDAY + timedelta(days=9))
    longer = rehearsed(school, proposed(ANSWER, "met_by: [answer]", "met_by: [acknowledgement]"))
    assert longer.total[Turn.FEWER] == 2, "the first answer is still owed, so the second message starts none"


def test_only_what_was_opened_since_counts(school: School) -> None:
    came(school)
    assert rehearsed(school, quicker(), since=MONDAY + timedelta(days=1)).cases == 0


def test_what_the_reader_may_not_see_is_not_counted(school: School) -> None:
    case = came(school)
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        Case.objects.filter(id=case).update(sight=Sight.CONFIDENTIAL)
    assert rehearsed(school, quicker()).cases == 0
    assert rehearsed(school, quicker(), sight=Sight.CONFIDENTIAL).total == Counter({Turn.EARLIER: 1})


def test_nothing_is_written(school: School, owner: psycopg.Connection) -> None:
    came(school)
    with CaptureQueriesContext(connection) as asked:
        rehearsed(school, quicker())
    assert [each["sql"] for each in asked if re.match(r"(?i)\s*(insert|update|delete)", each["sql"])] == []
    with tenancy.atomic(school.id):
        assert Duty.objects.get(clause="WYT-087").due == datetime(2026, 3, 16, 16, 0, tzinfo=UTC)


def test_no_words_are_read(school: School) -> None:
    came(school)
    with CaptureQueriesContext(connection) as asked:
        rehearsed(school, quicker())
    read = " ".join(each["sql"] for each in asked)
    assert not re.search(r'"desk_\w+"\."(subject|text|new_text|html|from_name|from_address|who|about|matter)"', read)


def test_ten_examples_stand_for_many_the_newest_first(school: School) -> None:
    for number in range(12):
        came(school, days=number, name=f"m{number}")
    found = rehearsed(school, quicker())
    assert found.total[Turn.EARLIER] == 12
    assert [each.received_at.date() for each in found.examples] == [
        date(2026, 3, 13) - timedelta(days=number) for number in range(10)
    ]


def test_many_cases_take_few_queries(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsing, "BATCH", 5)
    for number in range(12):
        came(school, days=number, name=f"m{number}")
    with CaptureQueriesContext(connection) as asked:
        assert rehearsed(school, quicker()).total[Turn.EARLIER] == 12
    assert len([each for each in asked if "select" in each["sql"].lower() and "set_config" not in each["sql"]]) == 11


def test_the_calendar_is_the_schools(school: School) -> None:
    came(school)
    with tenancy.atomic(school.id):
        school.closed_days.create(day=date(2026, 3, 5), why="Snow")
    (example,) = rehearsed(school, quicker()).examples
    assert (example.was, example.would_be) == (
        datetime(2026, 3, 17, 16, 0, tzinfo=UTC),
        datetime(2026, 3, 10, 16, 0, tzinfo=UTC),
    )


def test_a_pack_that_does_not_bind_the_school_is_refused(school: School) -> None:
    with pytest.raises(
        Invalid, match=r"No pack called 'standard' binds Wyton Primary School\. It is bound by .*wyton\."
    ):
        rehearsed(school, packs.load("standard"))


def test_what_the_school_has_ruled_of_the_old_version_holds_for_the_new(school: School) -> None:
    pack = packs.load("wyton")
    ruled = pack.ruled(off={ANSWER}, met={}, settled=())
    (then,) = rehearsing.in_place([ruled], quicker(), school)
    assert [rule.id for rule in then.off] == [ANSWER]
    assert ANSWER not in {rule.id for rule in then.promises}


def test_the_last_term_is_the_one_that_is_over(school: School) -> None:
    assert rehearsing.last_term(school, now=MONDAY) == date(2026, 1, 5)
    assert rehearsing.last_term(school, now=datetime(2025, 9, 10, tzinfo=UTC)) == date(2025, 9, 2)
