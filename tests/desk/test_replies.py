"""An answer: to whoever wrote and nobody else, cleared, sent once, settled; undone, crossed, or held back by a finding."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from tests.builders import mails, worlds

from bookbag.compose.actions import drafts
from bookbag.compose.actions.drafts import Recipient
from bookbag.desk import queries as desk
from bookbag.desk.actions import joins, replies
from bookbag.desk.models import Case, Duty, Message
from bookbag.desk.models.reply import Kind
from bookbag.desk.wording.closing import Shape
from bookbag.errors import Denied, Stale
from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")
LATER = worlds.NOW + timedelta(hours=2)


@pytest.fixture
def school() -> School:
    made = worlds.school()
    worlds.family(made)
    worlds.family(made, "Finn Doyle", ("Grace Doyle",), class_name="2A")
    return made


@pytest.fixture
def teacher(school: School) -> Actor:
    return worlds.staff(school, "Tess Barrow", Role.TEACHER)


@pytest.fixture
def case(school: School) -> Case:
    outcome = mails.arrive(mails.mail(), school, now=worlds.NOW)
    with tenancy.atomic(school.id):
        return Case.objects.get(id=outcome.case)


def answer(
    case: Case,
    by: Actor,
    body: str = "Dear Mrs Khan, of course.",
    *,
    kind: Kind = Kind.FULL,
    reasons: Mapping[str, str] | None = None,
) -> list[Dispatch]:
    with tenancy.atomic(case.school_id, sight=by.sight):
        writing = replies.begin(case, answers=None, by=by, now=LATER)
        drafts.write(writing.draft, subject=writing.draft.subject, body=body, by=by, now=LATER)
        return replies.send(writing.reply, kind=kind, reasons=reasons or {}, undo_seconds=10, by=by, now=LATER)


def holding(case: Case, by: Actor, *, until: date) -> list[Dispatch]:
    with tenancy.atomic(case.school_id, sight=by.sight):
        writing = replies.begin(case, answers=None, by=by, now=LATER)
        replies.write(
            writing.reply,
            writing.draft,
            subject="Re: it",
            body="Dear Mrs Khan, we have it.",
            recipients=[Recipient("samina.khan@home.example")],
            shape=Shape(Kind.HOLDING, promised=until),
            by=by,
            now=LATER,
        )
        return replies.send(writing.reply, kind=Kind.HOLDING, reasons={}, undo_seconds=10, by=by, now=LATER)


def leave(dispatch: Dispatch) -> None:
    """What the outbox does when the wire has taken the parcel."""
    with tenancy.atomic(dispatch.school_id, sight=Sight.SAFEGUARDING):
        kept = Dispatch.objects.get(id=dispatch.id)
        kept.state, kept.sent_at = "sent", LATER + timedelta(seconds=11)
        kept.save(update_fields=["state", "sent_at"])
        replies.settle(kept, now=kept.sent_at)
        replies.settle(kept, now=kept.sent_at)


def test_it_goes_to_who_wrote_in_the_same_conversation(school: School, case: Case, teacher: Actor) -> None:
    (dispatch,) = answer(case, teacher)
    assert (dispatch.to_address, dispatch.subject) == ("samina.khan@home.example", "Re: Swimming lesson")
    assert (dispatch.in_reply_to, dispatch.references) == ("first@home.example", ["first@home.example"])
    assert dispatch.not_before == LATER + timedelta(seconds=10)
    assert dispatch.from_address == "office@wyton.bookbag.test"
    assert dispatch.reply_to.startswith("office+")


def test_a_full_answer_meets_both_dates_once(school: School, case: Case, teacher: Actor) -> None:
    (dispatch,) = answer(case, teacher)
    leave(dispatch)
    with tenancy.atomic(school.id):
        assert set(Duty.objects.values_list("state", flat=True)) == {"met"}
        assert Case.objects.get(id=case.id).state == "answered"
        assert Message.objects.filter(direction="out").count() == 1


def test_a_holding_answer_meets_the_first_date_only(school: School, case: Case, teacher: Actor) -> None:
    (dispatch,) = holding(case, teacher, until=date(2026, 3, 18))
    leave(dispatch)
    with tenancy.atomic(school.id):
        states = dict(Duty.objects.values_list("clause", "state"))
        kept = Case.objects.get(id=case.id)
    assert states == {"WYT-083": "met", "WYT-085": "open", "WYT-087": "open"}
    assert kept.state == "acknowledged"
    assert kept.next_due.day == 16


def test_the_next_message_after_an_answer_starts_new_clocks(school: School, case: Case, teacher: Actor) -> None:
    (dispatch,) = answer(case, teacher)
    leave(dispatch)
    mails.arrive(
        mails.mail("And on Friday?", message_id="2@home.example", in_reply_to=dispatch.message_id),
        school,
        now=LATER + timedelta(days=1),
    )
    with tenancy.atomic(school.id):
        kept = Case.objects.get()
        assert Duty.objects.filter(state="open").count() == 2
    assert kept.state == "new"


def test_another_familys_child_has_to_be_answered_for(school: School, case: Case, teacher: Actor) -> None:
    words = "It was Finn Doyle who pushed her."
    with pytest.raises(Denied, match="Finn Doyle"):
        answer(case, teacher, words)
    with tenancy.atomic(school.id):
        assert not Dispatch.objects.filter(draft__isnull=False).exists()
        writing = replies.begin(case, answers=None, by=teacher, now=LATER)
        written = drafts.write(writing.draft, subject="Re: Swimming", body=words, by=teacher, now=LATER)
        (finding,) = replies.review(writing.reply, written, by=teacher, now=LATER)
    with pytest.raises(Denied):
        answer(case, teacher, words, reasons={finding.key: "  "})
    assert answer(case, teacher, words, reasons={finding.key: "Both mothers have agreed."})


def test_undo_gives_the_draft_back(school: School, case: Case, teacher: Actor) -> None:
    (dispatch,) = answer(case, teacher)
    with tenancy.atomic(school.id):
        assert dispatch.draft
        replies.undo(dispatch.draft, by=teacher, now=LATER)
        assert Dispatch.objects.get(id=dispatch.id).state == "undone"
        again = replies.begin(case, answers=None, by=teacher, now=LATER)
        assert again.draft.body == "Dear Mrs Khan, of course."


def test_undo_after_it_has_left_is_refused(school: School, case: Case, teacher: Actor) -> None:
    (dispatch,) = answer(case, teacher)
    leave(dispatch)
    assert dispatch.draft
    with pytest.raises(Stale), tenancy.atomic(school.id):
        replies.undo(dispatch.draft, by=teacher, now=LATER)


def test_an_answer_that_a_new_message_crosses_comes_back(school: School, case: Case, teacher: Actor) -> None:
    (dispatch,) = answer(case, teacher)
    mails.arrive(
        mails.mail("Never mind!", message_id="2@home.example", in_reply_to="first@home.example"),
        school,
        now=LATER + timedelta(seconds=5),
    )
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        assert not replies.still_wanted(dispatch, now=LATER + timedelta(seconds=10))
        again = replies.begin(case, answers=None, by=teacher, now=LATER)
    assert again.draft.id == dispatch.draft


def test_send_is_refused_while_a_new_message_is_unread_by_the_author(
    school: School, case: Case, teacher: Actor
) -> None:
    with tenancy.atomic(school.id):
        writing = replies.begin(case, answers=None, by=teacher, now=worlds.NOW)
    mails.arrive(
        mails.mail("Never mind!", message_id="2@home.example", in_reply_to="first@home.example"), school, now=LATER
    )
    with pytest.raises(Stale):
        answer(case, teacher)
    with tenancy.atomic(school.id):
        replies.seen(writing.reply, upto=LATER)
    assert answer(case, teacher)


def test_nobody_sends_what_a_colleague_is_writing(school: School, case: Case, teacher: Actor) -> None:
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    with tenancy.atomic(school.id):
        writing = replies.begin(case, answers=None, by=teacher, now=LATER)
        drafts.write(writing.draft, subject="s", body="b", by=teacher, now=LATER)
    with pytest.raises(Denied), tenancy.atomic(school.id):
        replies.send(writing.reply, kind=Kind.FULL, reasons={}, undo_seconds=10, by=office, now=LATER)


def test_the_page_of_a_case_shows_message_and_answer_in_order(school: School, case: Case, teacher: Actor) -> None:
    (dispatch,) = answer(case, teacher)
    leave(dispatch)
    with tenancy.atomic(school.id):
        view = desk.view(case)
    assert [message.direction for message in view.messages] == ["in", "out"]
    assert view.messages[1].author
    assert view.messages[1].author.name == "Tess Barrow"


def test_an_answer_to_a_case_that_was_joined_meanwhile_belongs_to_the_other(
    school: School, case: Case, teacher: Actor
) -> None:
    (dispatch,) = answer(case, teacher)
    other = mails.arrive(
        mails.mail("Also this", message_id="2@home.example", subject="Another"),
        school,
        now=LATER - timedelta(minutes=5),
    )
    with tenancy.atomic(school.id):
        joins.join(case, into=Case.objects.get(id=other.case), by=teacher, now=LATER)
    leave(dispatch)
    with tenancy.atomic(school.id):
        assert Message.objects.get(direction="out").case_id == other.case
        assert set(Duty.objects.values_list("state", flat=True)) == {"met"}
