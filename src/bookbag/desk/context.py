"""What the checks are told about an answer: who belongs to its case, whom its words name, who has answered already."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bookbag.adoption import queries as adoption
from bookbag.compose.context import Child, Context, DraftText
from bookbag.desk import complaints, homecopies, naming, numbers, otherdoors, questions, readers, twohomes
from bookbag.desk.models import CaseParty, Message, Reply
from bookbag.desk.models.reply import Home, Kind
from bookbag.outbox import queries as outbox
from bookbag.people import mailboxes, restrictions
from bookbag.people import queries as people
from bookbag.people.folding import folded, folded_email
from bookbag.people.sending import ToTell
from bookbag.policy.english import listed
from bookbag.policy.permissions import Act, Actor, Standing, may
from bookbag.policy.telling import WRITING
from bookbag.schools.models import School

LONDON = ZoneInfo("Europe/London")


def of(reply: Reply, text: DraftText, *, by: Actor, now: datetime) -> Context:
    """The frozen facts about an answer, its text and whoever is about to send it."""
    left = questions.left_open(reply)
    return replace(
        of_sent(reply, text, now=now),
        may_read_orders=bool(may(by, Act.KEEP_ORDERS, Standing(school_id=by.school_id))),
        answered_by=_answered_by(reply, by),
        readers=readers.of(reply, now=now),
        **numbers.of(reply, text),
        questions_open=left.questions,
        questions_clause=left.clause,
        questions_severity=left.severity,
        complaint_barred=_barred(reply, by),
    )


def of_sent(reply: Reply, text: DraftText, *, now: datetime) -> Context:
    """The same of words that nobody has in hand here: without what an author is asked, or may see."""
    parties = list(reply.case.parties.all())
    own = people.pupils_of(party.contact_id for party in parties if party.contact_id)
    today = now.astimezone(LONDON).date()
    to = {folded_email(address) for address in text.recipients}
    pupils = [about.pupil_id for about in reply.case.about_pupils.all()]
    told = homecopies.to_tell(reply.case, Home(reply.home), now=now) if reply.home else ToTell((), 0)
    scopes = homecopies.SCOPES.get(reply.home, WRITING)
    office_first = restrictions.office_first_at(reply.school_id, to, today=today, about=pupils, scopes=scopes)
    boxes = [(address, box) for address, box in mailboxes.of_addresses(reply.school_id, to).items() if box.is_shared]
    return Context(
        parties=frozenset(folded_email(each) for each in _taking_part(parties, told)),
        own_children=frozenset(pupil.id for pupil in own) | (frozenset(pupils) if reply.home or boxes else frozenset()),
        children_named=_children_named(reply.school_id, text),
        wrote=folded_email(reply.answers.from_address) if reply.answers else "",
        answers_wanted_at=_wanted_at(reply.answers) if reply.answers else (),
        office_first={address: contact.addressed_as for address, contact in office_first.items()},
        read_apart={
            address: listed([adult.full_name for adult in box.adults]) for address, box in boxes if box.apart_on
        },
        told_otherwise=any(not each.email for each in told.addressees),
        homes=twohomes.of(reply, text, told, today=today),
        named=naming.of(reply, now=now),
        complaint_lacks=complaints.lacking(reply.case) if reply.kind == Kind.FULL and not reply.home else (),
        delay_explained=reply.kind != Kind.DELAY or bool(reply.why.strip()),
    )


def _taking_part(parties: Iterable[CaseParty], told: ToTell) -> Iterator[str]:
    """The addresses of those who take part in a case, and of those to whom a letter home goes."""
    yield from (party.address for party in parties)
    yield from (each.email for each in told.addressees if each.email)


def _barred(reply: Reply, by: Actor) -> tuple[str, str] | None:
    bar = complaints.bar(reply.case, by, adoption.packs_of(School.objects.get(id=reply.school_id)))
    return (bar.sentence, bar.clause) if bar else None


def _children_named(school_id: int, text: DraftText) -> tuple[Child, ...]:
    firsts = {word.strip("'-") for word in _words(folded(f"{text.subject}\n{text.body}"))}
    return tuple(
        Child(
            id=pupil.id,
            called=pupil.called,
            surname=pupil.surname,
            class_name=pupil.school_class.name if pupil.school_class else "",
            shown=f"{pupil.full_name}{f', {pupil.school_class.name}' if pupil.school_class else ''}",
        )
        for pupil in people.pupils_called(school_id, firsts)
    )


def _words(text: str) -> set[str]:
    return set("".join(c if c.isalpha() or c in "'-" else " " for c in text).split())


def _wanted_at(asked: Message) -> tuple[str, ...]:
    wrote = folded_email(asked.from_address)
    return tuple(one["address"] for one in asked.reply_to if folded_email(one["address"]) != wrote)


def _answered_by(reply: Reply, by: Actor) -> tuple[str, ...]:
    """Colleagues who have answered since the newest message from the family that the author has seen."""
    answers = outbox.answers_since(reply.school_id, reply.case_id, reply.last_seen_at)
    names = people.staff_names(reply.school_id)
    authors = {author for author in answers.values_list("author", flat=True) if author and author != by.staff_id}
    elsewhere = otherdoors.answered_since(reply.school_id, reply.case_id, reply.last_seen_at)
    outside = {
        f"{each.author.name if each.author else each.from_name or 'Somebody'} (from their own mail program)"
        for each in elsewhere
    }
    return tuple(sorted({names[author] for author in authors} | outside))
