"""What those who get an answer or a letter home need in order to read it, and how far the draft as it stands meets it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from bookbag.adoption import queries as adoption
from bookbag.compose import queries as drafts_read
from bookbag.compose.context import Met, Reader, Readers, Want
from bookbag.desk import homecopies
from bookbag.desk.models import Reply
from bookbag.desk.models.reply import TALKS, Home
from bookbag.paper.typesetting import can_show
from bookbag.people import reading
from bookbag.people.models.family import Need
from bookbag.schools.models import School

if TYPE_CHECKING:
    from bookbag.compose.models import Draft, DraftVersion
    from bookbag.people.models import Contact

UNDERSTOOD, ADJUSTED = "needs-of-readers", "adjustments"
"""The features by which a pack names its clauses on this."""


def of(reply: Reply, *, now: datetime) -> Readers:
    """The readers of a draft who need something, those on paper among them, with the clauses of the packs in force."""
    draft = drafts_read.draft(reply.school_id, reply.draft_id)
    found = tuple(each for each in _readers(reply, draft, now) if each.wants)
    if not found:
        return Readers()
    school = School.objects.get(id=reply.school_id)
    return Readers(found, _clause(school, UNDERSTOOD), _clause(school, ADJUSTED))


def _readers(reply: Reply, draft: "Draft", now: datetime) -> Iterator[Reader]:
    to = {each.contact_id: each.address for each in draft.recipients.all() if each.contact_id}
    told = homecopies.to_tell(reply.case, Home(reply.home), now=now).addressees if reply.home else ()
    every = to | {each.contact_id: "" for each in told if not each.email and each.contact_id not in to}
    versions = {each.form: each for each in draft.versions.all()}
    adults = reading.contacts(reply.school_id, every)
    for contact_id, adult in sorted(adults.items(), key=lambda one: (one[1].sort_key, one[0])):
        wants = tuple(_wants(adult, every[contact_id], reply, draft, versions))
        yield Reader(contact_id, adult.addressed_as, every[contact_id], wants)


def _wants(
    adult: "Contact", address: str, reply: Reply, draft: "Draft", versions: Mapping[str, "DraftVersion"]
) -> Iterator[Want]:
    rung = Need.PHONE_CALL in adult.needs
    if rung:
        yield _want(Need.PHONE_CALL, Met.AGAINST if address else Met.TASK, is_version=False)
    if rung and not address:
        return
    if Need.EMAIL_ONLY in adult.needs and not address:
        yield _want(Need.EMAIL_ONLY, Met.AGAINST, is_version=False)
    if reply.kind in TALKS:
        yield from (_want(need, Met.TASK, is_version=False) for need in reading.AT_TALKS if need in adult.needs)
    code = reading.language(adult)
    if code:
        yield _want(code, Met.GIVEN if code in versions else Met.MISSING)
    ordinary = str(adult.id) in reply.ordinary
    for form in _forms(adult, address):
        yield _want(form, Met.ORDINARY if ordinary else _met(form, address, draft, versions, code))


def _forms(adult: "Contact", address: str) -> Iterator[str]:
    """The forms other than the ordinary one; paper is one of an answer that goes by e-mail."""
    yield from (need for need in (Need.LARGE_PRINT, *reading.MADE_BY_HAND) if need in adult.needs)
    if adult.on_paper and address and Need.EMAIL_ONLY not in adult.needs:
        yield reading.PAPER


def _met(form: str, address: str, draft: "Draft", versions: Mapping[str, "DraftVersion"], code: str) -> Met:
    if form in versions and address:
        return Met.GIVEN
    if form == Need.LARGE_PRINT:
        words = versions[code].text if code in versions else ""
        return Met.MADE if can_show(f"{draft.subject}{draft.whole}{words}") else Met.TASK
    return Met.TASK


def _want(form: str, met: Met, *, is_version: bool = True) -> Want:
    return Want(str(form), reading.label(form), met, is_version)


def to_type(readers: Iterable[Reader]) -> list[str]:
    """The languages and forms of which an author can bring a version, each once; languages first."""
    forms = (want.form for each in readers for want in each.wants if want.is_version and want.form != reading.PAPER)
    return sorted(dict.fromkeys(forms), key=lambda form: not reading.is_language(form))


def may_get_ordinary(readers: Iterable[Reader]) -> list[tuple[UUID, str]]:
    """Adults to whom an author can send the ordinary version all the same, by name."""
    return [
        (each.id, each.name)
        for each in readers
        if any(want.is_version and not reading.is_language(want.form) for want in each.wants)
    ]


def _clause(school: School, feature: str) -> str:
    """The first clause that a pack in force leaves to this feature."""
    for pack in adoption.packs_of(school):
        for clause, keeping in pack.keeping.items():
            if any(each.id == feature for each in keeping.features):
                return clause
    return ""
