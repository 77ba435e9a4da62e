"""Putting something in where the writer may not look: for as long as it takes, the database takes rows of every sight.

What is written inside cannot be read afterwards by whoever wrote it. Nothing that is read inside may be shown.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

from bookbag.errors import Invalid
from bookbag.policy.permissions import Sight
from bookbag.schools import tenancy


@contextmanager
def letterbox() -> Iterator[None]:
    """Write above one's own sight, within the open block of a school. A fault inside undoes the writing and the leave.

    Taking back a savepoint takes back the setting, too; releasing it does not, so that is said.
    """
    bound = tenancy.bound()
    if bound is None or bound.school is None:
        raise Invalid("Which school? Nothing can be written before that is known.")
    with transaction.atomic():
        _see(Sight.SAFEGUARDING, None)
        yield
        _see(bound.sight, bound.staff)


def _see(sight: Sight, staff: UUID | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('app.sight', %s, true), set_config('app.staff', %s, true)",
            [str(int(sight)), str(staff or "")],
        )
