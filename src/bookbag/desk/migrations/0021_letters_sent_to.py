"""What an adult was sent without having written first, such as a letter home, stands on their family pages too."""

from typing import ClassVar

from django.db import migrations

from bookbag.schools.rls import Statements

# As in 0017. New is the second half of what is theirs: a copy of their own, to an address from which nobody wrote in this
# case. Whoever did write from it is asked about in the first half, so that an address that changed hands shows nothing.
LETTERS = """
create or replace function desk_family_letters(adult uuid) returns table
  (id uuid, direction varchar, at timestamptz, subject text, words text, answer_by timestamptz, clause varchar)
language plpgsql as $$
declare
  mine text := current_setting('app.sight', true);
begin
  perform set_config('app.sight', '2', true);
  return query
    with own as (select m.* from desk_message m where m.contact_id = adult and m.direction = 'in')
    select own.id, own.direction, own.at, own.subject, coalesce(nullif(own.new_text, ''), own.text), d.due, d.clause
      from own left join lateral (
        select d.due, d.clause from desk_duty d join desk_caseevent e on e.school_id = d.school_id and e.id = d.event_id
        where e.school_id = own.school_id and e.message_id = own.id and d.state = 'open' and d.duty = 'respond'
          and d.sight < 2 and d.due is not null order by d.due, d.clause limit 1) d on true
    union all
    select o.id, o.direction, o.at, o.subject, coalesce(nullif(o.new_text, ''), o.text), null, null
      from desk_message o join outbox_dispatch s on s.school_id = o.school_id and s.id = o.dispatch_id
      where o.direction = 'out'
        and (o.contact_id = adult
          or exists (select from own where own.case_id = o.case_id and lower(own.from_address) = lower(s.to_address)))
        and not exists (select from desk_message x where x.school_id = o.school_id and x.case_id = o.case_id
          and x.direction = 'in' and lower(x.from_address) = lower(s.to_address)
          and x.contact_id is distinct from adult);
  perform set_config('app.sight', coalesce(mine, ''), true);
end $$
"""


class Migration(migrations.Migration):
    """The function once more. The way back is in 0017."""

    dependencies: ClassVar = [("desk", "0020_hats"), ("outbox", "0001_initial")]
    operations: ClassVar = [Statements(LETTERS)]
