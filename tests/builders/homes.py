"""Two homes of one child at Spring, with those who work there; letters home and court orders as pages send them."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from bookbag.desk.models import Case, HomeCopy
from bookbag.outbox.models import Dispatch
from bookbag.people.models import Restriction
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.schools import tenancy
from bookbag.schools.models import School
from tests.builders import worlds
from tests.builders.browsing import Browser, Page

SAMINA, OMAR = "samina.khan@home.example", "omar.khan@home.example"


@dataclass(frozen=True)
class Homes:
    """A school, its people, and a child with a mother and a father."""

    school: School
    office: Actor
    teacher: Actor
    head: Actor
    dsl: Actor
    family: worlds.Family

    @property
    def child(self) -> UUID:
        """The child's id."""
        return self.family.pupil.id

    def adult(self, given_name: str) -> str:
        """An adult's id, as forms send it."""
        return str(self.family.contacts[given_name].id)


def homes(*adults: str, packs: tuple[str, ...] = ("spring-partnership",)) -> Homes:
    """Spring under its own policy, or under others, with Amira Khan of 4B and her adults: a mother and a father where none are named."""
    school = worlds.school("spring", packs=packs)
    teacher = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    return Homes(
        school,
        worlds.staff(school, "Olive Trent", Role.OFFICE),
        teacher,
        worlds.staff(school, "Hilda Marsh", Role.HEAD),
        worlds.staff(school, "Dora Lane", Role.DSL),
        worlds.family(school, adults=adults or ("Samina Khan", "Omar Khan"), teacher=teacher),
    )


def apart(home: Homes, on: str) -> None:
    """Record on the child's page that the parents live apart."""
    office = Browser(home.office)
    shown = office.client.get(reverse("change-care", args=["spring", home.child])).content.decode()
    found = re.search(r'name="seen" value="([^"]*)"', shown)
    seen = found[1] if found else ""
    office.post("change-care", "spring", home.child, told_apart_on=on, told_apart_by="The mother", seen=seen)


def begun(browser: Browser, home: Homes, about: str, subject: str) -> UUID:
    """Begin a letter home, and give its case."""
    page = browser.post("write-home", "spring", home.child, home=about, subject=subject)
    found = re.search(r"/cases/([0-9a-f-]{36})/reply", page.address)
    assert found, page.words
    return UUID(found[1])


def offered(page: Page) -> list[str]:
    """The addresses that a page offers to write to."""
    return [str(each["value"]) for each in page.controls if each.get("name") == "to"]


def ticked(page: Page) -> list[str]:
    """Those of them that are ticked."""
    return [str(each["value"]) for each in page.controls if each.get("name") == "to" and "checked" in each]


def send(browser: Browser, case: UUID, body: str, *, now: datetime, do: str = "send", **more: Any) -> Page:
    """Press Send, or what `do` says, to those who are ticked where `to` names nobody else."""
    page = browser.get("reply", "spring", case)
    given = {"subject": "Swimming", "body": body, "kind": "full", "seen": now.isoformat(), "do": do, "to": ticked(page)}
    return browser.post("reply", "spring", case, **given | more)


def reasons(page: Page, words: str) -> dict[str, str]:
    """Give this reason wherever the page asks for one."""
    return {str(each["name"]): words for each in page.controls if str(each.get("name")).startswith("reason_")}


def sent(school: School) -> list[Dispatch]:
    """What people sent, in order; no receipts."""
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        return list(Dispatch.objects.exclude(draft=None).exclude(state="undone").order_by("queued_at", "to_address"))


def copies(school: School) -> list[HomeCopy]:
    """Every adult's copy of a letter home."""
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        return list(HomeCopy.objects.select_related("contact").order_by("contact__sort_key"))


def case_of(school: School, case: UUID) -> Case:
    """A case as it stands."""
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        return Case.objects.get(id=case)


def orders(school: School) -> list[Restriction]:
    """Every restriction, as it stands."""
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        return list(Restriction.objects.order_by("starts_on", "id"))


def order(browser: Browser, home: Homes, *scope: str, adult: str = "Omar", starts: str, ends: str, **more: Any) -> Page:
    """Enter an order on the child's page."""
    given = {"contact": home.adult(adult), "scope": list(scope), "starts_on": starts, "ends_on": ends}
    return browser.post("enter-order", "spring", home.child, **given | more)
