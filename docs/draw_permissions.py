"""Writes who may do what beside this file: `python docs/draw_permissions.py` after `policy/permissions.py` has changed."""

from pathlib import Path
from uuid import UUID

from bookbag.policy.permissions import OF_TRUST, SECOND_FACTOR, SIGHT_OF, Act, Actor, Role, Sight, Standing, may

HERE = Path(__file__).parent
SOMEBODY = UUID(int=1)
CONDITIONS = """
- **Sight** comes first: a matter above somebody's sight is not there for them, whatever else they may.
- **yes** is for every ordinary matter of the school, save what is about the person's own child.
- **own** is for what somebody has or takes part in: their cases, the children of their class, their own hours.
- Whoever was **asked** about a case reads it and writes a note, and no more.
- What binds every **school of a trust** is kept by the trust's people, and by no school.
- What a case holds about a **member of staff** is kept from that person, see `desk/about.py`.
- What is another **school's** is not there.
"""


def page() -> str:
    """The page: who has which act, asked of `may` itself, and what each role sees."""
    lines = ["# Who may do what", "", "Written from `policy/permissions.py` by `draw_permissions.py`; change it there."]
    lines += ["", CONDITIONS.strip(), "", "## Acts", ""]
    lines += ["| act | yes | own |", "| --- | --- | --- |"]
    for act in Act:
        roles = {role: _answer(role, act) for role in Role}
        cells = [", ".join(_words(role) for role in Role if roles[role] == answer) for answer in ("yes", "own")]
        lines.append(f"| {_words(act)} | {cells[0] or 'nobody'} | {cells[1]} |")
    lines += ["", "## Roles", "", "| role | sees | second factor | works for |", "| --- | --- | --- | --- |"]
    for role in Role:
        sight = SIGHT_OF.get(role, Sight.ORDINARY).name.lower()
        factor = "needs one" if role in SECOND_FACTOR else ""
        lines.append(f"| {_words(role)} | {sight} | {factor} | {'the trust' if role in OF_TRUST else 'the school'} |")
    return "\n".join([*lines, ""])


def _answer(role: Role, act: Act) -> str:
    """Whether a role alone has an act, or has it of what is one's own."""
    actor = Actor("Somebody", 1, staff_id=SOMEBODY, roles=frozenset({role}))
    if may(actor, act, Standing(1)):
        return "yes"
    return "own" if may(actor, act, Standing(1, owner_id=SOMEBODY)) else "no"


def _words(name: str) -> str:
    return name.replace("_", " ")


if __name__ == "__main__":
    HERE.joinpath("permissions.md").write_text(page(), encoding="utf-8")
