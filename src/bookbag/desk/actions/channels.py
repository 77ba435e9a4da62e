"""The channels register: who keeps the line to each audience, and a test that has to come into that person's inbox."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from bookbag.channels.mailbox.values import Mail
from bookbag.desk import messages
from bookbag.desk.models import Arrival, Case, KeptChannel
from bookbag.desk.wording import channel_test
from bookbag.errors import Invalid, NotFound
from bookbag.outbox.actions import dispatches
from bookbag.people.matching import Match
from bookbag.people.models import StaffMember
from bookbag.policy.clearing import Words, fixed_notice
from bookbag.policy.permissions import Act, Actor, Sight, Standing, may
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy, tokens
from bookbag.schools.models import Mailbox, School


def keep(audience: str, said: Mapping[str, str], *, by: Actor, now: datetime) -> KeptChannel:
    """Say by which mailbox an audience reaches the school, who keeps it and who stands in. It has to be tested anew."""
    may(by, Act.SET_UP, Standing(school_id=by.school_id)).require()
    with tenancy.atomic():
        box = Mailbox.objects.filter(school_id=by.school_id, address=said["mailbox"]).first()
        people = StaffMember.objects.filter(school_id=by.school_id, left_on=None)
        known = {str(each.id) for each in people.filter(id__in=[said["owner"], said["deputy"]])}
        faults = {} if box else {"mailbox": "Choose a mailbox of the school."}
        faults |= {name: "Choose somebody who works here." for name in ("owner", "deputy") if said[name] not in known}
        if not faults and said["owner"] == said["deputy"]:
            faults = {"deputy": "Choose somebody else: the deputy is there when the owner is not."}
        if faults or box is None:
            raise Invalid(fields=faults)
        kept, _ = KeptChannel.objects.update_or_create(
            school_id=by.school_id,
            audience=audience,
            defaults={
                "mailbox": box,
                "owner_id": said["owner"],
                "deputy_id": said["deputy"],
                "tested_at": None,
                "seen_at": None,
            },
        )
        note(Kind.SCHOOL_SET_UP, by=by, now=now, thing="kept_channel", thing_id=kept.id, what=[audience])
        return kept


def try_out(audience: str, school: School, *, by: Actor, now: datetime) -> None:
    """Send a test to the mailbox of a line. Raises `Denied` or `NotFound`."""
    may(by, Act.SET_UP, Standing(school_id=school.id)).require()
    with tenancy.atomic():
        found = KeptChannel.objects.select_for_update(of=("self",)).select_related("mailbox", "owner")
        kept = found.filter(school_id=school.id, audience=audience).first()
        if kept is None:
            raise NotFound
        kept.test, kept.tested_at, kept.seen_at = uuid.uuid4(), now, None
        kept.save(update_fields=["test", "tested_at", "seen_at"])
        notice = channel_test.sent(school.name, audience=kept.get_audience_display(), owner=kept.owner.name)
        words = Words("email", notice.subject, notice.body, (kept.mailbox.address,))
        dispatches.queue(
            words,
            fixed_notice(words, notice=dispatches.CHANNEL_TEST),
            about=kept.id,
            to_address=kept.mailbox.address,
            from_name=school.name,
            from_address=school.email,
            token=tokens.issue(school.id, kept.test),
            by=by,
            now=now,
            not_before=now,
        )


def take_test(arrival: Arrival, mail: Mail, *, by: Actor, now: datetime) -> Case | None:
    """Bring a test that has come to the mailbox of its line before whoever keeps it; None where it is none."""
    token = tokens.read(arrival.school_id, mail.message_id or "")
    kept = KeptChannel.objects.filter(school_id=arrival.school_id, test=token).first() if token else None
    if kept is None or kept.mailbox_id != arrival.mailbox_id or kept.seen_at:
        return None
    match = Match(because="We sent it ourselves, to try a line of the channels register.")
    case = messages.open_case(arrival, mail, match, sight=Sight.ORDINARY, by=by, now=now)
    messages.store(arrival, mail, match, case, by=by, now=now, joined=False)
    case.owner_id = kept.owner_id
    case.save(update_fields=["owner"])
    kept.seen_at = arrival.received_at
    kept.save(update_fields=["seen_at"])
    note(Kind.SCHOOL_SET_UP, by=by, now=now, thing="kept_channel", thing_id=kept.id, what=["channel_tested"])
    return case
