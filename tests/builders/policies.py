"""A second policy of a school, which pulls the other way: it wants important letters by e-mail, where Wyton wants paper."""

from bookbag.adoption import queries
from bookbag.adoption.models import Version
from bookbag.adoption.models.version import State
from bookbag.schools.models import School
from tests.builders import worlds

PULLS_APART = {
    "pack.yaml": """\
title: Letters by e-mail
owner: The office
version: "1"
rules:
  - id: important-letters-by-email
    kind: channel
    clauses: [OFF-001]
    of: important_letter
    towards: [parents]
    direction: out
    only: [email]
""",
    "clauses.yaml": """\
- id: OFF-001
  section: Letters
  actor: school
  duty: must
  says: Important letters go by e-mail.
  kind: block
  area: sending
  software: A check.
  scenario: Given an important letter, then it goes by e-mail.
""",
    "kept.yaml": "OFF-001: [policy-as-rules]\n",
    "examples.yaml": "calendar: {timezone: Europe/London, bank_holidays: england-and-wales, terms: [], closed: [], school_day: {opens: '08:30', closes: '15:30'}}\nexamples: []\n",
}


def pulling_apart(school: School) -> Version:
    """Let that policy bind the school, inside its block."""
    return Version.objects.create(
        school=school,
        pack="letters",
        number="1",
        texts=PULLS_APART,
        digest=queries.digest_of(PULLS_APART),
        state=State.IN_FORCE,
        author="Olive Trent",
        made_at=worlds.NOW,
        in_force_from=worlds.NOW,
    )
