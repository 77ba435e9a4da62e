"""Templates say days and times as people do, in the school's zone."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


def shown(template: str, **context: object) -> str:
    """What a page shows of a template that loads our tags."""
    return Template("{% load bookbag %}" + template).render(Context(context))


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 3, 3, 16, 0, tzinfo=UTC), "today 4 pm"),
        (datetime(2026, 3, 4, 8, 45, tzinfo=UTC), "tomorrow 8.45 am"),
        (datetime(2026, 3, 2, 12, 0, tzinfo=UTC), "yesterday 12 noon"),
        (datetime(2026, 3, 10, 16, 0, tzinfo=UTC), "Tuesday 10 March, 4 pm"),
    ],
)
def test_what_is_near_is_named_by_its_nearness(at: datetime, words: str) -> None:
    assert shown("{{ at|near:now }}", at=at, now=NOW) == words


def test_summer_time_is_the_schools_and_not_the_servers() -> None:
    assert shown("{{ at|moment }}", at=datetime(2026, 4, 20, 23, 30, tzinfo=UTC)) == "Tuesday 21 April, 12.30 am"
    late = datetime(2026, 4, 20, 23, 30, tzinfo=UTC)
    assert shown("{{ at|near:now }}", at=late, now=datetime(2026, 4, 20, 23, 5, tzinfo=UTC)) == "today 12.30 am"


def test_folded_words_keep_their_markup_and_escape_their_summary() -> None:
    html = shown("{% details why %}<p>{{ name }}</p>{% end_details %}", why="<Why>", name="<i>")
    assert "&lt;Why&gt;" in html
    assert "<p>&lt;i&gt;</p>" in html
