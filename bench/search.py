"""Search at 100,000 messages over HTTP, with the inbox beside it; its answers are compared with those of the superuser."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote_plus

from django.urls import reverse

from bench import pages, seeding
from bench.figures import Figure, figure, p95
from bench.house import House
from bench.world import FAMILY, GIVEN, Peopled
from bookbag.cli.up import answers_http
from bookbag.desk import search
from bookbag.policy.permissions import Actor
from bookbag.schools import tenancy

MANY, EACH, TOGETHER = 100_000, 300, 4
RARE = ("giraffe", "Żółć", "violin exam")
USUAL = ("trip", "trip thursday", "Samina Khan", "going ahead", "trip (4711)")
SLIPS = ("girafe", "Saminna trip", "Khann4 trip", "Adeyemy3")
NARROWED = ("trip&category=complaint", "trip&state=open&since=2026-01-01", "giraffe&state=closed", "trip&source=note")
ASKED = [*(quote_plus(words) for words in (*RARE, *USUAL, *SLIPS)), *NARROWED]

# What people write is of many words; one in a hundred messages has a rare one.
SPOKEN = """
update desk_message set new_text = format('Dear school, %%s asks about %%s. Could you tell me whether %%s is going ahead? %%s',
    (%(given)s::text[])[1 + n %% 10], (%(family)s::text[])[1 + n / 10 %% 10] || n %% 200,
    (array['the trip', 'the club', 'the test', 'the fair', 'her lunch', 'the lesson'])[1 + n %% 6],
    case when n %% 2000 = 7 then 'She brings a giraffe. ' when n %% 2000 = 9 then 'Pani Żółć dzwoniła. '
    when n %% 500 = 3 then 'It is the violin exam. ' else '' end || repeat(md5(n::text) || ' ' || (n %% 5000)::text || ' ', 20))
from (select id as of_message, row_number() over (order by at)::int as n from desk_message where school_id = %(school)s) counted
where id = of_message
"""
LINES = """
insert into desk_findable (id, school_id, sight, case_id, source, at, channel, category, is_open, words)
select id, school_id, sight, id, 'case', opened_at, channel, category, is_open,
    desk_words(who || ' ' || about || ' ' || subject, subject) from desk_case c
where not exists (select from desk_findable f where f.id = c.id);
insert into desk_findable (id, school_id, sight, case_id, source, at, channel, category, is_open, words)
select m.id, m.school_id, m.sight, m.case_id, m.direction, m.at, m.channel, c.category, c.is_open,
    desk_words(m.from_name || ' ' || m.from_address, m.subject || ' ' || m.new_text)
from desk_message m join desk_case c on c.id = m.case_id where not exists (select from desk_findable f where f.id = m.id)
"""
TRUTH = """
select id from desk_findable where school_id = %s and sight = 0 and words @@ (to_tsquery('simple', %s) || to_tsquery('english', %s))
order by at desc, id desc limit 26
"""


def measured(house: House, peopled: Sequence[Peopled]) -> Iterator[Figure]:
    """A mix of rare, usual, misspelt and narrowed questions; then the same while the inbox is asked."""
    at = peopled[0]
    seeding.sow(house, at, first=1, last=MANY)
    with house.entry() as entry:
        entry.execute("set session_replication_role = replica")
        told = {"school": at.school.id, "given": list(GIVEN), "family": list(FAMILY)}
        entry.execute(SPOKEN, told)
        for statement in LINES.split(";\n"):
            entry.execute(statement)  # type: ignore[arg-type]  # our own statements
    with house.entry() as entry:
        entry.execute("vacuum analyze")
    found = sum(_agrees(house, at.office, word) for word in ("giraffe", "trip", "violin", "zolc"))
    yield figure("search: places found as the superuser finds them", found, "places", aside="four words, first pages")
    lists = [reverse("search", args=[at.school.slug]) + f"?q={asked}" for asked in ASKED]
    floor = [reverse("families", args=[at.school.slug])]
    inbox = [reverse("inbox", args=[at.school.slug])]
    with house.running("web", ready=lambda: answers_http(house.web_port)):
        office, teacher = pages.session(at.office), pages.session(at.teachers[0])
        least = p95(pages.timed(house, office, floor, EACH // 4, least=0))
        times = pages.timed(house, office, lists, EACH, least=0)
        what = f"search over {MANY:,} messages, 1 client, p95"
        yield figure(
            what, p95(times), "ms", bar=100, floor=least, aside=f"{_middle(times)}; floor: a page without a list"
        )
        times = pages.timed(house, teacher, lists, EACH // 4, least=0)
        yield figure(f"a teacher's search over {MANY:,} messages, p95", p95(times), "ms", bar=100, aside=_middle(times))
        alone = p95(pages.timed(house, office, inbox, EACH // 4))
        beside = pages.beside(house, office, inbox, lists, EACH)
        yield figure(
            "inbox with one client searching beside it, p95",
            p95(beside),
            "ms",
            bar=60,
            floor=alone,
            aside=f"{_middle(beside)}; floor: alone",
        )


def _middle(times: Sequence[float]) -> str:
    return f"median {sorted(times)[len(times) // 2]:.0f} ms, {len(times)} requests"


def _agrees(house: House, actor: Actor, word: str) -> int:
    """How many places both find first; fails where they differ."""
    with tenancy.atomic(actor.school_id, sight=actor.sight):
        places = [place for place, _ in search.places(actor, search.Asked(word), [(word,)], None)]
    with house.entry() as entry:
        truth = [row[0] for row in entry.execute(TRUTH, (actor.school_id, f"{word}:*", word))]
    if not truth or places != truth:
        raise SystemExit(f"bench: search found {len(places)} places of {word!r}, the superuser {len(truth)}")
    return len(places)
