"""What hangs on a leaver in every list goes on, once; and what comes back to them afterwards, too."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Desk

from bookbag.compose.actions import drafts
from bookbag.compose.models import Draft
from bookbag.desk.actions import asking, cases, handing_over, replies
from bookbag.desk.models import Ask, Case, HandedOver, Note
from bookbag.desk.models.reply import Kind
from bookbag.people.actions import hours, rota
from bookbag.people.actions.leaving import Plan
from bookbag.people.models import Absence, DutyTurn, EmergencyRota, Leaving, StaffMember
from bookbag.policy.availability import Absence as Away
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.policy.rules.words import Post
from bookbag.record.models import Entry
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db")
NOW, TODAY = worlds.NOW, worlds.NOW.date()


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


@pytest.fixture
def head(desk: Desk) -> Actor:
    return worlds.staff(desk.school, "Hetty Marsh", Role.HEAD)


def leaves(who: Actor, taker: Actor, by: Actor, **takers: str) -> None:
    plan = Plan(TODAY, taker.person, at_once=True, takers=takers)
    handing_over.say(who.person, plan, by=by, now=NOW, today=TODAY)


def test_turns_absences_and_those_who_were_led_go_on_and_the_emergency_rota_ends(desk: Desk, head: Actor) -> None:
    leaver, taker, other = desk.office, worlds.staff(desk.school, "Otto Finch", Role.OFFICE), desk.teacher
    april = (date(2026, 4, 14), date(2026, 4, 15))
    by: dict[str, Any] = {"by": head, "now": NOW}
    with tenancy.atomic(desk.school.id, sight=head.sight):
        for post in (Post.OFFICE, Post.HEAD):
            rota.enter_turn(post, leaver.person, *april, **by)
        hours.enter_absence(other.person, Away(*april, leaver.person), **by)
        hours.enter_absence(taker.person, Away(date(2026, 5, 5), date(2026, 5, 6), leaver.person), **by)
        for led in (other, taker):
            hours.set_manager(led.person, leaver.person, **by)
        EmergencyRota.objects.create(
            school=desk.school, staff_id=leaver.person, accepted_on=TODAY - timedelta(days=9), from_day=TODAY
        )
        leaves(leaver, taker, head)
        assert set(DutyTurn.objects.values_list("staff_id", flat=True)) == {taker.person}
        stands_in = dict(Absence.objects.values_list("staff_id", "stand_in_id"))
        assert stands_in == {other.person: taker.person, taker.person: None}
        managers = dict(StaffMember.objects.filter(id__in=[other.person, taker.person]).values_list("id", "manager_id"))
        assert managers == {other.person: taker.person, taker.person: None}
        assert EmergencyRota.objects.get().until_day == TODAY


@pytest.mark.parametrize("as_well", [False, True])
def test_a_question_goes_to_somebody_else_and_ends_where_they_were_asked_it_as_well(
    desk: Desk, head: Actor, as_well: bool
) -> None:
    leaver, taker = desk.teacher, worlds.staff(desk.school, "Tom Hale", Role.TEACHER)
    with tenancy.atomic(desk.school.id, sight=head.sight):
        question = asking.Question(leaver.person, "Was she in?", date(2026, 3, 3))
        ask = asking.ask(desk.case, question, school=desk.school, by=desk.office, now=NOW)
        Ask.objects.update(told_at=NOW)
        if as_well:
            Ask.objects.create(
                school=desk.school,
                question=ask.question,
                colleague_id=taker.person,
                needed_by=ask.needed_by,
                tell_from=ask.tell_from,
            )
        leaves(leaver, taker, head)
        left = Ask.objects.get()
        assert (left.colleague_id, left.told_at) == (taker.person, None)


def test_an_answer_goes_to_whoever_has_the_case_and_beside_their_own_it_becomes_a_note(desk: Desk, head: Actor) -> None:
    with tenancy.atomic(desk.school.id, sight=head.sight):
        cases.assign(desk.case, to=desk.office.person, by=head, now=NOW)
        for author, words in ((desk.teacher, "Dear Mrs Khan, she swims."), (desk.office, "Dear Mrs Khan")):
            begun = replies.begin(desk.case, answers=None, by=author, now=NOW)
            drafts.write(begun.draft, subject="Re: Swimming", body=words, by=author, now=NOW)
        leaves(desk.teacher, head, head)
        states = dict(Draft.objects.values_list("author_id", "state"))
        assert states == {desk.teacher.person: "discarded", desk.office.person: "writing"}
        assert "she swims" in Note.objects.get().text


def test_what_comes_back_to_a_leaver_is_given_on_as_well(desk: Desk, head: Actor) -> None:
    """The family writes again before the answer has left: it returns to its author, who has gone meanwhile."""
    with tenancy.atomic(desk.school.id, sight=head.sight):
        cases.assign(desk.case, to=desk.teacher.person, by=head, now=NOW)
        begun = replies.begin(desk.case, answers=None, by=desk.teacher, now=NOW)
        drafts.write(begun.draft, subject="Re: Swimming", body="Dear Mrs Khan, yes.", by=desk.teacher, now=NOW)
        replies.send(begun.reply, kind=Kind.FULL, reasons={}, undo_seconds=999, by=desk.teacher, now=NOW)
        leaves(desk.teacher, desk.office, head)
        assert Draft.objects.get().author_id == desk.teacher.person
        drafts.reopen(begun.draft.id, by=desk.office, now=NOW)
    handing_over.see_to(desk.school.id, now=NOW + timedelta(hours=1), today=TODAY)
    with tenancy.atomic(desk.school.id):
        assert Draft.objects.get().author_id == desk.office.person


def test_done_again_it_changes_nothing(desk: Desk, head: Actor) -> None:
    with tenancy.atomic(desk.school.id, sight=head.sight):
        cases.assign(desk.case, to=desk.teacher.person, by=head, now=NOW)
        leaves(desk.teacher, desk.office, head)
        before = list(Entry.objects.values_list("act", flat=True))
    for hour in (1, 2):
        handing_over.see_to(desk.school.id, now=NOW + timedelta(hours=hour), today=TODAY)
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        assert list(Entry.objects.values_list("act", flat=True)) == before
        went = HandedOver.objects.get()
        assert (went.leaver_id, went.to_id, went.case_id) == (desk.teacher.person, desk.office.person, desk.case.id)


def test_where_no_safeguarding_lead_is_left_what_is_sealed_is_nobodys_and_stays_sealed(desk: Desk, head: Actor) -> None:
    lead = worlds.staff(desk.school, "Dora Lane", Role.DSL)
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        Case.objects.filter(id=desk.case.id).update(sight=Sight.SAFEGUARDING, owner_id=lead.person)
    with tenancy.atomic(desk.school.id, sight=head.sight):
        leaves(lead, desk.office, head, sealed=str(desk.office.person))
    handing_over.see_to(desk.school.id, now=NOW, today=TODAY)
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        kept = Case.objects.get(id=desk.case.id)
        assert (kept.owner_id, kept.sight) == (None, Sight.SAFEGUARDING)
        assert Leaving.objects.get().handed_over_at


def test_mail_goes_on_to_whoever_took_over_from_the_one_who_took_over(desk: Desk, head: Actor) -> None:
    second = worlds.staff(desk.school, "Otto Finch", Role.OFFICE)
    with tenancy.atomic(desk.school.id, sight=head.sight):
        leaves(desk.teacher, desk.office, head)
        leaves(desk.office, second, head)
    raw = mails.mail(subject="Her coat", message_id="coat@home.example", to="Tess.Barrow@wyton.bookbag.test")
    assert browsing.brought(desk.school, raw).owner_id == second.person
