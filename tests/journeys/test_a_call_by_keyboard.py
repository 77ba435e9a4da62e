"""The quick log: a call is noted by keyboard alone while the caller speaks; how many keys and steps that takes is counted.

How long they take is worked out by the keystroke-level model (Card, Moran and Newell, 1980): 0.28 s a key for somebody who
types as people in offices do, and 1.35 s to turn to each step. No clock is asked, so that no slow machine can fail it.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.builders import browsing, worlds

from bookbag.desk.models import Call
from bookbag.people.actions import points
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db")
A_KEY, A_STEP, ALLOWED = 0.28, 1.35, 20.0


@dataclass
class Keyboard:
    """Somebody's hands: what they press is counted, and each thing that they turn to."""

    page: Page
    keys: int = 0
    steps: list[str] = field(default_factory=list)

    def type(self, what: str, words: str) -> None:
        """Turn to a field that has the focus, and type."""
        self.steps.append(f"{what}: {words}")
        self.keys += len(words)
        self.page.keyboard.type(words)

    def press(self, key: str, times: int = 1) -> None:
        """Press one key."""
        self.keys += times
        for _ in range(times):
            self.page.keyboard.press(key)

    def tab_to(self, label: str) -> None:
        """Press Tab until the field of this label has the focus."""
        for _ in range(12):
            self.press("Tab")
            if self.page.evaluate("document.activeElement.labels?.[0]?.innerText.trim()") == label:
                return
        pytest.fail(f"Tab never reached {label}", pytrace=False)

    @property
    def seconds(self) -> float:
        """What all that takes by the model."""
        return self.keys * A_KEY + len(self.steps) * A_STEP


def test_a_call_is_noted_by_keyboard_alone_in_less_than_twenty_seconds(visit: Any) -> None:
    desk = browsing.desk()
    with tenancy.atomic(desk.school.id):
        samina = desk.family.contacts["Samina"].id
        points.add(samina, "telephone", "07700 900123", by=desk.office, now=worlds.NOW)
    with visit(desk.office) as page:
        page.goto("/wyton/calls/new")
        hands = Keyboard(page)
        expect(page.get_by_label("Number", exact=True)).to_be_focused()
        hands.type("Number", "07700900123")
        hands.press("Enter")
        # Who it is, and the child, stand there; the field that is left has the focus.
        expect(page.get_by_role("radio", name="Samina Khan (Amira Khan, 4B)")).to_be_checked()
        expect(page.get_by_role("radio", name="Amira Khan, 4B", exact=True)).to_be_checked()
        expect(page.get_by_label("Why they call")).to_be_focused()
        hands.type("Why they call", "trip letter is lost")
        hands.tab_to("For whom")
        hands.type("For whom", "tess")
        hands.press("Enter")
        expect(page.get_by_text("Noted, and delivered to Tess Barrow")).to_be_visible()
    with tenancy.atomic(desk.school.id):
        call = Call.objects.select_related("for_whom", "case").get()
        assert call.for_whom
        assert (call.for_whom.name, call.case.who) == ("Tess Barrow", "Samina Khan")
        assert call.case.about_pupils.get().pupil_id == desk.family.pupil.id
    print(f"{hands.keys} keys in {len(hands.steps)} steps, {hands.seconds:.1f} s: {'; '.join(hands.steps)}")
    assert hands.seconds < ALLOWED
