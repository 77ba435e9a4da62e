"""An e-mail that comes back: the address rests, the office asks the family, and the new one gets what came back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from tests.builders import answering, browsing, mails, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk.models import Duty, Message
from bookbag.outbox.models import Dispatch
from bookbag.people.actions import restrictions
from bookbag.people.actions.restrictions import Order
from bookbag.people.models import ContactPoint, PointChange
from bookbag.policy.permissions import Role, Sight
from bookbag.record.models import Entry
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
OLD, NEW = "samina.khan@home.example", "s.khan@new.example"
LATER = worlds.NOW + timedelta(hours=1)


@pytest.fixture
def desk(at: Callable[[str], datetime]) -> Desk:
    at("2026-03-02 10:00")
    return browsing.desk()


def came_back(desk: Desk) -> UUID:
    """An answer of 2 March 2026 to the family comes back; the id of the address that it went to."""
    answering.answer(desk, desk.case.id, "full", now=LATER)
    with tenancy.atomic(desk.school.id):
        sent = Dispatch.objects.exclude(draft=None).get()
        assert sent.state == "sent"
    mails.arrive(mails.bounce_of(sent.message_id, sent.to_address), desk.school, now=LATER)
    with tenancy.atomic(desk.school.id):
        return ContactPoint.objects.get(folded=OLD).id


def sent_to(desk: Desk, address: str) -> list[str]:
    with tenancy.atomic(desk.school.id):
        return [each.body for each in Dispatch.objects.filter(to_address=address).exclude(draft=None)]


# The scenario's "Tasks" are the office's Today. The slip is a page to print: there is no print run yet.
@pytest.mark.clause("WYT-109")
def test_a_new_address_closes_the_task_and_gets_what_came_back(desk: Desk) -> None:
    point = came_back(desk)
    office = Browser(desk.office)
    page = office.get("today", "wyton")
    assert "Address no longer works" in page.words
    assert "Samina Khan Amira Khan, 4B" in page.words
    slip = office.get("address-slip", "wyton", point)
    assert "In the book bag of Amira Khan, 4B" in slip.words
    assert OLD not in slip.words
    assert "Re: it" in office.get("mend-address", "wyton", point).words

    page = office.post("mend-address", "wyton", point, value=NEW, again="on")

    assert page.address == "/wyton/today"
    assert "What came back is on its way there: 1." in page.words
    assert "Address no longer works" not in page.words
    assert sent_to(desk, NEW) == sent_to(desk, OLD)
    answering.delivered(desk.school, now=LATER + timedelta(hours=1))
    with tenancy.atomic(desk.school.id):
        assert Dispatch.objects.get(to_address=NEW).state == "sent"
        assert Message.objects.filter(direction="out", to__0__address=NEW).count() == 1
        assert not Duty.objects.filter(state="open").exists()


def test_what_was_held_is_kept_with_who_changed_it(desk: Desk) -> None:
    point = came_back(desk)
    Browser(desk.office).post("mend-address", "wyton", point, value=NEW)
    with tenancy.atomic(desk.school.id):
        changes = list(PointChange.objects.order_by("at").values_list("was", "because", "by", "by_name"))
        noted = " ".join(str(entry.detail) for entry in Entry.objects.all())
        said = set(Entry.objects.filter(thing="contact").values_list("act", flat=True))
    assert (OLD, "came back", None, "intake") in changes
    assert (OLD, "corrected", desk.office.staff_id, "Olive Trent") in changes
    assert said == {"point_rests", "point_corrected"}
    assert OLD not in noted
    assert sent_to(desk, NEW) == [], "the tick was taken out"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("", "Enter the new e-mail address."),
        ("not an address", "Enter an e-mail address"),
        ("Samina.Khan+x@HOME.example", "This is the one from which a message came back."),
    ],
)
def test_a_value_that_cannot_be_the_new_address_is_refused(desk: Desk, value: str, said: str) -> None:
    page = Browser(desk.office).post("mend-address", "wyton", came_back(desk), value=value)
    assert said in page.words


def test_a_mailbox_that_was_full_works_after_all(desk: Desk) -> None:
    office, point = Browser(desk.office), came_back(desk)
    page = office.post("address-works", "wyton", point)
    assert "the address of Samina Khan works" in page.words
    assert "Address no longer works" not in page.words
    office.get("mend-address", "wyton", point, status=404)


def test_a_teacher_and_another_school_find_nothing(desk: Desk) -> None:
    point = came_back(desk)
    for actor in (desk.teacher, desk.governor):
        Browser(actor).get("mend-address", "wyton", point, status=404)
    Browser(desk.stranger).get("mend-address", "norton", point, status=404)
    assert "Address no longer works" not in Browser(desk.teacher).get("today", "wyton").words


def test_what_came_back_does_not_go_again_to_whom_the_office_is_asked_first(desk: Desk) -> None:
    point = came_back(desk)
    head = worlds.staff(desk.school, "Hetty Marsh", Role.HEAD)
    with tenancy.atomic(desk.school.id, sight=Sight.CONFIDENTIAL):
        today = worlds.NOW.date()
        order = Order(
            desk.family.pupil.id,
            desk.family.contacts["Samina"].id,
            ("everything",),
            "Seen",
            today,
            today.replace(year=2090),
        )
        restrictions.enter(order, by=head, now=worlds.NOW)
    page = Browser(desk.office).post("mend-address", "wyton", point, value=NEW, again="on")
    assert "Nothing was sent again" in page.words
    assert sent_to(desk, NEW) == []


def test_a_bounce_in_a_sealed_case_shows_nobody_else_anything(desk: Desk) -> None:
    answering.answer(desk, desk.case.id, "full", now=LATER)
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        Dispatch.objects.update(sight=Sight.SAFEGUARDING)
        sent = Dispatch.objects.exclude(draft=None).get()
    mails.arrive(mails.bounce_of(sent.message_id, sent.to_address), desk.school, now=LATER)
    with tenancy.atomic(desk.school.id):
        assert not ContactPoint.objects.exclude(resting_since=None).exists()
