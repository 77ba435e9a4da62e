"""Complaints and concerns as the policies have them: looked into, attempted, answered, and closed only after that."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
from tests.builders import answering, browsing, mails, worlds
from tests.builders.browsing import Browser, Desk, Page

from bookbag.desk.models import Case
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")

At = Callable[[str], datetime]
NEIGHBOUR = "Nora Pell <nora.pell@street.example>"


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


@pytest.fixture
def head(desk: Desk) -> Actor:
    return worlds.staff(desk.school, "Hugh Lane", Role.HEAD)


def came(desk: Desk, when: datetime, category: str, *, sender: str = "", subject: str = "A matter") -> UUID:
    """What came by e-mail, sorted by the office."""
    given = {"sender": sender} if sender else {}
    raw = mails.mail(
        "I am not happy.", subject=subject, message_id=f"{subject}@home.example".replace(" ", "."), **given
    )
    case = browsing.brought(desk.school, raw, now=when)
    Browser(desk.office).post("categorise", "wyton", case.id, category=category)
    return case.id


def enter(by: Actor, case: UUID, kind: str, on: str, **given: str) -> Page:
    return Browser(by).post("complaint", "wyton", case, kind=kind, done_on=on, **given)


def state(desk: Desk, case: UUID) -> str:
    with tenancy.atomic(desk.school.id):
        return Case.objects.get(id=case).state


@pytest.mark.clause("WYT-089")
def test_no_outcome_letter_before_it_was_looked_into(desk: Desk, head: Actor, at: At) -> None:
    case = came(desk, at("2026-03-02 09:30"), "complaint")
    now = at("2026-03-05 10:00")
    answering.answer(desk, case, "full", now=now)
    assert state(desk, case) != "answered"
    page = Browser(desk.office).get("complaint", "wyton", case).words
    assert "who looks into it" in page
    assert "at least one finding" in page
    refused = enter(head, case, "finding", "2026-03-04", text="The bell was late.")
    assert "Say where the finding comes from" in refused.words
    enter(head, case, "investigator", "2026-03-03", who=str(head.staff_id))
    enter(head, case, "finding", "2026-03-04", text="The bell was late.", source="The bell log")
    enter(head, case, "outcome", "2026-03-05", outcome="upheld", text="It rang at four.")
    answering.answer(desk, case, "full", now=now)
    assert state(desk, case) == "answered"


@pytest.mark.clause("WYT-016")
def test_a_concern_is_left_unsettled_only_after_an_attempt_and_the_procedure(desk: Desk, at: At) -> None:
    left_unsettled(desk, at, sender="")


@pytest.mark.clause("WYT-176")
def test_a_neighbours_concern_too(desk: Desk, at: At) -> None:
    left_unsettled(desk, at, sender=NEIGHBOUR)


def left_unsettled(desk: Desk, at: At, *, sender: str) -> None:
    case = came(desk, at("2026-03-02 09:30"), "concern", sender=sender)
    at("2026-03-10 10:00")
    office = Browser(desk.office)
    unsettled = {"settled": "no", "reason": "We could not agree."}
    refused = office.post("close", "wyton", case, **unsettled).words
    assert "at least one attempt to settle it" in refused
    assert state(desk, case) != "closed"
    enter(desk.office, case, "attempt", "2026-03-09", text="Rang and offered a meeting.")
    assert (
        "the day on which the complaints procedure was sent" in office.post("close", "wyton", case, **unsettled).words
    )
    enter(desk.office, case, "procedure_sent", "2026-03-09")
    office.post("close", "wyton", case, **unsettled)
    assert state(desk, case) == "closed"


@pytest.mark.clause("WYT-017")
def test_a_parent_hears_every_five_working_days(desk: Desk, at: At) -> None:
    kept_up_to_date(desk, at, sender="")


@pytest.mark.clause("WYT-177")
def test_a_neighbour_hears_as_often(desk: Desk, at: At) -> None:
    kept_up_to_date(desk, at, sender=NEIGHBOUR)


def kept_up_to_date(desk: Desk, at: At, *, sender: str) -> None:
    case = came(desk, at("2026-03-02 09:30"), "concern", sender=sender)
    enter(desk.office, case, "update", "2026-03-02", text="Rang: we look into it.")
    at("2026-03-09 15:00")
    assert "Overdue:" not in Browser(desk.office).get("complaint", "wyton", case).words
    at("2026-03-09 16:01")
    page = Browser(desk.office).get("complaint", "wyton", case).words
    assert "Overdue: they were to hear how it stands by Monday 9 March." in page
    at("2026-03-09 15:00")
    enter(desk.office, case, "update", "2026-03-09", text="Rang: the teacher is back on Thursday.")
    at("2026-03-16 15:59")
    assert "Overdue:" not in Browser(desk.office).get("complaint", "wyton", case).words
    at("2026-03-16 16:01")
    assert "Overdue:" in Browser(desk.office).get("complaint", "wyton", case).words


@pytest.mark.clause("WYT-115")
def test_the_median_and_the_longest_open_one(desk: Desk, head: Actor, at: At) -> None:
    for day, closed in (("02", "05"), ("02", "07"), ("02", "12")):
        case = came(desk, at(f"2026-03-{day} 09:30"), "concern", subject=f"Settled on {closed}")
        at(f"2026-03-{closed} 10:00")
        Browser(desk.office).post("close", "wyton", case, settled="yes", reason="We spoke.")
    came(desk, at("2026-03-03 09:30"), "concern", subject="The long one")
    came(desk, at("2026-03-20 09:30"), "concern", subject="The new one")
    at("2026-03-23 10:00")
    page = Browser(head).get("complaints", "wyton").words
    assert "Closed this term: 3. Half of them took 5 days or less from the first contact." in page
    assert page.index("The long one") < page.index("The new one")
    assert "20 days" in page


def test_a_complex_case_needs_a_decision_on_whom_to_bring_in(desk: Desk, head: Actor, at: At) -> None:
    case = came(desk, at("2026-03-02 09:30"), "complaint")
    enter(head, case, "complex", "2026-03-02", text="Three families and the church.")
    at("2026-03-09 15:00")
    assert "Nobody has decided yet" not in Browser(head).get("complaint", "wyton", case).words
    at("2026-03-09 16:01")
    assert "Nobody has decided yet" in Browser(head).get("complaint", "wyton", case).words
    at("2026-03-10 10:00")
    invited = "Education Officer invited 10 March; gets the two letters."
    enter(head, case, "agency", "2026-03-10", text=invited)
    page = Browser(head).get("complaint", "wyton", case).words
    assert invited in page
    assert "Nobody has decided yet" not in page


def test_no_stage_is_left_without_an_outcome(desk: Desk, head: Actor, at: At) -> None:
    case = came(desk, at("2026-03-02 09:30"), "complaint")
    browser = Browser(head)
    refused = browser.post("close", "wyton", case, settled="yes", reason="They are content.").words
    assert "the outcome of the stage that it is at" in refused
    enter(head, case, "outcome", "2026-03-02", outcome="not_upheld", text="The rule was followed.")
    enter(head, case, "next_stage", "2026-03-02")
    assert "it is here now" in browser.get("complaint", "wyton", case).words
    assert "the outcome of the stage" in browser.post("close", "wyton", case, settled="yes", reason="Over.").words
    enter(head, case, "outcome", "2026-03-02", outcome="settled", text="They agreed.")
    browser.post("close", "wyton", case, settled="yes", reason="Over.")
    assert state(desk, case) == "closed"


def test_whom_it_is_about_does_not_look_into_it(desk: Desk, head: Actor, at: At) -> None:
    case = came(desk, at("2026-03-02 09:30"), "complaint")
    Browser(desk.office).post("about-whom", "wyton", case, staff=[str(desk.teacher.staff_id)])
    page = enter(head, case, "investigator", "2026-03-02", who=str(desk.teacher.staff_id))
    assert "It is about them. Choose somebody else." in page.words


def test_until_the_school_has_its_own_the_stages_are_those_of_its_kind(desk: Desk, at: At) -> None:
    case = came(desk, at("2026-03-02 09:30"), "complaint")
    page = Browser(desk.office).get("complaint", "wyton", case).words
    assert "Part 7 of the Education (Independent School Standards) Regulations 2014" in page
