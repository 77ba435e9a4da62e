"""A school's list fetched by itself: where from is said on a page, at night it is fetched, and waits to be looked at.

Secrets: the key for SFTP is made from the installation's secret and the school, so that it is kept nowhere; a token is
kept unreadable. Neither stands in the record, in a log or on a page.
"""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings

from bookbag.errors import Invalid
from bookbag.people.importing import pulling
from bookbag.people.importing.files import Format
from bookbag.people.importing.places import Fetched, Place
from bookbag.people.models import ImportRun, ImportSource
from bookbag.people.models.imports import Reach, RunState
from bookbag.policy.permissions import Act, Actor, Standing, may, process
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import queue, tenancy
from bookbag.schools.queries import all_schools

TASK, READ = "people.pull", "people.import"
_A_DAY = timedelta(hours=20)
_BY = "the nightly fetch"


def save(said: Mapping[str, Any], token: str, *, by: Actor, now: datetime) -> ImportSource:
    """Keep whence a school's list is fetched. An empty `token` leaves the one that is kept. Raises `Denied` or `Invalid`."""
    may(by, Act.BRING_IN, Standing(school_id=by.school_id)).require()
    with tenancy.atomic():
        source = ImportSource.objects.select_for_update().filter(school_id=by.school_id).first()
        source = source or ImportSource(school_id=by.school_id)
        for name, value in said.items():
            setattr(source, name, value)
        if token:
            source.token = _cipher().encrypt(token.encode()).decode()
        if source.reach == Reach.WONDE:
            source.source = Format.WONDE
        if faults := _faults(source):
            raise Invalid(fields=faults)
        source.looked_at, source.problem, source.problem_since = None, "", None
        source.save()
        note(Kind.IMPORT_SOURCE_SET, by=by, now=now, thing="import_source", thing_id=source.id, reach=source.reach)
        return source


def _faults(source: ImportSource) -> dict[str, str]:
    wanted = {
        Reach.FOLDER: {},
        Reach.SFTP: {
            "host": "Enter the server.",
            "user": "Enter the user’s name.",
            "host_key": "Enter the server’s key.",
        },
        Reach.WONDE: {"school_number": "Enter the school’s number at Wonde.", "token": "Enter the token."},
    }[Reach(source.reach)]
    faults = {name: says for name, says in wanted.items() if not getattr(source, name)}
    if source.reach == Reach.SFTP and source.host_key:
        from bookbag.people.importing import sftp  # its library is large, and few schools need it

        try:
            source.host_key = sftp.known_key(source.host_key)
        except Invalid as wrong:
            faults["host_key"] = str(wrong)
    return faults


def forget(*, by: Actor, now: datetime) -> None:
    """Fetch nothing any more, and keep no token."""
    may(by, Act.BRING_IN, Standing(school_id=by.school_id)).require()
    with tenancy.atomic():
        if ImportSource.objects.filter(school_id=by.school_id).delete()[0]:
            note(Kind.IMPORT_SOURCE_SET, by=by, now=now, thing="import_source", thing_id=None, reach="none")


def fetch_soon(*, by: Actor) -> None:
    """Have the list fetched now, and not only at night."""
    may(by, Act.BRING_IN, Standing(school_id=by.school_id)).require()
    with tenancy.atomic():
        ImportSource.objects.filter(school_id=by.school_id).update(looked_at=None)
        queue.enqueue(TASK, school_id=by.school_id)


def due(schools: Iterable[int], *, now: datetime) -> list[int]:
    """The schools whose list is to be fetched: not within the last day."""
    found = []
    for school_id in schools:
        with tenancy.atomic(school_id):
            if ImportSource.objects.filter(school_id=school_id).exclude(looked_at__gt=now - _A_DAY).exists():
                found.append(school_id)
    return found


def pull(school_id: int, *, now: datetime) -> bool:
    """Fetch a school's list, outside any transaction, and let it be read. Says whether there was something to fetch."""
    with tenancy.atomic(school_id):
        source = ImportSource.objects.filter(school_id=school_id).exclude(looked_at__gt=now - _A_DAY).first()
        if source is None:
            return False
        place = _place(source)
    try:
        found: Fetched | None = pulling.fetch(place)
        problem = ""
    except Invalid as wrong:
        found, problem = None, str(wrong)[:300]
    with tenancy.atomic(school_id):
        _settle(source, found, problem, now)
    return True


def _place(source: ImportSource) -> Place:
    token = ""
    if source.token:
        try:
            token = _cipher().decrypt(source.token.encode()).decode()
        except InvalidToken:
            token = ""
    return Place(
        reach=source.reach,
        kind=Format(source.source),
        folder=source.folder,
        root=root_of(source.school_id),
        host=source.host,
        port=source.port,
        user=source.user,
        host_key=source.host_key,
        key=_key(source.school_id).private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()),
        school_number=source.school_number,
        token=token,
        base=settings.WONDE,
    )


def _settle(source: ImportSource, found: Fetched | None, problem: str, now: datetime) -> None:
    """Note how a fetch went. What is the same as last time is not read again; what nobody looked at yet gives way."""
    kept = ImportSource.objects.select_for_update().filter(school_id=source.school_id, id=source.id).first()
    if kept is None:
        return
    kept.looked_at = now
    kept.problem_since = (kept.problem_since or now) if problem else None
    kept.problem = problem
    by = process(_BY, source.school_id)
    digest = hashlib.sha256(found.content).hexdigest() if found else kept.taken
    if found and digest != kept.taken:
        kept.taken = digest
        waiting = ImportRun.objects.filter(school_id=source.school_id, fetched=True, state=RunState.PLANNED)
        waiting.update(state=RunState.DROPPED, content=None, ended_at=now)
        ImportRun.objects.create(
            school_id=source.school_id,
            source=source.source,
            name=found.name[:200],
            content=found.content,
            by_name=_BY.capitalize(),
            fetched=True,
            began_at=now,
        )
        queue.enqueue(READ, school_id=source.school_id)
    kept.save(update_fields=["looked_at", "problem", "problem_since", "taken"])
    note(Kind.LIST_FETCHED, by=by, now=now, thing="import_source", thing_id=kept.id, failed=bool(problem))


def root_of(school_id: int) -> Path:
    """The only folder of the server in which lists of a school may lie."""
    return Path(settings.IMPORT_ROOT) / _slug(school_id)


def public_key(school_id: int) -> str:
    """The key that a school gives to whoever runs its SFTP server."""
    raw = _key(school_id).public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    return f"{raw.decode()} bookbag-{_slug(school_id)}"


def _slug(school_id: int) -> str:
    return str(all_schools().values_list("slug", flat=True).get(id=school_id))


def _key(school_id: int) -> Ed25519PrivateKey:
    seed = hashlib.sha256(f"sftp of school {school_id} {settings.SECRET_KEY}".encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"import sources {settings.SECRET_KEY}".encode()).digest()))
