"""What a school remembers of work that waits in the background because one of its policies changed."""

from collections.abc import Collection
from datetime import datetime

from bookbag.schools.models import School


def let_cases_wait(school_ids: Collection[int], *, now: datetime) -> None:
    """Write that open cases hang on a policy that has changed; a sweep looks where they wait."""
    School.objects.filter(id__in=school_ids).update(cases_wait_since=now)


def cases_wait_no_more(school: School, *, since: datetime) -> None:
    """Write that all open cases have been decided again, unless a policy changed once more since then."""
    School.objects.filter(id=school.id, cases_wait_since=since).update(cases_wait_since=None)
