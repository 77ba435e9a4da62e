"""Reading a page changes no row of any table: a link that is followed by a program does no harm."""

from typing import Any

import psycopg
import pytest
from django.test import Client
from tests.builders import addresses, browsing

from bookbag.schools.models import User

pytestmark = pytest.mark.usefixtures("db", "assets")
NOT_OURS = {"django_session", "schools_user"}
"""Signing in writes these, before the first page is read."""
WHO_LOOKED = {"safeguarding_opened", "desk_routed"}
"""That somebody opened a case is kept: so that they can be told where it is passed on later, and so that nobody is told
that it lies unopened. It says nothing else."""


def contents(owner: psycopg.Connection[Any]) -> dict[str, str]:
    """A digest of every table."""
    tables = owner.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
    query = "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from \"{}\" t"
    return {
        name: owner.execute(query.format(name)).fetchone()[0]  # type: ignore[index,call-overload]  # one row, our own words
        for (name,) in tables
        if name not in NOT_OURS | WHO_LOOKED
    }


def test_every_page_can_be_read_without_a_trace(owner: psycopg.Connection[Any]) -> None:
    desk = browsing.desk()
    every = addresses.every(desk)
    client = Client()
    client.force_login(User.objects.get(pk=desk.office.user_id))
    before = contents(owner)
    for address in every:
        client.get(address.url())
        client.get(address.url(), headers={"HX-Request": "true"})
        assert contents(owner) == before, address.name


def test_a_monitor_may_ask_for_the_head_alone() -> None:
    answer = Client().head("/accessibility")
    assert (answer.status_code, answer.content) == (200, b"")
