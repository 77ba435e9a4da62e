"""What an author is asked before an answer leaves: an adult with whom the office is asked first, answers wanted elsewhere, a
colleague who has answered already.
"""

from datetime import date, timedelta

import pytest
from tests.builders import mails, worlds
from tests.builders.worlds import Family

from bookbag.compose.actions import drafts
from bookbag.compose.actions.drafts import Recipient
from bookbag.desk.actions import replies
from bookbag.desk.actions.replies import Writing
from bookbag.desk.models import Case
from bookbag.desk.models.reply import Kind
from bookbag.errors import Denied
from bookbag.outbox.models import Dispatch
from bookbag.people.actions import restrictions
from bookbag.people.actions.restrictions import Order
from bookbag.policy.clearing import Finding, Severity
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")
LATER = worlds.NOW + timedelta(hours=2)
OMAR = Recipient("omar.khan@home.example", "Omar Khan")


@pytest.fixture
def school() -> School:
    return worlds.school()


@pytest.fixture
def family(school: School) -> Family:
    return worlds.family(school, adults=("Samina Khan", "Omar Khan"))


@pytest.fixture
def office(school: School, family: Family) -> Actor:
    return worlds.staff(school, "Olive Trent", Role.OFFICE)


@pytest.fixture
def head(school: School) -> Actor:
    return worlds.staff(school, "Hilda Marsh", Role.HEAD)


def restrict(
    family: Family, head: Actor, *, ends_on: date = date(2026, 8, 31), scope: tuple[str, ...] = ("no contact",)
) -> None:
    order = Order(family.pupil.id, family.contacts["Omar"].id, scope, "The order itself.", date(2026, 1, 1), ends_on)
    with tenancy.atomic(head.school_id, sight=head.sight):
        restrictions.enter(order, by=head, now=worlds.NOW)


def begun(school: School, by: Actor, *to: Recipient, raw: bytes = b"") -> Writing:
    case = mails.arrive(raw or mails.mail(), school, now=worlds.NOW).case
    with tenancy.atomic(school.id, sight=by.sight):
        writing = replies.begin(Case.objects.get(id=case), answers=None, by=by, now=LATER)
        draft = writing.draft
        drafts.write(draft, subject="Re: it", body="Dear Khans, yes.", recipients=to or None, by=by, now=LATER)
        return writing


def findings(writing: Writing, by: Actor) -> list[Finding]:
    with tenancy.atomic(by.school_id, sight=by.sight):
        writing.draft.refresh_from_db()
        return replies.review(writing.reply, writing.draft, by=by, now=LATER)


def send(writing: Writing, by: Actor, reasons: dict[str, str]) -> list[Dispatch]:
    with tenancy.atomic(by.school_id, sight=by.sight):
        return replies.send(writing.reply, kind=Kind.FULL, reasons=reasons, undo_seconds=0, by=by, now=LATER)


def test_an_adult_under_an_order_waits_for_the_office_and_nobody_is_told_why(
    school: School, family: Family, office: Actor, head: Actor
) -> None:
    restrict(family, head)
    writing = begun(school, office, OMAR)
    held = findings(writing, office)
    assert [(one.check, one.severity) for one in held] == [
        ("restricted", Severity.HOLD),
        ("outside_the_case", Severity.ASK),
    ]
    assert held[0].sentence == "1 adult left out; the office knows why. Ring the office before you contact Omar Khan."
    reasons = {one.key: "He asked." for one in held}
    with pytest.raises(Denied, match="Ring the office"):
        send(writing, office, reasons)


def test_whoever_may_read_the_order_decides_with_a_reason(school: School, family: Family, head: Actor) -> None:
    restrict(family, head)
    writing = begun(school, head, OMAR)
    asked = findings(writing, head)
    assert {one.severity for one in asked} == {Severity.ASK}
    assert send(writing, head, {one.key: "The order allows letters." for one in asked})


def test_an_order_that_has_ended_holds_nothing(school: School, family: Family, office: Actor, head: Actor) -> None:
    restrict(family, head, ends_on=date(2026, 3, 1))
    assert [one.check for one in findings(begun(school, office, OMAR), office)] == ["outside_the_case"]


def test_an_order_about_something_else_does_not_stop_an_answer(
    school: School, family: Family, office: Actor, head: Actor
) -> None:
    restrict(family, head, scope=("events on site", "no address shown"))
    assert [one.check for one in findings(begun(school, office, OMAR), office)] == ["outside_the_case"]


def test_the_parent_beside_them_is_answered_as_ever(school: School, family: Family, office: Actor, head: Actor) -> None:
    restrict(family, head)
    assert findings(begun(school, office), office) == []


def test_an_answer_goes_to_who_wrote_and_asks_where_it_was_wanted_elsewhere(school: School, office: Actor) -> None:
    raw = mails.mail(Reply_To="Office <collector@elsewhere.example>, samina.khan@home.example")
    writing = begun(school, office, raw=raw)
    (asked,) = findings(writing, office)
    assert (asked.check, asked.severity) == ("asked_elsewhere", Severity.ASK)
    assert "collector@elsewhere.example" in asked.sentence
    with pytest.raises(Denied):
        send(writing, office, {})
    (dispatch,) = send(writing, office, {asked.key: "We hold this one."})
    assert dispatch.to_address == "samina.khan@home.example"


def test_sent_where_it_was_wanted_it_asks_as_for_any_address_outside_the_case(school: School, office: Actor) -> None:
    raw = mails.mail(Reply_To="samina@work.example")
    writing = begun(school, office, Recipient("samina@work.example"), raw=raw)
    assert [one.check for one in findings(writing, office)] == ["outside_the_case"]


def test_a_second_answer_by_somebody_else_asks_why(school: School, office: Actor, head: Actor) -> None:
    send(begun(school, office), office, {})
    with tenancy.atomic(school.id, sight=head.sight):
        writing = replies.begin(Case.objects.get(), answers=None, by=head, now=LATER)
        drafts.write(writing.draft, subject="Re: it", body="Dear Mrs Khan, no.", by=head, now=LATER)
    (asked,) = findings(writing, head)
    assert asked.sentence == "Olive Trent has answered this. Say why it needs another answer."
    assert send(writing, head, {asked.key: "The answer was wrong."})


def test_ones_own_second_answer_asks_nothing(school: School, office: Actor) -> None:
    send(begun(school, office), office, {})
    with tenancy.atomic(school.id):
        writing = replies.begin(Case.objects.get(), answers=None, by=office, now=LATER)
        drafts.write(writing.draft, subject="Re: it", body="One more thing.", by=office, now=LATER)
    assert findings(writing, office) == []


def test_of_several_copies_none_of_the_old_words_leaves_after_the_new_ones(
    school: School, family: Family, office: Actor
) -> None:
    samina = Recipient("samina.khan@home.example")
    writing = begun(school, office, samina, Recipient("omar.khan@home.example"))
    reasons = {one.key: "Both asked." for one in findings(writing, office)}
    first, second = send(writing, office, reasons)
    mails.arrive(mails.mail("Wait", message_id="2@home.example", in_reply_to="first@home.example"), school, now=LATER)
    with tenancy.atomic(school.id):
        Dispatch.objects.filter(id=first.id).update(state="returned")
        assert not replies.still_wanted(first, now=LATER)
        replies.seen(writing.reply, upto=LATER)
        drafts.write(writing.draft, subject="Re: it", body="New words.", by=office, now=LATER)
    new = send(writing, office, reasons)
    with tenancy.atomic(school.id):
        assert Dispatch.objects.get(id=second.id).state == "undone"
        waiting = Dispatch.objects.filter(state="queued").exclude(draft=None)
        assert {one.id for one in waiting} == {one.id for one in new}


def test_a_discarded_draft_is_not_brought_back(school: School, office: Actor) -> None:
    writing = begun(school, office)
    with tenancy.atomic(school.id):
        drafts.discard(writing.draft, by=office, now=LATER)
        drafts.reopen(writing.draft.id, by=office, now=LATER)
        writing.draft.refresh_from_db()
    assert writing.draft.state == "discarded"
