"""What page, report and table say of clauses, in the same words: how far it goes in all, and who has confirmed what."""

from collections.abc import Sequence

from bookbag.desk.figures import What
from bookbag.governance import queries
from bookbag.governance.queries import KEEPERS, LONDON, Attested, InForce, Row
from bookbag.policy import english
from bookbag.policy.keeping import State

FIGURES = {What.CAME_UP: "Came up", What.KEPT: "Kept", What.MISSED: "Missed", What.WAIVED: "Waived"}
AREAS = {
    "intake": "What comes in",
    "clocks": "Dates",
    "compose": "Writing",
    "sending": "Sending",
    "people": "Families and details",
    "phone": "Telephone",
    "meetings": "Meetings",
    "video": "Video calls",
    "social": "Social media",
    "conduct": "Conduct",
    "safeguarding": "Safeguarding",
    "incidents": "Incidents",
    "complaints": "Complaints",
    "records": "Records",
    "governance": "Governance",
    "schoollife": "School life",
}
DUTIES = {
    "must": "Must",
    "must_not": "Must not",
    "should": "Should",
    "should_not": "Should not",
    "may": "May",
    "right": "Has a right",
}
SPELT = {"dsl": "DSL", "deputy_dsl": "Deputy DSL", "hr": "HR", "dpo": "DPO", "senco": "SENCO"}


def spelt(who: str) -> str:
    """Whom a clause binds, or as what somebody works here, in words."""
    return SPELT.get(who, who.replace("_", " ").capitalize())


def total(rows: Sequence[Row]) -> str:
    """How far it goes in all: "Of 184 clauses Bookbag keeps 3, part of 41, 132 are still to come, 8 are kept elsewhere."."""
    count = queries.totals(rows)
    parts = [
        f"Bookbag keeps {count[State.WORKS]:,}",
        f"part of {count[State.IN_PART]:,}",
        f"{_are(count[State.OPEN])} still to come",
        f"{_are(count[State.KEPT_ELSEWHERE])} kept elsewhere",
    ]
    return f"Of {len(rows):,} clause{'' if len(rows) == 1 else 's'} {english.listed(parts)}."


def confirmations(rows: Sequence[Row]) -> str:
    """How far what is kept elsewhere is confirmed: "Of the 8 kept elsewhere 5 are confirmed and 3 are not confirmed yet."."""
    count = queries.confirmations(rows)
    if not (elsewhere := sum(count.values())):
        return ""
    parts = [f"{_are(figure)} {state}" for state, figure in count.items() if figure or state is Attested.CONFIRMED]
    return f"Of the {elsewhere:,} kept elsewhere {english.listed(parts)}."


def confirmed(row: Row) -> str:
    """When a clause that is kept elsewhere was confirmed, and until when that holds."""
    if row.attestation is None:
        return "Nobody has confirmed yet who keeps it."
    seen, due = (english.full_day(day) for day in (row.attestation.confirmed_on, row.attestation.due_on))
    return f"Confirmed on {seen}, due again on {due}."


def keeper(row: Row) -> str:
    """Who or what keeps a clause elsewhere, where the proof lies, and who has seen it."""
    known = row.attestation
    if known is None:
        return ""
    return f"{KEEPERS[known.keeper]}: {known.named}. Proof: {known.proof}. Seen by {known.confirmed_by.name}."


def signed(in_force: InForce | None) -> str:
    """Since when a version is in force, and who has signed it; nothing where a pack is as Bookbag ships it."""
    if in_force is None or in_force.since is None:
        return ""
    since = f"In force since {english.full_day(in_force.since.astimezone(LONDON))}."
    names = [f"{each.name} ({spelt(each.post).lower()})" for each in in_force.signed]
    return f"{since} Signed by {english.listed(names)}." if names else since


def _are(figure: int) -> str:
    return f"{figure:,} {'is' if figure == 1 else 'are'}"
