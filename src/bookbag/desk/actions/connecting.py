"""Reading a mailbox by IMAP: how it is entered is said on a page; how far it was read is kept with what was taken from it.

The wire is channels.imap, the turns are taken in the door. Secrets stand in no record, log or page.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bookbag.channels.email import Tls
from bookbag.channels.imap import Account, Fetched
from bookbag.channels.oauth import App, may_be_asked
from bookbag.desk.actions import arrivals
from bookbag.desk.models.arrival import Place
from bookbag.errors import Invalid, NotFound
from bookbag.policy.permissions import Act, Actor, Sight, Standing, may, process
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import keeping, tenancy
from bookbag.schools.models import Mailbox, MailConnection, MailFolder, WayIn

PURPOSE = "mail connections"
INBOX, SENT, JUNK = "inbox", Place.SENT.value, Place.JUNK.value
SAID = ("host", "port", "tls", "user", "way", "token_url", "client_id", "scope", "ends_on")
SECRETS = ("password", "client_secret", "refresh")
LOCAL = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, slots=True)
class Way:
    """How to enter: the account, with the app that has to ask for a token first, where that is so."""

    account: Account
    app: App | None
    since: datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a folder has been read."""

    name: str
    validity: int
    upto: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Of which folder something is read, as it numbers its messages just now."""

    school_id: int
    connection_id: UUID
    role: str
    validity: int


def connect(
    mailbox_id: int, said: Mapping[str, Any], secrets: Mapping[str, str], *, by: Actor, now: datetime
) -> MailConnection:
    """Keep how a mailbox is entered. An empty secret leaves the one that is kept. Raises `Denied`, `NotFound` or `Invalid`.

    What came before it was first connected is left alone: it has been answered elsewhere.
    """
    may(by, Act.SET_UP, Standing(school_id=by.school_id)).require()
    with tenancy.atomic():
        if not Mailbox.objects.filter(school_id=by.school_id, id=mailbox_id).exists():
            raise NotFound
        kept = MailConnection.objects.select_for_update().filter(school_id=by.school_id, mailbox_id=mailbox_id).first()
        kept = kept or MailConnection(school_id=by.school_id, mailbox_id=mailbox_id, since=now)
        moved = (kept.host, kept.user) != (said["host"], said["user"])
        for name in SAID:
            setattr(kept, name, said[name])
        held = _secrets(kept) | {name: value for name, value in secrets.items() if name in SECRETS and value}
        if faults := _faults(kept, held):
            raise Invalid(fields=faults)
        kept.secret = keeping.conceal(PURPOSE, json.dumps(held))
        kept.changed_at, kept.looked_at = now, None
        kept.problem, kept.problem_since, kept.is_shut = "", None, False
        kept.save()
        if moved:  # its numbers are those of another mailbox
            MailFolder.objects.filter(school_id=by.school_id, connection=kept).delete()
        note(Kind.MAILBOX_CONNECTED, by=by, now=now, thing="mail_connection", thing_id=kept.id, way=kept.way)
        return kept


def _secrets(kept: MailConnection) -> dict[str, str]:
    """What is kept of a connection; nothing where it is new, or where it can no longer be read."""
    read = keeping.reveal(PURPOSE, kept.secret) if kept.secret else None
    return dict(json.loads(read)) if read else {}


def _faults(kept: MailConnection, held: Mapping[str, str]) -> dict[str, str]:
    faults = {}
    if not kept.host or any(letter.isspace() for letter in kept.host):
        faults["host"] = "Enter the server, for example outlook.office365.com."
    if not kept.user:
        faults["user"] = "Enter the name with which the mailbox is opened."
    if kept.tls == Tls.NONE and kept.host not in LOCAL:
        faults["tls"] = "Only a server on this machine may be read without a secure connection."
    if kept.way == WayIn.PASSWORD and not held.get("password"):
        faults["password"] = "Enter the password."  # noqa: S105 - a sentence
    if kept.way == WayIn.TOKEN:
        if not may_be_asked(kept.token_url):
            faults["token_url"] = "Enter the address that gives tokens. It begins with https."  # noqa: S105 - a sentence
        if not kept.client_id:
            faults["client_id"] = "Enter the app’s number."
        if not (held.get("client_secret") or held.get("refresh")):
            faults["client_secret"] = "Enter the app’s secret."  # noqa: S105 - a sentence
    return faults


def forget(connection_id: UUID, *, by: Actor, now: datetime) -> None:
    """Read a mailbox no more, and keep no secret of it. What came stays. Raises `Denied` or `NotFound`."""
    may(by, Act.SET_UP, Standing(school_id=by.school_id)).require()
    with tenancy.atomic():
        kept = MailConnection.objects.select_for_update().filter(school_id=by.school_id, id=connection_id).first()
        if kept is None:
            raise NotFound
        note(Kind.MAILBOX_LET_GO, by=by, now=now, thing="mail_connection", thing_id=kept.id)
        kept.delete()


def way_in(school_id: int, connection_id: UUID) -> Way | None:
    """How to enter; None where it is read no more."""
    with tenancy.atomic(school_id):
        kept = MailConnection.objects.filter(school_id=school_id, id=connection_id).first()
        if kept is None:
            return None
        held = _secrets(kept)
        account = Account(kept.host, kept.port, Tls(kept.tls), kept.user, held.get("password", ""))
        app = App(kept.token_url, kept.client_id, kept.scope, held.get("client_secret", ""), held.get("refresh", ""))
        return Way(account, app if kept.way == WayIn.TOKEN else None, kept.since)


def renew(school_id: int, connection_id: UUID, refresh: str) -> None:
    """Keep the leave that the provider has given in place of the one that we held."""
    with tenancy.atomic(school_id):
        kept = MailConnection.objects.select_for_update().filter(school_id=school_id, id=connection_id).first()
        if kept:
            kept.secret = keeping.conceal(PURPOSE, json.dumps(_secrets(kept) | {"refresh": refresh}))
            kept.save(update_fields=["secret"])


def marks(school_id: int, connection_id: UUID) -> dict[str, Mark]:
    """How far each folder has been read, by what it is for."""
    with tenancy.atomic(school_id):
        kept = MailFolder.objects.filter(school_id=school_id, connection_id=connection_id)
        return {each.role: Mark(each.name, each.validity, each.upto) for each in kept}


def begin(school_id: int, connection_id: UUID, role: str, mark: Mark) -> None:
    """Say from where on a folder is read, because it is new to us or has numbered its messages anew."""
    with tenancy.atomic(school_id):
        MailFolder.objects.update_or_create(
            school_id=school_id,
            connection_id=connection_id,
            role=role,
            defaults={"name": mark.name, "validity": mark.validity, "upto": mark.upto},
        )


def take(at: Reading, uid: int, found: Fetched | None, *, now: datetime) -> bool:
    """Keep a message and that its folder has been read so far, both or neither; whether it was new.

    `found` is None of what is not wanted, or is gone. Two readers of one mailbox take turns, and the second finds it done.
    """
    by = process("mailbox", at.school_id)
    with tenancy.atomic(at.school_id, sight=Sight.SAFEGUARDING):
        folders = MailFolder.objects.select_for_update(of=("self",)).select_related("connection__mailbox")
        folder = folders.filter(
            school_id=at.school_id, connection_id=at.connection_id, role=at.role, validity=at.validity
        ).first()
        if folder is None or uid <= folder.upto:
            return False
        MailFolder.objects.filter(school_id=at.school_id, id=folder.id).update(upto=uid)
        mailbox = folder.connection.mailbox
        if found is None or arrivals.holds(at.school_id, mailbox.id, found.content):
            return False
        arrivals.store(
            found.content,
            mailbox_id=mailbox.id,
            recipients=[mailbox.address],
            sender="",
            place=Place(at.role) if at.role != INBOX else None,
            came_at=found.received_at,
            by=by,
            now=now,
        )
        return True


def looked(school_id: int, connection_id: UUID, *, now: datetime) -> None:
    """Note that a mailbox was read to its end."""
    with tenancy.atomic(school_id):
        kept = MailConnection.objects.filter(school_id=school_id, id=connection_id)
        kept.update(looked_at=now, problem="", problem_since=None, is_shut=False)


def failed(school_id: int, connection_id: UUID, problem: str, *, is_shut: bool, now: datetime) -> None:
    """Note that a mailbox could not be read, and since when."""
    with tenancy.atomic(school_id):
        kept = MailConnection.objects.select_for_update().filter(school_id=school_id, id=connection_id).first()
        if kept:
            kept.problem, kept.is_shut = problem[:300], is_shut
            kept.problem_since = kept.problem_since or now
            kept.save(update_fields=["problem", "problem_since", "is_shut"])
