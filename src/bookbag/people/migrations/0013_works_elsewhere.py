"""Whether a login opens another school than the one that asks: a school changes and ends only what is its own."""

from typing import ClassVar

from django.db import migrations

from bookbag.schools.rls import Statements

# Past the guard of the school that asks. It says yes or no, and not where.
ELSEWHERE = """
create function people_works_elsewhere(login bigint, here int) returns boolean language plpgsql as $$
declare
  mine text := current_setting('app.person', true);
  found_one boolean;
begin
  perform set_config('app.person', login::text, true);
  select exists (
    select from people_staffmember where user_id = login and school_id <> here and left_on is null
  ) into found_one;
  perform set_config('app.person', coalesce(mine, ''), true);
  return found_one;
end $$
"""


class Migration(migrations.Migration):
    """The question in place of one that counted the school that asks."""

    dependencies: ClassVar = [("people", "0012_leavers")]
    operations: ClassVar = [
        Statements("drop function people_works_somewhere(bigint)"),
        Statements(ELSEWHERE, backwards=("drop function people_works_elsewhere(bigint, int)",)),
    ]
