"""Search over messages, notes, subjects and names, within what the reader may see.

The words are sought in a table that only the database's own function may read (migration 0025 and decision 0015). It
returns ids; what is shown of them is read here from guarded tables.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection

from bookbag.desk import queries as desk
from bookbag.desk.marking import Marks, Piece
from bookbag.desk.models import Case, Message, Note
from bookbag.desk.models.findable import Source
from bookbag.people import spelling
from bookbag.people.folding import folded
from bookbag.policy.permissions import Actor

PAGE = 25
"""Places that one page is made of; several in one case stand together."""
LONGEST, MOST_WORDS, LONGEST_WORD = 300, 8, 60
"""Letters that are looked for, words, and letters of one."""
MOST_ASKED = 4_000
"""Places that the database is asked for at a time by whoever sees only some of them."""
SOURCES = Source.choices
_NONE = UUID(int=0)
"""The id of no case: with it the database is asked even where there is nothing to ask for."""
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for, and how that is narrowed."""

    text: str = ""
    since: date | None = None
    until: date | None = None
    channel: str = ""
    category: str = ""
    source: str = ""
    is_open: bool | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The words, folded as those of what is looked through."""
        plain = folded(self.text.replace("\0", " ")).translate(_APOSTROPHES)
        return tuple(dict.fromkeys(word[:LONGEST_WORD] for word in _WORD.findall(plain)))[:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class Hit:
    """A case in which the words stand: where, whose they are, and the words around them."""

    case: Case
    source: str
    at: datetime
    by: str
    shown: tuple[Piece, ...]
    more: int = 0
    """In how many other places of the case they stand as well, of those on this page."""


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found, and where the next one starts."""

    hits: tuple[Hit, ...] = ()
    next: UUID | None = None
    instead: tuple[str, ...] = ()
    """Nothing was found for the words as they were written: these names were looked for instead."""
    near: tuple[str, ...] = ()
    """The same words with names that are spelt alike, for whoever meant those."""
    may_be_named: bool = False
    """Whether somebody may be called by one of the words."""


def find(actor: Actor, asked: Asked, *, after: UUID | None = None) -> Results:
    """What the actor may see of what was looked for, the newest first. Names that are a slip away where there is nothing."""
    if not asked.words:
        return Results()
    teacher = None if actor.works_whole_desk else actor.staff_id
    found = _found(actor, asked, [(word,) for word in asked.words], after)
    if after:
        return found
    named, meant = spelling.near(actor.school_id, asked.words, teacher=teacher)
    found = replace(found, may_be_named=named)
    if not meant:
        return found
    near = tuple(meant[word][0] if word in meant else word for word in asked.words)
    if found.hits:
        return replace(found, near=near)
    names = [meant.get(word, (word,)) for word in asked.words]
    instead = tuple(name for alike in meant.values() for name in alike)
    return replace(_found(actor, asked, names, None), instead=instead, may_be_named=named)


def _found(actor: Actor, asked: Asked, words: Sequence[Sequence[str]], after: UUID | None) -> Results:
    there = places(actor, asked, words, after)
    here = there[:PAGE]
    marks = Marks(word for alike in words for word in alike)
    cases = desk.seen_by(actor).filter(id__in={case for _, case in here}).select_related("owner").in_bulk()
    told = _told(actor.school_id, cases, [place for place, _ in here], marks)
    hits: dict[UUID, Hit] = {}
    for place, case_id in here:
        first, hit = hits.get(case_id), told.get(place)
        if first and hit and first.source == Source.CASE:  # somebody's own words say more than the subject
            hits[case_id] = replace(hit, more=first.more + 1)
        elif first:
            hits[case_id] = replace(first, more=first.more + 1)
        elif hit:
            hits[case_id] = hit
    return Results(tuple(hits.values()), here[-1][0] if len(there) > PAGE else None)


def _told(school_id: int, cases: dict[UUID, Case], shown_of: Collection[UUID], marks: Marks) -> dict[UUID, Hit]:
    """By its id, each place that is there for the reader, and what of it is shown."""
    hits: dict[UUID, Hit] = {}
    for case in cases.values():
        shown = marks.shown(case.subject if marks.are_in(case.subject) else f"{case.who}, {case.about}".strip(", "))
        hits[case.id] = Hit(case, Source.CASE.value, case.opened_at, case.who, shown)
    messages = Message.objects.filter(school_id=school_id, id__in=shown_of, case_id__in=cases).defer("html")
    for each in messages:
        by = each.from_name or each.from_address
        said = next((text for text in (each.new_text or each.text, each.subject, by) if marks.are_in(text)), each.text)
        hits[each.id] = Hit(cases[each.case_id], each.direction, each.at, by, marks.shown(said))
    for note in Note.objects.filter(school_id=school_id, id__in=shown_of, case_id__in=cases).select_related("author"):
        hits[note.id] = Hit(cases[note.case_id], Source.NOTE.value, note.at, note.author.name, marks.shown(note.text))
    return hits


def places(actor: Actor, asked: Asked, words: Sequence[Sequence[str]], after: UUID | None) -> list[tuple[UUID, UUID]]:
    """The ids of what was found with those of the cases, one more than a page has.

    Whoever does not see every case of their sight is shown what they see of it: it is asked for more until there is enough.
    """
    sees_all = actor.works_whole_desk and not actor.own_children
    seen: list[tuple[UUID, UUID]] = []
    most = PAGE + 1 if sees_all else 4 * PAGE
    while True:
        found = _asked_of_database(asked, words, after, most)
        if sees_all:
            return found
        sought = {case for _, case in found} or {_NONE}  # the time it takes tells nothing of what they do not see
        theirs = desk.seen_by(actor).filter(id__in=sought)
        cases = set(theirs.values_list("id", flat=True))
        seen += [(place, case) for place, case in found if case in cases]
        if len(seen) > PAGE or len(found) < most:
            return seen[: PAGE + 1]
        after, most = found[-1][0], min(4 * most, MOST_ASKED)


def _asked_of_database(
    asked: Asked, words: Sequence[Sequence[str]], after: UUID | None, most: int
) -> list[tuple[UUID, UUID]]:
    since, until = _moment(asked.since, 0), _moment(asked.until, 1)
    narrowed = [since, until, asked.channel, asked.category, asked.source, asked.is_open]
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, case_id from desk_find(%s::text[], %s::timestamptz, %s::timestamptz, %s, %s, %s, %s::boolean,"
            " %s::uuid, %s)",
            [["|".join(alike) for alike in words], *narrowed, after, most],
        )
        found: list[tuple[UUID, UUID]] = cursor.fetchall()
    return found


def _moment(day: date | None, later: int) -> datetime | None:
    return datetime.combine(day + timedelta(days=later), time(0), desk.LONDON) if day else None
