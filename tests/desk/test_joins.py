"""Join and split: all of one into another, some into a new one, and both undone without touching what came since."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.builders import mails, worlds

from bookbag.desk.actions import cases, joins
from bookbag.desk.models import Case, Duty, Message, Move, Note, Proposal
from bookbag.errors import Invalid, Stale
from bookbag.policy.permissions import Actor, Role
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
def office(school: School) -> Actor:
    return worlds.staff(school, "Olive Trent", Role.OFFICE)


@pytest.fixture
def pair(school: School) -> tuple[UUID, UUID]:
    first = mails.arrive(mails.mail(), school, now=worlds.NOW)
    second = mails.arrive(
        mails.mail("Again", message_id="2@home.example", subject="Re: Swimming lesson"), school, now=LATER
    )
    assert first.case
    assert second.case
    return first.case, second.case


def join(pair: tuple[UUID, UUID], by: Actor) -> Move:
    with tenancy.atomic(by.school_id):
        return joins.join(Case.objects.get(id=pair[1]), into=Case.objects.get(id=pair[0]), by=by, now=LATER)


def messages(case: UUID) -> int:
    return Message.objects.filter(case_id=case).count()


def test_joining_moves_messages_and_duties_and_settles_the_proposal(pair: tuple[UUID, UUID], office: Actor) -> None:
    join(pair, office)
    with tenancy.atomic(office.school_id):
        assert (messages(pair[0]), messages(pair[1])) == (2, 0)
        assert Duty.objects.filter(case_id=pair[0]).count() == 4
        joined = Case.objects.get(id=pair[1])
        assert (joined.state, joined.joined_into_id, joined.is_open) == ("joined", pair[0], False)
        assert Proposal.objects.get().state == "accepted"


def test_a_later_answer_to_the_joined_case_lands_in_the_other(
    school: School, pair: tuple[UUID, UUID], office: Actor
) -> None:
    join(pair, office)
    third = mails.arrive(
        mails.mail("Third", message_id="3@home.example", in_reply_to="2@home.example"), school, now=LATER
    )
    assert third.case == pair[0]


def test_a_join_is_undone_and_what_came_since_stays(school: School, pair: tuple[UUID, UUID], office: Actor) -> None:
    with tenancy.atomic(school.id):
        cases.write_note(Case.objects.get(id=pair[1]), text="Rang.", by=office, now=LATER)
    move = join(pair, office)
    mails.arrive(mails.mail("Since", message_id="3@home.example", in_reply_to="first@home.example"), school, now=LATER)
    with tenancy.atomic(school.id):
        joins.undo(move, by=office, now=LATER)
        assert (messages(pair[0]), messages(pair[1])) == (2, 1)
        assert Duty.objects.filter(case_id=pair[1], state="open").count() == 2
        parted = Case.objects.get(id=pair[1])
        assert (parted.state, parted.joined_into_id) == ("new", None)
        assert Note.objects.get().case_id == pair[1]
    with pytest.raises(Stale), tenancy.atomic(school.id):
        joins.undo(move, by=office, now=LATER)


def test_a_split_makes_a_case_of_its_own_and_can_be_undone(
    school: School, pair: tuple[UUID, UUID], office: Actor
) -> None:
    join(pair, office)
    with tenancy.atomic(school.id):
        source = Case.objects.get(id=pair[0])
        moving = Message.objects.get(message_id="2@home.example")
        new = joins.split(source, messages=[moving.id], by=office, now=LATER)
        assert (messages(pair[0]), messages(new.id)) == (1, 1)
        assert new.parties.count() == 1
        joins.undo(Move.objects.get(kind="split"), by=office, now=LATER)
        assert (messages(pair[0]), messages(new.id)) == (2, 0)
        assert not Case.objects.get(id=new.id).is_open


def test_a_split_of_nothing_or_of_everything_is_refused(school: School, pair: tuple[UUID, UUID], office: Actor) -> None:
    with tenancy.atomic(school.id):
        source = Case.objects.get(id=pair[0])
        for chosen in ([], list(source.messages.values_list("id", flat=True))):
            with pytest.raises(Invalid):
                joins.split(source, messages=chosen, by=office, now=LATER)


def test_a_case_is_not_joined_to_itself(school: School, pair: tuple[UUID, UUID], office: Actor) -> None:
    with tenancy.atomic(school.id):
        same = Case.objects.get(id=pair[0])
    with pytest.raises(Invalid), tenancy.atomic(school.id):
        joins.join(same, into=same, by=office, now=LATER)


def test_a_refused_proposal_stays_refused(school: School, pair: tuple[UUID, UUID], office: Actor) -> None:
    with tenancy.atomic(school.id):
        proposal = Proposal.objects.get()
        joins.refuse(proposal, by=office, now=LATER)
        with pytest.raises(Stale):
            joins.refuse(proposal, by=office, now=LATER)


def test_nothing_is_joined_to_a_case_that_is_closed_by_now(
    school: School, pair: tuple[UUID, UUID], office: Actor
) -> None:
    with tenancy.atomic(school.id):
        cases.close(Case.objects.get(id=pair[0]), reason="She rang.", by=office, now=LATER)
    with pytest.raises(Stale):
        join(pair, office)


def test_a_join_is_undone_only_after_what_was_joined_on_top_of_it(
    school: School, pair: tuple[UUID, UUID], office: Actor
) -> None:
    below = join(pair, office)
    third = mails.arrive(mails.mail("x", message_id="3@home.example", subject="Third"), school, now=LATER).case
    assert third
    on_top = join((third, pair[0]), office)
    with pytest.raises(Stale), tenancy.atomic(school.id):
        joins.undo(below, by=office, now=LATER)
    with tenancy.atomic(school.id):
        joins.undo(on_top, by=office, now=LATER)
        joins.undo(below, by=office, now=LATER)
        assert (messages(pair[0]), messages(pair[1]), messages(third)) == (1, 1, 1)
