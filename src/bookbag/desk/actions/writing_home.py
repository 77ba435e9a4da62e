"""Letters that the school sends home about a child of its own accord: begun to everybody who is told."""

from datetime import datetime

from bookbag.compose.actions import drafts
from bookbag.compose.actions.drafts import Recipient
from bookbag.desk import homecopies, messages
from bookbag.desk.actions.replies import Writing
from bookbag.desk.models import Case, CasePupil, Reply
from bookbag.desk.models.case import unhurried
from bookbag.desk.models.reply import Home
from bookbag.errors import Invalid
from bookbag.people.models import Pupil
from bookbag.policy.permissions import Actor
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy


def begin(pupil: Pupil, home: Home, subject: str, *, by: Actor, now: datetime) -> Writing:
    """Begin a letter home about a child: a case of its own, to each adult who is told this and whom no order leaves out."""
    if not subject.strip():
        raise Invalid(fields={"subject": "Say in a few words what it is about."})
    with tenancy.atomic():
        case = Case.objects.create(
            school_id=by.school_id,
            subject=subject.strip()[:300],
            channel="email",
            owner_id=by.person,
            who="The school",
            about=messages.about_line([pupil]),
            opened_at=now,
            last_message_at=now,
            next_due=unhurried(now),
        )
        CasePupil.objects.create(school_id=by.school_id, case=case, pupil=pupil)
        note(Kind.CASE_OPENED, by=by, now=now, thing="case", thing_id=case.id)
        told = homecopies.to_tell(case, home, now=now)
        draft = drafts.begin(
            channel="email",
            subject=case.subject,
            recipients=[Recipient(each.email, each.name, each.contact_id) for each in told.addressees if each.email],
            sight=case.sight,
            by=by,
            now=now,
        )
        reply = Reply.objects.create(school_id=by.school_id, case=case, draft=draft, home=home, last_seen_at=now)
        return Writing(reply, draft)
