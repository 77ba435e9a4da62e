"""Sheets, slips, tables and lists hold no more of a colleague's own family than the pages do."""

import io
from collections.abc import Callable
from datetime import datetime

import pytest
from django.utils import timezone
from pypdf import PdfReader
from tests.builders import browsing, consenting, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.people.actions import own_points
from bookbag.people.models import ConsentAnswer, Contact, ContactPoint, DetailCheck, DetailRound, Relationship
from bookbag.people.models.detail_checks import Way
from bookbag.policy.consenting import State
from bookbag.policy.permissions import Actor, Role, process
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]


@pytest.fixture
def desk(at: Clock) -> Desk:
    """Two homes of one child, asked on paper about details and consents; and another child in the class."""
    now = at("2026-03-02 09:00")
    made = browsing.desk()
    other = worlds.family(made.school, "Ben Doyle", ("Mary Doyle",))
    with tenancy.atomic(made.school.id):
        Relationship.objects.update(parental_responsibility=True)
        current = DetailRound.objects.create(school=made.school, day=now.date(), clause="WYT-001")
        for adult in (*made.family.contacts.values(), *other.contacts.values()):
            DetailCheck.objects.create(school=made.school, round=current, contact=adult, way=Way.PAPER, asked_at=now)
    return made


@pytest.fixture
def father(desk: Desk) -> Actor:
    """Amira's father, who works in the office."""
    member = worlds.staff(desk.school, "Omar Khan", Role.OFFICE)
    with tenancy.atomic(desk.school.id):
        Contact.objects.filter(id=desk.family.contacts["Omar"].id).update(staff_id=member.staff_id)
    return member


@pytest.mark.parametrize("name", ["detail-checks", "detail-sheets"])
def test_the_asking_of_details_leaves_out_the_other_home_and_themselves(desk: Desk, father: Actor, name: str) -> None:
    theirs, office = Browser(father).get(name, "wyton"), Browser(desk.office).get(name, "wyton")
    for words in ("Samina", "Amira"):
        assert words in office.words
        assert words not in theirs.words
    assert str(desk.family.contacts["Omar"].id) not in "".join(theirs.links)
    assert "Mary Doyle" in theirs.words
    assert "Your own family is not among them" in theirs.words
    assert "Your own family" not in office.words


def test_slips_and_the_table_of_a_class_leave_out_their_own_child(desk: Desk, father: Actor) -> None:
    for actor, there in ((father, False), (desk.office, True)):
        client = Browser(actor).client
        slips = PdfReader(io.BytesIO(client.get("/wyton/consents/slips?class=4B").content))
        assert any("Amira" in page.extract_text() for page in slips.pages) is there
        assert any("Ben Doyle" in page.extract_text() for page in slips.pages)
        table = client.get("/wyton/consents.csv?class=4B").content.decode()
        assert ("Amira Khan" in table) is there
        assert "Ben Doyle" in table


def test_what_went_home_is_noted_of_the_slips_that_they_printed(desk: Desk, father: Actor) -> None:
    Browser(father).post("consents-asked", "wyton", **{"class": "4B"})
    with tenancy.atomic(desk.school.id):
        asked = ConsentAnswer.objects.filter(state=State.ASKED)
        assert set(asked.values_list("pupil__given_name", flat=True)) == {"Ben"}


def test_the_list_of_pictures_keeps_their_child_and_not_what_the_other_parent_said(
    desk: Desk, father: Actor, at: Clock
) -> None:
    samina = desk.family.contacts["Samina"]
    now = at("2026-03-02 09:01")
    consenting.answered(desk.school, desk.family.pupil, samina, "photo-press", State.REFUSED, by=desk.office, now=now)
    assert "Amira Khan,4B,ask first,ask first,ask first,no," in _pictured(desk.office)
    assert "Amira Khan,4B,ask first,ask first,ask first,ask first," in _pictured(father)


def _pictured(actor: Actor) -> str:
    return Browser(actor).client.get("/wyton/consents/pictured.csv?class=4B").content.decode()


def test_their_own_child_is_no_gap_on_their_list(desk: Desk, father: Actor) -> None:
    with tenancy.atomic(desk.school.id):
        ContactPoint.objects.filter(contact_id__in=[each.id for each in desk.family.contacts.values()]).delete()
    assert "Amira" in Browser(desk.office).get("contact-gaps", "wyton").words
    assert "Amira" not in Browser(father).get("contact-gaps", "wyton").words


def test_what_the_other_home_has_changed_is_not_counted_on_their_day(desk: Desk, father: Actor) -> None:
    with tenancy.atomic(desk.school.id):
        by = process("family", desk.school.id)
        own_points.hold(desk.family.contacts["Samina"].id, "telephone", "01632 960001", by=by, now=timezone.now())
    changed = "changed their details"
    assert changed in Browser(desk.office).get("today", "wyton").words
    assert changed not in Browser(father).get("today", "wyton").words
