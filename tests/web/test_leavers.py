"""Somebody leaves: at once or in the morning after; what they had goes to those who were named, line by line."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client, override_settings
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.compose.models import Draft
from bookbag.desk.actions import cases, handing_over
from bookbag.desk.models import Case
from bookbag.people.models import Leaving, SchoolClass, StaffMember, StaffRole
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.schools import tenancy
from bookbag.schools.models import User

pytestmark = pytest.mark.usefixtures("db", "assets")
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture
def now(at: Callable[[str], datetime]) -> datetime:
    return at("2026-03-27 15:00")


@pytest.fixture
def desk(now: datetime) -> Desk:
    made = browsing.desk()
    with tenancy.atomic(made.school.id):
        cases.assign(made.case, to=made.teacher.staff_id, by=made.office, now=worlds.NOW)
    User.objects.filter(pk=made.teacher.user_id).update(password=make_password(PASSWORD))
    return made


@pytest.fixture
def head(desk: Desk) -> Actor:
    return worlds.staff(desk.school, "Hetty Marsh", Role.HEAD)


def plan(taker: Actor, **more: str) -> dict[str, str]:
    return {"last_day": "2026-03-27", "when": "now", "takes_over": str(taker.staff_id)} | more


def signed_in() -> Client:
    client = Client()
    client.post("/sign-in", {"email": "tess.barrow@wyton.bookbag.test", "password": PASSWORD})
    assert client.get("/wyton/today").status_code == 200
    return client


def owner(desk: Desk) -> object:
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        return Case.objects.get(id=desk.case.id).owner_id


@pytest.mark.clause("HOE-028")
def test_a_leaver_is_out_at_once_and_the_account_opens_for_the_head(desk: Desk, head: Actor) -> None:
    """The mailbox of the scenario is what the leaver had and wrote in Bookbag; the administrator is the business manager."""
    manager = worlds.staff(desk.school, "Bea Lunn", Role.BUSINESS_MANAGER)
    teacher, colleague = signed_in(), Browser(manager)
    colleague.get("leaver-correspondence", "wyton", desk.teacher.staff_id, status=404)
    words = colleague.post("leave", "wyton", desk.teacher.staff_id, **plan(desk.office)).words
    assert "Tess Barrow no longer works here and is signed out everywhere. Olive Trent has taken over." in words
    assert "Friday 27 March 2026 ended" in words
    for url in ("/wyton/today", "/wyton/inbox", f"/wyton/cases/{desk.case.id}", "/account"):
        assert teacher.get(url).headers["Location"].startswith("/sign-in")
    again = Client()
    again.post("/sign-in", {"email": "tess.barrow@wyton.bookbag.test", "password": PASSWORD})
    assert again.get("/wyton/today").status_code == 302
    page = Browser(head).get("leaver-correspondence", "wyton", desk.teacher.staff_id)
    assert "Amira, 4B" in page.words
    assert "Olive Trent" in page.words
    assert any(str(desk.case.id) in link for link in page.links)
    colleague.get("leaver-correspondence", "wyton", desk.teacher.staff_id, status=404)
    kept = User.objects.get(pk=desk.teacher.user_id)
    assert not kept.has_usable_password()
    assert PASSWORD not in kept.password


def test_cases_class_and_answers_go_to_those_who_were_named(desk: Desk, head: Actor) -> None:
    new = worlds.staff(desk.school, "Tom Hale", Role.TEACHER)
    Browser(desk.teacher).post("begin-reply", "wyton", desk.case.id, body="Dear Mrs Khan, she")
    page = Browser(head).get("leave", "wyton", desk.teacher.staff_id)
    assert "1 open case Two promises open, two of them late." in page.words
    assert "One answer being written goes to whoever gets the case." in page.words
    assert "Swimming lesson, Samina Khan" in page.words
    assert "Class 4B: the new teacher" in page.words
    line = f"to_class_{desk.family.school_class.id}"
    more = {line: str(new.staff_id), "to_cases": str(desk.office.staff_id)}
    Browser(head).post("leave", "wyton", desk.teacher.staff_id, **plan(new, **more))
    assert owner(desk) == desk.office.staff_id
    with tenancy.atomic(desk.school.id):
        assert SchoolClass.objects.get().teacher_id == new.staff_id
        draft = Draft.objects.get()
        assert (draft.author_id, draft.state) == (desk.office.staff_id, "writing")
        assert StaffRole.objects.get(staff_id=desk.teacher.staff_id).ends_on == date(2026, 3, 27)
    assert (
        "Dear Mrs Khan, she" in Browser(desk.office).client.get(f"/wyton/cases/{desk.case.id}/reply").content.decode()
    )


def test_with_a_day_to_come_it_ends_by_itself_in_the_morning_after(
    desk: Desk, head: Actor, at: Callable[[str], datetime]
) -> None:
    later = plan(desk.office, last_day="2026-04-17", when="after")
    words = Browser(head).post("leave", "wyton", desk.teacher.staff_id, **later).words
    assert "The sign-in of Tess Barrow ends when Friday 17 April 2026 is over. Olive Trent then takes over." in words
    at("2026-04-17 23:00")
    teacher = signed_in()
    assert teacher.get("/wyton/today").status_code == 200
    assert owner(desk) == desk.teacher.staff_id
    morning = at("2026-04-18 00:02")
    assert teacher.get("/wyton/today").status_code == 404, "whether or not the worker has come by"
    handing_over.see_to(desk.school.id, now=morning, today=morning.date())
    assert teacher.get("/wyton/today").status_code == 302
    assert owner(desk) == desk.office.staff_id
    handing_over.see_to(desk.school.id, now=morning, today=morning.date())
    with tenancy.atomic(desk.school.id):
        assert StaffMember.objects.get(id=desk.teacher.staff_id).left_on == date(2026, 4, 17)


def test_somebody_may_stay_after_all_or_come_back_without_their_roles(desk: Desk, head: Actor) -> None:
    browser, who = Browser(head), desk.teacher.staff_id
    browser.post("leave", "wyton", who, **plan(desk.office, last_day="2026-04-17", when="after"))
    assert "Tess Barrow stays." in browser.post("stay", "wyton", who).words
    browser.post("leave", "wyton", who, **plan(desk.office))
    words = browser.post("come-back", "wyton", who).words
    assert "Tess Barrow works here again. Say as what: they have no role yet." in words
    assert Browser(desk.teacher).client.get("/wyton/today").status_code == 404
    browser.post("staff-roles", "wyton", who, role="teacher", from_day="2026-03-28")


@pytest.mark.parametrize("sealed", [Sight.CONFIDENTIAL, Sight.SAFEGUARDING])
def test_what_is_sealed_goes_to_who_keeps_it_and_nobody_else_learns_that_there_is_any(
    desk: Desk, head: Actor, now: datetime, sealed: Sight
) -> None:
    lead = worlds.staff(desk.school, "Dora Lane", Role.DSL)
    leaver = worlds.staff(desk.school, "Dan Poole", Role.DEPUTY_DSL)
    manager = worlds.staff(desk.school, "Bea Lunn", Role.BUSINESS_MANAGER)
    reader = head if sealed == Sight.SAFEGUARDING else manager
    leaver = leaver if reader == head else desk.teacher
    before = Browser(reader).get("leave", "wyton", leaver.staff_id).words
    secret = browsing.brought(desk.school, mails.mail(subject="Bruises", message_id="b@home.example"))
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        Case.objects.filter(id=secret.id).update(sight=sealed, owner_id=leaver.staff_id)
    assert Browser(reader).get("leave", "wyton", leaver.staff_id).words == before
    words = Browser(reader).post("leave", "wyton", leaver.staff_id, **plan(desk.office)).words
    assert "Olive Trent has taken over." in words
    handing_over.see_to(desk.school.id, now=now, today=now.date())
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        keeper = lead if sealed == Sight.SAFEGUARDING else head
        assert Case.objects.get(id=secret.id).owner_id == keeper.staff_id


def test_a_safeguarding_lead_who_keeps_the_list_chooses_among_those_who_may_see(desk: Desk) -> None:
    both = worlds.staff(desk.school, "Hetty Marsh", Role.HEAD, Role.DSL)
    deputy = worlds.staff(desk.school, "Dora Lane", Role.DEPUTY_DSL)
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        Case.objects.filter(id=desk.case.id).update(sight=Sight.SAFEGUARDING)
    page = Browser(both).get("leave", "wyton", desk.teacher.staff_id)
    assert "1 open case that only the safeguarding leads see" in page.words
    refused = Browser(both).post(
        "leave", "wyton", desk.teacher.staff_id, **plan(desk.office, to_sealed=str(desk.office.staff_id))
    )
    assert refused.title.strip().startswith("Error:")
    Browser(both).post("leave", "wyton", desk.teacher.staff_id, **plan(desk.office, to_sealed=str(deputy.staff_id)))
    assert owner(desk) == deputy.staff_id


def test_mail_that_still_comes_for_a_leaver_reaches_who_took_over(desk: Desk, head: Actor, now: datetime) -> None:
    with tenancy.atomic(desk.school.id):
        cases.close(desk.case, reason="She can swim.", by=desk.office, now=now)
    Browser(head).post("leave", "wyton", desk.teacher.staff_id, **plan(desk.office))
    assert owner(desk) == desk.teacher.staff_id, "what is closed stays where it was"
    new = mails.mail(subject="Her coat", message_id="coat@home.example", to="tess.barrow@wyton.bookbag.test")
    follows = mails.mail("And?", message_id="2@home.example", in_reply_to="first@home.example")
    other = mails.mail(subject="Lunch", message_id="lunch@home.example")
    coat, lunch = (browsing.brought(desk.school, raw, now=now) for raw in (new, other))
    assert (coat.owner_id, lunch.owner_id) == (desk.office.staff_id, None)
    assert browsing.brought(desk.school, follows, now=now).id == desk.case.id
    assert owner(desk) == desk.office.staff_id


def test_nobody_shuts_themselves_out_and_only_the_head_ends_who_leads(desk: Desk, head: Actor) -> None:
    manager = worlds.staff(desk.school, "Bea Lunn", Role.BUSINESS_MANAGER)
    words = Browser(manager).post("leave", "wyton", manager.staff_id, **plan(desk.office)).words
    assert "You cannot end your own sign-in at once." in words
    Browser(manager).get("leave", "wyton", head.staff_id, status=403)
    Browser(desk.office).get("leave", "wyton", desk.teacher.staff_id, status=404)
    with tenancy.atomic(desk.school.id):
        assert not Leaving.objects.exists()


def test_a_login_that_opens_another_school_stays_open_for_that_one(desk: Desk, head: Actor) -> None:
    other = worlds.school("elm")
    worlds.staff(other, "Tess Barrow", Role.TEACHER, email="tess.barrow@wyton.bookbag.test")
    teacher = signed_in()
    Browser(head).post("leave", "wyton", desk.teacher.staff_id, **plan(desk.office))
    assert teacher.get("/wyton/today").status_code == 404
    assert teacher.get("/elm/today").status_code == 200


def test_a_colleague_who_was_named_must_work_here(desk: Desk, head: Actor) -> None:
    page = Browser(head).post("leave", "wyton", desk.teacher.staff_id, **plan(desk.stranger))
    assert page.words.count("Choose somebody who works at the school.") == 2
    page = Browser(head).post("leave", "wyton", desk.teacher.staff_id, **plan(desk.teacher))
    assert page.title.strip().startswith("Error:")
