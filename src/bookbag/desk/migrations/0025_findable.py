"""Search: the table that it looks through, the triggers that keep it, and the one function that may be asked.

`desk_find` belongs to the owner of the tables and sees past their policies, so it tests school, sight and what is kept
from the reader by itself. It returns ids alone; the caller joins them to guarded tables.
"""

import uuid
from typing import ClassVar

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

from bookbag.schools.rls import KEPT_FROM, SCHOOL, SIGHT, Statements, guard, keep_apart, refer

TABLE = "desk_findable"
LONGEST = 50_000
"""Letters of one text that are looked through. A vector of words holds a megabyte, and a longer text is an attack."""

# As people/folding.py does it: without case, accents and strokes. Letters are taken apart a thousand at a time: a run of
# marks is put in order in a time that grows with the square of its length.
FOLD = r"""
create function desk_folded(written text) returns text language sql immutable parallel safe
set search_path = pg_catalog as $$
  select case when given ~ '^[\x01-\x7f]*$' then lower(given) else (
    select left(regexp_replace(string_agg(normalize(substr(plain, n, 1000), nfkd), '' order by n),
      '[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]', '', 'g'), 2 * {longest})
    from (select replace(replace(replace(replace(translate(lower(given), 'łøđðı‐‑–—“”«»…', 'loddi----    '), 'ß', 'ss'),
      'æ', 'ae'), 'œ', 'oe'), 'þ', 'th') as plain) as it, generate_series(1, length(plain), 1000) n) end
  from (select left(written, {longest}) as given) as cut
$$
""".replace("{longest}", str(LONGEST))
# An address, a number with strokes and "o'neill" are plain words here, as they are in what somebody looks for.
PLAIN = r"""
create function desk_plain(written text, glue text) returns text language sql immutable parallel safe
set search_path = pg_catalog, public as $$
  select translate(regexp_replace(desk_folded(written), '[''’‘ʼ]', glue, 'g'),
    '!"#$%&()*+,-./:;<=>?@[\]^_`{|}~', repeat(' ', 31))
$$
"""
# Names word for word, with and without what an apostrophe divides; other words by their stem.
WORDS = """
create function desk_words(names text, said text) returns tsvector language sql immutable parallel safe
set search_path = pg_catalog, public as $$
  select to_tsvector('simple', desk_plain(names, '')) || to_tsvector('simple', desk_plain(names, ' '))
    || to_tsvector('english', desk_plain(said, ''))
$$
"""

OF_MESSAGE = """
create function desk_message_is_findable() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  insert into desk_findable as kept (id, school_id, sight, case_id, source, at, channel, category, is_open, words)
  select new.id, new.school_id, new.sight, new.case_id, new.direction, new.at, new.channel, of_case.category,
    of_case.is_open, desk_words(new.from_name || ' ' || new.from_address,
      new.subject || ' ' || coalesce(nullif(new.new_text, ''), new.text))
  from desk_findable of_case where of_case.id = new.case_id and of_case.school_id = new.school_id
  on conflict (id) do update set case_id = excluded.case_id, sight = excluded.sight, at = excluded.at,
    channel = excluded.channel, category = excluded.category, is_open = excluded.is_open, words = excluded.words
  where kept.school_id = excluded.school_id;
  return null;
end $$
"""
OF_NOTE = """
create function desk_note_is_findable() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  insert into desk_findable as kept (id, school_id, sight, case_id, source, at, channel, category, is_open, words)
  select new.id, new.school_id, new.sight, new.case_id, 'note', new.at, of_case.channel, of_case.category,
    of_case.is_open, desk_words('', new.text)
  from desk_findable of_case where of_case.id = new.case_id and of_case.school_id = new.school_id
  on conflict (id) do update set case_id = excluded.case_id, sight = excluded.sight, at = excluded.at,
    channel = excluded.channel, category = excluded.category, is_open = excluded.is_open, words = excluded.words
  where kept.school_id = excluded.school_id;
  return null;
end $$
"""
OF_CASE = """
create function desk_case_is_findable() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  if tg_op = 'UPDATE' and (new.category, new.is_open) is distinct from (old.category, old.is_open) then
    update desk_findable set category = new.category, is_open = new.is_open
    where school_id = new.school_id and case_id = new.id;
  end if;
  if tg_op = 'INSERT' or (new.subject, new.who, new.about, new.channel)
      is distinct from (old.subject, old.who, old.about, old.channel) then
    insert into desk_findable as kept (id, school_id, sight, case_id, source, at, channel, category, is_open, words)
    values (new.id, new.school_id, new.sight, new.id, 'case', new.opened_at, new.channel, new.category, new.is_open,
      desk_words(new.who || ' ' || new.about || ' ' || new.subject, new.subject))
    on conflict (id) do update set channel = excluded.channel, words = excluded.words
    where kept.school_id = excluded.school_id;
  end if;
  return null;
end $$
"""
GONE = """
create function desk_is_found_no_more() returns trigger language plpgsql security definer
set search_path = pg_catalog, public as $$
begin
  delete from desk_findable where school_id = old.school_id and id = old.id;
  return null;
end $$
"""
TRIGGERS = tuple(
    f"create trigger {name} on desk_{table} for each row execute function {function}()"
    for table, columns in (
        ("message", "case_id, at, channel, subject, text, new_text, from_name, from_address"),
        ("note", "case_id, at, text"),
        ("case", "subject, who, about, channel, category, state"),
    )
    for name, function in (
        (f"findable after insert or update of {columns}", f"desk_{table}_is_findable"),
        ("found_no_more after delete", "desk_is_found_no_more"),
    )
)
# Each word is sought as it begins and by its stem; of words that are divided by "|" one will do. What is ordinary and what
# is sealed are asked one by one, each by its own index.
FIND = """
create function desk_find(sought text[], since timestamptz, until timestamptz, of_channel text, of_category text,
  of_source text, of_open boolean, after uuid, most int)
returns table (id uuid, case_id uuid) language plpgsql stable security definer
set search_path = pg_catalog, public as $$
declare
  query tsquery; one tsquery; word text; said text; conditions text; asked text; after_at timestamptz; kept uuid[];
begin
  foreach said in array sought loop
    one := null;
    foreach word in array string_to_array(said, '|') loop
      one := coalesce(one || to_tsquery('simple', quote_literal(word) || case when length(word) > 2 then ':*' else '' end),
        to_tsquery('simple', quote_literal(word) || case when length(word) > 2 then ':*' else '' end))
        || to_tsquery('english', quote_literal(word));
    end loop;
    query := coalesce(query && one, one);
  end loop;
  if query is null or numnode(query) = 0 then return; end if;
  conditions := 'words @@ $1 and school_id = $2';
  if since is not null then conditions := conditions || ' and at >= $4'; end if;
  if until is not null then conditions := conditions || ' and at < $5'; end if;
  if of_channel <> '' then conditions := conditions || ' and channel = $6'; end if;
  if of_category <> '' then conditions := conditions || ' and category = $7'; end if;
  if of_source <> '' then conditions := conditions || ' and source = $8'; end if;
  if of_open is not null then conditions := conditions || ' and is_open = $9'; end if;
  kept := {kept_from};
  if cardinality(kept) > 0 then conditions := conditions || ' and case_id <> all ($10)'; end if;
  if after is not null then
    select at into after_at from desk_findable l where l.id = after and l.school_id = {school} and l.sight <= {sight};
    conditions := conditions || ' and (at, id) < ($11, $12)';
  end if;
  asked := format('(select id, case_id, at from desk_findable where sight = 0 and %s order by at desc, id desc limit $13)',
    conditions);
  if {sight} > 0 then
    asked := asked || format(' union all (select id, case_id, at from desk_findable'
      ' where sight > 0 and sight <= $3 and %s order by at desc, id desc limit $13)', conditions);
  end if;
  return query execute 'select id, case_id from (' || asked || ') found order by at desc, id desc limit $13'
    using query, {school}, {sight}, since, until, of_channel, of_category, of_source, of_open,
      kept, after_at, after, most;
end $$
"""
ARGUMENTS = "text[], timestamptz, timestamptz, text, text, text, boolean, uuid, int"
# What is there already. The owner sees no row of a guarded table but those of the school that it names.
FILL = """
do $$
declare one int; kept int; there int;
begin
  perform set_config('app.sight', '2', true);
  for one in select id from schools_school loop
    perform set_config('app.school', one::text, true);
    insert into desk_findable (id, school_id, sight, case_id, source, at, channel, category, is_open, words)
    select id, school_id, sight, id, 'case', opened_at, channel, category, is_open,
      desk_words(who || ' ' || about || ' ' || subject, subject) from desk_case;
    insert into desk_findable (id, school_id, sight, case_id, source, at, channel, category, is_open, words)
    select m.id, m.school_id, m.sight, m.case_id, m.direction, m.at, m.channel, c.category, c.is_open,
      desk_words(m.from_name || ' ' || m.from_address, m.subject || ' ' || coalesce(nullif(m.new_text, ''), m.text))
    from desk_message m join desk_case c on c.id = m.case_id;
    insert into desk_findable (id, school_id, sight, case_id, source, at, channel, category, is_open, words)
    select n.id, n.school_id, n.sight, n.case_id, 'note', n.at, c.channel, c.category, c.is_open, desk_words('', n.text)
    from desk_note n join desk_case c on c.id = n.case_id;
    select count(*) into kept from desk_findable where school_id = one;
    select (select count(*) from desk_case) + (select count(*) from desk_message) + (select count(*) from desk_note)
      into there;
    if kept <> there then raise exception 'search holds % lines of school %, where there are %', kept, one, there; end if;
  end loop;
  perform set_config('app.school', '', true), set_config('app.sight', '', true);
end $$
"""


class Migration(migrations.Migration):
    """Guarded as every table is, save that its owner passes, by whom alone it is read."""

    dependencies: ClassVar = [("desk", "0024_about_whom")]
    operations: ClassVar = [
        migrations.CreateModel(
            "Findable",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school"),
                ),
                ("sight", models.SmallIntegerField(default=0)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.DO_NOTHING,
                        related_name="+",
                        to="desk.case",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("in", "What came in"),
                            ("out", "What the school wrote"),
                            ("note", "Notes"),
                            ("case", "Subjects and names"),
                        ],
                        max_length=4,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("channel", models.CharField("how the case came, or this message of it", max_length=20)),
                ("category", models.CharField(max_length=30)),
                ("is_open", models.BooleanField()),
                ("words", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["words"], name="ordinary_words", fastupdate=False, condition=models.Q(sight=0)
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["words"], name="sealed_words", fastupdate=False, condition=models.Q(sight__gt=0)
                    ),
                    models.Index(fields=["school", "-at", "-id"], name="ordinary_by_time", condition=models.Q(sight=0)),
                    *(
                        models.Index(
                            fields=["school", narrowed, "-at", "-id"],
                            name=f"ordinary_by_{narrowed}",
                            condition=models.Q(sight=0),
                        )
                        for narrowed in ("source", "category", "channel")
                    ),
                    models.Index(fields=["school", "case"], name="findable_of_a_case"),
                ],
            },
        ),
        guard(TABLE, sight=True),
        keep_apart(TABLE),
        refer(TABLE, "case_id", "desk_case", sight=True, delete="cascade"),
        Statements(
            f"alter table {TABLE} no force row level security",
            f"revoke all on {TABLE} from {{app}}",
            FOLD,
            PLAIN,
            WORDS,
            OF_MESSAGE,
            OF_NOTE,
            OF_CASE,
            GONE,
            *TRIGGERS,
            FIND.replace("{school}", SCHOOL).replace("{sight}", SIGHT).replace("{kept_from}", KEPT_FROM),
            f"revoke all on function desk_find({ARGUMENTS}) from public",
            f"grant execute on function desk_find({ARGUMENTS}) to {{app}}",
            FILL,
        ),
    ]
