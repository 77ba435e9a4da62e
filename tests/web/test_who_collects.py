"""A caller says who collects a child: the child is kept until the office has confirmed it by a way of its own."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from tests.builders import worlds
from tests.builders.browsing import Browser, Page
from tests.builders.worlds import Family

from bookbag.desk.collecting import speaks_of_collecting
from bookbag.desk.models import Case, Collection
from bookbag.people.models import Restriction, StaffMember
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]
KEPT = "Keep Ali Khan until the office confirms."


class House:
    """The secretary, a teacher, and a child of two adults in the teacher's class."""

    def __init__(self) -> None:
        self.school: School = worlds.school()
        self.teacher: Actor = worlds.staff(self.school, "Tess Barrow", Role.TEACHER)
        self.office: Actor = worlds.staff(self.school, "Olive Trent", Role.OFFICE)
        self.family: Family = worlds.family(self.school, "Ali Khan", ("Samina Khan", "Omar Khan"), teacher=self.teacher)

    def note(self, **typed: str) -> Page:
        call = {"number": "07700 900999", "name": "A man", "purpose": "Grandma collects Ali today", "looked": "1"}
        return Browser(self.office).post("new-call", "wyton", **call | typed)

    def collection(self) -> Collection:
        with tenancy.atomic(self.school.id):
            return Collection.objects.get()

    def confirm(self, **given: str) -> Page:
        return Browser(self.office).post("confirm-collection", "wyton", self.collection().id, **given)

    def of_the_class(self) -> str:
        return Browser(self.teacher).get("today", "wyton").words


@pytest.fixture
def house(at: Clock) -> House:
    at("2026-03-02 14:30")
    return House()


@pytest.mark.clause("WYT-075")
def test_without_the_child_and_the_adult_it_is_refused(house: House) -> None:
    assert "say which child" in house.note().words
    assert "Say who." in house.note(child="ali").words
    assert "Say who collects, or “nobody, walks home”." in house.note(child="ali", collector="else").words
    with tenancy.atomic(house.school.id):
        assert not Case.objects.exists()


@pytest.mark.clause("WYT-075")
def test_the_child_is_kept_until_the_office_has_rung_a_number_that_it_held(house: House, at: Clock) -> None:
    with tenancy.atomic(house.school.id):
        StaffMember.objects.filter(id=house.office.person).update(job_title="School secretary")
    house.note(child="ali", collector="else", adult="Grandma")
    filed = Browser(house.office).get("case", "wyton", house.collection().case_id).words
    assert "Taken by Olive Trent, School secretary, today 2.30 pm" in filed
    asked = Browser(house.office).get("confirm-collection", "wyton", house.collection().id).words
    assert "The call came from 07700 900999, which we do not hold." in asked
    assert KEPT in house.of_the_class()
    assert "Grandma" not in house.of_the_class()
    office = Browser(house.office).get("today", "wyton").words
    assert "A caller said: Grandma, not on the child’s list." in office

    assert "Say which of the child’s adults you rang" in house.confirm(how="rang").words
    at("2026-03-02 14:42")
    house.confirm(how="rang", rang=str(house.family.contacts["Samina"].id))
    words = house.of_the_class()
    assert "Grandma collects Ali Khan. Confirmed today 2.42 pm: rang Samina Khan." in words
    assert KEPT not in words


@pytest.mark.clause("WYT-075")
@pytest.mark.parametrize("by_name", [False, True], ids=["chosen from the list", "typed as somebody else"])
def test_an_adult_whom_an_order_limits_is_never_passed_on_and_nobody_reads_why(house: House, by_name: bool) -> None:
    omar = house.family.contacts["Omar"]
    head = worlds.staff(house.school, "Hetty Marsh", Role.HEAD)
    lead = worlds.staff(house.school, "Dinah Low", Role.DSL)
    with tenancy.atomic(house.school.id, sight=worlds.Sight.SAFEGUARDING):
        Restriction.objects.create(
            school=house.school,
            pupil=house.family.pupil,
            contact=omar,
            scope=["contact"],
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
            review_on=date(2026, 6, 1),
            checked_by_id=house.teacher.staff_id,
            evidence="seen",
            sight=worlds.Sight.CONFIDENTIAL,
        )
    said = {"collector": "else", "adult": "his dad Omar"} if by_name else {"collector": str(omar.id)}
    house.note(child="ali", **said)
    words = house.of_the_class()
    assert "Keep Ali Khan. Ring the office." in words
    assert "Omar" not in words
    # The headteacher and the safeguarding lead are alerted on whatever page they open; nobody else is.
    alerted = "A caller said who collects a child: decide before anybody acts on it. Today 2.30 pm: A man (Ali, 4B)"
    for who in (head, lead):
        assert alerted in Browser(who).get("inbox", "wyton").words
    assert "decide before anybody" not in Browser(house.office).get("inbox", "wyton").words + words
    page = Browser(house.office).get("confirm-collection", "wyton", house.collection().id).words
    assert "Do not confirm this." in page
    assert "order" not in page.split("Do not confirm")[1].split("Child in danger")[0]
    refused = house.confirm(how="rang", rang=str(house.family.contacts["Samina"].id)).words
    assert "Do not confirm this." in refused
    assert house.collection().confirmed_at is None


def test_a_call_that_only_sounds_like_it_is_noted_as_an_ordinary_one(house: House) -> None:
    house.note(purpose="Who collects the money for the trip?", child="ali", collector="not-meant")
    with tenancy.atomic(house.school.id):
        assert Case.objects.filter(channel="phone").exists()
        assert not Collection.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        "Grandma collects Ali today",
        "please tell him he is to walk home",
        "his uncle will be picking him up",
        "she can go home with Mia",
        "can he come home by himself",
        "I cannot fetch her until four",
    ],
)
def test_words_that_speak_of_collecting_are_heard(words: str) -> None:
    assert speaks_of_collecting(words)


@pytest.mark.parametrize("words", ["When are the term dates?", "She left her coat at home", "The school trip"])
def test_other_words_are_not(words: str) -> None:
    assert not speaks_of_collecting(words)
