"""From what a note of a call is made: a caller on the line, a recording, or a call that was arranged and not taken."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone

from bookbag.desk import diary, voicemail
from bookbag.desk.actions import calls
from bookbag.desk.actions import diary as arranged
from bookbag.desk.actions import voicemail as machine
from bookbag.desk.actions.calls import Taken
from bookbag.desk.actions.collections import Said
from bookbag.errors import NotFound
from bookbag.web.requests import AtSchool

if TYPE_CHECKING:
    from bookbag.desk.models import Arranged, Case, Voicemail


@dataclass(frozen=True, slots=True)
class Source:
    """What a note is of, if it is not of a caller on the line: its name in the form, and what is known already."""

    recording: "Voicemail | None" = None
    entry: "Arranged | None" = None

    @property
    def name(self) -> str:
        """How the form calls it; nothing of a caller on the line."""
        return "voicemail" if self.recording else "arranged" if self.entry else ""

    @property
    def id(self) -> str:
        """Which one it is."""
        thing = self.recording or self.entry
        return str(thing.id) if thing else ""

    @property
    def known(self) -> dict[str, str]:
        """What stands in the form before anybody types."""
        if self.recording:
            return {"number": self.recording.number or "withheld"}
        if self.entry:
            row = self.entry
            told = {"number": row.number, "name": row.who, "for_whom": row.staff.name, "recipient": str(row.staff_id)}
            return told | ({"child": row.pupil.full_name, "pupil": str(row.pupil_id)} if row.pupil else {})
        return {}

    def keep(self, taken: Taken, collects: Said | None, request: AtSchool) -> "Case":
        """Keep the note, counted from when it was said."""
        if self.recording:
            said = replace(taken, recorded_at=self.recording.recorded_at)
            return machine.pass_on(self.recording.id, said, collects=collects, by=request.actor, now=request.now)
        if self.entry:
            said = replace(taken, agreed_for=timezone.localdate(self.entry.starts))
            return arranged.take_message(self.entry, said, collects=collects, by=request.actor, now=request.now)
        return calls.log(taken, collects=collects, by=request.actor, now=request.now)


def of(request: AtSchool) -> Source:
    """What the note is of, by what the address or the form says. Raises `NotFound` where that is not there."""
    given = request.POST if request.method == "POST" else request.GET
    try:
        if wanted := given.get("voicemail", ""):
            return _found(Source(recording=voicemail.find(request.actor, wanted)))
        if wanted := given.get("arranged", ""):
            return _found(Source(entry=diary.find(request.actor, wanted)))
    except ValidationError as error:
        raise NotFound from error
    return Source()


def _found(source: Source) -> Source:
    if not source.name:
        raise NotFound
    return source
