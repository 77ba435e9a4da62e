"""Tens of thousands of cases at once, by SQL past all guards: as the desk would have left them after some years.

Half of them are open. The owner, the family, the day and the kind of each follow from its number.
"""

from bench.house import House
from bench.world import Peopled

CASES = """
insert into desk_case (id, school_id, sight, subject, matter, channel, category, state, owner_id, who, about, opened_at,
    last_message_at, next_due, closed_at, close_reason)
select md5(format('case %%s %%s', %(school)s, n))::uuid, %(school)s, 0, format('Trip on Thursday (%%s)', n),
    format('trip on thursday (%%s)', n), 'email',
    (array['enquiry', 'complaint', 'enquiry', 'enquiry'])[1 + n / 2 %% 4], case when n %% 2 = 0 then 'new' else 'closed' end,
    (%(owners)s::uuid[])[1 + n %% 17], 'Samina Khan', 'Amira, 4B', now() - (n - %(first)s) * %(apart)s::interval,
    now() - (n - %(first)s) * %(apart)s::interval, now() + (n %% 20011 - 9000) * interval '3 minutes',
    case when n %% 2 = 1 then now() end, case when n %% 2 = 1 then 'Answered' else '' end
from generate_series(%(first)s::int, %(last)s::int) n
"""
ON_EACH = """
insert into desk_message (id, school_id, sight, case_id, direction, channel, at, from_name, from_address, "to", cc,
    reply_to, subject, text, new_text, html, language, warnings, message_id, body_digest, contact_id)
select md5(id::text || 'm')::uuid, school_id, 0, id, 'in', 'email', opened_at, who, 'samina@home.example', '[]', '[]', '[]', subject,
    repeat('Could you tell me whether the trip is going ahead? ', 12), repeat('Could you tell me whether? ', 20), '', 'en',
    '[]', id::text, '', null from fresh;
insert into desk_caseparty (id, school_id, sight, case_id, contact_id, name, address, wrote, because)
select md5(id::text || 'a')::uuid, school_id, 0, id, null, who, 'samina@home.example', true, '' from fresh;
insert into desk_casepupil (id, school_id, sight, case_id, pupil_id)
select md5(fresh.id::text || 'p')::uuid, school_id, 0, fresh.id, pupils.ids[1 + fresh.number % cardinality(pupils.ids)]
from fresh join (select school_id as at, array_agg(id order by id) as ids from people_pupil group by 1) pupils
    on at = school_id;
insert into desk_caseevent (id, school_id, sight, case_id, kind, at, channel, message_id, reason)
select md5(id::text || 'e')::uuid, school_id, 0, id, 'received', opened_at, 'email', md5(id::text || 'm')::uuid, '' from fresh;
insert into desk_duty (id, school_id, sight, case_id, event_id, duty, pack, version, clause, due, counted, skipped, because,
    met_by, state, ended_at, reason)
select md5(id::text || kind)::uuid, school_id, 0, id, md5(id::text || 'e')::uuid, kind, 'wyton', '1', case kind when 'respond' then 'WYT-087' else 'WYT-083' end, next_due,
    '["2026-03-03", "2026-03-04"]', '[]', 'Answer within two working days.', '["answer"]',
    case when is_open then 'open' else 'met' end, case when is_open then null else now() end, ''
from fresh, unnest(array['acknowledge', 'respond']) kind;
insert into desk_tally (school_id, sight, owner, change)
select school_id, 0, owner_id, count(*) from fresh where is_open group by 1, 3;
"""


def sow(house: House, at: Peopled, *, first: int, last: int, apart: str = "7 minutes") -> None:
    """The cases of a school with these numbers, one each so long, with message, adult, child, event and duties each."""
    owners = [None, None, None, at.office.staff_id, *[teacher.staff_id for teacher in at.teachers]]
    owners += owners[:3]
    with house.entry() as entry, entry.transaction():
        entry.execute("set local session_replication_role = replica")
        entry.execute(CASES, {"school": at.school.id, "owners": owners, "first": first, "last": last, "apart": apart})
        entry.execute(
            "create temporary table fresh on commit drop as select *, row_number() over () as number from desk_case"
            " where school_id = %s and id = any (select md5(format('case %%s %%s', %s::int, n))::uuid"
            " from generate_series(%s::int, %s::int) n)",
            (at.school.id, at.school.id, first, last),
        )
        for statement in ON_EACH.split(";\n"):
            entry.execute(statement)  # type: ignore[arg-type]  # our own statements
    with house.entry() as entry:
        entry.execute("vacuum analyze")
