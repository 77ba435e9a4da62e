"""The desk under guard: rows take the sight of their case, and the counts of lists are kept by a trigger."""

from typing import ClassVar

from django.db import migrations

from bookbag.schools.rls import Statements, guard, keyed, refer

CASE, MESSAGE, EVENT = "desk_case", "desk_message", "desk_caseevent"
ON_A_CASE = ("arrival", "message", "note", "duty", "caseevent", "caseparty", "casepupil", "proposal", "move", "reply")

COUNT = """
create function desk_case_is_counted() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.is_open then
    insert into desk_tally (school_id, sight, owner, change) values (old.school_id, old.sight, old.owner_id, -1);
  end if;
  if tg_op <> 'DELETE' and new.is_open then
    insert into desk_tally (school_id, sight, owner, change) values (new.school_id, new.sight, new.owner_id, 1);
  end if;
  return null;
end $$
"""


class Migration(migrations.Migration):
    """Row-level security, references that cannot cross schools, and kept counts."""

    dependencies: ClassVar = [
        ("desk", "0001_initial"),
        ("compose", "0002_guard"),
        ("outbox", "0002_guard"),
        ("people", "0002_guard"),
    ]
    operations: ClassVar = [
        *[guard(f"desk_{name}", sight=True) for name in ("case", *ON_A_CASE, "attachment", "tally")],
        keyed(CASE, sight=True),
        keyed(MESSAGE, sight=True),
        keyed(EVENT, sight=True),
        *[refer(f"desk_{name}", "case_id", CASE, sight=True) for name in ON_A_CASE],
        refer(CASE, "owner_id", "people_staffmember"),
        refer(CASE, "joined_into_id", CASE),
        refer("desk_arrival", "message_id", MESSAGE),
        refer(MESSAGE, "contact_id", "people_contact"),
        refer(MESSAGE, "author_id", "people_staffmember"),
        refer(MESSAGE, "dispatch_id", "outbox_dispatch"),
        refer("desk_attachment", "message_id", MESSAGE, sight=True),
        refer("desk_note", "author_id", "people_staffmember"),
        refer("desk_duty", "event_id", EVENT),
        refer(EVENT, "message_id", MESSAGE),
        refer("desk_caseparty", "contact_id", "people_contact"),
        refer("desk_casepupil", "pupil_id", "people_pupil"),
        refer("desk_proposal", "other_id", CASE),
        refer("desk_move", "from_case_id", CASE),
        refer("desk_move", "by_id", "people_staffmember"),
        refer("desk_reply", "draft_id", "compose_draft"),
        refer("desk_reply", "answers_id", MESSAGE),
        Statements(
            COUNT,
            "create trigger counted after insert or delete or update of state, owner_id, sight on desk_case"
            " for each row execute function desk_case_is_counted()",
        ),
    ]
