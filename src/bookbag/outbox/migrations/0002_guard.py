"""The outbox under guard; and the words of a dispatch frozen by the database itself."""

from typing import ClassVar

from django.db import migrations

from bookbag.schools.rls import Statements, guard, keyed

FROZEN = (
    "id, school_id, about, draft, author, notice, channel, to_name, to_address, from_name, from_address, reply_to,"
    ' subject, body, message_id, in_reply_to, "references", automatic, fingerprint, cleared_by, queued_at'
)


class Migration(migrations.Migration):
    """Row-level security, and a trigger under which only state, times, attempts and sight of a dispatch may change."""

    dependencies: ClassVar = [("outbox", "0001_initial"), ("schools", "0002_guard")]
    operations: ClassVar = [
        guard("outbox_dispatch", sight=True),
        guard("outbox_noticegiven"),
        keyed("outbox_dispatch", sight=True),
        Statements(
            "create function outbox_dispatch_is_frozen() returns trigger language plpgsql as $$"
            " begin raise exception 'a dispatch is frozen at clearance'; end $$",
            f"create trigger frozen before update of {FROZEN} on outbox_dispatch for each row"
            " execute function outbox_dispatch_is_frozen()",
        ),
    ]
