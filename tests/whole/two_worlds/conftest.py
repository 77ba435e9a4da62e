"""Each world is made once, looked at by all who are asked about, and gone; what they saw is kept for the tests."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest
from django.db import connection
from tests.builders import looking, twoworlds
from tests.builders.looking import Pages
from tests.builders.twoworlds import Secret, World

from bookbag.cli.postgres import EmbeddedPostgres
from bookbag.policy.permissions import Actor, Role, Sight

WHOLLY = {Role.OFFICE, Role.TEACHER, Role.SENIOR_LEADER, Role.HEAD, Role.DSL, Role.GOVERNOR, Role.CHAIR}
"""Roles that walk all pages: each sight, the whole desk and a part of it, proof alone, and whomever a matter is about.
The others walk what lists, counts and finds, and what a page of proof shows.
"""


@dataclass
class Told:
    """What was seen of a world: the pages of each person, of both homes and anybody; mails, rows by sight, lines of the log."""

    pages: dict[str, Pages] = field(default_factory=dict)
    homes: dict[str, Pages] = field(default_factory=dict)
    mails: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)
    rows: dict[Sight, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    logged: list[str] = field(default_factory=list)
    hidden: dict[str, tuple[Pages, Pages]] = field(default_factory=dict)
    """What each person gets at the addresses of the secret itself, and at the same with ids that nothing has."""


Tell = Callable[..., Told]
"""Make a world with a secret, and say what people of these roles see of it; and with `opened` whoever had opened it."""
OPENED = "whoever had opened it"


@pytest.fixture(scope="session")
def _made(
    postgres: EmbeddedPostgres, owner: psycopg.Connection[Any], assets: None, _wipe: Callable[[], None]
) -> Callable[[Secret], Iterator[World]]:
    last = "select quote_ident(sequencename), coalesce(last_value, 0) from pg_sequences"

    def make(secret: Secret) -> Iterator[World]:
        _wipe()
        before = dict(owner.execute(last).fetchall())
        for name in before:
            owner.execute(f"alter sequence {name} restart")  # a gap in numbers would tell of what is hidden
        with twoworlds.standing_still() as clock:
            yield twoworlds.made(clock, secret)
        connection.close()
        _wipe()
        for name, number in owner.execute(last).fetchall():  # worlds that are kept have the numbers of before
            owner.execute(f"alter sequence {name} restart with {max(number, before.get(name, 0)) + 1}")

    return make


@pytest.fixture(scope="session")
def _look(_made: Callable[[Secret], Iterator[World]]) -> Callable[..., Told]:
    def look(secret: Secret, roles: Collection[Role], *, opened: bool, without: Told | None = None) -> Told:
        told = Told()
        with looking.listening() as log:
            for world in _made(secret):
                told.logged = [*log.lines]
                told.mails = looking.mails_of(world)
                told.rows = {sight: looking.rows_of(world, sight) for sight in Sight}
                told.homes = looking.homes_of(world)
                for role in roles:
                    _walk(told, world, role.value, role, world.people[role], without=without)
                if opened:
                    _walk(told, world, OPENED, Role.OFFICE, world.desk.office, without=without)
        return told

    return look


def _walk(told: Told, world: World, name: str, role: Role, actor: Actor, *, without: Told | None) -> None:
    after = without.pages[name] if without else None
    wholly = role in WHOLLY
    told.pages[name] = looking.pages_of(actor, looking.addresses_for(world, role), after=after, lists=not wholly)
    if wholly:
        there = looking.at_hidden(actor, world.hidden)
        told.hidden[name] = (there, looking.at_hidden(actor, world.hidden, elsewhere=True))


@pytest.fixture(scope="session")
def without(_look: Callable[..., Told]) -> Told:
    """A world in which nothing is hidden, as everybody sees it."""
    return _look(twoworlds.nothing, list(Role), opened=True)


@pytest.fixture(scope="session")
def tell(_look: Callable[..., Told], without: Told) -> Tell:
    """See `Tell`."""
    kept: dict[object, Told] = {}

    def telling(secret: Secret, roles: Collection[Role], *, opened: bool = False) -> Told:
        if secret not in kept:
            kept[secret] = _look(secret, roles, opened=opened, without=without)
        return kept[secret]

    return telling


def apart(without: Told, told: Told, name: str) -> dict[str, list[str]]:
    """Where the pages of one person differ between the worlds, of those that were asked for in both."""
    asked = told.pages[name]
    assert asked
    return looking.differences({page: without.pages[name][page] for page in asked}, asked)
