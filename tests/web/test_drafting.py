"""A change of the policy is proposed in the browser: a copy is changed rule by rule, seen in sentences, rehearsed, put up for sign-off."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Browser

from bookbag.adoption import queries as adoption
from bookbag.adoption.models import Version
from bookbag.policy import packs
from bookbag.policy.permissions import Actor, Role
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")
ANSWER = "answer-letters-and-emails"


@pytest.fixture
def school() -> School:
    return worlds.school()


@pytest.fixture
def head(school: School) -> Actor:
    return worlds.staff(school, "Hetty Marsh", Role.HEAD)


@dataclass(frozen=True)
class Page:
    """What stands on a page."""

    words: str
    html: str
    links: list[str]


class Editor:
    """Somebody who fills in the forms of drafts."""

    def __init__(self, actor: Actor) -> None:
        self.client = Browser(actor).client

    def get(self, name: str, *ids: object, status: int = 200, **query: str) -> Page:
        return self._read(self.client.get(reverse(name, args=["wyton", *ids], query=query)), status)

    def post(self, name: str, *ids: object, query: Mapping[str, str] | None = None, **data: object) -> Page:
        """Send a form; a redirect is followed."""
        url = reverse(name, args=["wyton", *ids], query=query)
        return self._read(self.client.post(url, data, follow=True), 200)

    def part(self, name: str, *ids: object, **data: object) -> str:
        """What htmx gets while somebody writes."""
        answer = self.client.post(reverse(name, args=["wyton", *ids]), data, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        return answer.content.decode()

    def _read(self, answer: Any, status: int) -> Page:
        assert answer.status_code == status, answer.status_code
        return Page(browsing.read(answer).words, html.unescape(answer.content.decode()), browsing.read(answer).links)


@pytest.fixture
def browser(head: Actor) -> Editor:
    return Editor(head)


@pytest.fixture
def draft(browser: Editor, school: School) -> UUID:
    """A draft that the head has begun from the policy's versions."""
    assert "/wyton/policy/versions" in browser.get("policy").links
    assert "Begin a new version" in browser.get("policy-versions").words
    assert "Nothing changes yet." in browser.post("begin-version", pack="wyton").words
    return version(school).id


def version(school: School) -> Version:
    with tenancy.atomic(school.id):
        return Version.objects.get(pack="wyton", state__in=["draft", "awaiting"])


def filled(page: Page) -> dict[str, Any]:
    """What the forms of a page would send as they stand."""
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input [^>]*>", page.html):
        kind, name = _attribute(tag, "type"), _attribute(tag, "name")
        if not name or name == "csrfmiddlewaretoken" or (kind in {"checkbox", "radio"} and " checked" not in tag):
            continue
        found.setdefault(name, []).append(_attribute(tag, "value"))
    for name, inside in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page.html, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        found[name] = [chosen[1] if chosen else ""]
    for name, inside in re.findall(r'<textarea name="([^"]+)"[^>]*>\s?(.*?)</textarea>', page.html, re.DOTALL):
        found[name] = [inside]
    return found


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'{name}="([^"]*)"', tag)
    return found[1] if found else ""


def kept(browser: Editor, draft: UUID, rule: str, **changed: object) -> Page:
    """Open a rule, change some of its fields, keep it."""
    page = browser.get("draft-rule", draft, rule)
    return browser.post("draft-rule", draft, rule, **(filled(page) | changed | {"do": "keep"}))


def test_a_figure_is_changed_and_said_in_a_sentence(browser: Editor, draft: UUID, school: School) -> None:
    page = browser.get("draft", draft)
    assert "Nothing changes yet." in page.words
    page = kept(browser, draft, ANSWER, within="5")
    assert (
        "An answer to an e-mail, form or letter (not a complaint) from a parent or carer is owed within five working days"
        " instead of ten (WYT-087)." in page.words
    )
    with tenancy.atomic(school.id):
        changed = adoption.pack_of(version(school))
    assert next(rule for rule in changed.promises if rule.id == ANSWER).within.working_days == 5
    assert changed.rules[3:] == packs.load("wyton").rules[3:], "the other rules stay as they were"


def test_the_policy_in_force_is_untouched(browser: Editor, draft: UUID, school: School) -> None:
    kept(browser, draft, ANSWER, within="5")
    with tenancy.atomic(school.id):
        assert next(pack for pack in adoption.packs_of(school) if not pack.is_law) == packs.load("wyton")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"within": "0"}, "This is 0, and must be at least 1."),
        ({"within": "two"}, "Write a whole number."),
        ({"clauses": "WYT-999"}, "The policy has no clause 'WYT-999'."),
        ({"met_by": []}, "This must not be empty."),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_written_stays(
    browser: Editor, draft: UUID, school: School, changed: dict[str, Any], says: str
) -> None:
    before = version(school).digest
    page = kept(browser, draft, ANSWER, **changed)
    (name,) = changed
    assert says in page.words
    assert re.search(
        rf'id="id_{name}_error">\s*<span class="govuk-visually-hidden">Error:</span> {re.escape(says[:20])}', page.html
    )
    assert filled(page).get(name, []) == ([changed[name]] if isinstance(changed[name], str) else changed[name])
    assert version(school).digest == before


def test_while_writing_the_page_is_told_what_is_wrong_and_nothing_is_kept(
    browser: Editor, draft: UUID, school: School
) -> None:
    before = version(school).digest
    given = filled(browser.get("draft-rule", draft, ANSWER)) | {"within": ["0"]}
    part = browser.part("draft-rule", draft, ANSWER, **given)
    assert '<div id="id_within_wrong" hx-swap-oob="innerHTML">' in part
    assert "This is 0, and must be at least 1." in part
    part = browser.part("draft-rule", draft, ANSWER, **(given | {"within": ["4"]}))
    assert "is owed within four working days instead of ten (WYT-087)." in part
    assert "govuk-error-message" not in part
    assert version(school).digest == before


def test_a_button_checks_where_no_script_runs(browser: Editor, draft: UUID, school: School) -> None:
    before = version(school).digest
    given = filled(browser.get("draft-rule", draft, ANSWER)) | {"within": ["4"], "do": ["check"]}
    page = browser.post("draft-rule", draft, ANSWER, **given)
    assert "is owed within four working days instead of ten (WYT-087)." in page.words
    assert version(school).digest == before


def test_the_second_to_keep_one_rule_is_told_and_loses_nothing(browser: Editor, draft: UUID, school: School) -> None:
    other = Editor(worlds.staff(school, "Bea Lunn", Role.BUSINESS_MANAGER))
    opened = filled(browser.get("draft-rule", draft, ANSWER))
    kept(other, draft, ANSWER, within="7")
    page = browser.post("draft-rule", draft, ANSWER, **(opened | {"within": ["5"], "do": ["keep"]}))
    assert "Somebody else has changed this since you opened it. It says now:" in page.words
    assert "seven working days" in page.words
    assert filled(page)["within"] == ["5"]
    page = browser.post("draft-rule", draft, ANSWER, **(filled(page) | {"do": ["keep"]}))
    assert "within five working days instead of ten" in page.words


def test_two_who_change_different_rules_are_not_in_each_others_way(
    browser: Editor, draft: UUID, school: School
) -> None:
    other = Editor(worlds.staff(school, "Bea Lunn", Role.BUSINESS_MANAGER))
    opened = filled(browser.get("draft-rule", draft, ANSWER))
    kept(other, draft, "call-back", within="2")
    page = browser.post("draft-rule", draft, ANSWER, **(opened | {"within": ["5"], "do": ["keep"]}))
    assert "within five working days instead of ten (WYT-087)" in page.words
    assert "within two working days instead of one working day (WYT-071)" in page.words


def test_a_rule_is_added_taken_out_and_put_back(browser: Editor, draft: UUID) -> None:
    assert "A reminder: what comes round" in browser.get("add-rule", draft).words
    page = browser.get("add-rule", draft, kind="reminder")
    given = filled(page) | {"id": "read-the-policy", "clauses": "wyt-087", "of": "Reading this policy", "whom": "staff"}
    page = browser.post(
        "add-rule", draft, query={"kind": "reminder"}, **(given | {"every": "2", "every_unit": "terms"})
    )
    assert "New: The reminder" not in page.words
    assert "New: Reading this policy: a reminder to staff every two terms (WYT-087)." in page.words
    page = browser.post("remove-rule", draft, ANSWER)
    assert (
        "No longer: An e-mail, form or letter (not a complaint) from a parent or carer is answered within ten working days"
        in page.words
    )
    browser.post("restore-rule", draft, ANSWER)
    page = browser.post("restore-rule", draft, "read-the-policy")
    assert "Nothing changes yet." in page.words


def test_the_words_of_a_clause_are_changed(browser: Editor, draft: UUID) -> None:
    page = browser.get("draft-clause", draft, "WYT-087")
    given = filled(page) | {"says": "An answer goes out within five working days."}
    page = browser.post("draft-clause", draft, "WYT-087", **given)
    assert "WYT-087 reads “An answer goes out within five working days” instead of “" in page.words
    again = browser.post("draft-clause", draft, "WYT-087", **(given | {"says": "Mine."}))
    assert "Somebody else has changed this since you opened it. It says now: “An answer goes out" in again.words
    assert filled(again)["says"] == ["Mine."]


def test_the_text_itself_is_checked_with_its_line(browser: Editor, draft: UUID, school: School) -> None:
    given = filled(browser.get("draft-text", draft, "pack"))
    text = version(school).texts["pack.yaml"]
    broken = text.replace("{working_days: 10}", "{working_days: 0}", 1)
    line = broken[: broken.index("{working_days: 0}")].count("\n") + 1
    page = browser.post("draft-text", draft, "pack", **(given | {"text": broken.replace("\n", "\r\n"), "do": "keep"}))
    assert f"wyton/pack.yaml, line {line}: 'working_days' is 0, and must be at least 1." in page.words
    assert version(school).texts["pack.yaml"] == text
    sound = text.replace("{working_days: 10}", "{working_days: 5}", 1).replace("\n", "\r\n")
    page = browser.post("draft-text", draft, "pack", **(given | {"text": sound, "do": "keep"}))
    assert "within five working days instead of ten (WYT-087)" in page.words
    late = browser.post("draft-text", draft, "pack", **(given | {"text": text, "do": "keep"}))
    assert "Theirs stands below yours." in late.words


def test_examples_that_no_longer_fit_are_counted_again_and_agreed(browser: Editor, draft: UUID) -> None:
    page = kept(browser, draft, ANSWER, within="5")
    assert re.search(r"[0-9]+ of the policy’s own examples no longer fit", page.words)
    refused = browser.post("ask-version", draft)
    assert "Expected and not given: respond under WYT-087" in refused.words
    page = browser.get("draft-examples", draft)
    assert "Respond under WYT-087 by" in page.words
    page = browser.post("draft-examples", draft, **filled(page))
    assert "no longer fit" not in page.words
    asked = browser.post("ask-version", draft)
    assert "Awaiting sign-off" in asked.words
    assert "It waits to be signed. Changing anything" in browser.get("draft", draft).words


def test_it_is_rehearsed_on_the_last_term(browser: Editor, draft: UUID, school: School) -> None:
    worlds.family(school)
    mails.arrive(mails.mail(), school, now=worlds.NOW)
    kept(browser, draft, ANSWER, within="5")
    page = browser.get("rehearse", draft, since="2026-03-01")
    assert "Looked at one case since Sunday 1 March 2026." in page.words
    assert "Duties: none more, none fewer; one due earlier, none due later." in page.words
    assert "Monday 16 March, 4 pm" in page.words
    assert "Monday 9 March, 4 pm" in page.words
    for word in ("Khan", "Swimming", "samina", "ear"):
        assert not re.search(rf"\b{word}\b", page.words), f"{word!r} is shown"
    wrong = browser.get("rehearse", draft, since="soon")
    assert "Write the day as 2026-03-31." in wrong.words


def test_what_waits_to_be_signed_is_a_draft_again_once_it_is_changed(
    browser: Editor, draft: UUID, school: School
) -> None:
    browser.post("ask-version", draft)
    assert version(school).state == "awaiting"
    kept(browser, draft, "call-back", within="2")
    assert version(school).state == "draft"


def test_a_draft_can_be_numbered_and_given_up(browser: Editor, draft: UUID, school: School) -> None:
    page = browser.post("draft", draft, number="2.0")
    assert "Version 2.0, begun by Hetty Marsh" in page.words
    wrong = browser.post("draft", draft, number='2"')
    assert "Use letters, figures, full stops and hyphens." in wrong.words
    page = browser.post("withdraw-version", draft)
    assert "The version is withdrawn." in page.words
    with tenancy.atomic(school.id):
        assert Version.objects.get(id=draft).state == "withdrawn"
    assert "This version is no draft any more." in browser.get("draft", draft, status=409).words


@pytest.mark.parametrize("role", [Role.OFFICE, Role.TEACHER, Role.GOVERNOR])
def test_others_find_no_way_in(school: School, draft: UUID, role: Role) -> None:
    other = Editor(worlds.staff(school, "Una Vale", role))
    assert f"/wyton/policy/drafts/{draft}" not in other.get("policy-version", draft).links
    for name, ids in {"draft": (draft,), "draft-rule": (draft, ANSWER), "rehearse": (draft,)}.items():
        other.get(name, *ids, status=404)
