"""A browser without a screen: every page that it gets is held to what all pages must be. And a desk to browse."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from bookbag.desk.models import Case
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.schools import tenancy
from bookbag.schools.models import School, User
from tests.builders import kept, mails, worlds
from tests.builders.worlds import Family

UNLABELLED = {"hidden", "submit", "button"}
BY_DESIGN = re.compile(r'(?:nonce|csrfmiddlewaretoken" value)="[^"]+"')


@dataclass
class Page(HTMLParser):
    """What of a page the invariants ask about."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    controls: list[dict[str, str | None]] = field(default_factory=list)
    scripts: list[dict[str, str | None]] = field(default_factory=list)
    forms: list[dict[str, str | None]] = field(default_factory=list)
    headings: int = 0
    styled: list[str] = field(default_factory=list)
    title: str = ""
    address: str = ""
    """Where the page stands, without its query."""
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._within = tag
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if "style" in given or tag == "style":
            self.styled.append(tag)
        if tag == "a":
            self.links.append(given.get("href") or "")
        elif tag == "label":
            self.labels.add(given.get("for") or "")
        elif tag in {"input", "select", "textarea"} and given.get("type") not in UNLABELLED:
            self.controls.append(given)
        elif tag == "script":
            self.scripts.append(given)
        elif tag == "form":
            self.forms.append(given)
        elif tag == "h1":
            self.headings += 1

    def handle_data(self, data: str) -> None:
        if self._within == "title":
            self.title += data
        if self._within not in {"script", "title"}:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    @property
    def words(self) -> str:
        """What is read on the page, with single spaces."""
        return " ".join("".join(self.text).split())


def read(response: HttpResponse) -> Page:
    """The page of an answer, held to what all pages must be."""
    html = response.content.decode()
    page = Page()
    asked = getattr(response, "request", {})
    page.address = str(asked.get("PATH_INFO", ""))
    page.feed(html)
    assert page.title.strip(), "the page has no title"
    assert page.headings == 1, f"{page.headings} main headings"
    assert not page.styled, f"styles inside the page: {page.styled}"
    twice = {one for one in page.ids if page.ids.count(one) > 1}
    assert not twice, f"ids used twice: {twice}"
    unnamed = [each.get("name") for each in page.controls if each.get("id") not in page.labels]
    assert not unnamed, f"fields without a label: {unnamed}"
    for script in page.scripts:
        nonce = script.get("nonce")
        assert nonce, "a script has no nonce"
        assert f"'nonce-{nonce}'" in response.headers["Content-Security-Policy"], "a script has another page's nonce"
    nowhere = [href for href in page.links if href.startswith("#") and href[1:] not in page.ids]
    assert not nowhere, f"links to places that are not on the page: {nowhere}"
    assert "" not in page.links, "a link leads nowhere"
    assert all("novalidate" in form or form.get("action") == "/sign-out" for form in page.forms), (
        "a form lets the browser complain"
    )
    if "govuk-error-message" in html:
        assert "govuk-error-summary" in html, "errors stand beside fields and not at the top"
        assert page.title.strip().startswith("Error:"), "the title does not say that there is an error"
    return page


def plain(response: HttpResponse) -> str:
    """An answer without what differs from request to request by design: nonces, and tokens against forged forms."""
    return BY_DESIGN.sub("", response.content.decode(errors="replace"))


class Browser:
    """Somebody signed in, or nobody, who follows addresses by their names."""

    def __init__(self, actor: Actor | None = None) -> None:
        self.client = Client()
        if actor:
            self.client.force_login(User.objects.get(pk=actor.user_id))

    def get(self, name: str, /, *args: Any, status: int = 200, **query: str) -> Page:
        """Ask for a page and hold it to what all pages must be."""
        response = self.client.get(reverse(name, args=args), query)
        assert response.status_code == status, f"{response.status_code} for {name}"
        return read(response)  # type: ignore[arg-type]  # the test client's own class of the same thing

    def post(self, name: str, /, *args: Any, **data: Any) -> Page:
        """Send a form. A redirect is followed; a page with errors is returned as it is."""
        response = self.client.post(reverse(name, args=args), data, follow=True)
        assert response.status_code == 200, f"{response.status_code} for {name}"
        return read(response)  # type: ignore[arg-type]  # as above


@dataclass(frozen=True)
class Desk:
    """A school at work: its people, one family, and the case that the family's first e-mail opened."""

    school: School
    office: Actor
    teacher: Actor
    governor: Actor
    stranger: Actor
    family: Family
    case: Case


def desk(*, now: datetime = worlds.NOW) -> Desk:
    """Wyton with the standing cast, a family in the teacher's class, and one e-mail from it; and a stranger elsewhere."""
    return kept.world(f"desk_{now:%Y%m%d%H%M}", lambda: _desk(now))


def _desk(now: datetime) -> Desk:
    school = worlds.school()
    teacher = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    known = worlds.family(school, adults=("Samina Khan", "Omar Khan"), teacher=teacher)
    return Desk(
        school=school,
        office=worlds.staff(school, "Olive Trent", Role.OFFICE),
        teacher=teacher,
        governor=worlds.staff(school, "Gwen Ash", Role.GOVERNOR),
        stranger=worlds.staff(worlds.school("norton", packs=("norton-west-chinnock",)), "Stan Reed", Role.HEAD),
        family=known,
        case=brought(school, mails.mail(), now=now),
    )


def brought(school: School, raw: bytes, *, now: datetime = worlds.NOW) -> Case:
    """The case in which a mail ends up."""
    outcome = mails.arrive(raw, school, now=now)
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        return Case.objects.get(id=outcome.case)


def rows(school: School) -> Iterator[Case]:
    """Every case of a school, as they stand now."""
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        yield from list(Case.objects.order_by("opened_at", "id"))
