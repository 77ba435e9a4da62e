"""The life of a policy on the pages: scenarios of the clauses that speak of versions, sign-off, review and trust-wide force."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from tests.builders import browsing, sending, worlds
from tests.builders.browsing import Browser, Page

from bookbag.channels.fakes import KeepingSender
from bookbag.desk.actions import review_reminding
from bookbag.jobs.delivering import ABOVE
from bookbag.policy import packs
from bookbag.policy.permissions import Actor, Role
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")
SPRING, WYTON, NORTON = "spring-partnership", "wyton", "norton-west-chinnock"
OFF = "Not in force:"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], datetime]:
    """Set the pages' own clock, in London's time."""

    def set_to(when: str) -> datetime:
        moment = datetime.fromisoformat(when).replace(tzinfo=ZoneInfo("Europe/London"))
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return set_to


class Person:
    """Somebody who signs in anew for each page: a session does not last from one day to another."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def get(self, name: str, /, *args: Any, **query: str) -> Page:
        return Browser(self.actor).get(name, *args, **query)

    def post(self, name: str, /, *args: Any, **data: Any) -> Page:
        return Browser(self.actor).post(name, *args, **data)


def who(school: School, name: str, role: Role) -> Person:
    return Person(worlds.staff(school, name, role))


def version_id(page: Page) -> str:
    """The id of the version that a page is about, from its forms."""
    (address,) = {str(form["action"]) for form in page.forms if "/withdraw" in str(form.get("action"))}
    return address.split("/")[-2]


def drafted(browser: Person, school: School, pack: str, **more: str) -> str:
    """A new version that awaits sign-off."""
    version = version_id(browser.post("begin-version", school.slug, pack=pack, **more))
    browser.post("ask-version", school.slug, version)
    return version


def reviewed(browser: Person, school: School, pack: str, held_on: str, **other: str) -> Page:
    """A review of a pack with every law line answered, save where `other` says otherwise."""
    page = browser.post("begin-review", school.slug, pack=pack)
    answers = {f"law-{rule.id}": "unchanged" for rule in packs.load(pack).rules} | other
    return browser.post("policy-review", school.slug, going_on(page), held_on=held_on, do="sign", **answers)


def going_on(page: Page) -> str:
    """The id of the review that a page is about: its form is sent to the page's own address."""
    return page.address.split("/")[-1]


@pytest.fixture
def spring() -> School:
    return worlds.school("spring", packs=(SPRING,))


@pytest.mark.clause("SPT-003")
def test_a_version_is_in_force_once_the_author_and_both_signers_have_signed(spring: School, at) -> None:
    at("2026-03-09 10:00")
    officer = who(spring, "Tara Voss", Role.TRUST_OFFICER)
    executive = who(spring, "Eve Holt", Role.EXECUTIVE_HEAD)
    chair = who(spring, "Cy Orme", Role.CHAIR_OF_TRUSTEES)
    version = drafted(officer, spring, SPRING, of_trust="1")
    assert "version 1.4" in officer.get("policy-version", "spring", version).words
    executive.post("sign-version", "spring", version, post="executive_head")
    refused = officer.post("activate-version", "spring", version)
    assert "Version 1.4 cannot come into force: it waits for the chair of trustees (SPT-003)." in refused.words
    assert "Version 1.3, as it comes with Bookbag" in officer.get("policy-versions", "spring").words

    at("2026-03-10 10:00")
    assert "waits for you to sign it" in chair.get("policy", "spring").words
    chair.post("sign-version", "spring", version, post="chair_of_trustees")
    officer.post("activate-version", "spring", version)
    words = officer.get("policy-versions", "spring").words
    assert "Version 1.4, since Tuesday 10 March 2026" in words
    assert "Written byTara Voss" in words
    for signer in (
        "Tara Voss, author, Monday 9 March 2026",
        "Eve Holt, executive head, Monday 9 March 2026",
        "Cy Orme, chair of trustees, Tuesday 10 March 2026",
    ):
        assert signer in words


@pytest.mark.clause("SPT-001")
def test_what_binds_the_trust_no_school_switches_off(spring: School, at) -> None:
    at("2026-03-10 10:00")
    # Schools A, B and C are spring, bee and cee.
    bee, cee = (worlds.school(slug, packs=(SPRING,)) for slug in ("bee", "cee"))
    officer = who(spring, "Tara Voss", Role.TRUST_OFFICER)
    version = drafted(officer, spring, SPRING, of_trust="1")
    who(spring, "Eve Holt", Role.EXECUTIVE_HEAD).post("sign-version", "spring", version, post="executive_head")
    who(spring, "Cy Orme", Role.CHAIR_OF_TRUSTEES).post("sign-version", "spring", version, post="chair_of_trustees")
    officer.post("activate-version", "spring", version)

    head = worlds.staff(bee, "Bo Manning", Role.BUSINESS_MANAGER)
    form = Browser(head).get("policy-rule-off", "bee", pack=SPRING, rule="answer-emails")
    assert "two school days" in form.words
    refused = Browser(head).post("policy-rule-off", "bee", pack=SPRING, rule="answer-emails", reason="Too soon.")
    assert "Only the trust can change it. The attempt is in the record." in refused.words
    assert refusals(bee, head) == ["answer-emails"]
    for school in (spring, bee, cee):
        words = who(school, "Gwen Ash", Role.GOVERNOR).get("policy-rules", school.slug).words
        assert "Binds every school of Valley Learning Trust: only the trust can change it, version 1.4" in words
        assert "from a parent or carer is answered within two school days" in words
        assert OFF not in words


def refusals(school: School, by: Actor) -> list[str]:
    from bookbag.record.models import Entry
    from bookbag.schools import tenancy

    with tenancy.atomic(school.id):
        refused = Entry.objects.filter(act="ruling_refused", actor=f"staff:{by.staff_id}")
        return [entry.detail["rule"] for entry in refused]


@pytest.mark.clause("SPT-002")
def test_a_review_is_overdue_two_years_after_the_last_and_recorded_for_two_more(spring: School, at) -> None:
    at("2026-03-02 10:00")
    # The last review, of 31 May 2023, stands in the pack itself.
    # The trust's administrator opens the calendar; the pack is the school's own here, and its head records the review.
    officer, head = who(spring, "Tara Voss", Role.TRUST_OFFICER), who(spring, "Helen Ash", Role.HEAD)
    assert "Review overdue since 31 May 2025" in officer.get("policy-reviews", "spring").words
    at("2026-03-09 10:00")
    reviewed(head, spring, SPRING, "2026-03-09")
    words = officer.get("policy-reviews", "spring").words
    assert "Next review by 9 March 2028" in words
    assert "overdue" not in words


@pytest.mark.clause("WYT-152")
def test_a_review_is_warned_of_three_months_before_and_overdue_the_day_after(at) -> None:
    school = worlds.school()
    head, chair = who(school, "Hal Crane", Role.HEAD), who(school, "Ada Finch", Role.CHAIR)
    at("2025-12-01 10:00")
    reviewed(head, school, WYTON, "2024-03-03")
    warned, overdue = "next review by 3 March 2026", "Review overdue since 3 March 2026"
    at("2025-12-02 10:00")
    words = chair.get("policy-reviews", "wyton").words
    assert "Next review by 3 March 2026" in words
    assert "have been warned" not in words
    assert warned not in chair.get("policy", "wyton").words
    at("2025-12-03 10:00")
    assert "The reviewers have been warned." in chair.get("policy-reviews", "wyton").words
    assert warned in chair.get("policy", "wyton").words
    at("2026-03-03 10:00")
    assert overdue not in chair.get("policy-reviews", "wyton").words
    at("2026-03-04 10:00")
    assert overdue in chair.get("policy-reviews", "wyton").words


@pytest.mark.clause("WYT-153")
def test_an_early_review_stands_beside_the_two_year_date_until_it_is_decided(at) -> None:
    at("2026-03-02 10:00")
    # There is no page for incidents: the button is on the case from which the change is called for.
    desk = browsing.desk()
    head = who(desk.school, "Hal Crane", Role.HEAD)
    reviewed(head, desk.school, WYTON, "2025-03-03")
    case = head.get("case", "wyton", desk.case.id)
    assert f"/wyton/cases/{desk.case.id}/policy-needs-changing" in case.links
    reason = "Nobody knew who answers in the holidays."
    head.post("ask-early-review", "wyton", desk.case.id, pack=WYTON, reason=reason)
    calendar = head.get("policy-reviews", "wyton")
    assert "Next review by 3 March 2027" in calendar.words
    assert f"Early review, asked for by Hal Crane on Monday 2 March 2026: “{reason}”" in calendar.words
    at("2026-06-02 10:00")
    calendar = head.get("policy-reviews", "wyton")
    assert reason in calendar.words
    (early,) = [link.split("/")[-1] for link in calendar.links if "/policy/reviews/" in link and "day" not in link][:1]
    assert "Say what was decided" in head.post("policy-review", "wyton", early, outcome=" ").words
    head.post("policy-review", "wyton", early, outcome="A clause on holidays is being drafted.")
    words = head.get("policy-reviews", "wyton").words
    assert "asked for by" not in words
    assert "A clause on holidays is being drafted." in words


@pytest.mark.clause("NWC-047")
def test_a_rule_is_switched_off_only_with_a_reason_and_the_head_is_told(at) -> None:
    at("2026-03-02 10:00")
    school = worlds.school("norton", packs=(NORTON,))
    manager, head = who(school, "Bo Manning", Role.BUSINESS_MANAGER), who(school, "Nell Frost", Role.HEAD)
    lessons = next(rule for rule in packs.load(NORTON).rules if rule.kind == "hours" and rule.school_time == "lessons")
    given = {"pack": NORTON, "rule": lessons.id}
    refused = manager.post("policy-rule-off", "norton", **given, reason=" ")
    assert "Say why" in refused.words
    assert OFF not in manager.get("policy-rules", "norton").words
    manager.post("policy-rule-off", "norton", **given, reason="The pupils are on a trip.")
    assert "Bo Manning has switched off a rule: The pupils are on a trip." in head.get("today", "norton").words
    page = head.get("policy-rules", "norton")
    told = "Not in force: Bo Manning switched it off on Monday 2 March 2026. “The pupils are on a trip.”"
    assert told in page.words
    head.post("rules-seen", "norton")
    assert "has switched off a rule" not in head.get("today", "norton").words
    assert told in head.get("policy-rules", "norton").words


@pytest.mark.clause("NWC-048")
def test_reviewers_are_reminded_before_the_day_and_governors_see_what_is_overdue(at) -> None:
    at("2026-03-02 10:00")
    school = worlds.school("norton", packs=(NORTON,))
    leader, governor = who(school, "Lena Marsh", Role.SENIOR_LEADER), who(school, "Gwen Ash", Role.GOVERNOR)
    who(school, "Tess Barrow", Role.TEACHER)
    manager = who(school, "Bo Manning", Role.BUSINESS_MANAGER)
    manager.post("policy-review-day", "norton", pack=NORTON, day="2026-09-01")
    # The first reminder is that of 3 July, sixty days before; the job looks each weekday morning.
    sent = {day: reminded(school, at(f"{day} 09:20")) for day in ("2026-07-02", "2026-07-03", "2026-08-03")}
    both = {"lena.marsh@norton.bookbag.test", "bo.manning@norton.bookbag.test"}
    assert sent == {"2026-07-02": set(), "2026-07-03": both, "2026-08-03": both}
    assert reminded(school, at("2026-08-04 09:20")) == set()
    assert "next review by 1 September 2026" in leader.get("today", "norton").words
    at("2026-09-01 10:00")
    assert "overdue" not in governor.get("policy-reviews", "norton").words
    at("2026-09-02 10:00")
    assert "Review overdue since 1 September 2026" in governor.get("policy-reviews", "norton").words


def reminded(school: School, now: datetime) -> set[str]:
    """To whom the morning's job writes, by way of the outbox."""
    review_reminding.remind(school.id, now=now)
    sender = KeepingSender()
    while sending.deliver(school, sender, now=now, above=ABOVE):
        pass
    assert {parcel.subject for parcel in sender.parcels} <= {"A policy is to be reviewed"}
    return {parcel.to_address for parcel in sender.parcels}


@pytest.mark.clause("NWC-119")
def test_a_review_cannot_be_signed_off_while_a_law_line_is_unanswered(at) -> None:
    at("2026-03-02 10:00")
    school = worlds.school("norton", packs=(NORTON,))
    head = who(school, "Nell Frost", Role.HEAD)
    left_out = packs.load(NORTON).rules[3]
    page = reviewed(head, school, NORTON, "2026-03-02", **{f"law-{left_out.id}": ""})
    assert "The review cannot be signed off: the law line is not answered for" in page.words
    missing = f"{left_out.clause}: {left_out.id.replace('-', ' ')}"
    assert missing in page.words
    assert f"#id_law-{left_out.id}_0" in page.links
    assert "No review" not in page.words
    # What was answered is kept, so that only the missing line is asked for again.
    page = head.get("policy-review", "norton", going_on(page))
    answers = {f"law-{rule.id}": "unchanged" for rule in packs.load(NORTON).rules}
    head.post("policy-review", "norton", going_on(page), held_on="2026-03-02", do="sign", **answers)
    assert "Last reviewed Monday 2 March 2026" in head.get("policy-reviews", "norton").words


def test_a_version_in_force_asks_the_staff_to_confirm_it(spring: School, at) -> None:
    at("2026-03-09 10:00")
    teacher, head = who(spring, "Tess Barrow", Role.TEACHER), who(spring, "Helen Ash", Role.HEAD)
    page = teacher.get("policy-acknowledge", "spring")
    lines = [str(each["value"]) for each in page.controls if each.get("name") == f"{SPRING}-confirmed"]
    assert (
        "Tick every line"
        in teacher.post("policy-acknowledge", "spring", **{"pack": SPRING, f"{SPRING}-confirmed": lines[:1]}).words
    )
    teacher.post("policy-acknowledge", "spring", **{"pack": SPRING, f"{SPRING}-confirmed": lines})
    assert "There is nothing for you to confirm." in teacher.get("policy-acknowledge", "spring").words
    assert "1 of 2Helen Ash" in head.get("policy-acknowledge", "spring").words
    version = drafted(head, spring, SPRING)
    who(spring, "Eve Holt", Role.EXECUTIVE_HEAD).post("sign-version", "spring", version, post="executive_head")
    who(spring, "Cy Orme", Role.CHAIR_OF_TRUSTEES).post("sign-version", "spring", version, post="chair_of_trustees")
    head.post("activate-version", "spring", version)
    assert "version 1.4" in teacher.get("policy-acknowledge", "spring").words
