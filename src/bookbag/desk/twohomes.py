"""What two homes of a child make of a draft: who is missing, who is beside the writer, what shows one to the other."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from uuid import UUID

from bookbag.adoption import queries as adoption
from bookbag.compose.context import DraftText, Homes
from bookbag.desk.models import Reply
from bookbag.people import restrictions, sending
from bookbag.people.folding import folded_email
from bookbag.people.models import Contact, Relationship
from bookbag.people.sending import ToTell
from bookbag.people.showing import name_shown, way_shown
from bookbag.policy.packs import Pack
from bookbag.policy.rules.sending import Audience
from bookbag.policy.telling import Scope
from bookbag.schools.models import School


def of(reply: Reply, text: DraftText, told: ToTell, *, today: date) -> Homes:
    """What is to be said of an answer or a letter home, with the clauses of the packs in force."""
    pupils = [about.pupil_id for about in reply.case.about_pupils.all()]
    ties = sending.ties_of(pupils) if pupils else []
    to = {folded_email(address) for address in text.recipients}
    held = sending.contacts_at(reply.school_id, to) if ties else {}
    packs = adoption.packs_of(School.objects.get(id=reply.school_id)) if ties else []
    return Homes(
        beside={} if reply.home else _beside(reply, ties, held),
        missing=tuple(_missing(ties, told, to)) if reply.home else (),
        shown=tuple(_shown(ties, held, text, today)),
        left_out=told.left_out,
        alike=_clause(packs, alike=True),
        ordered=_clause(packs, alike=False),
    )


def _beside(reply: Reply, ties: Sequence[Relationship], held: dict[str, set[UUID]]) -> dict[str, tuple[str, str]]:
    """Adults of the other home of a child whom somebody adds to an answer, by address."""
    wrote = reply.answers.contact_id if reply.answers else None
    found: dict[str, tuple[str, str]] = {}
    for tie in _elsewhere(reply, ties):
        for address, contacts in held.items():
            if tie.contact_id in contacts and wrote not in contacts:
                found[address] = (tie.contact.full_name, tie.pupil.known_as or tie.pupil.given_name)
    return found


def of_other_home(reply: Reply) -> frozenset[UUID]:
    """Adults of the other home of whoever wrote: a page never proposes them for an answer."""
    pupils = [about.pupil_id for about in reply.case.about_pupils.all()]
    ties = sending.ties_of(pupils) if pupils and not reply.home else []
    return frozenset(tie.contact_id for tie in _elsewhere(reply, ties))


def _elsewhere(reply: Reply, ties: Sequence[Relationship]) -> Iterator[Relationship]:
    """The adults who live elsewhere than whoever wrote, of a child of both whose parents live apart."""
    wrote = reply.answers.contact_id if reply.answers else None
    for tie, adults in _apart(ties):
        if wrote in adults and tie.contact_id != wrote and not _same_home(ties, tie.contact_id, wrote):
            yield tie


def _apart(ties: Sequence[Relationship]) -> Iterator[tuple[Relationship, set[UUID]]]:
    """Each adult of a child whose parents live apart, with all adults of that child."""
    for tie in ties:
        if tie.pupil.told_apart_on:
            yield tie, {each.contact_id for each in ties if each.pupil_id == tie.pupil_id}


def _missing(ties: Sequence[Relationship], told: ToTell, to: set[str]) -> Iterator[tuple[str, str]]:
    """Parents whom a letter home does not go to by e-mail, though it could, of a child whose parents live apart."""
    apart = next((tie.pupil for tie in ties if tie.pupil.told_apart_on), None)
    if apart is None:
        return
    for each in told.addressees:
        if each.parent and each.email and folded_email(each.email) not in to:
            yield each.name, apart.known_as or apart.given_name


def _shown(
    ties: Sequence[Relationship], held: dict[str, set[UUID]], text: DraftText, today: date
) -> Iterator[tuple[str, str]]:
    """Words that show one adult to another who lives elsewhere: a way to reach them, or a name in a copy for both."""
    readers = frozenset().union(*held.values())
    hidden = restrictions.limited({tie.pupil_id for tie in ties}, of=[Scope.ADDRESS], today=today) if readers else {}
    said: set[str] = set()
    words = f"{text.subject}\n{text.body}"
    for reader, other in _pairs(ties):
        if reader.contact_id not in readers:
            continue
        secret = other.pupil_id in hidden.get(reader.contact_id, ())
        if not (secret or (reader.pupil.told_apart_on and not sending.live_together(reader.contact, other.contact))):
            continue
        mine, theirs = sending.particulars(reader.contact), sending.particulars(other.contact)
        way = way_shown(words, theirs)
        if way and not way_shown(way, mine) and way not in said:
            said.add(way)
            yield way, f"These words show “{way}” to another home of the child, where it must not be read."
        both = {other.contact_id, reader.contact_id} <= readers
        name = name_shown(words, theirs, beside=[mine]) if both else ""
        if name and name not in said:
            said.add(name)
            yield (
                name,
                f"These words say “{name}”, and both homes read them. Each copy must name nobody of the other home.",
            )


def _pairs(ties: Iterable[Relationship]) -> Iterator[tuple[Relationship, Relationship]]:
    every = list(ties)
    for one in every:
        for other in every:
            if one.pupil_id == other.pupil_id and one.contact_id != other.contact_id:
                yield one, other


def _same_home(ties: Sequence[Relationship], one: UUID, other: UUID | None) -> bool:
    adults: dict[UUID, Contact] = {tie.contact_id: tie.contact for tie in ties}
    return other in adults and other is not None and sending.live_together(adults[one], adults[other])


def _clause(packs: Iterable[Pack], *, alike: bool) -> str:
    """The clause that has both homes told alike, or that has orders left out, where a policy in force has one."""
    for pack in packs:
        for rule in pack.rules:
            if isinstance(rule, Audience) and (rule.alike if alike else "court_order" in rule.left_out):
                return rule.clauses[0]
    return ""
