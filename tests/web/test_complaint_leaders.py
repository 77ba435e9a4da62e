"""A complaint is told to those who lead at once, and never to whom it is about."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Browser

from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")

At = Callable[[str], datetime]


@pytest.mark.clause("SPT-041")
def test_leaders_are_told_at_once_and_the_one_it_is_about_finds_nothing(at: At) -> None:
    school, leaders = trust()
    head, deputy, third, teacher = leaders
    case = complains(school, teacher, at, "The deputy", about=deputy)
    told = alerts(school)
    assert told == {"hugh.lane@spring.bookbag.test": at("2026-03-03 09:20"), third_address(): at("2026-03-03 09:20")}
    for actor in (head, third):
        queue = Browser(actor).get("complaints", "spring")
        assert "The deputy" in queue.words
        assert "I take it" in queue.words
    browser = Browser(deputy)
    for name in ("complaints", "inbox", "overdue", "today"):
        assert "The deputy" not in browser.get(name, "spring").words
    assert "The deputy" not in browser.get("search", "spring", q="deputy").words.replace("Dora", "")
    browser.get("case", "spring", case, status=404)
    Browser(third).post("assign", "spring", case, owner=str(third.staff_id))
    assert "I take it" not in Browser(head).get("complaints", "spring").words


@pytest.mark.clause("SPT-041")
def test_one_about_the_head_is_with_whom_the_trust_names_and_nobody_else(at: At) -> None:
    school, (head, deputy, third, teacher) = trust()
    chair = worlds.staff(school, "Cora Wells", Role.CHAIR)
    case = complains(school, teacher, at, "The head", about=head)
    assert set(alerts(school)) == {"cora.wells@spring.bookbag.test"}
    for actor in (head, deputy, third):
        assert "The head" not in Browser(actor).get("complaints", "spring").words
        Browser(actor).get("case", "spring", case, status=404)
    assert "The head" in Browser(chair).get("case", "spring", case).words


def third_address() -> str:
    return "theo.marsh@spring.bookbag.test"


def trust() -> tuple[School, tuple[Actor, Actor, Actor, Actor]]:
    school = worlds.school("spring", packs=("spring-partnership",))
    teacher = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    worlds.family(school, teacher=teacher)
    leaders = [("Hugh Lane", Role.HEAD), ("Dora Finch", Role.SENIOR_LEADER), ("Theo Marsh", Role.SENIOR_LEADER)]
    head, deputy, third = (worlds.staff(school, name, role) for name, role in leaders)
    return school, (head, deputy, third, teacher)


def complains(school: School, teacher: Actor, at: At, subject: str, *, about: Actor) -> UUID:
    """A parent's e-mail of 09:10, which the teacher marks as a complaint at 09:20, and says whom it is about."""
    raw = mails.mail("I complain.", subject=subject, to=school.email)
    case = browsing.brought(school, raw, now=at("2026-03-03 09:10")).id
    at("2026-03-03 09:20")
    browser = Browser(teacher)
    browser.post("categorise", "spring", case, category="complaint")
    browser.post("about-whom", "spring", case, staff=[str(about.staff_id)])
    return case


def alerts(school: School) -> dict[str, datetime]:
    """Which colleagues were told of something, and when."""
    with tenancy.atomic(school.id):
        rows = Dispatch.objects.filter(notice="to_staff")
        return {each.to_address: each.queued_at for each in rows}
