"""A school whose office reads its mailbox by IMAP, in a Dovecot of the test's own; and a round of reading it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.builders import worlds
from tests.builders.imap import PASSWORD, Server, dovecot

from bookbag.desk import intake
from bookbag.desk.actions import connecting
from bookbag.desk.intake import Outcome
from bookbag.desk.models import Arrival, Case, Message
from bookbag.door.fetching import Reader
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.schools import tenancy
from bookbag.schools.models import Mailbox, MailConnection, School
from bookbag.schools.queries import own_mailbox

OFFICE = "office@wyton.bookbag.test"


def said(server: Server, **otherwise: Any) -> dict[str, Any]:
    """What is said of how a mailbox of the test's server is entered."""
    plain = {"host": "127.0.0.1", "port": server.port, "tls": "none", "user": OFFICE, "way": "password"}
    return plain | {"token_url": "", "client_id": "", "scope": "", "ends_on": None} | otherwise


@dataclass
class Reading:
    """The school, the server and who reads the mailbox."""

    school: School
    office: Actor
    server: Server
    connection: MailConnection
    reader: Reader

    def read(self) -> list[Outcome]:
        """Read every folder once, and then what came."""
        assert self.reader.stay(rounds=1), self.problem
        return self.take_in()

    def take_in(self) -> list[Outcome]:
        """Read what was fetched into cases, as the worker does."""
        found = []
        while outcome := intake.read_next(self.school.id, now=datetime.now(UTC)):
            found.append(outcome)
        return found

    @property
    def problem(self) -> str:
        with tenancy.atomic(self.school.id):
            return MailConnection.objects.get(id=self.connection.id).problem

    def cases(self) -> list[Case]:
        with tenancy.atomic(self.school.id, sight=Sight.SAFEGUARDING):
            return list(Case.objects.order_by("opened_at", "id"))

    def messages(self) -> list[Message]:
        with tenancy.atomic(self.school.id, sight=Sight.SAFEGUARDING):
            return list(Message.objects.order_by("at", "id"))

    def arrivals(self) -> list[Arrival]:
        with tenancy.atomic(self.school.id, sight=Sight.SAFEGUARDING):
            return list(Arrival.objects.order_by("received_at", "id"))


def connect(
    at: School, server: Server, by: Actor, *, mailbox: Mailbox | None = None, **otherwise: Any
) -> MailConnection:
    """Say how a mailbox is read, a day ago."""
    box = mailbox or own_mailbox(at)
    with tenancy.atomic(at.id):
        return connecting.connect(
            box.id, said(server, **otherwise), {"password": PASSWORD}, by=by, now=datetime.now(UTC) - timedelta(days=1)
        )


@contextmanager
def office(**otherwise: Any) -> Iterator[Reading]:
    """The office of Wyton, whose mailbox is read."""
    school = worlds.school("wyton")
    person = worlds.staff(school, "Olive Trent", Role.OFFICE)
    worlds.family(school, adults=("Samina Khan", "Omar Khan"))
    with dovecot(**otherwise) as server:
        made = connect(school, server, person)
        yield Reading(school, person, server, made, Reader(school.id, made.id))
