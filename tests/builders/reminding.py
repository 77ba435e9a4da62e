"""The worker's sweep as time goes by, on a clock of the test's own, and the notes to colleagues that reach the post office."""

from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default

from bookbag.desk.actions import reminding
from bookbag.jobs.delivering import ABOVE
from bookbag.schools.models import School
from tests.builders import sending
from tests.builders.sending import PostOffice


def swept(school: School, office: PostOffice, since: datetime, until: datetime, *, step: int = 15) -> None:
    """Let the sweep run from one moment to another, and everything leave that is due to leave."""
    now = since
    while now <= until:
        if reminding.schools_to_look_at([school.id], now=now):
            reminding.remind(school.id, now=now)
        leave(school, office, now=now)
        now += timedelta(minutes=step)


def leave(school: School, office: PostOffice, *, now: datetime) -> None:
    """Let everything leave by SMTP that is due to leave."""
    while sending.deliver(school, office.submission, now=now, above=ABOVE):
        pass


def reached(office: PostOffice, *, at: str = "bookbag.test") -> dict[str, list[str]]:
    """What reached addresses of a domain, the school's own people as a rule: subject and words, by address."""
    notes: dict[str, list[str]] = {}
    for envelope in office.taken:
        mail = message_from_bytes(envelope.original_content or b"", policy=default)
        for address in envelope.rcpt_tos:
            if address.endswith(at):
                notes.setdefault(address, []).append(f"{mail['subject']}\n{mail.get_content()}")
    return notes
