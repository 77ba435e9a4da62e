"""Versions of a message for those who need another: put together as it leaves, made afterwards, or settled with words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from bookbag.compose.actions.drafts import File
from bookbag.compose.context import Met, Reader, Want
from bookbag.desk import printing, readers
from bookbag.desk.models import Making, Reply
from bookbag.desk.receipts import reply_address
from bookbag.desk.wording import footer
from bookbag.errors import Denied, Invalid, NotFound, Stale
from bookbag.outbox.actions import dispatches
from bookbag.outbox.actions.dispatches import Enclosed
from bookbag.outbox.models import Dispatch
from bookbag.outbox.models import State as Sending
from bookbag.people import reading, restrictions
from bookbag.people.folding import folded_email
from bookbag.people.models.family import Need
from bookbag.policy.clearing import Copy, Words, clear
from bookbag.policy.permissions import Actor
from bookbag.policy.telling import LEFT_OUT
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import storing, tenancy, tokens
from bookbag.schools.models import School

if TYPE_CHECKING:
    from bookbag.compose.models import Draft, DraftVersion
    from bookbag.people.models import Contact

MADE = "made_version"
"""The notice under which a version leaves that was made after the message: it answers nothing and ends no duty."""
PDF = "application/pdf"
LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Prepared:
    """What those who need another version get, by address, and what is left to make or do for whom."""

    copies: tuple[Copy, ...]
    files: Mapping[str, tuple[Enclosed, ...]]
    to_make: tuple[tuple[Reader, str], ...]


def prepare(reply: Reply, draft: "Draft", school: School, *, now: datetime) -> Prepared:
    """Put the versions together that are there already or make themselves."""
    found = readers.of(reply, now=now).each
    adults = reading.contacts(school.id, [each.id for each in found])
    copies, files = [], {}
    for reader in found:
        if reader.address:
            body = _body(adults[reader.id], draft, reader)
            files[reader.address] = tuple(_files(reader, adults[reader.id], draft, school, now))
            copies.append(Copy(reader.address, body, tuple(each.sha256 for each in files[reader.address])))
    to_make = tuple((each, want.form) for each in found for want in each.wants if want.met is Met.TASK)
    return Prepared(tuple(copies), files, to_make)


def _body(adult: "Contact", draft: "Draft", reader: Reader) -> str:
    """The words for a mail, and above them what comes as a file in the reader's language."""
    code = reading.language(adult)
    version = _version(draft, code) if code and any(want.form == code for want in reader.wants) else None
    words = printing.as_text(printing.parts_for(adult, draft))
    return f"{reading.own_name(code)}: {version.name}\n\n{words}" if version and version.sha256 else words


def _version(draft: "Draft", form: str) -> "DraftVersion | None":
    return next((each for each in draft.versions.all() if each.form == form), None)


def _files(reader: Reader, adult: "Contact", draft: "Draft", school: School, now: datetime) -> Iterator[Enclosed]:
    """The files with one reader's copy: those that its author brought, and large print."""
    for want in reader.wants:
        version = _version(draft, want.form) if want.met is Met.GIVEN else None
        if version and version.sha256:
            yield Enclosed(version.name, version.type, version.size, version.sha256)
        elif _is_printed_large(want):
            parts, today = printing.parts_for(adult, draft), now.astimezone(LONDON).date()
            letter = printing.Letter(draft.subject, parts, today, (adult.addressed_as,), printing.LARGE)
            pdf = printing.as_pdf(school, draft.subject or "Letter", [letter], now=now)
            yield Enclosed("Large print.pdf", PDF, len(pdf), storing.keep(school.id, pdf))


def _is_printed_large(want: Want) -> bool:
    return want.form == Need.LARGE_PRINT and want.met is Met.MADE


def keep(reply: Reply, to_make: Sequence[tuple[Reader, str]], *, by: Actor, now: datetime) -> None:
    """Keep what is left to make or do for whom of a message that leaves now: it stands on the office's Today."""
    Making.objects.filter(school_id=reply.school_id, reply=reply).delete()  # of one that was undone and is sent anew
    if not to_make:
        return
    Making.objects.bulk_create(
        Making(
            school_id=reply.school_id,
            sight=reply.sight,
            reply=reply,
            contact_id=reader.id,
            form=form,
            address="" if form == reading.PAPER else reader.address,
            since=now,
        )
        for reader, form in to_make
    )
    _note(Kind.VERSIONS_WANTED, reply, by=by, now=now, versions=str(len(to_make)))


def attach(making_id: UUID, file: File, *, by: Actor, now: datetime) -> None:
    """Send what was made to the adult for whom it was, with the words of the message. It is delivered once that has left.

    Raises `Denied` where the office is to be asked first by now, `Stale` where somebody has seen to it.
    """
    if not file.content:
        raise Invalid(fields={"file": "This file is empty. Choose the one that was made."})
    with tenancy.atomic():
        making = _open(making_id, by)
        if not making.address:
            raise Invalid(fields={"file": "It is handed over, not mailed: say below how it reached them."})
        _may_still_be_written_to(making, now)
        kept = storing.keep(by.school_id, file.content)
        sent = Enclosed(file.name[:255] or "File", file.type[:100], len(file.content), kept)
        making.dispatch = _dispatch(making, sent, by=by, now=now)
        making.save(update_fields=["dispatch"])
        _note(Kind.VERSION_SENT, making.reply, by=by, now=now, version=str(making.id))


def _may_still_be_written_to(making: Making, now: datetime) -> None:
    today = now.astimezone(LONDON).date()
    pupils = [about.pupil_id for about in making.reply.case.about_pupils.all()]
    if restrictions.office_first_at(making.school_id, [folded_email(making.address)], today=today, about=pupils):
        raise Denied(f"{LEFT_OUT}. Ring the office before you contact {making.contact.addressed_as}.")


def _dispatch(making: Making, sent: Enclosed, *, by: Actor, now: datetime) -> Dispatch:
    draft, case, school = making.reply.draft, making.reply.case, School.objects.get(id=making.school_id)
    body = printing.as_text(printing.parts_for(making.contact, draft))
    words = Words("email", draft.subject, body, (making.address,), (sent.sha256,))
    return dispatches.queue(
        words,
        clear(words, [], answered=frozenset(), by=f"staff:{by.staff_id}", notice=MADE),
        about=case.id,
        draft=draft.id,
        sight=case.sight,
        to_name=making.contact.full_name,
        to_address=making.address,
        from_name=f"{by.name}, {school.name}",
        from_address=school.email,
        reply_to=reply_address(school, case),
        token=tokens.issue(school.id, case.id),
        foot=footer.to_family(school),
        files=[sent],
        by=by,
        now=now,
        not_before=now,
    )


def settle(making_id: UUID, how: str, *, by: Actor, now: datetime) -> None:
    """Say how it reached the adult otherwise, or why it is not needed. Raises `Invalid` without words."""
    if not how.strip():
        raise Invalid(fields={"how": "Say how it reached them, or why it is not needed."})
    with tenancy.atomic():
        making = _open(making_id, by)
        making.how, making.settled_at, making.settled_by_id = how.strip(), now, by.person
        making.save(update_fields=["how", "settled_at", "settled_by"])
        _note(Kind.VERSION_SETTLED, making.reply, by=by, now=now, version=str(making.id))


def _open(making_id: UUID, by: Actor) -> Making:
    """What nobody has seen to yet, or came back. Raises `NotFound`, `Stale`."""
    found = Making.objects.select_for_update(of=("self",)).select_related(
        "reply__case", "reply__draft", "contact", "dispatch"
    )
    making = found.filter(school_id=by.school_id, id=making_id).first()
    if making is None:
        raise NotFound
    gone = making.dispatch is not None and making.dispatch.state in {Sending.QUEUED, Sending.SENDING, Sending.SENT}
    if making.settled_at or gone:
        raise Stale("Somebody has seen to this already.")
    return making


def _note(kind: Kind, reply: Reply, *, by: Actor, now: datetime, **more: str) -> None:
    note(kind, by=by, now=now, thing="case", thing_id=reply.case_id, sight=reply.sight, **more)
