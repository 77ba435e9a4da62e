"""A sealed case: all that hangs on it goes with it, what comes in later too, and ordinary staff find nothing of it."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.builders import mails, worlds
from tests.builders.browsing import Browser

from bookbag.compose.actions import drafts
from bookbag.compose.models import Draft, DraftRecipient
from bookbag.desk import intake
from bookbag.desk import queries as desk
from bookbag.desk.actions import cases, joins, replies
from bookbag.desk.models import Arrival, Case, Message, Proposal, Reply
from bookbag.desk.models.reply import Kind
from bookbag.desk.queries import Filters
from bookbag.errors import Denied
from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.record.models import Entry
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")
LATER = worlds.NOW + timedelta(hours=1)


@pytest.fixture
def school() -> School:
    made = worlds.school()
    worlds.family(made)
    return made


@pytest.fixture
def dsl(school: School) -> Actor:
    return worlds.staff(school, "Dinah Low", Role.DSL)


@pytest.fixture
def office(school: School) -> Actor:
    return worlds.staff(school, "Olive Trent", Role.OFFICE)


@pytest.fixture
def first(school: School, dsl: Actor) -> UUID:
    """A case that the DSL has sealed."""
    outcome = mails.arrive(mails.mail(), school, now=worlds.NOW)
    assert outcome.case
    seal(school, outcome.case, dsl)
    return outcome.case


def seal(school: School, case: UUID, by: Actor, sight: Sight = Sight.SAFEGUARDING) -> None:
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        cases.set_sight(Case.objects.get(id=case), sight, by=by, now=LATER)


def found_by(office: Actor, *words: str) -> list[str]:
    """Which of the words an ordinary colleague finds on the pages that list things."""
    browser = Browser(office)
    pages = [browser.get(name, "wyton").words for name in ("today", "inbox", "put-aside")]
    return [word for word in words if any(word in page for page in pages)]


def test_everything_that_hangs_on_it_goes_along(school: School, dsl: Actor, office: Actor) -> None:
    case = mails.arrive(
        mails.mail_with_file(name="form.pdf", content=b"%PDF", type_="application/pdf"), school, now=worlds.NOW
    ).case
    assert case
    with tenancy.atomic(school.id):
        cases.write_note(Case.objects.get(), text="She rang.", by=office, now=LATER)
        writing = replies.begin(Case.objects.get(), answers=None, by=office, now=LATER)
        drafts.write(writing.draft, subject="s", body="b", by=office, now=LATER)
        replies.send(writing.reply, kind=Kind.FULL, reasons={}, undo_seconds=10, by=office, now=LATER)
        replies.begin(Case.objects.get(), answers=None, by=office, now=LATER)
    seal(school, case, dsl)
    with tenancy.atomic(school.id):
        for model in (Case, Message, Arrival, Draft, DraftRecipient, Reply, Dispatch):
            assert not model.objects.exists(), model.__name__  # type: ignore[attr-defined]  # models all
        assert desk.counts(office) == desk.Counts(0, 0, 0)
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        assert Dispatch.objects.count() == 2
        assert Entry.objects.get(act="case_sight_set").sight == Sight.SAFEGUARDING
        assert desk.counts(dsl).all == 1
    seal(school, case, dsl, Sight.ORDINARY)
    with tenancy.atomic(school.id):
        assert Dispatch.objects.count() == 2
        assert desk.counts(office) == desk.Counts(0, 1, 1)


def test_what_was_joined_into_it_is_sealed_with_it(school: School, dsl: Actor, office: Actor) -> None:
    one, other = (
        mails.arrive(mails.mail(subject=name, message_id=f"{name}@home.example"), school, now=worlds.NOW).case
        for name in ("Ear", "Bruise")
    )
    assert one
    assert other
    with tenancy.atomic(school.id):
        joins.join(Case.objects.get(id=one), into=Case.objects.get(id=other), by=office, now=LATER)
    seal(school, other, dsl)
    with tenancy.atomic(school.id):
        assert not Case.objects.exists()


def test_nobody_seals_above_their_own_sight(school: School, office: Actor) -> None:
    case = mails.arrive(mails.mail(), school, now=worlds.NOW).case
    with tenancy.atomic(school.id), pytest.raises(Denied):
        cases.set_sight(Case.objects.get(id=case), Sight.SAFEGUARDING, by=office, now=LATER)


def test_an_answer_lands_in_it_unseen(school: School, first: UUID, office: Actor) -> None:
    outcome = mails.arrive(
        mails.mail("It happened again", message_id="2@home.example", in_reply_to="first@home.example"),
        school,
        now=LATER,
    )
    assert outcome.case == first
    assert found_by(office, "Swimming", "Samina") == []
    with tenancy.atomic(school.id):
        assert desk.counts(office) == desk.Counts(0, 0, 0)
        assert desk.inbox(office, Filters(), now=LATER).rows == []
        assert not Arrival.objects.exists()
        assert not Entry.objects.filter(act="message_joined").exists()
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        assert Dispatch.objects.filter(queued_at=LATER).count() == 0


def test_a_stranger_who_answers_it_quotes_it_and_is_unseen_too(school: School, first: UUID, office: Actor) -> None:
    outcome = mails.arrive(
        mails.mail(
            "I was sent this.",
            subject="Re: Swimming lesson",
            sender="Aunt Rehana <aunt@elsewhere.example>",
            message_id="2@elsewhere.example",
            in_reply_to="first@home.example",
        ),
        school,
        now=LATER,
    )
    assert outcome.case != first
    assert found_by(office, "Swimming", "Rehana") == []
    with tenancy.atomic(school.id):
        assert not Arrival.objects.exists()
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        assert Proposal.objects.get().other_id == first
        assert not Dispatch.objects.filter(queued_at=LATER).exists()


@pytest.mark.parametrize("sender", ["Samina Khan <samina.khan@home.example>", "Aunt Rehana <aunt@elsewhere.example>"])
def test_an_automatic_answer_to_it_is_not_listed_among_what_was_put_aside(
    school: School, first: UUID, office: Actor, sender: str
) -> None:
    away = mails.mail(
        "I am away",
        subject="Automatic reply: Swimming lesson",
        sender=sender,
        message_id="away@home.example",
        in_reply_to="first@home.example",
        Auto_Submitted="auto-replied",
    )
    assert mails.arrive(away, school, now=LATER).state == "parked"
    assert found_by(office, "Swimming", "Samina", "Rehana") == []
    with tenancy.atomic(school.id):
        assert not Entry.objects.filter(act="arrival_parked").exists()


def test_a_look_alike_is_ordinary_and_names_nothing_of_it(school: School, first: UUID, office: Actor) -> None:
    outcome = mails.arrive(mails.mail("Another day", message_id="2@home.example"), school, now=LATER)
    with tenancy.atomic(school.id):
        case = Case.objects.get()
        assert case.id == outcome.case
        assert desk.view(case).proposals == []
    page = Browser(office).get("case", "wyton", case.id).words
    assert str(first) not in page
    assert "belong" not in page


def test_what_came_back_of_it_is_sealed(school: School, first: UUID) -> None:
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        receipt = Dispatch.objects.get()
        Dispatch.objects.update(state="sent", sent_at=LATER)
    assert mails.arrive(mails.bounce_of(receipt.message_id, receipt.to_address), school, now=LATER).state == "bounce"
    with tenancy.atomic(school.id):
        assert not Arrival.objects.exists()


def test_an_answer_to_it_that_cannot_be_read_is_sealed(school: School, first: UUID, home: object) -> None:
    from pathlib import Path

    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        reply_to = Dispatch.objects.get().reply_to
    arrival = mails.store(mails.mail("x", message_id="bad@home.example"), school, now=LATER, recipient=reply_to)
    with tenancy.atomic(school.id):
        sha256 = Arrival.objects.get(id=arrival).sha256
    next(Path(str(home)).joinpath("files").rglob(sha256)).unlink()
    while intake.read_next(school.id, now=LATER):
        pass
    with tenancy.atomic(school.id):
        assert not Case.objects.exists()
        assert not Arrival.objects.exists()


def test_another_copy_of_it_is_sealed(school: School, first: UUID) -> None:
    relayed = b"Received: from elsewhere by another; Mon, 2 Mar 2026 09:00:01 +0000\n" + mails.mail()
    assert mails.arrive(relayed, school, now=LATER).state == "repeated"
    with tenancy.atomic(school.id):
        assert not Arrival.objects.exists()
        assert not Entry.objects.filter(act="arrival_repeated").exists()
