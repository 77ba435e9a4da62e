"""An answer that left by another door is found in the Sent folder: it joins its case, meets the duty, and is marked."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.builders import mails, worlds
from tests.door.mailboxes import OFFICE, Reading, office

from bookbag.compose.actions.drafts import Recipient
from bookbag.desk.actions import cases, replies
from bookbag.desk.models import Case, Duty, OtherDoor
from bookbag.desk.models.reply import Kind
from bookbag.errors import Denied
from bookbag.outbox import delivery
from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Role, Sight
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db")
MOTHER = "samina.khan@home.example"
WORDS = "Dear Mrs Khan,\n\nof course. Amira can stay in the library.\n\nOlive Trent"


def sent(text: str = WORDS, *, to: str = MOTHER, message_id: str = "outlook@wyton.bookbag.test", **said: str) -> bytes:
    """What a mail program puts into the Sent folder when somebody there has answered."""
    told = {
        "sender": f"School office <{OFFICE}>",
        "subject": "Re: Swimming lesson",
        "in_reply_to": "first@home.example",
    }
    return mails.mail(text, to=to, message_id=message_id, **(told | said))  # type: ignore[arg-type]


def asked(at: Reading, *, when: datetime | None = None) -> Case:
    at.server.put(mails.mail(), at=when)
    at.read()
    return at.cases()[0]


def duties(at: Reading) -> set[str]:
    with tenancy.atomic(at.school.id, sight=Sight.SAFEGUARDING):
        return set(Duty.objects.values_list("state", flat=True))


def doors(at: Reading) -> list[OtherDoor]:
    with tenancy.atomic(at.school.id, sight=Sight.SAFEGUARDING):
        return list(OtherDoor.objects.select_related("message"))


def test_it_joins_its_case_meets_the_duty_and_is_marked() -> None:
    with office() as at:
        case = asked(at)
        assert duties(at) == {"open"}
        at.server.put(sent(), "Sent Items")
        assert [outcome.state for outcome in at.read()] == ["filed"]
        (door,) = doors(at)
        assert door.message.case_id == case.id
        assert door.message.direction == "out"
        assert door.message.new_text.startswith("Dear Mrs Khan")
        assert duties(at) == {"met"}
        assert at.cases()[0].state == "answered"


def test_both_in_one_round_the_answer_finds_what_it_answers() -> None:
    with office() as at:
        at.read()
        at.server.put(mails.mail())
        at.server.put(sent(), "Sent Items")
        at.read()
        assert len(doors(at)) == 1
        assert duties(at) == {"met"}


def test_the_folder_is_found_by_its_name_where_the_server_says_nothing() -> None:
    with office(marks=False) as at:
        asked(at)
        at.server.put(sent(), "Sent Items")
        at.read()
        assert len(doors(at)) == 1


def test_it_is_found_once_however_often_it_is_read() -> None:
    with office() as at:
        asked(at)
        at.server.put(sent(), "Sent Items")
        at.read()
        at.server.stop()
        at.server.renumber("Sent Items")
        at.server.start()
        at.server.put(sent(), "Sent Items")
        at.read()
        assert len(doors(at)) == 1
        assert len([message for message in at.messages() if message.direction == "out"]) == 1


def test_what_was_sent_to_others_is_not_even_fetched() -> None:
    with office() as at:
        at.read()
        at.server.put(sent("The pay slips.", to="payroll@firm.example", in_reply_to="x@firm.example"), "Sent Items")
        at.read()
        assert at.arrivals() == []


def test_what_was_passed_on_to_a_colleague_answers_nobody() -> None:
    with office() as at:
        asked(at)
        at.server.put(sent("Can you see to this?", to="head@wyton.bookbag.test"), "Sent Items")
        assert [outcome.state for outcome in at.read()] == ["other"]
        assert duties(at) == {"open"}
        assert doors(at) == []


def test_what_the_family_wrote_afterwards_is_still_owed() -> None:
    now = datetime.now(UTC)
    with office() as at:
        asked(at, when=now - timedelta(minutes=10))
        at.server.put(sent(), "Sent Items", at=now - timedelta(minutes=1))
        at.read()
        later = mails.mail("And on Friday?", message_id="second@home.example", in_reply_to="outlook@wyton.bookbag.test")
        at.server.put(later)
        at.server.put(sent(message_id="second@wyton.bookbag.test"), "Sent Items", at=now - timedelta(seconds=30))
        at.read()
        assert duties(at) == {"met", "open"}
        assert at.cases()[0].state == "new"


def test_the_checks_that_it_missed_stand_with_it() -> None:
    with office() as at:
        worlds.family(at.school, "Finn Doyle", ("Dara Doyle",), class_name="2A")
        asked(at)
        at.server.put(sent("Finn Doyle of 2A was sick too.", to=f"{MOTHER}, dara.doyle@home.example"), "Sent Items")
        at.read()
        (door,) = doors(at)
        assert {each["check"] for each in door.missed} >= {"outside_the_case", "another_child"}


def test_our_own_mail_in_the_sent_folder_is_not_found() -> None:
    """Providers put what is sent through them into the Sent folder, some under another Message-ID."""
    with office() as at:
        case = asked(at)
        dispatch = answer(at, case)
        for number, name in enumerate((dispatch.message_id, "renamed@provider.example")):
            again = sent(dispatch.whole + f"\n\nThis e-mail is confidential. {number}", message_id=name)
            at.server.put(again, "Sent Items")
        assert [outcome.state for outcome in at.read()] == ["repeated", "repeated"]
        assert doors(at) == []


def answer(at: Reading, case: Case, *, reasons: bool = False) -> Dispatch:
    now = datetime.now(UTC)
    with tenancy.atomic(at.school.id):
        writing = replies.begin(case, answers=None, by=at.office, now=now)
        replies.write(
            writing.reply, writing.draft, subject="Re: Swimming lesson", body=WORDS,
            recipients=[Recipient(MOTHER, "Samina Khan", None)], shape=replies.closing.Shape(), by=at.office, now=now,
        )  # fmt: skip
        found = replies.review(writing.reply, writing.draft, by=at.office, now=now)
        why = {each.key: "She rang again." for each in found} if reasons else {}
        return replies.send(writing.reply, kind=Kind.FULL, reasons=why, undo_seconds=3600, by=at.office, now=now)[0]


def test_the_parent_is_not_answered_twice_without_a_reason() -> None:
    with office() as at:
        case = asked(at)
        at.server.put(sent(), "Sent Items")
        at.read()
        with pytest.raises(Denied, match="has answered this"):
            answer(at, case)


def test_an_answer_that_waits_goes_back_to_its_author() -> None:
    with office() as at:
        case = asked(at)
        dispatch = answer(at, case)
        at.server.put(sent(), "Sent Items")
        at.read()
        with tenancy.atomic(at.school.id):
            Dispatch.objects.filter(id=dispatch.id).update(not_before=datetime.now(UTC))
        above = delivery.Above(lambda each, now: replies.still_wanted(each, now=now), lambda each, now: None)
        with tenancy.atomic(at.school.id):
            waiting = Dispatch.objects.filter(automatic=False).count()
        assert waiting == 1
        left = None
        while one := delivery.deliver_next(at.school.id, {}, above, clock=lambda: datetime.now(UTC)):
            left = one if one.id == dispatch.id else left
        assert left
        assert left.state == "returned"


def test_a_colleague_who_wrote_from_their_own_address_is_named() -> None:
    with office() as at:
        tess = worlds.staff(at.school, "Tess Barrow", Role.TEACHER)
        case = asked(at)
        with tenancy.atomic(at.school.id):
            cases.assign(case, to=tess.staff_id, by=at.office, now=datetime.now(UTC))
        at.server.put(sent(sender="Tess Barrow <tess.barrow@wyton.bookbag.test>"), "Sent Items")
        at.read()
        (door,) = doors(at)
        assert door.message.author_id == tess.staff_id
