"""The list of absences: a child is put on it in one press, the family hears, what is owed is met; strangers are rung back."""

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.builders import browsing, mails, worlds
from tests.builders.answering import delivered
from tests.builders.browsing import Browser, Page
from tests.builders.worlds import Family

from bookbag.desk.models import Absence, Case, CasePupil, Duty
from bookbag.outbox.models import Dispatch
from bookbag.people.models import ContactPoint
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")
Clock = Callable[[str], datetime]
POORLY = "Ali has a temperature and will not be in school today."


class Morning:
    """Monday 2 March 2026, 8.50 am: the secretary, two teachers, and a child in the class of one of them."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.school: School = worlds.school()
        self.teacher: Actor = worlds.staff(self.school, "Tess Barrow", Role.TEACHER)
        self.other: Actor = worlds.staff(self.school, "Una Field", Role.TEACHER)
        self.office: Actor = worlds.staff(self.school, "Olive Trent", Role.OFFICE)
        self.family: Family = worlds.family(self.school, "Ali Khan", ("Samina Khan", "Omar Khan"), teacher=self.teacher)

    def mail(self, sender: str = "samina.khan@home.example") -> Case:
        raw = mails.mail(POORLY, subject="Ali is ill", sender=sender, message_id=f"ill.{sender}")
        case = browsing.brought(self.school, raw, now=self.now)
        with tenancy.atomic(self.school.id):
            CasePupil.objects.get_or_create(school=self.school, case=case, pupil=self.family.pupil)
        return case

    def put(self, case: Case, **given: str) -> Page:
        sent = {"child": str(self.family.pupil.id), "code": "I", "day": "2026-03-02", "answers": "on"}
        return Browser(self.office).post("put-absence", "wyton", case.id, **sent | given)

    def words(self, reader: Actor) -> str:
        return Browser(reader).get("absences", "wyton").words

    def file(self, reader: Actor) -> list[str]:
        answer = Browser(reader).client.get("/wyton/absences/file")
        assert answer["Content-Disposition"] == 'attachment; filename="wyton-absences-2026-03-02.csv"'
        return answer.content.decode("utf-8-sig").splitlines()

    def notices(self) -> list[Dispatch]:
        with tenancy.atomic(self.school.id):
            return list(Dispatch.objects.filter(notice="absence"))

    def owed(self, case: Case) -> int:
        with tenancy.atomic(self.school.id):
            return Duty.objects.filter(case=case, state="open").count()

    def state(self, case: Case) -> str:
        with tenancy.atomic(self.school.id):
            return Case.objects.get(id=case.id).state


@pytest.fixture
def morning(at: Clock) -> Morning:
    return Morning(at("2026-03-02 08:50"))


def test_one_press_lists_the_child_answers_the_parent_and_meets_what_is_owed(morning: Morning) -> None:
    case = morning.mail()
    assert morning.owed(case)
    said = morning.put(case).words
    assert "On the list. They are told so by e-mail." in said
    assert "Ali Khan, Monday 2 March: I illness." in said
    assert morning.owed(case), "it is met as the note leaves, not before"
    delivered(morning.school, now=morning.now)
    (notice,) = morning.notices()
    assert notice.to_address == "samina.khan@home.example"
    assert notice.subject == "Re: Ali is ill"
    assert not morning.owed(case)
    assert morning.state(case) == "answered"
    assert (
        "The absence that you told us about is on our list"
        in Browser(morning.office).get("case", "wyton", case.id).words
    )


def test_the_list_and_its_file_say_who_said_it_when_and_why(morning: Morning) -> None:
    morning.put(morning.mail(), code="M")
    listed = morning.words(morning.office)
    assert "Ali Khan M Medical or dental appointment Samina Khan, today" in listed, listed
    assert "Ali is ill Came from the family" in listed
    heads, row = morning.file(morning.office)
    assert heads == "Child,Class,Date,Code,Reason,Who said it,When,Way,Ring back first"
    name = morning.family.school_class.name
    assert row == f"Ali Khan,{name},02/03/2026,M,Medical or dental appointment,Samina Khan,02/03/2026 08:50,email,"


def test_teachers_see_their_own_class(morning: Morning) -> None:
    morning.put(morning.mail())
    assert "Ali Khan I Illness" in morning.words(morning.teacher)
    assert len(morning.file(morning.teacher)) == 2
    assert "Nobody is on the list of this day." in morning.words(morning.other)
    assert len(morning.file(morning.other)) == 1


def test_from_an_address_that_is_not_held_the_child_is_in_red_and_nothing_is_sent(morning: Morning) -> None:
    case = morning.mail("samina@another.example")
    assert "On the list, in red: ring back first. Nothing was sent." in morning.put(case).words
    delivered(morning.school, now=morning.now)
    assert not morning.notices()
    assert morning.owed(case)
    assert "Ring back first" in morning.words(morning.office)
    assert "Ali Khan N Reason not yet known" in morning.words(morning.teacher)
    assert morning.file(morning.office)[1].endswith(",email,yes")
    assert "Absences: 1 to ring back first" in Browser(morning.office).get("today", "wyton").words


def test_it_is_confirmed_by_a_number_that_is_held_and_by_no_other(morning: Morning) -> None:
    case = morning.mail("samina@another.example")
    morning.put(case)
    samina, omar = (morning.family.contacts[name] for name in ("Samina", "Omar"))
    with tenancy.atomic(morning.school.id):
        ContactPoint.objects.filter(contact__in=[samina, omar], kind="telephone").delete()
        ContactPoint.objects.create(
            school=morning.school, contact=samina, kind="telephone", value="07700 900321", folded="+447700900321"
        )
        row = Absence.objects.get()
    browser = Browser(morning.office)
    assert "Samina Khan: 07700 900321" in browser.get("ring-back-absence", "wyton", row.id).words
    assert "Error" in browser.post("ring-back-absence", "wyton", row.id, rang=str(omar.id)).title
    assert "Ring back first" in morning.words(morning.office)
    said = browser.post("ring-back-absence", "wyton", row.id, rang=str(samina.id)).words
    assert "Confirmed: Ali Khan is absent." in said
    assert "Ali Khan I Illness" in said
    assert "Confirmed today 8.50 am: rang Samina Khan" in said
    delivered(morning.school, now=morning.now)
    assert len(morning.notices()) == 1
    assert not morning.owed(case)


def test_what_is_not_so_comes_off_the_list(morning: Morning) -> None:
    morning.put(morning.mail("samina@another.example"))
    with tenancy.atomic(morning.school.id):
        row = Absence.objects.get()
    said = Browser(morning.office).post("drop-absence", "wyton", row.id).words
    assert "If nobody knows where Ali Khan is, tell a safeguarding lead now." in said
    assert "Nobody is on the list of this day." in said
    assert not morning.notices()


def test_nobody_is_on_the_list_twice_and_a_message_that_asks_more_waits_for_its_answer(morning: Morning) -> None:
    case = morning.mail()
    sent = {"child": str(morning.family.pupil.id), "code": "I", "day": "2026-03-02"}
    said = Browser(morning.office).post("put-absence", "wyton", case.id, **sent).words
    assert "The message waits for its answer still." in said
    assert not morning.notices()
    assert morning.owed(case)
    again = Browser(morning.office).client.post(f"/wyton/cases/{case.id}/absent", sent)
    assert "on the list of that day already" in again.content.decode()


def test_a_call_from_a_number_that_is_not_held_is_rung_back(morning: Morning) -> None:
    call = {"number": "07700 900999", "name": "A man", "purpose": POORLY, "child": "ali", "looked": "1"}
    Browser(morning.office).post("new-call", "wyton", **call)
    with tenancy.atomic(morning.school.id):
        case = Case.objects.get()
    assert "ring back first" in morning.put(case).words
