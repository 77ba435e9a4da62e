"""All of Bookbag under `bookbag up` on a HOME that is in use: when the first page comes, and how much memory it holds."""

import subprocess
import time
from collections.abc import Iterator

from django.db import connection
from django.urls import reverse

from bench.figures import Figure, figure
from bench.house import House, memory, until
from bench.pages import session, timed
from bench.world import Peopled
from bookbag.cli.children import spawn
from bookbag.cli.up import answers_http, bookbag

REQUESTS = 500


def measured(house: House, at: Peopled) -> Iterator[Figure]:
    """The last part: it takes over the database from the house."""
    who = session(at.office)
    inbox = reverse("inbox", args=[at.school.slug])
    connection.close_pool()
    house.postgres.stop()
    log = house.home / "up.log"
    began = time.monotonic()
    up = spawn(bookbag("up"), env=house.env, account=None, output=log)
    try:
        until(lambda: answers_http(house.web_port), f"the first page (see {log})", patience=120, pause=0.02)
        timed(house, who, [inbox], 1, least=0)
        yield figure("`bookbag up` to the first pages", time.monotonic() - began, "s", bar=15, aside="on a HOME in use")
        timed(house, who, [inbox, reverse("today", args=[at.school.slug])], REQUESTS, least=0)
        held = memory([up.pid])
        yield figure(
            f"memory after {REQUESTS} requests", held, "MiB", bar=650, aside="PSS of all processes, PostgreSQL's too"
        )
    finally:
        up.terminate()
        try:
            up.wait(60)
        except subprocess.TimeoutExpired:
            up.kill()
