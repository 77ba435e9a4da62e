"""Draws each table of states as a diagram beside this file: `python docs/states/draw.py` after a table has changed."""

import sys
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

import django

HERE = Path(__file__).parent


def drawn(title: str, table: Mapping[Enum, Mapping[str, Enum]], labels: Mapping[str, str]) -> str:
    """A table of states as a Mermaid diagram: every state with its words on screen, every act with where it leads."""
    lines = [f"# {title}", "", "Drawn from the table in the code by `draw.py`; change it there.", "", "```mermaid"]
    lines += ["stateDiagram-v2", f"    [*] --> {next(iter(table)).value}"]
    lines += [f"    {state.value}: {labels[state.value]}" for state in table]
    for state, acts in table.items():
        lines += [f"    {state.value} --> {to.value}: {act}" for act, to in acts.items()]
        if not acts:
            lines.append(f"    {state.value} --> [*]")
    return "\n".join([*lines, "```", ""])


def pages() -> dict[str, str]:
    """Every diagram, by the name of its file."""
    from bookbag.adoption import transitions as adoption
    from bookbag.desk import transitions as desk
    from bookbag.outbox import transitions as outbox

    tables = {
        "version": adoption.VERSION,
        "dispatch": outbox.DISPATCH,
        "case": desk.CASE,
        "arrival": desk.ARRIVAL,
        "duty": desk.DUTY,
    }
    return {
        f"{name}.md": drawn(
            f"The states of a{'n' if name[0] in 'aeiou' else ''} {name}", table, dict(type(next(iter(table))).choices)
        )
        for name, table in tables.items()
    }


def main() -> None:
    """Write every diagram."""
    django.setup()
    for name, page in pages().items():
        (HERE / name).write_text(page, encoding="utf-8")
        sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main()
