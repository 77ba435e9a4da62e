"""The JSON Schema of pack.yaml, published for editors."""

import json
from pathlib import Path

from typer.testing import CliRunner

from bookbag.cli.policy import app
from bookbag.policy.rules import KINDS

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema" / "pack.schema.json"


def test_the_published_schema_is_what_the_command_prints() -> None:
    ran = CliRunner().invoke(app, ["schema"])
    assert ran.exit_code == 0
    assert PUBLISHED.read_text() == ran.stdout, "bookbag policy schema > docs/schema/pack.schema.json"


def test_it_tells_the_kinds_of_rule_apart() -> None:
    rules = json.loads(PUBLISHED.read_text())["properties"]["rules"]["items"]
    assert rules["discriminator"]["propertyName"] == "kind"
    assert set(rules["discriminator"]["mapping"]) == set(KINDS)
