"""The life of a policy under guard: a school sees its own and its trust's; what has left draft stays as it was."""

from typing import ClassVar

from django.db import migrations

from bookbag.schools.rls import Statements, guard, guard_either, keyed_either, refer, refer_either

VERSION, SIGN_OFF = "adoption_version", "adoption_signoff"
RULING, REVIEW, ACKNOWLEDGEMENT = "adoption_ruling", "adoption_review", "adoption_acknowledgement"

FREEZE = """
create function adoption_version_stays() returns trigger language plpgsql as $$
begin
  if old.state = 'draft' then
    if tg_op = 'DELETE' then return old; end if;
    return new;
  end if;
  if tg_op = 'DELETE' then
    raise exception 'a version that has left draft is readable for ever';
  end if;
  if (old.school_id, old.trust_id, old.pack, old.number, old.digest, old.author, old.author_staff, old.made_at, old.texts)
     is distinct from
     (new.school_id, new.trust_id, new.pack, new.number, new.digest, new.author, new.author_staff, new.made_at, new.texts)
     or old.in_force_from is not null and old.in_force_from is distinct from new.in_force_from then
    raise exception 'the words of a version that has left draft stay as they are';
  end if;
  return new;
end $$
"""


class Migration(migrations.Migration):
    """Row-level security of its second kind: what is one school's, or one trust's."""

    dependencies: ClassVar = [("adoption", "0001_initial"), ("people", "0002_guard"), ("schools", "0002_guard")]
    operations: ClassVar = [
        *[guard_either(table) for table in (VERSION, SIGN_OFF, RULING, REVIEW)],
        keyed_either(VERSION),
        refer_either(SIGN_OFF, "version_id", VERSION),
        guard(ACKNOWLEDGEMENT),
        refer(ACKNOWLEDGEMENT, "staff_id", "people_staffmember", delete="cascade"),
        Statements(
            FREEZE,
            f"create trigger stays before update or delete on {VERSION} for each row"
            " execute function adoption_version_stays()",
        ),
    ]
