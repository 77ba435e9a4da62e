"""A school, and a post office."""

from collections.abc import Iterator

import pytest
from tests.builders import worlds
from tests.builders.sending import PostOffice, post_office

from bookbag.schools.models import School


@pytest.fixture
def wyton(db: None) -> School:
    """A school with a mailbox."""
    return worlds.school("wyton")


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """A mail server on this machine."""
    with post_office() as opened:
        yield opened
