"""Under the trust's policy a formal letter goes by its stages, and a complaint by e-mail is answered after the procedure was read."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from tests.builders import answering, browsing, mails, worlds
from tests.builders.answering import SAMINA
from tests.builders.browsing import Browser, Page

from bookbag.desk.models import Case, ComplaintStep, Message
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")

At = Callable[[str], datetime]


@pytest.fixture
def spring() -> School:
    return worlds.school("spring", packs=("spring-partnership",))


@pytest.fixture
def head(spring: School) -> Actor:
    return worlds.staff(spring, "Hugh Lane", Role.HEAD)


@pytest.fixture
def teacher(spring: School) -> Actor:
    teacher = worlds.staff(spring, "Tess Barrow", Role.TEACHER)
    worlds.family(spring, adults=("Samina Khan",), teacher=teacher)
    return teacher


@pytest.mark.clause("SPT-036")
def test_a_formal_letter_is_answered_stage_by_stage(spring: School, head: Actor, teacher: Actor, at: At) -> None:
    at("2026-03-03 11:00")
    browser = Browser(head)
    page = browser.post("new-letter", "spring", search="Khan", do="search")
    contact = next(str(each["value"]) for each in page.controls if each.get("name") == "contact")
    browser.post(
        "new-letter",
        "spring",
        search="Khan",
        contact=contact,
        received_on="2026-03-03",
        received_time="09:00",
        category="complaint",
        subject="The fence",
        text="This is a formal complaint.",
    )
    with tenancy.atomic(spring.id):
        case = Case.objects.get(subject="The fence")
    browser.post("assign", "spring", case.id, owner=str(head.staff_id))
    page = Browser(teacher).get("case", "spring", case.id)
    assert "at stage 1 of 3" in page.words
    assert "Hugh Lane has it" in page.words
    assert not [form for form in page.forms if str(form.get("action", "")).endswith("/answer")]
    assert "body" not in {each.get("name") for each in page.controls}
    assert f"/spring/cases/{case.id}/complaint" in page.links
    # Nor does it leave by hand: what stands in the way is asked again at the door.
    assert not answered(teacher, case, at("2026-03-03 11:10"))
    refused = browser.post("close", "spring", case.id, settled="yes", reason="They are content.").words
    assert "the outcome of the stage that it is at" in refused
    with tenancy.atomic(spring.id):
        assert Case.objects.get(id=case.id).state != "closed"


@pytest.mark.clause("SPT-040")
def test_a_complaint_by_email_waits_until_the_policy_was_read(
    spring: School, head: Actor, teacher: Actor, at: At
) -> None:
    now = at("2026-03-03 09:10")
    raw = mails.mail("I want to complain about the fence.", subject="The fence", to=spring.email)
    case = browsing.brought(spring, raw, now=now)
    browser = Browser(teacher)
    page = browser.get("case", "spring", case.id)
    assert "This looks like a complaint." in page.words
    assert "body" not in {each.get("name") for each in page.controls}
    assert not answered(teacher, case, at("2026-03-03 09:15"))
    browser.post("complaint-read", "spring", case.id)
    reply = f"/spring/cases/{case.id}/reply"
    assert reply not in browser.get("case", "spring", case.id).links
    at("2026-03-03 09:20")
    browser.post("complaint-read", "spring", case.id, read="on")
    assert reply in browser.get("case", "spring", case.id).links
    with tenancy.atomic(spring.id):
        read = ComplaintStep.objects.get(case=case, kind="consulted")
        assert (read.by_id, read.text, read.at) == (teacher.staff_id, "teacher", at("2026-03-03 09:20"))
    Browser(head).post("categorise", "spring", case.id, category="complaint")
    assert "Read the complaints procedure Tuesday 3 March" in browser.get("complaint", "spring", case.id).words
    assert answered(teacher, case, at("2026-03-03 09:30"))


def answered(by: Actor, case: Case, now: datetime) -> bool:
    """Whether a holding answer of this person's leaves."""
    browser = Browser(by)
    browser.post("begin-reply", "spring", case.id, body="Dear Mrs Khan,")
    given = {"subject": "Re: it", "body": "Dear Mrs Khan, we have it.", "kind": "holding", "other": SAMINA}
    given |= {"do": "send", "seen": now.isoformat(), "answer_on": "2026-03-05"}
    page: Page = browser.post("reply", "spring", case.id, **given)
    asked = {str(each["name"]): "It is hers." for each in page.controls if "reason_" in str(each.get("name"))}
    if asked:
        browser.post("reply", "spring", case.id, **given | asked)
    answering.delivered(School.objects.get(id=case.school_id), now=now + timedelta(minutes=1))
    with tenancy.atomic(case.school_id):
        return Message.objects.filter(case=case, direction="out", author_id=by.staff_id).exists()
