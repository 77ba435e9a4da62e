"""What a child wrote by a private way is the leads' alone, fixed as it was handed in; and what each child is in a concern."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.builders.browsing import Browser
from tests.safeguarding.conftest import House

from bookbag.policy.permissions import Sight
from bookbag.safeguarding.models import Concern, ConcernFile
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")
At = Callable[[str], datetime]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.mark.clause("WYT-128")
def test_a_childs_message_is_before_the_lead_with_its_screenshot(house: House, at: At) -> None:
    at("2026-03-02 20:30")
    told = {"place": "A chat app", "child": "Amira, 4B", "aware_on": "2026-03-02", "aware_time": "20:10"}
    lacking = Browser(house.desk.teacher).post("child-contacted", "wyton", **told)
    assert "Write what the child wrote, or choose a screenshot of it." in lacking.words
    picture = SimpleUploadedFile("chat.png", PNG, "image/png")
    receipt = Browser(house.desk.teacher).post("child-contacted", "wyton", **told, screenshot=picture).words
    assert "Passed to Dinah Low and Deb Hurst at 8.30 pm, number" in receipt
    with tenancy.atomic(house.desk.school.id, sight=Sight.SAFEGUARDING):
        concern, file = Concern.objects.get(), ConcernFile.objects.get()
    lead = Browser(house.dsl)
    page = lead.get("concern", "wyton", concern.id).words
    assert "SentMonday 2 March, 8.30 pm" in page
    assert "reported 20 minutes after" in page
    kept = lead.client.get(reverse("concern-file", args=["wyton", file.id]))
    assert kept.content == PNG
    # Adapted: the headteacher's secretary works in the office.
    for other in (house.desk.office, house.desk.teacher, house.head):
        Browser(other).get("concern", "wyton", concern.id, status=404)
        Browser(other).get("concern-file", "wyton", file.id, status=404)
    with tenancy.atomic(house.desk.school.id, sight=Sight.CONFIDENTIAL):
        assert not ConcernFile.objects.exists()


def test_a_chronology_says_what_a_child_is_in_each_concern(house: House, at: At) -> None:
    lead, pupil = Browser(house.dsl), house.desk.family.pupil
    for day, words, part in (("02", "A bruise on her arm.", "harmed"), ("03", "She saw the fight.", "saw")):
        at(f"2026-03-{day} 10:00")
        lead.post("worried", "wyton", words=words, aware_on=f"2026-03-{day}", aware_time="09:50")
        with tenancy.atomic(house.desk.school.id, sight=Sight.SAFEGUARDING):
            concern = Concern.objects.latest("sent_at")
        assert (
            "No child here is called so."
            in lead.post("concern-child", "wyton", concern.id, child="Zed", part=part).words
        )
        lead.post("concern-child", "wyton", concern.id, child="Amira 4B", part=part)
    page = lead.get("chronology", "wyton", pupil.id).words
    first, second = page.index("Monday 2 March 2026, 10 am: may have been harmed"), page.index("saw or heard it")
    assert first < page.index("A bruise on her arm.") < second < page.index("She saw the fight.")
    file = lead.client.get(reverse("chronology-file", args=["wyton", pupil.id])).content.decode()
    assert "May have been harmed" in file
    assert "She saw the fight." in file
    for other in (house.desk.office, house.desk.teacher, house.head):
        for name in ("chronology", "chronology-file"):
            Browser(other).get(name, "wyton", pupil.id, status=404)
