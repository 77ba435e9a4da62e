"""One transaction for one school: opens it, tells the database whose rows may be seen, and refuses to mix schools.

A setting made with `set_config(…, true)` lasts to the end of the transaction, not of the savepoint. So a block for
another school inside a block is refused: work on several schools is several transactions.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from bookbag.errors import Invalid
from bookbag.policy.permissions import Sight


@dataclass(frozen=True, slots=True)
class Bound:
    """What the open transaction may see: one school to read and write, several to read, and whose memberships."""

    school: int | None
    sight: Sight = Sight.ORDINARY
    person: int | None = None
    schools: tuple[int, ...] = ()
    whole: bool = False
    kept_from: tuple[UUID, ...] = ()
    staff: UUID | None = None


_bound: ContextVar[Bound | None] = ContextVar("bound", default=None)


def bound() -> Bound | None:
    """What the innermost open block is bound to, or None outside any."""
    return _bound.get()


@contextmanager
def atomic(
    school: int | None = None,
    *,
    sight: Sight | None = None,
    person: int | None = None,
    schools: tuple[int, ...] = (),
    whole: bool = False,
    kept_from: tuple[UUID, ...] = (),
    staff: UUID | None = None,
) -> Iterator[Bound]:
    """Open a transaction bound to a school, or a savepoint inside the one that is open.

    `atomic()` alone nests and needs an open block. A nested block may name the same school again, and nothing else.
    `kept_from` are the cases that are about whoever asks: for them they are not there. `staff` is who asks, at a page:
    what is for named people is there for those alone.
    With `whole`, nested blocks make no savepoints: for work that is undone as a whole or not at all.
    Raises `Invalid` where the block would change what the open transaction may see.
    """
    outer = _bound.get()
    if outer is not None:
        wanted = (school or outer.school, outer.sight if sight is None else sight, person or outer.person)
        if wanted != (outer.school, outer.sight, outer.person) or (schools and schools != outer.schools):
            raise Invalid("A transaction for one school cannot turn to another, or see more, half way.")
        with nullcontext() if outer.whole else transaction.atomic():
            yield outer
        return
    if school is None and person is None and not schools:
        raise Invalid("Which school? Nothing can be read or written before that is known.")
    mine = Bound(school, sight or Sight.ORDINARY, person, schools, whole, kept_from, staff)
    with transaction.atomic():
        _tell_database(mine)
        token = _bound.set(mine)
        try:
            yield mine
        finally:
            _bound.reset(token)


@contextmanager
def nowhere() -> Iterator[None]:
    """One transaction of no school: what only global tables keep, before a school is known. No guarded row is there."""
    with transaction.atomic():
        yield


def _tell_database(mine: Bound) -> None:
    """Set all settings in one statement; an empty string stands for none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('app.school', %s, true), set_config('app.sight', %s, true),"
            " set_config('app.person', %s, true), set_config('app.schools', %s, true),"
            " set_config('app.kept_from', %s, true), set_config('app.staff', %s, true)",
            [
                "" if mine.school is None else str(mine.school),
                str(int(mine.sight)),
                "" if mine.person is None else str(mine.person),
                ",".join(map(str, mine.schools)),
                ",".join(map(str, mine.kept_from)),
                "" if mine.staff is None else str(mine.staff),
            ],
        )


def roll_back() -> None:
    """Mark the open transaction to be undone, for a request that failed inside it."""
    transaction.set_rollback(True)
