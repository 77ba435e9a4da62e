"""A pack's own examples, each an event with the duties that must follow, and whether the pack's rules bear them out."""

from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from bookbag.errors import Invalid
from bookbag.policy import english, located, packs
from bookbag.policy.calendar import Calendar
from bookbag.policy.decisions import decide
from bookbag.policy.packs import Pack
from bookbag.policy.values import Category, Channel, DutyKind, Event, EventKind, Facts, Sender


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Due(_Strict):
    """A duty that must follow. Times are the school's own."""

    duty: DutyKind
    clause: str
    due: datetime


class Example(_Strict):
    """Something that happened, and all the duties that follow from it."""

    says: str
    event: EventKind = EventKind.MESSAGE_RECEIVED
    channel: Channel
    category: Category = Category.ENQUIRY
    sender: Sender = Sender.UNKNOWN
    at: datetime
    expect: tuple[Due, ...]


class _File(_Strict):
    calendar: dict[str, object]
    examples: tuple[Example, ...]


_FILE = TypeAdapter(_File)


def check(folder: Path) -> tuple[Pack, int]:
    """Read a pack and try its examples; gives the pack and their number, or `Invalid` with a line for each fault."""
    pack = packs.read(folder)
    document = located.read(folder / "examples.yaml")
    file = packs.checked(_FILE, document)
    try:
        calendar = Calendar.from_dict(file.calendar)
    except Invalid as error:
        raise Invalid(document.fault(("calendar",), str(error))) from error
    faulty = [
        document.fault(("examples", position), f"{example.says} {wrong}")
        for position, example in enumerate(file.examples)
        if (wrong := _difference(example, pack, calendar))
    ]
    if faulty:
        raise Invalid("\n".join(faulty))
    return pack, len(file.examples)


def _difference(example: Example, pack: Pack, calendar: Calendar) -> str:
    """Say how what the rules give differs from what the example expects; nothing where they agree."""
    event = Event(example.event, example.channel, example.category, example.at.replace(tzinfo=calendar.zone))
    given = {
        (duty.clause, duty.duty, duty.due)
        for duty in decide(event, Facts(sender=example.sender), [pack], calendar).duties
    }
    expected = {(each.clause, each.duty, each.due.replace(tzinfo=calendar.zone)) for each in example.expect}
    return " ".join(
        [
            *(f"Expected and not given: {_told(*each)}." for each in sorted(expected - given)),
            *(f"Given and not expected: {_told(*each)}." for each in sorted(given - expected)),
        ]
    )


def _told(clause: str, duty: DutyKind, due: datetime) -> str:
    return f"{duty} under {clause} by {english.full_moment(due)}"
