"""What is held of a family is entered and corrected by the office: what stood before is kept, and nobody overwrites unseen."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.people.actions import adults, details, pupils
from bookbag.people.models import Contact, DetailChange, Relationship, StaffMember
from bookbag.policy.permissions import Role
from bookbag.record.models import Entry
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets", "_monday")


@pytest.fixture
def _monday(at: Callable[[str], datetime]) -> None:
    at("2026-03-02 10:00")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


class Office:
    """The office at one family's pages, with what its forms hold."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.browser = desk, Browser(desk.office)
        self.child: UUID = desk.family.pupil.id
        self.mother: UUID = desk.family.contacts["Samina"].id

    def names(self) -> dict[str, Any]:
        with tenancy.atomic(self.desk.school.id):
            self.desk.family.pupil.refresh_from_db()
            seen = details.seen(self.desk.family.pupil, pupils.NAMES)
        group = str(self.desk.family.school_class.id)
        return {"given_name": "Amira", "family_name": "Khan", "school_class": group, "seen": seen}

    def own(self) -> dict[str, Any]:
        with tenancy.atomic(self.desk.school.id):
            seen = details.seen(Contact.objects.get(id=self.mother), adults.DETAILS)
        return {"given_name": "Samina", "family_name": "Khan", "language": "en", "seen": seen}

    def link(self, contact: UUID | None = None) -> dict[str, Any]:
        with tenancy.atomic(self.desk.school.id):
            tie = Relationship.objects.get(pupil_id=self.child, contact_id=contact or self.mother)
            seen = details.seen(tie, adults.LINK)
        return {"kind": "mother", "told": "on", "seen": seen}


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(desk)


def test_a_childs_name_in_use_is_shown_sorted_and_found_and_the_old_one_kept(office: Office) -> None:
    change = {"known_as": "Amy", "known_family_name": "Ash"}
    page = office.browser.post("change-child", "wyton", office.child, **office.names() | change).words
    assert "Amy Ash 4B" in page
    assert "Registered as Amira Khan" in page
    assert "First name in use – Amy Olive Trent" in page
    assert "Amy Ash 4B" in office.browser.get("families", "wyton", q="ash").words
    assert "Amy Ash 4B" in office.browser.get("families", "wyton", q="amira khan").words


def test_a_child_who_joins_is_entered_and_the_adults_come_next(office: Office) -> None:
    zoe = {"given_name": "Zoe", "family_name": "Poe", "school_class": str(office.desk.family.school_class.id)}
    page = office.browser.post("new-child", "wyton", **zoe).words
    assert "Zoe Poe is entered. Now the adults." in page
    assert "Look first: a brother’s or sister’s parent is held already." in page
    assert "Zoe Poe 4B" in office.browser.get("families", "wyton", q="zoe").words
    assert "Zoe Poe is at the school already" in office.browser.post("new-child", "wyton", **zoe).words


def test_who_comes_second_is_told_and_nothing_is_overwritten(office: Office) -> None:
    first = office.names()
    office.browser.post("change-child", "wyton", office.child, **first | {"known_as": "Amy"})
    stale = office.browser.client.post(f"/wyton/children/{office.child}/change", first | {"known_as": "Mia"})
    assert stale.status_code == 409
    assert "Amy Khan" in office.browser.get("child", "wyton", office.child).words


def test_each_page_of_a_family_refuses_what_is_stale(office: Office) -> None:
    client, seen = office.browser.client, {"seen": "0123456789abcdef"}
    child, adult = f"/wyton/children/{office.child}", f"/wyton/adults/{office.mother}"
    assert client.post(f"{child}/care", seen).status_code == 409
    assert client.post(f"{adult}/change", office.own() | seen).status_code == 409
    assert client.post(f"{child}/adults/{office.mother}", office.link() | seen).status_code == 409
    assert client.post(f"{child}/adults/{office.mother}/end", seen).status_code == 409


def test_what_stood_before_is_in_the_history_and_only_ids_are_in_the_record(office: Office) -> None:
    office.browser.post("change-adult", "wyton", office.mother, **office.own() | {"given_name": "Samantha"})
    words = office.browser.get("adult", "wyton", office.mother).words
    assert "First name Samina Samantha Olive Trent" in words
    with tenancy.atomic(office.desk.school.id):
        entry = Entry.objects.get(act="adult_corrected")
        assert "Sam" not in str(entry.__dict__)
        assert DetailChange.objects.get(what="given_name").was == "Samina"


def test_needs_language_and_that_somebody_works_here_too(office: Office) -> None:
    with tenancy.atomic(office.desk.school.id):
        colleague = StaffMember.objects.get(name="Tess Barrow")
    said = {"needs": ["large_print", "interpreter"], "language": "ur", "on_paper": "on", "staff": str(colleague.id)}
    page = office.browser.post("change-adult", "wyton", office.mother, **office.own() | said).words
    assert "Language Urdu" in page
    assert "everything on paper, large print, an interpreter" in page
    assert "Works here too." in page
    assert "Language English Urdu Olive Trent" in page


def test_what_nobody_has_said_stays_unsaid(office: Office) -> None:
    page = office.browser.get("child", "wyton", office.child).words
    assert "nobody has said nobody has said everything" in page
    said = {"parental_responsibility": "yes", "section_576": "no", "lives_with": "", "tells": ["reports"]}
    page = office.browser.post("change-link", "wyton", office.child, office.mother, **office.link() | said).words
    assert "yes parent in education law: no nobody has said only reports and progress" in page
    assert "Parental responsibility (Samina Khan) – yes Olive Trent" in page


def test_an_order_of_ringing_stands_only_where_somebody_set_it(office: Office) -> None:
    assert "rung in place" not in office.browser.get("child", "wyton", office.child).words
    said = office.link() | {"priority": "1"}
    page = office.browser.post("change-link", "wyton", office.child, office.mother, **said).words
    assert "Samina Khan mother; rung in place 1" in page
    assert page.index("Samina Khan mother") < page.index("Omar Khan parent")


def test_two_homes_are_told_with_who_said_so_and_when(office: Office) -> None:
    with tenancy.atomic(office.desk.school.id):
        seen = details.seen(office.desk.family.pupil, pupils.CARE)
    half = {"told_apart_on": "2026-01-12", "seen": seen}
    page = office.browser.post("change-care", "wyton", office.child, **half).words
    assert "Enter both: who told the school, and on which day." in page
    whole = half | {"told_apart_by": "the mother, on the admission form"}
    page = office.browser.post("change-care", "wyton", office.child, **whole).words
    assert "We were told on Monday 12 January 2026: the mother, on the admission form." in page
    for who, address in (("Samina", "14 Hill Road, WY1 2AB"), ("Omar", "3 Mill Lane, WY1 4CD")):
        contact = office.desk.family.contacts[who].id
        office.browser.post("add-point", "wyton", contact, kind="post", value=address)
    page = office.browser.get("child", "wyton", office.child).words
    assert "Two homes: 3 Mill Lane, WY1 4CD: Omar Khan 14 Hill Road, WY1 2AB: Samina Khan" in page


def test_a_child_in_care_with_a_social_worker_and_a_foster_carer_who_may_decide_some_things(office: Office) -> None:
    with tenancy.atomic(office.desk.school.id):
        seen = details.seen(office.desk.family.pupil, pupils.CARE)
    care = {"looked_after_by": "Fenshire", "looked_after_from": "2026-02-02", "seen": seen}
    office.browser.post("change-care", "wyton", office.child, **care)
    worker = {"given_name": "Mary", "family_name": "Bell", "kind": "social worker", "organisation": "Fenshire"}
    office.browser.post("new-adult", "wyton", office.child, **worker | {"told": "on", "telephone": "01632 960777"})
    carer = {"given_name": "Jo", "family_name": "Reed", "kind": "foster carer", "told": "on", "lives_with": "yes"}
    office.browser.post("new-adult", "wyton", office.child, **carer)
    with tenancy.atomic(office.desk.school.id):
        jo = Contact.objects.get(family_name="Reed").id
    said = office.link(jo) | {"kind": "foster carer", "lives_with": "yes", "decides": ["photo-inside"]}
    page = office.browser.post("change-link", "wyton", office.child, jo, **said).words
    assert "In the care of Fenshire since Monday 2 February 2026." in page
    assert "Mary Bell social worker, Fenshire 01632 960777" in page
    assert "may decide: Photographs shown inside the school" in page


def test_private_fostering_asks_whether_the_authority_was_told(office: Office) -> None:
    with tenancy.atomic(office.desk.school.id):
        seen = details.seen(office.desk.family.pupil, pupils.CARE)
    fostered = {"privately_fostered_from": "2026-02-02", "seen": seen}
    page = office.browser.post("change-care", "wyton", office.child, **fostered).words
    assert "The local authority has not been told." in page


def test_an_adult_who_is_held_is_linked_to_a_brother_and_not_entered_twice(office: Office) -> None:
    sami = worlds.family(office.desk.school, "Sami Khan", adults=()).pupil
    found = office.browser.get("find-adult", "wyton", sami.id, q="Samina").words
    assert "Samina Khan parent of Amira Khan This is the one" in found
    page = office.browser.post("link-adult", "wyton", sami.id, office.mother, kind="mother", told="on").words
    assert "Samina Khan is linked to Sami Khan." in page
    again = office.browser.post("link-adult", "wyton", sami.id, office.mother, kind="mother").words
    assert "Samina Khan is linked to Sami Khan already." in again


def test_a_link_is_ended_and_the_history_says_what_it_was(office: Office) -> None:
    page = office.browser.post("end-link", "wyton", office.child, office.mother, seen=office.link()["seen"]).words
    assert "Samina Khan is no longer linked to Amira Khan." in page
    assert "Link (Samina Khan) parent – Olive Trent" in page
    assert "Linked to no child here." in office.browser.get("adult", "wyton", office.mother).words


def test_a_number_that_cannot_be_one_is_refused_and_one_that_is_shared_is_said(office: Office) -> None:
    refused = office.browser.post("add-point", "wyton", office.mother, kind="telephone", value="ask her").words
    assert "Write the telephone number with its area code" in refused
    page = office.browser.post("add-point", "wyton", office.mother, kind="email", value="omar.khan@home.example").words
    assert "omar.khan@home.example Omar Khan Change" in page


def test_a_pupil_of_age_is_their_own_contact(office: Office) -> None:
    own = {"given_name": "Amira", "family_name": "Khan", "kind": "self", "told": "on", "email": "amira@home.example"}
    page = office.browser.post("new-adult", "wyton", office.child, **own).words
    assert "Amira Khan is of age and their own contact." in page


def test_a_leavers_page_is_still_read(office: Office) -> None:
    office.browser.post("change-child", "wyton", office.child, **office.names() | {"left_on": "2026-02-27"})
    assert "left on Friday 27 February 2026" in office.browser.get("child", "wyton", office.child).words


def test_who_only_teaches_changes_nothing(office: Office) -> None:
    teacher = Browser(office.desk.teacher)
    for page, keys in (("change-child", (office.child,)), ("change-adult", (office.mother,))):
        teacher.get(page, "wyton", *keys, status=404)
    head = Browser(worlds.staff(office.desk.school, "Hetty Marsh", Role.HEAD))
    head.get("change-child", "wyton", office.child)
