"""What tests of pages share: the pages' own clock, to be set."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.utils import timezone
from tests.builders.answering import london


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], datetime]:
    """Set the pages' own clock, in London's time."""

    def set_to(when: str) -> datetime:
        moment = london(when)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return set_to
