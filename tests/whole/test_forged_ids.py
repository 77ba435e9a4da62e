"""Ids of another school's things: answered as ids that never were, in every address and in every field of a form."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from tests.builders import browsing, mails, worlds
from tests.builders.addresses import Address
from tests.builders.browsing import Browser, Desk, plain
from tests.whole.conftest import Digest

from bookbag.people.actions import groups, rota
from bookbag.policy.permissions import Role
from bookbag.policy.rules.words import Post
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("shared")

AN_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FORMS_TAKE = (
    *("people_pupil", "people_contact", "people_contactpoint", "people_relationship", "people_groupmember"),
    *("people_staffmember", "people_staffrole", "people_dutyturn"),
    *("desk_case", "desk_message", "desk_arrival", "desk_suggestion"),
)
"""The kinds of thing of which forms take ids, by table."""
LOOKED = {"safeguarding_opened"}
"""Who looked at a case is kept, whatever came of it."""
Answer = tuple[int, str, str]
Kinds = dict[str, list[str]]
"""By table some ids of things that a school has."""


@pytest.fixture(scope="module")
def norton(shared_desk: Desk, shared_addresses: list[Address]) -> School:
    """The school of the stranger, with a family, a class, a letter, a group and a turn of duty of its own."""
    school = School.objects.get(slug="norton")
    teacher = worlds.staff(school, "Nora Vane", Role.TEACHER)
    child = worlds.family(school, "Ivy Poole", ("Ann Poole",), teacher=teacher).pupil
    browsing.brought(school, mails.mail(sender="ann.poole@home.example", to="office@norton.bookbag.test"))
    by: dict[str, Any] = {"by": shared_desk.stranger, "now": worlds.NOW}
    with tenancy.atomic(school.id):
        group = groups.make("Choir", "club", **by)
        groups.add_pupil(group.id, child.id, on=worlds.NOW.date(), **by)
        rota.enter_turn(Post.OFFICE, teacher.person, date(2096, 4, 14), date(2096, 4, 15), **by)
    return school


def kinds_of(school: School, owner: psycopg.Connection[Any]) -> Kinds:
    """Three ids of each kind of thing that a school has, by what PostgreSQL itself knows."""
    tables = owner.execute(
        "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'id'"
        " where c.relkind = 'r' and c.relrowsecurity and a.atttypid = 'uuid'::regtype order by 1"
    ).fetchall()
    found = {
        name: [
            str(one) for (one,) in owner.execute(f'select id from "{name}" where school_id = %s limit 3', [school.id])
        ]
        for (name,) in tables
    }
    return {name: ids for name, ids in found.items() if ids}


def ids_in(value: object) -> set[str]:
    return set(AN_ID.findall(str(value)))


def with_id(sends: dict[str, Any], one: str, *names: str) -> dict[str, Any]:
    """What a form sends, with one id for every id that the named fields send, or all fields."""

    def changed(value: Any) -> Any:
        return [changed(each) for each in value] if isinstance(value, list) else AN_ID.sub(one, str(value))

    return {name: changed(value) if not names or name in names else value for name, value in sends.items()}


def asked(client: Client, url: str, sends: dict[str, Any], forged: str, *, reads: bool) -> list[Answer]:
    """The answers, without the id that was sent wherever it comes back."""
    answers = [answered(client, client.get(url), forged)] if reads else []
    return [*answers, answered(client, client.post(url, sends), forged)]


def answered(client: Client, answer: Any, forged: str) -> Answer:
    """One answer, with what the next page would say of it; which that page then does not say."""
    client.cookies.pop("messages", None)
    said = [str(each) for each in get_messages(answer.wsgi_request)]
    return (
        answer.status_code,
        answer.headers.get("Location", "").replace(forged, "ID"),
        f"{plain(answer)}{said}".replace(forged, "ID"),
    )


def test_another_schools_ids_are_ids_that_never_were(
    shared_desk: Desk, shared_addresses: list[Address], rows_of_all: Digest, owner: psycopg.Connection[Any]
) -> None:
    """The head of Norton puts ids of Wyton into every address that takes one: the right one, and of other kinds."""
    client, tried, before = Browser(shared_desk.stranger).client, 0, rows_of_all()
    theirs = [ids[0] for ids in kinds_of(shared_desk.school, owner).values()]
    assert len(theirs) > 40
    for number, address in enumerate(each for each in shared_addresses if ids_in((each.ids, each.sends))):
        right = next(iter(sorted(ids_in((address.ids, address.sends)))))
        never, *answers = (
            asked(
                client,
                reverse(address.name, args=["norton", *(AN_ID.sub(one, str(each)) for each in address.ids)])
                + address.query,
                with_id(address.sends or {}, one),
                one,
                reads=address.reads,
            )
            for one in (str(uuid4()), right, theirs[number % len(theirs)])
        )
        assert answers == [never, never], address.name
        tried += len(answers)
    assert tried >= 200
    assert rows_of_all() == before


def test_a_form_takes_no_thing_of_another_school(
    shared_desk: Desk,
    shared_addresses: list[Address],
    norton: School,
    rows_of_all: Digest,
    owner: psycopg.Connection[Any],
) -> None:
    """Somebody who may do all at Wyton sends each form there with ids of Norton in each field that takes an id."""
    everything = worlds.staff(shared_desk.school, "Ada Hill", Role.OFFICE, Role.HEAD, Role.DSL)
    client, kinds, before = Browser(everything).client, kinds_of(norton, owner), rows_of_all()
    taken = [kinds[name][0] for name in FORMS_TAKE]
    tried = 0
    for address, name in fields_of(shared_addresses):
        never, *answers = (
            asked(client, address.url(), with_id(address.sends or {}, one, name), one, reads=False)
            for one in (str(uuid4()), *taken)
        )
        assert answers == [never] * len(taken), (address.name, name)
        tried += len(answers)
    assert tried >= 200
    after = rows_of_all()
    assert {name for name in after if after[name] != before[name]} <= LOOKED


def fields_of(among: list[Address]) -> Iterator[tuple[Address, str]]:
    """Every field of a form that takes the id of something."""
    for address in among:
        for name, value in (address.sends or {}).items():
            if ids_in(value):
                yield address, name
