"""How fast the school answers: the median time from a family's message to the full answer, by the job of who gave it.

Ordinary cases only, as everywhere where figures are for everybody. Counts answers, names nobody.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from bookbag.policy.permissions import Role, Sight
from bookbag.schools.models import School


@dataclass(frozen=True, slots=True)
class Pace:
    """How many answers the people of one job gave, and the median time that one took."""

    role: Role | None
    answers: int
    median: timedelta


# The first full answer after each message that started a clock; whoever has several jobs counts in each.
PACE = """
with answered as (
  select e.at as came, a.at as answered, m.author_id
  from desk_caseevent e
  join lateral (
    select x.at, x.message_id from desk_caseevent x
    where x.school_id = e.school_id and x.case_id = e.case_id and x.kind = 'answered' and x.at >= e.at
    order by x.at, x.id limit 1
  ) a on true
  join desk_message m on m.school_id = e.school_id and m.id = a.message_id
  where e.school_id = %(school)s and e.kind = 'received' and e.sight = %(sight)s
    and a.at >= %(since)s and a.at < %(until)s
    and exists (select 1 from desk_duty d where d.school_id = e.school_id and d.event_id = e.id)
)
select null, count(*), percentile_cont(0.5) within group (order by answered - came) from answered
union all
select r.role, count(*), percentile_cont(0.5) within group (order by n.answered - n.came)
from answered n
join people_staffrole r on r.school_id = %(school)s and r.staff_id = n.author_id
  and r.starts_on <= n.answered::date and (r.ends_on is null or r.ends_on >= n.answered::date)
group by r.role
"""


def pace(school: School, *, since: datetime, until: datetime) -> list[Pace]:
    """The school as a whole first (role None), then each job, the quickest first. Empty where nothing was answered."""
    with connection.cursor() as cursor:
        cursor.execute(PACE, {"school": school.id, "sight": Sight.ORDINARY.value, "since": since, "until": until})
        rows = [Pace(Role(role) if role else None, count, median) for role, count, median in cursor.fetchall() if count]
    return sorted(rows, key=lambda each: (each.role is not None, each.median))
