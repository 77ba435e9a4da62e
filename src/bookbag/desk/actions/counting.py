"""Folding the changes of the kept counts, so that a count is a sum over few rows. Called by a sweep."""

from django.db import connection

from bookbag.policy.permissions import Sight
from bookbag.schools import tenancy

FOLD = """
with gone as (delete from desk_tally where school_id = %s returning sight, owner, "case", change)
insert into desk_tally (school_id, sight, owner, "case", change)
select %s, sight, owner, "case", sum(change) from gone group by sight, owner, "case" having sum(change) <> 0
"""


def fold(school_id: int) -> None:
    """Replace the changes by their sums, in one statement; a reader sees the rows before or after, never both."""
    with tenancy.atomic(school_id, sight=Sight.SAFEGUARDING), connection.cursor() as cursor:
        cursor.execute(FOLD, [school_id, school_id])
