"""The page of who may do what says what the code says, and every act is asked for somewhere."""

import re
import runpy
from pathlib import Path

from bookbag.policy.permissions import Act

ROOT = Path(__file__).parents[2]


def test_the_page_is_current() -> None:
    page = runpy.run_path(str(ROOT / "docs/draw_permissions.py"))["page"]()
    assert (ROOT / "docs/permissions.md").read_text(encoding="utf-8") == page


def test_every_act_is_asked_for() -> None:
    files = [file for file in (ROOT / "src/bookbag").rglob("*.py") if file.name != "permissions.py"]
    asked = {name for file in files for name in re.findall(r"\bAct\.([A-Z_]+)", file.read_text(encoding="utf-8"))}
    assert {act.name for act in Act} - asked == set()
