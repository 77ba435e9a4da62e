"""Small packs of one rule each, to be held against one another, and something that leaves under them."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bookbag.policy import packs
from bookbag.policy.happenings import Leaving
from bookbag.policy.packs import Pack
from bookbag.policy.rules.words import People, Thing, Way

CLAUSE = """\
- id: {id}
  section: "1"
  actor: school
  duty: {duty}
  says: What this clause says.
  kind: block
  area: sending
  software: It does so.
  scenario: Given this, then that.
"""
EXAMPLES = """\
calendar:
  timezone: Europe/London
  bank_holidays: england-and-wales
  terms: [{name: Spring, first_day: 2026-02-23, last_day: 2026-03-27}]
  closed: []
  school_day: {opens: "08:30", closes: "15:30"}
examples: []
"""


def write(home: Path, slug: str, duty: str, rule: str, more: str = "") -> Pack:
    """Write a pack of one rule, whose clause is named after it, and read it."""
    folder, clause = home / slug, f"{slug.upper()}-001"
    folder.mkdir()
    whole = f'title: {slug}\nowner: Us\nversion: "1"\nrules:\n  - id: it\n    clauses: [{clause}]\n    {rule}\n{more}'
    (folder / "pack.yaml").write_text(whole)
    (folder / "clauses.yaml").write_text(CLAUSE.format(id=clause, duty=duty))
    (folder / "kept.yaml").write_text(f"{clause}: [right-channel]\n")
    (folder / "examples.yaml").write_text(EXAMPLES)
    return packs.read(folder)


def leaving(at: datetime, **changed: Any) -> Leaving:
    """A notice to parents by e-mail, or something like it."""
    return replace(Leaving(Thing.NOTICE, Way.EMAIL, People.PARENTS, at), **changed)
