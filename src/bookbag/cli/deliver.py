"""`bookbag mail deliver`: mail from files goes through the same door as mail by SMTP, and is read at once."""

import json
import resource
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from bookbag.cli.running import settle

if TYPE_CHECKING:
    from bookbag.desk.intake import Outcome
    from bookbag.schools.models import School


def deliver(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Mail files.")],
    school: Annotated[str, typer.Option(metavar="SLUG", help="The school that they are for.")],
) -> None:
    """Take mail in from files for a school's own mailbox; one JSON line a file. Safe to repeat."""
    # Opened before we give up root, whose files they may be.
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    opened = [(file, _open(file)) for file in files]
    settle()
    from bookbag.schools import queries

    into = queries.school_by_slug(school)
    failed = False
    for file, content in opened:
        answer = _unopened(content) if isinstance(content, str) else _take(content, into)
        failed = failed or "error" in answer
        print(json.dumps({"file": file.encode("utf-8", "replace").decode(), **answer}), flush=True)
    raise typer.Exit(1 if failed else 0)


def _open(file: str) -> BinaryIO | str:
    """The open file, or why it cannot be opened."""
    try:
        return Path(file).open("rb")
    except (OSError, ValueError) as error:
        return f"The file cannot be opened: {getattr(error, 'strerror', None) or error}."


def _unopened(because: str) -> dict[str, Any]:
    return {"case": None, "message": None, "duties": [], "triage": None, "error": because}


def _take(content: BinaryIO, school: "School") -> dict[str, Any]:
    """Keep it as the door does, read it as the worker does, and say what came of it."""
    from bookbag.desk import intake
    from bookbag.desk.actions import arrivals
    from bookbag.door.places import MESSAGE
    from bookbag.policy.permissions import process
    from bookbag.schools import queries

    with content:
        raw = content.read(MESSAGE + 1)
    if len(raw) > MESSAGE:
        return _unopened(f"The message is larger than the {MESSAGE // 2**20} MiB that are taken here.")
    mailbox, now = queries.own_mailbox(school), datetime.now(UTC)
    stored = arrivals.store(
        raw,
        mailbox_id=mailbox.id,
        recipients=[mailbox.address],
        sender="",
        by=process("mail deliver", school.id),
        now=now,
    )
    outcome = intake.read_one(school.id, stored.repeats or stored.arrival_id, now=now)
    return {
        "case": str(outcome.case) if outcome.case else None,
        "message": str(outcome.message) if outcome.message else None,
        **_came_of_it(outcome, school),
    }


def _came_of_it(outcome: "Outcome", school: "School") -> dict[str, Any]:
    from bookbag.desk import queries
    from bookbag.policy.permissions import Sight, process
    from bookbag.schools import tenancy

    if outcome.case is None:
        return {"duties": [], "triage": None}
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        case = queries.find_case(process("mail deliver", school.id), outcome.case)
        assert case is not None
        duties = [
            {
                "duty": duty.duty,
                "clause": duty.clause,
                "due": duty.due.isoformat() if duty.due else None,
                "counted": duty.counted,
                "skipped": duty.skipped,
                "because": duty.because,
            }
            for duty in queries.open_duties(case)
        ]
        return {"duties": duties, "triage": {"category": case.category}}
