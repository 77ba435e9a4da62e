"""A school's desk at whatever past time it is made to be: the real actions, doors and outbox, and the sink's own files."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from aiosmtpd.smtp import Envelope

from bookbag.adoption import queries as adoption
from bookbag.channels.email import build
from bookbag.channels.ports import Parcel, Receipt
from bookbag.channels.webform import Form
from bookbag.cli.demo.trust import Colleague, Staffed
from bookbag.compose.actions.drafts import Recipient
from bookbag.desk import complaints, intake, queries
from bookbag.desk.actions import arrivals, cases, forms, letters, reminding, replies, review_reminding
from bookbag.desk.actions import complaints as complaint_steps
from bookbag.desk.actions.complaints import Step
from bookbag.desk.actions.letters import Letter
from bookbag.desk.intake import Outcome
from bookbag.desk.queries import ReplyKind
from bookbag.desk.wording.closing import Shape
from bookbag.door.sink import Keeping
from bookbag.errors import NotFound
from bookbag.jobs.delivering import ABOVE
from bookbag.outbox import delivery
from bookbag.policy.complaining import Outcome as Ending
from bookbag.policy.complaining import Said
from bookbag.policy.permissions import process
from bookbag.policy.values import Category
from bookbag.schools import queries as schools
from bookbag.schools import tenancy
from bookbag.schools.actions import mailboxes

if TYPE_CHECKING:
    from bookbag.desk.models import Case
    from bookbag.outbox.models import Dispatch

UNDO_SECONDS = 10
FULL = Shape()
CHECKED = "I have checked: this is the family's own child."


class IntoTheSink:
    """Sends as the mail server of the demo would have kept it, on the day on which it left."""

    def __init__(self, folder: Path) -> None:
        self.sink = Keeping(folder)

    def send(self, parcel: Parcel) -> Receipt:
        """Keep the parcel as a file."""
        envelope = Envelope()
        envelope.mail_from = "" if parcel.automatic else parcel.from_address
        envelope.rcpt_tos = [parcel.to_address]
        envelope.original_content = build(parcel).as_bytes()
        return Receipt(f"2.0.0 Kept as {self.sink.keep(envelope, parcel.date).stem}")


class Desk:
    """What families and staff do at one school, each with the time at which it is done."""

    def __init__(self, at: Staffed, sink: Path) -> None:
        self.staffed, self.school = at, at.school
        with tenancy.atomic(self.school.id):
            self.calendar = schools.calendar_of(self.school)
        self._ways_out = {"email": IntoTheSink(sink)}

    def receive(self, raw: bytes, *, now: datetime, mailbox: str = "") -> Outcome:
        """An e-mail comes in, is read, and gets its receipt."""
        address = mailbox or self.school.email
        found = schools.mailbox_for(address)
        if found is None:
            raise NotFound
        by = process("receiver", self.school.id)
        stored = arrivals.store(raw, mailbox_id=found.id, recipients=[address], sender="", by=by, now=now)
        mailboxes.heard(found.id, now=now)
        outcome = intake.read_one(self.school.id, stored.arrival_id, now=now)
        self._carry(now)
        return outcome

    def answer(self, case_id: UUID, text: str, shape: Shape = FULL, *, by: Colleague, now: datetime) -> "Dispatch":
        """Somebody answers a case, and the answer leaves when it can no longer be undone."""
        with tenancy.atomic(self.school.id, sight=by.actor.sight):
            case = self._case(case_id, by)
            if complaints.bar(case, by.actor, adoption.packs_of(self.school)):
                complaint_steps.have_read(case, by=by.actor, now=now)
            if ReplyKind(shape.kind) is ReplyKind.FULL and complaints.lacking(case):
                self._look_into(case, by=by, now=now)
            writing = replies.begin(case, answers=None, by=by.actor, now=now)
            reply, draft = writing.reply, writing.draft
            to = [Recipient(each.address, each.name, each.contact_id) for each in draft.recipients.all()]
            replies.write(
                reply, draft, subject=draft.subject, body=text, recipients=to, shape=shape, by=by.actor, now=now
            )
            reply.refresh_from_db()
            draft.refresh_from_db()
            reasons = {each.key: CHECKED for each in replies.review(reply, draft, by=by.actor, now=now)}
            sent = replies.send(
                reply, kind=ReplyKind(shape.kind), reasons=reasons, undo_seconds=UNDO_SECONDS, by=by.actor, now=now
            )
        self._carry(sent[0].not_before)
        return sent[0]

    def _look_into(self, case: "Case", *, by: Colleague, now: datetime) -> None:
        """What has to be known before a complaint is answered in full (WYT-089)."""
        for done in (
            Step(Said.INVESTIGATOR, now, who=by.actor.person),
            Step(Said.FINDING, now, text="It was as it is told.", source="The class teacher and the office's notes"),
            Step(Said.OUTCOME, now, text="We should have written sooner.", outcome=Ending.UPHELD),
        ):
            complaint_steps.say(case, done, by=by.actor, now=now)

    def sort(self, case_id: UUID, category: Category, owner: Colleague, *, by: Colleague, now: datetime) -> None:
        """Somebody says what a case is for, and gives it to a colleague."""
        with tenancy.atomic(self.school.id, sight=by.actor.sight):
            case = self._case(case_id, by)
            if category is not Category.ENQUIRY:
                case = cases.categorise(case, category=category, by=by.actor, now=now)
            cases.assign(case, to=owner.actor.person, by=by.actor, now=now)

    def write_note(self, case_id: UUID, text: str, *, by: Colleague, now: datetime) -> None:
        """Somebody writes a note for colleagues."""
        with tenancy.atomic(self.school.id, sight=by.actor.sight):
            cases.write_note(self._case(case_id, by), text=text, by=by.actor, now=now)

    def close(self, case_id: UUID, *, reason: str = "", by: Colleague, now: datetime) -> None:
        """Somebody closes a case."""
        with tenancy.atomic(self.school.id, sight=by.actor.sight):
            cases.close(self._case(case_id, by), reason=reason, by=by.actor, now=now)

    def fill_in(self, form: Form, *, now: datetime) -> UUID:
        """Somebody fills in the form on the school's website; it is read at once."""
        by = process("form", self.school.id)
        arrival = forms.keep(form, peer="127.0.0.1", trapped=False, by=by, now=now)
        outcome = intake.read_one(self.school.id, arrival, now=now)
        self._carry(now)
        assert outcome.case, "a form from a person opens a case"
        return outcome.case

    def remind(self, *, now: datetime) -> None:
        """Whoever has to hear of what is due or late, or of a review, is told."""
        if reminding.schools_to_look_at([self.school.id], now=now):
            reminding.remind(self.school.id, now=now)
        review_reminding.remind(self.school.id, now=now)
        self._carry(now)

    @contextmanager
    def case(self, case_id: UUID, by: Colleague) -> "Iterator[Case]":
        """A case, for what somebody does to it."""
        with tenancy.atomic(self.school.id, sight=by.actor.sight):
            yield self._case(case_id, by)

    def enter_letter(self, letter: Letter, *, by: Colleague, now: datetime) -> UUID:
        """The office types a letter, which opens a case."""
        with tenancy.atomic(self.school.id, sight=by.actor.sight):
            return letters.log(letter, by=by.actor, now=now).id

    def _case(self, case_id: UUID, by: Colleague) -> "Case":
        case = queries.find_case(by.actor, case_id)
        if case is None:
            raise NotFound
        return case

    def _carry(self, now: datetime) -> None:
        while delivery.deliver_next(self.school.id, self._ways_out, ABOVE, clock=lambda: now):
            pass
