"""What is about a colleague, or on a screen, goes to named people and to nobody else; what must be done first comes first."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse
from tests.builders import worlds
from tests.builders.browsing import Browser, Page
from tests.safeguarding.conftest import House

from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.safeguarding import reports as queries
from bookbag.safeguarding.actions import reports
from bookbag.safeguarding.models import Report
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
At = Callable[[str], datetime]


def sent(by: Actor, kind: str, when: str, **told: Any) -> Page:
    day, time = when.split()
    return Browser(by).post("new-report", "wyton", what=kind, on=day, time=time, **told)


def the_report(house: House) -> Report:
    with tenancy.atomic(house.desk.school.id, sight=Sight.SAFEGUARDING):
        return Report.objects.get()


def swept(house: House, now: datetime) -> None:
    """Let the worker's sweep look, as it does several times a minute."""
    for school_id in queries.schools_to_alert([house.desk.school.id], now=now):
        reports.alert(school_id, now=now)


def entered(by: Actor, report: Report, step: str, when: str, **told: Any) -> Page:
    day, time = when.split()
    return Browser(by).post("report", "wyton", report.id, step=step, on=day, time=time, **told)


def finds_nothing(by: Actor, report: Report) -> bool:
    browser = Browser(by)
    assert "There are none." in browser.get("reports", "wyton").words
    statuses = {browser.client.get(reverse("report", args=["wyton", report.id])).status_code}
    for name in ("report", "confirm-report", "close-report", "suspend-account"):
        statuses.add(browser.client.post(reverse(name, args=["wyton", report.id])).status_code)
    return statuses == {404}


@pytest.fixture
def chief(house: House) -> Actor:
    return worlds.staff(house.desk.school, "Cleo Marsh", Role.CHIEF_EXECUTIVE)


@pytest.mark.clause("TEC-141")
def test_head_and_chief_executive_are_alerted_every_ten_minutes_until_each_confirms(
    house: House, chief: Actor, at: At
) -> None:
    filed = at("2026-03-03 11:00")
    said = sent(house.desk.teacher, "images", "2026-03-03 10:55", place="ICT room, laptop 14")
    assert "Passed to Hugh Lane and Cleo Marsh at 11 am" in said.words
    assert house.alerted() == {"Hugh Lane": [filed], "Cleo Marsh": [filed]}
    at("2026-03-03 11:04")
    report = the_report(house)
    Browser(house.head).post("confirm-report", "wyton", report.id)
    again = at("2026-03-03 11:10")
    swept(house, again)
    assert house.alerted() == {"Hugh Lane": [filed], "Cleo Marsh": [filed, again]}
    page = Browser(house.head).get("report", "wyton", report.id).words
    assert "Hugh Lane: confirmed Tuesday 3 March, 11.04 am" in page
    assert "Cleo Marsh: not confirmed" in page
    assert "Tuesday 3 March, 11.10 am: Cleo Marsh" in page
    assert finds_nothing(house.desk.teacher, report)


@pytest.mark.clause("TEC-140")
def test_an_inquiry_into_images_waits_for_the_police(house: House, chief: Actor, at: At) -> None:
    at("2026-03-03 11:00")
    sent(house.desk.office, "images", "2026-03-03 10:55", place="Staff room", staff=[str(house.desk.teacher.staff_id)])
    report, when = the_report(house), "2026-03-03 11:00"
    for shut in ("interview", "hr"):
        assert "First enter the police" in entered(house.head, report, shut, when, words="I asked him.").words
    assert "Enter the reference" in entered(house.head, report, "police", when, whom="Fenshire Police").words
    police = entered(house.head, report, "police", when, whom="Fenshire Police", reference="F/1234")
    assert "Fenshire Police, reference F/1234" in police.words
    assert "I asked him." in entered(house.head, report, "interview", when, words="I asked him.").words
    assert "Rang HR." in entered(house.head, report, "hr", when, words="Rang HR.").words
    assert finds_nothing(house.desk.teacher, report)


def test_the_report_of_images_takes_no_file_and_no_words(house: House, chief: Actor, at: At) -> None:
    at("2026-03-03 11:00")
    page = Browser(house.desk.office).get("new-report", "wyton", what="images")
    assert not [one for one in page.controls if one.get("type") == "file"]
    assert "Do not copy, photograph, forward, print or delete it." in page.words
    sent(house.desk.office, "images", "2026-03-03 10:55", place="Hall", words="data:image/png;base64,AAAA")
    assert the_report(house).words == ""


@pytest.mark.clause("TEC-144")
def test_a_report_of_adult_pornography_closes_only_after_suitability(house: House, at: At) -> None:
    at("2026-03-03 11:00")
    about = [str(house.desk.teacher.staff_id)]
    sent(house.desk.office, "adult", "2026-03-03 10:00", words="On his phone, in the staff room.", staff=about)
    report, head = the_report(house), Browser(house.head)
    refused = head.post("close-report", "wyton", report.id, outcome="Warned.")
    assert "Suitability to work with children" in refused.words
    assert "cannot be closed yet" in refused.words
    entered(house.head, report, "lado", "2026-03-03 11:00", whom="Ada Finch", reference="L-9")
    entered(house.head, report, "suitability", "2026-03-03 11:00", whom="Hugh Lane", words="Suitable, with a warning.")
    assert "Closed." in head.post("close-report", "wyton", report.id, outcome="Warned.").words


@pytest.mark.clause("TEC-148")
def test_other_material_waits_for_advice_before_any_interview(house: House, at: At) -> None:
    at("2026-03-04 15:00")
    about = [str(house.desk.teacher.staff_id)]
    sent(house.desk.office, "unsuitable", "2026-03-04 09:00", words="Violent films.", staff=about)
    report = the_report(house)
    refused = entered(house.head, report, "interview", "2026-03-04 15:00", words="Asked.")
    assert "First enter whose advice was taken" in refused.words
    entered(house.head, report, "advice", "2026-03-04 14:00", whom="HR", words="Speak to her with a witness.")
    assert "Asked." in entered(house.head, report, "interview", "2026-03-04 15:00", words="Asked.").words


@pytest.mark.clause("TEC-147")
@pytest.mark.parametrize("looks", [False, True])
def test_a_filter_problem_goes_on_to_the_chief_executive_unless_the_head_has_looked(
    house: House, chief: Actor, at: At, looks: bool
) -> None:
    filed = at("2026-03-03 09:30")
    sent(house.desk.teacher, "filter", "2026-03-03 09:30", words="A games site opens in the library.")
    report = the_report(house)
    assert house.alerted() == {"Hugh Lane": [filed]}
    assert "Hugh Lane: has not opened it yet" in Browser(house.desk.teacher).get("report", "wyton", report.id).words
    assert finds_nothing(chief, report)
    at("2026-03-03 09:50")
    if looks:
        Browser(house.head).get("report", "wyton", report.id)
    late = at("2026-03-03 10:30")
    swept(house, late)
    standing = Browser(house.desk.teacher).get("report", "wyton", report.id).words
    if looks:
        assert finds_nothing(chief, report)
        assert "Hugh Lane: opened it, Tuesday 3 March, 9.50 am" in standing
    else:
        assert house.alerted()["Cleo Marsh"] == [late]
        assert "A games site" in Browser(chief).get("report", "wyton", report.id).words
        assert "Cleo Marsh: has it" not in standing
    assert finds_nothing(house.desk.office, report)


@pytest.mark.clause("TEC-150")
def test_whoever_was_contacted_by_an_investigator_tells_the_chief_executive_alone(
    house: House, chief: Actor, at: At
) -> None:
    now = at("2026-03-03 12:00")
    told = {"by_whom": "DS Reed, Fenshire Police", "reference": "F/88", "to": "chief"}
    sent(house.desk.teacher, "investigator", "2026-03-03 10:30", **told)
    report = the_report(house)
    assert house.alerted() == {"Cleo Marsh": [now]}
    for other in (house.head, house.dsl, house.desk.office, house.desk.teacher):
        assert finds_nothing(other, report)
    page = Browser(chief).get("report", "wyton", report.id).words
    assert "reported 1 hour 30 minutes after" in page
    assert "DS Reed, Fenshire Police, reference F/88" in page


def test_harm_by_a_colleague_comes_to_the_lado_before_anything_inside(house: House, at: At) -> None:
    at("2026-03-03 11:00")
    about = [str(house.dsl.staff_id)]
    sent(house.desk.teacher, "harm", "2026-03-03 10:50", words="She shook him.", staff=about)
    report = the_report(house)
    assert set(house.alerted()) == {"Hugh Lane"}
    for step in ("interview", "told"):
        assert "First enter that the local" in entered(house.head, report, step, "2026-03-03 11:00", words="x").words
    shut = Browser(house.head).client.post(
        reverse("suspend-account", args=["wyton", report.id]), {"staff": str(house.dsl.staff_id)}
    )
    assert shut.status_code == 400
    asked = entered(
        house.head, report, "lado", "2026-03-03 11:00", why_not="No child was touched: the cameras show it."
    )
    assert "not asked" in asked.words
    assert "Spoke." in entered(house.head, report, "interview", "2026-03-03 11:00", words="Spoke.").words
    assert finds_nothing(house.dsl, report)


def test_a_low_level_worry_about_the_head_is_the_chairs_and_not_the_heads(house: House, at: At) -> None:
    at("2026-03-03 11:00")
    about = {"words": "He lets one child stay behind.", "staff": [str(house.head.staff_id)]}
    lacking = sent(house.desk.teacher, "low-level", "2026-03-03 10:50", **about)
    assert "Nobody is entered here who stands above" in lacking.words
    chair = worlds.staff(house.desk.school, "Cora Vine", Role.CHAIR)
    sent(house.desk.teacher, "low-level", "2026-03-03 10:50", **about)
    report = the_report(house)
    for other in (house.head, house.dsl, house.desk.office, house.desk.teacher):
        assert finds_nothing(other, report)
    assert "He lets one child" in Browser(chair).get("report", "wyton", report.id).words
    with tenancy.atomic(house.desk.school.id, sight=Sight.SAFEGUARDING, staff=house.dsl.staff_id):
        assert not Report.objects.exists()


@pytest.mark.clause("TEC-139")
def test_an_account_that_is_closed_at_once_is_closed_in_every_school_and_keeps_all(
    house: House, chief: Actor, at: At
) -> None:
    # Adapted: nobody posts anything in Bookbag yet, so what is kept is their mail and notes.
    at("2026-03-03 09:55")
    norton = worlds.school("hinton")
    teacher = house.desk.teacher
    worlds.staff(norton, "Tess Barrow", Role.TEACHER, email="tess.barrow@wyton.bookbag.test")
    here, there = Browser(teacher), Browser(teacher)
    here.post("write-note", "wyton", house.desk.case.id, text="I rang her mother.")
    assert there.get("today", "hinton")
    sent(house.desk.office, "images", "2026-03-03 09:50", place="Staff room", staff=[str(teacher.staff_id)])
    at("2026-03-03 10:00")
    head, report = Browser(house.head), the_report(house)
    page = head.post("suspend-account", "wyton", report.id, staff=str(teacher.staff_id))
    assert "Tess Barrow is signed out everywhere, in every school." in page.words
    at("2026-03-03 10:01")
    for browser, slug in ((here, "wyton"), (there, "hinton")):
        answer = browser.client.get(reverse("today", args=[slug]))
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/sign-in?")
    assert "I rang her mother." in Browser(house.desk.office).get("case", "wyton", house.desk.case.id).words
    head.post("suspend-account", "wyton", report.id, staff=str(teacher.staff_id), do="open_again")
    assert Browser(teacher).get("today", "hinton")


@pytest.mark.parametrize(
    ("kind", "to"),
    [("filter", "the headteacher"), ("investigator", "whom you choose"), ("harm", "whoever stands above the person")],
)
def test_the_page_says_to_whom_it_goes(house: House, kind: str, to: str) -> None:
    words = Browser(house.desk.office).client.get(f"/wyton/reports/send?what={kind}").content.decode()
    assert f"It goes to {to}, at once and to nobody else." in " ".join(words.split())
