"""The case page's record: sentences, codes of who, times and clauses, in order, within the reader's sight."""

import uuid
from collections.abc import Callable

from tests.builders import worlds

from bookbag.policy.permissions import Sight, process
from bookbag.record import queries
from bookbag.record.kinds import SENTENCES, Kind
from bookbag.record.models import Entry, Seal
from bookbag.record.queries import Line
from bookbag.record.writing import note
from bookbag.schools import tenancy
from bookbag.schools.models import School

Write = Callable[..., list[Entry]]


def test_a_thing_tells_what_was_done_to_it(school: School, write: Write) -> None:
    case, by = uuid.uuid4(), process("intake", school.id)
    write(school, 2)
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        note(Kind.CASE_OPENED, by=by, now=worlds.NOW, thing="case", thing_id=case)
        note(Kind.DUTY_SET, by=by, now=worlds.NOW, thing="case", thing_id=case, clause="WYT-083")
        note(Kind.CASE_READ, by=by, now=worlds.NOW, thing="case", thing_id=case, sight=Sight.SAFEGUARDING)
    with tenancy.atomic(school.id):
        assert queries.entries_of("case", case, school_id=school.id) == [
            Line("A case was opened", "process:intake", worlds.NOW, ""),
            Line("The policy set a date", "process:intake", worlds.NOW, "WYT-083"),
        ]
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        assert len(queries.entries_of("case", case, school_id=school.id)) == 3


def test_every_kind_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Kind)
    assert (str(Entry(act="case_opened")), str(Seal(number=7))) == ("case_opened", "7")
