"""What tests of concerns share: a school with its leads, and the pages' own clock, to be set."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest
from django.utils import timezone
from tests.builders import browsing, worlds
from tests.builders.answering import london
from tests.builders.browsing import Desk

from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.schools import tenancy


@dataclass(frozen=True)
class House:
    """A desk with a family's first mail, and who leads the school and its safeguarding."""

    desk: Desk
    dsl: Actor
    deputy: Actor
    head: Actor

    def alerted(self) -> dict[str, list[datetime]]:
        """To whom notes went, and when."""
        found: dict[str, list[datetime]] = {}
        with tenancy.atomic(self.desk.school.id, sight=Sight.SAFEGUARDING):
            for each in Dispatch.objects.filter(notice="to_staff").order_by("queued_at"):
                found.setdefault(each.to_name, []).append(each.queued_at)
        return found


@pytest.fixture
def house() -> House:
    desk = browsing.desk()
    return House(
        desk,
        dsl=worlds.staff(desk.school, "Dinah Low", Role.DSL),
        deputy=worlds.staff(desk.school, "Deb Hurst", Role.DEPUTY_DSL),
        head=worlds.staff(desk.school, "Hugh Lane", Role.HEAD),
    )


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], datetime]:
    """Set the pages' own clock, in London's time."""

    def set_to(when: str) -> datetime:
        moment = london(when)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return set_to
