"""The conversation of a case in one order: messages, notes, what is leaving or did not arrive, what was put aside or moved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bookbag.desk.models import Arrival, Message, Move, Note
    from bookbag.desk.queries import CaseView
    from bookbag.outbox.models import Dispatch

    Thing = Arrival | Dispatch | Message | Move | Note

LEAVING = {"queued": "leaving", "sending": "leaving", "sent": "left"}
"""A sent answer stands as a message once it is written into its case; a sent notice never does."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing at its time. The kind names the template that draws it."""

    at: datetime
    kind: str
    thing: "Thing"

    @property
    def template(self) -> str:
        """The template of this kind, which knows the thing by the name `thing`."""
        return f"case/entries/{self.kind}.html"


def of(view: "CaseView", dispatches: Iterable["Dispatch"]) -> list[Entry]:
    """All that a case's page tells, in the order in which it happened."""
    entries = [
        *(Entry(message.at, f"message_{message.direction}", message) for message in view.messages),
        *(Entry(note.at, "note", note) for note in view.notes),
        *(Entry(arrival.received_at, "put_aside", arrival) for arrival in view.parked),
        *(Entry(move.at, "moved", move) for move in view.moves),
        *_sendings(dispatches, {message.dispatch_id for message in view.messages}),
    ]
    return sorted(entries, key=lambda entry: entry.at)


def _sendings(dispatches: Iterable["Dispatch"], written_down: set[object]) -> Iterator[Entry]:
    for dispatch in dispatches:
        at = dispatch.sent_at or dispatch.queued_at
        if dispatch.state in LEAVING:
            if dispatch.id not in written_down:
                yield Entry(at, LEAVING[dispatch.state], dispatch)
        elif dispatch.state != "undone" and not (dispatch.state == "returned" and dispatch.notice):
            yield Entry(at, "did_not_arrive", dispatch)
