"""The family pages: another family's ids, a session of another school, and one that has ended open nothing."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.builders import families, worlds
from tests.builders.browsing import Desk
from tests.whole.conftest import Digest
from tests.whole.test_forged_ids import asked

from bookbag.desk.actions import family_access
from bookbag.desk.models import FamilyCode
from bookbag.people.models import Contact
from bookbag.schools import tenancy
from bookbag.web.urls import of_families

pytestmark = pytest.mark.usefixtures("shared")

SENDS = {
    "family-change": {"value": "07700 900999"},
    "family-remove": {},
    "family-email": {"code": "123456"},
    "family-consents-child": {"topic": "photo-website", "answer": "yes"},
}
"""What a family's forms send to the addresses that carry an id."""
OPEN = {
    *("family-sign-in", "family-code", "family-slip", "family-signed-in", "family-sign-out"),
    *("family-privacy", "family-accessibility", "family-language"),
}
"""What is there for whoever is not signed in."""


@pytest.fixture(scope="module")
def mary(shared_desk: Desk) -> Client:
    """The mother of another family of the school, at the family pages."""
    other = worlds.family(shared_desk.school, "Ben Doyle", ("Mary Doyle",), class_name="2A")
    return came_in(shared_desk, other.contacts["Mary"])


@pytest.fixture(scope="module")
def theirs(shared_desk: Desk) -> list[UUID]:
    """Ids of the Khans: the child, its adults, their numbers and addresses, what is held between them, a code that waits."""
    adults = shared_desk.family.contacts.values()
    with tenancy.atomic(shared_desk.school.id):
        waits = family_access.ask(shared_desk.school, "samina.khan@home.example", peer="", now=timezone.now())
        assert FamilyCode.objects.filter(id=waits).exists()
        held = [each.id for adult in adults for kind in (adult.points, adult.relationships) for each in kind.all()]
    return [shared_desk.family.pupil.id, *(adult.id for adult in adults), *held, waits]


def came_in(desk: Desk, adult: Contact) -> Client:
    return families.by_slip(desk.school, adult, desk.office, now=timezone.now())


def test_ids_of_another_family_are_ids_that_never_were(mary: Client, theirs: list[UUID], rows_of_all: Digest) -> None:
    before, tried = rows_of_all(), 0
    assert {str(each.name) for each in of_families if "<uuid" in str(each.pattern)} == {*SENDS, "family-code"}
    for name, sends in SENDS.items():
        never, *answers = (
            asked(mary, reverse(name, args=["wyton", one]), sends, str(one), reads=name != "family-remove")
            for one in (uuid4(), *theirs)
        )
        assert answers == [never] * len(theirs), name
        tried += len(answers)
    assert tried >= 20
    assert rows_of_all() == before


def test_a_family_writes_about_no_child_but_its_own(mary: Client, theirs: list[UUID], rows_of_all: Digest) -> None:
    before, url = rows_of_all(), reverse("family-write", args=["wyton"])
    words: dict[str, Any] = {"topic": "absence", "subject": "Away", "text": "Away today.", "to": "teacher"}
    never, *answers = (
        asked(mary, f"{url}?topic=absence&child={one}", words | {"child": str(one)}, str(one), reads=True)
        for one in (uuid4(), *theirs)
    )
    assert answers == [never] * len(theirs)
    assert rows_of_all() == before


@pytest.mark.parametrize("how", ["signed out", "ended by the office", "at another school"])
def test_every_page_asks_for_a_code_where_no_session_holds(how: str, shared_desk: Desk, rows_of_all: Digest) -> None:
    """Whoever kept the cookie of a session that has ended is nobody, and so is a family of another school."""
    adult, slug = shared_desk.family.contacts["Samina"], "wyton"
    parent, kept = came_in(shared_desk, adult), Client()
    kept.cookies.load({name: each.value for name, each in parent.cookies.items()})
    assert kept.get(reverse("family-details", args=["wyton"])).status_code == 200
    if how == "signed out":
        parent.post(reverse("family-sign-out", args=["wyton"]))
    elif how == "ended by the office":
        with tenancy.atomic(shared_desk.school.id):
            family_access.end_everywhere(shared_desk.school.id, adult.id, by=shared_desk.office, now=timezone.now())
    else:
        slug = "norton"
        # a browser sends it to this school's pages alone; somebody with other tools sends it anywhere
        for each in kept.cookies.values():
            each["path"] = "/"
    before, shut = rows_of_all(), reverse("family-sign-in", args=[slug])
    for name in (str(each.name) for each in of_families if each.name not in OPEN):
        ids: list[Any] = [uuid4()] if name in SENDS else ["email"] if name == "family-add" else []
        url = reverse(name, args=[slug, *ids])
        answers = {(each.status_code, each.headers.get("Location")) for each in (kept.get(url), kept.post(url))}
        assert (302, shut) in answers, name
        assert answers <= {(302, shut), (405, None)}, name
    assert rows_of_all() == before
