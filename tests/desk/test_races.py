"""Two at once, with real commits: nobody's act is lost, whoever is first, and nobody waits for ever."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from tests.builders import mails, worlds
from tests.builders.turns import Aside, at_once, until_it_waits

from bookbag.compose.actions import drafts
from bookbag.desk import intake
from bookbag.desk.actions import cases, joins, replies
from bookbag.desk.models import Arrival, Case, Duty, Message
from bookbag.desk.models.reply import Kind
from bookbag.errors import Denied
from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")
LATER = worlds.NOW + timedelta(hours=1)


@pytest.fixture
def school() -> School:
    made = worlds.school()
    worlds.family(made)
    return made


@pytest.fixture
def head(school: School) -> Actor:
    return worlds.staff(school, "Hilda Marsh", Role.HEAD, Role.DSL)


@pytest.fixture
def first(school: School) -> UUID:
    return opened(school, "first")


def opened(school: School, name: str) -> UUID:
    outcome = mails.arrive(
        mails.mail(f"It is about {name}.", subject=name, message_id=f"{name}@home.example"), school, now=worlds.NOW
    )
    assert outcome.case
    return outcome.case


def answer_to(name: str, *, called: str) -> bytes:
    return mails.mail(f"Here is {called}.", message_id=f"{called}@home.example", in_reply_to=f"{name}@home.example")


def reading(school: School, raw: bytes, *, now: Any = LATER) -> Any:
    arrival = mails.store(raw, school, now=now)
    return lambda: intake.read_one(school.id, arrival, now=now)


def case(school: School, case_id: UUID) -> Case:
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        return Case.objects.select_related("owner").get(id=case_id)


def test_a_message_that_comes_while_its_case_is_joined_lands_in_the_other(
    school: School, first: UUID, head: Actor, owner: psycopg.Connection[Any]
) -> None:
    other = opened(school, "other")
    read = reading(school, answer_to("first", called="second"))
    with tenancy.atomic(school.id):
        joins.join(Case.objects.get(id=first), into=Case.objects.get(id=other), by=head, now=LATER)
        aside = Aside(read)
        until_it_waits(owner, aside)
    assert aside.result().case == other
    assert case(school, first).state == "joined"


def test_a_message_that_comes_while_its_case_is_closed_opens_it_again(
    school: School, first: UUID, head: Actor, owner: psycopg.Connection[Any]
) -> None:
    read = reading(school, answer_to("first", called="second"))
    with tenancy.atomic(school.id):
        cases.close(Case.objects.get(id=first), reason="She rang.", by=head, now=LATER)
        aside = Aside(read)
        until_it_waits(owner, aside)
    aside.result()
    found = case(school, first)
    assert (found.state, found.closed_at, found.close_reason) == ("new", None, "")
    with tenancy.atomic(school.id):
        assert sorted(Duty.objects.values_list("state", flat=True)) == ["open", "open", "waived", "waived"]
        assert found.next_due == Duty.objects.filter(state="open").order_by("due")[0].due


def test_a_message_that_comes_while_its_case_is_given_away_takes_it_from_nobody(
    school: School, first: UUID, head: Actor, owner: psycopg.Connection[Any]
) -> None:
    read = reading(school, answer_to("first", called="second"))
    with tenancy.atomic(school.id):
        cases.assign(Case.objects.get(id=first), to=head.staff_id, by=head, now=LATER)
        aside = Aside(read)
        until_it_waits(owner, aside)
    aside.result()
    assert case(school, first).owner_id == head.staff_id


def test_a_message_that_comes_while_its_case_is_sealed_is_sealed(
    school: School, first: UUID, head: Actor, owner: psycopg.Connection[Any]
) -> None:
    read = reading(school, answer_to("first", called="second"))
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        cases.set_sight(Case.objects.get(id=first), Sight.SAFEGUARDING, by=head, now=LATER)
        aside = Aside(read)
        until_it_waits(owner, aside)
    assert aside.result().state == "read"
    with tenancy.atomic(school.id):
        assert not Message.objects.exists()
        assert not Arrival.objects.exists()


def test_messages_of_one_conversation_that_are_read_at_once_are_all_there(school: School, first: UUID) -> None:
    times = [LATER + timedelta(minutes=minute) for minute in range(3)]
    reads = [reading(school, answer_to("first", called=f"answer{number}"), now=at) for number, at in enumerate(times)]
    assert {outcome.case for outcome in at_once(*reads)} == {first}
    with tenancy.atomic(school.id):
        assert Message.objects.filter(case_id=first).count() == 4
        assert Duty.objects.count() == 2
    assert case(school, first).last_message_at == times[-1]


def test_twins_that_are_read_at_once_are_one_message(school: School) -> None:
    raw = mails.mail()
    relayed = b"Received: from elsewhere by another; Mon, 2 Mar 2026 09:00:01 +0000\n" + raw
    outcomes = at_once(reading(school, raw), reading(school, relayed))
    assert sorted(outcome.state for outcome in outcomes) == ["read", "repeated"]
    assert len({outcome.message for outcome in outcomes}) == 1


def written(school: School, case_id: UUID, by: Actor) -> Any:
    with tenancy.atomic(school.id):
        writing = replies.begin(Case.objects.get(id=case_id), answers=None, by=by, now=LATER)
        drafts.write(writing.draft, subject="Re: it", body="Dear Mrs Khan, yes.", by=by, now=LATER)

    def send() -> str:
        try:
            with tenancy.atomic(school.id):
                replies.send(writing.reply, kind=Kind.FULL, reasons={}, undo_seconds=10, by=by, now=LATER)
        except Denied as denied:
            return str(denied)
        return "sent"

    return send


def test_of_two_people_who_answer_at_once_the_second_is_asked_why(school: School, first: UUID, head: Actor) -> None:
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    said = at_once(written(school, first, head), written(school, first, office))
    assert "sent" in said
    said.remove("sent")
    assert "has answered" in said[0]
    with tenancy.atomic(school.id):
        assert Dispatch.objects.exclude(draft=None).count() == 1


def test_begun_twice_at_once_it_is_one_answer(school: School, first: UUID, head: Actor) -> None:
    def begin() -> UUID:
        with tenancy.atomic(school.id):
            return replies.begin(Case.objects.get(id=first), answers=None, by=head, now=LATER).draft.id

    assert len(set(at_once(begin, begin, begin))) == 1


def test_an_answer_that_leaves_while_its_case_is_joined_is_written_into_the_other(
    school: School, first: UUID, head: Actor, owner: psycopg.Connection[Any]
) -> None:
    other = opened(school, "other")
    assert written(school, first, head)() == "sent"

    def leave() -> None:
        with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
            dispatch = Dispatch.objects.exclude(draft=None).get()
            dispatch.state, dispatch.sent_at = "sent", LATER
            dispatch.save(update_fields=["state", "sent_at"])
            replies.settle(dispatch, now=LATER)

    with tenancy.atomic(school.id):
        joins.join(Case.objects.get(id=first), into=Case.objects.get(id=other), by=head, now=LATER)
        aside = Aside(leave)
        until_it_waits(owner, aside)
    aside.result()
    with tenancy.atomic(school.id):
        assert Message.objects.get(direction="out").case_id == other


def test_a_case_that_is_sealed_while_its_answer_leaves_is_sealed_with_the_answer(
    school: School, first: UUID, head: Actor, owner: psycopg.Connection[Any]
) -> None:
    assert written(school, first, head)() == "sent"

    def seal() -> None:
        with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
            cases.set_sight(Case.objects.get(id=first), Sight.SAFEGUARDING, by=head, now=LATER)

    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        dispatch = Dispatch.objects.select_for_update().exclude(draft=None).get()
        aside = Aside(seal)
        until_it_waits(owner, aside)
        dispatch.state, dispatch.sent_at = "sent", LATER
        dispatch.save(update_fields=["state", "sent_at"])
        replies.settle(dispatch, now=LATER)
    aside.result()
    with tenancy.atomic(school.id):
        assert not Message.objects.exists()
        assert not Dispatch.objects.exists()


def test_joins_across_each_other_do_not_wait_for_ever(school: School, first: UUID, head: Actor) -> None:
    other = opened(school, "other")

    def join(one: UUID, into: UUID) -> str:
        try:
            with tenancy.atomic(school.id):
                joins.join(Case.objects.get(id=one), into=Case.objects.get(id=into), by=head, now=LATER)
        except Exception as refused:  # noqa: BLE001 - whose turn was second is told so
            return type(refused).__name__
        return "joined"

    assert sorted(at_once(lambda: join(first, other), lambda: join(other, first))) == ["Stale", "joined"]
