"""The dates of a complaint: ten working days, a letter that names another day, the first step, a decision on whom to bring in."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from tests.builders import answering, browsing, mails, reminding, worlds
from tests.builders.answering import SAMINA
from tests.builders.browsing import Browser, Desk, Page
from tests.builders.sending import PostOffice, post_office

from bookbag.policy.permissions import Actor, Role

pytestmark = pytest.mark.usefixtures("db", "assets")

At = Callable[[str], datetime]
WHY = "The sports hall is being surveyed and its report comes next week."


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as opened:
        yield opened


@pytest.fixture
def head(desk: Desk) -> Actor:
    return worlds.staff(desk.school, "Hugh Lane", Role.HEAD)


def came(desk: Desk, when: datetime, *, subject: str = "The long wait") -> UUID:
    """A mother's complaint by e-mail, sorted by the office."""
    raw = mails.mail("I want to complain.", subject=subject, message_id="complaint@home.example")
    case = browsing.brought(desk.school, raw, now=when)
    Browser(desk.office).post("categorise", "wyton", case.id, category="complaint")
    answering.answer(desk, case.id, "holding", now=when + timedelta(minutes=30))
    return case.id


def explains(desk: Desk, case: UUID, *, when: datetime, day: str, why: str = WHY) -> Page:
    """The letter of delay, as the office writes it."""
    browser = Browser(desk.office)
    browser.post("begin-reply", "wyton", case, body="Dear Mrs Khan,")
    given = {
        "subject": "Your complaint",
        "body": "Dear Mrs Khan, we need longer.",
        "kind": "delay",
        "why": why,
        "answer_on": day,
        "to": [SAMINA],
        "seen": when.isoformat(),
        "do": "send",
    }
    page = browser.post("reply", "wyton", case, **given)
    answering.delivered(desk.school, now=when + timedelta(minutes=1))
    return page


def overdue(actor: Actor, slug: str = "wyton") -> str:
    return Browser(actor).get("overdue", slug).words


@pytest.mark.clause("WYT-090")
def test_ten_working_days_and_then_the_head_has_it(desk: Desk, head: Actor, at: At) -> None:
    case = came(desk, at("2026-03-02 09:30"))
    assert "Monday 16 March" in Browser(desk.office).get("case", "wyton", case).words
    at("2026-03-16 15:59")
    assert "The long wait" not in overdue(head)
    at("2026-03-16 16:01")
    assert "The long wait" in overdue(head)


@pytest.mark.clause("WYT-091")
def test_the_day_moves_by_a_letter_that_explains_it_and_by_nothing_else(desk: Desk, head: Actor, at: At) -> None:
    case = came(desk, at("2026-03-02 09:30"))
    now = at("2026-03-13 10:00")
    # Without words of explanation there is no letter: that is the only way to another day.
    assert "Say why it takes longer" in explains(desk, case, when=now, day="2026-03-27", why="").words
    at("2026-03-16 16:01")
    assert "The long wait" in overdue(head)
    now = at("2026-03-13 10:05")
    explains(desk, case, when=now, day="2026-03-27")
    at("2026-03-16 16:01")
    assert "The long wait" not in overdue(head)
    assert "Friday 27 March" in Browser(desk.office).get("case", "wyton", case).words


@pytest.mark.clause("WYT-092")
def test_the_letter_names_the_day_which_is_the_new_date(desk: Desk, head: Actor, at: At) -> None:
    case = came(desk, at("2026-03-02 09:30"))
    now = at("2026-03-13 10:00")
    refused = explains(desk, case, when=now, day="")
    assert "Name the day by which they have the full answer." in refused.words
    assert not answering.delivered(desk.school, now=at("2026-03-13 10:30"))
    explains(desk, case, when=at("2026-03-13 11:00"), day="2026-03-27")
    at("2026-03-27 15:00")
    assert "The long wait" not in overdue(head)
    at("2026-03-28 09:00")
    assert "The long wait" in overdue(head)


@pytest.mark.clause("WYT-117")
def test_the_head_is_reminded_to_decide_whom_to_bring_in(desk: Desk, head: Actor, at: At, office: PostOffice) -> None:
    case = came(desk, at("2026-03-02 09:30"))
    step(head, case, "complex", "2026-03-02", text="Three families and the church.")
    reminding.swept(desk.school, office, at("2026-03-09 12:00"), at("2026-03-10 10:00"))
    notes = reminding.reached(office)["hugh.lane@wyton.bookbag.test"]
    assert any("Decide whom to bring in about" in note and "WYT-117" in note for note in notes)
    at("2026-03-10 10:00")
    refused = step(desk.office, case, "agency", "2026-03-10", text="Education Officer invited 10 March.")
    assert "The headteacher decides whom to bring in" in refused.words
    invited = "Education Officer invited 10 March; gets the two letters of 2 March."
    step(head, case, "agency", "2026-03-10", text=invited)
    page = Browser(desk.office).get("complaint", "wyton", case).words
    assert invited in page
    assert "Decide whom to bring in:" not in page


def step(by: Actor, case: UUID, kind: str, on: str, *, slug: str = "wyton", **given: str) -> Page:
    return Browser(by).post("complaint", slug, case, kind=kind, done_on=on, **given)


@pytest.mark.clause("SPT-037")
@pytest.mark.parametrize("begun", [False, True])
def test_the_first_step_by_the_end_of_the_next_school_day(at: At, office: PostOffice, *, begun: bool) -> None:
    school = worlds.school("spring", packs=("spring-partnership",))
    head = worlds.staff(school, "Hugh Lane", Role.HEAD)
    now = at("2026-03-03 11:00")
    raw = mails.mail("I complain formally.", subject="The fence", to=school.email)
    case = browsing.brought(school, raw, now=now)
    Browser(head).post("categorise", "spring", case.id, category="complaint")
    if begun:
        at("2026-03-04 15:00")
        step(head, case.id, "investigator", "2026-03-04", slug="spring", who=str(head.staff_id))
    reminding.swept(school, office, at("2026-03-04 15:45"), at("2026-03-05 09:00"))
    told = [note for note in reminding.reached(office).get("hugh.lane@spring.bookbag.test", []) if "Begin with" in note]
    at("2026-03-04 16:01")
    page = overdue(head, "spring")
    assert ("The fence" in page) is not begun
    assert bool(told) is not begun
