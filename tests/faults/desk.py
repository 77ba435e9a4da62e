"""A school's desk from inside its own installation: `python desk.py people` makes it, `python desk.py answer COUNT`
answers as many of its open cases, to leave within the next seconds.
"""

import sys
from datetime import UTC, datetime, timedelta

import django

django.setup()

from tests.builders import worlds  # noqa: E402

from bookbag.compose.actions import drafts  # noqa: E402
from bookbag.desk.actions import replies  # noqa: E402
from bookbag.desk.models import Case  # noqa: E402
from bookbag.desk.models.reply import Kind  # noqa: E402
from bookbag.people import queries as people  # noqa: E402
from bookbag.policy.permissions import Role, Sight  # noqa: E402
from bookbag.schools import queries as schools  # noqa: E402
from bookbag.schools import tenancy  # noqa: E402
from bookbag.schools.models import Term, User  # noqa: E402

FAMILIES = 10


def make(now: datetime) -> None:
    """Wyton in term time, one teacher, ten families."""
    wyton = worlds.school("wyton")
    with tenancy.atomic(wyton.id):
        Term.objects.all().delete()
        first, last = (now - timedelta(days=30)).date(), (now + timedelta(days=90)).date()
        Term.objects.create(school=wyton, name="This term", first_day=first, last_day=last)
    worlds.staff(wyton, "Tess Barrow", Role.HEAD)
    for number in range(FAMILIES):
        worlds.family(wyton, f"Child Moss{number}", (f"Parent Moss{number}",))


def answer(count: int, now: datetime) -> None:
    """The head answers the oldest cases; each answer waits some seconds for its undo to be over."""
    wyton = schools.school_by_slug("wyton")
    with tenancy.atomic(wyton.id):
        head = people.actor(User.objects.get(email="tess.barrow@wyton.bookbag.test").pk, wyton, today=now.date())
    assert head
    with tenancy.atomic(wyton.id, sight=Sight.ORDINARY):
        waiting = list(Case.objects.filter(school=wyton, is_open=True).order_by("opened_at", "id")[:count])
    for number, case in enumerate(waiting):
        with tenancy.atomic(wyton.id, sight=head.sight):
            writing = replies.begin(case, answers=None, by=head, now=now)
            drafts.write(writing.draft, subject=writing.draft.subject, body="Thank you. We will.", by=head, now=now)
            replies.send(writing.reply, kind=Kind.FULL, reasons={}, undo_seconds=number % 8, by=head, now=now)


if __name__ == "__main__":
    if sys.argv[1] == "people":
        make(datetime.now(UTC))
    else:
        answer(int(sys.argv[2]), datetime.now(UTC))
