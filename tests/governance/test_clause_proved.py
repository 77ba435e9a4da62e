"""The clause page says of each of the 691 clauses what `bookbag policy coverage` says, test for test."""

import html
import json
import re

import pytest
from django.test import Client
from tests.builders import worlds
from tests.builders.browsing import Browser
from typer.testing import CliRunner

from bookbag.cli.policy import app
from bookbag.policy import packs, proofs
from bookbag.policy.permissions import Role
from bookbag.schools.models import User

pytestmark = pytest.mark.usefixtures("db", "assets")
PLACE = re.compile(r"<li>(tests/[^<]+)</li>")


def coverage(*options: str) -> str:
    """What the command prints."""
    ran = CliRunner().invoke(app, ["coverage", *options])
    assert ran.stdout
    return ran.stdout


def test_the_pages_say_what_the_command_says() -> None:
    told = [line.strip().partition(": ") for line in coverage().splitlines() if line.startswith("  ")]
    proved: dict[str, list[str]] = {}
    for clause, _, place in told:
        proved.setdefault(clause, []).append(place)
    still_open = json.loads(coverage("--json"))["open"]
    slugs = [folder.name for folder in proofs.measured()]
    governor = worlds.staff(worlds.school(packs=tuple(slugs)), "Gwen Ash", Role.GOVERNOR)
    client = Client()
    client.force_login(User.objects.get(pk=governor.user_id))
    shown = {}
    for clause in [clause for slug in slugs for clause in packs.load(slug).clauses]:
        page = html.unescape(client.get(f"/wyton/policy/{clause}").content.decode())
        shown[clause] = PLACE.findall(page)
        assert (f"{len(shown[clause])} of Bookbag’s own test" in page) == bool(shown[clause]), clause
        assert ("No test of Bookbag’s proves this clause yet." in page) == (clause in still_open), clause
    assert len(shown) == 691
    assert {clause: places for clause, places in shown.items() if places} == proved


def test_of_the_law_it_says_nothing_of_tests() -> None:
    head = worlds.staff(worlds.school(), "Hetty Marsh", Role.HEAD)
    assert "not measured clause by clause" in Browser(head).get("clause", "wyton", "LAW-001").words
