"""Two months of a school's correspondence, as stories drawn from matters.yaml by a seeded generator.

Whatever happens in a story happens through `desk.Desk`, so that every case, duty, receipt and entry is a real one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from bookbag.cli.demo import mails, timeline
from bookbag.cli.demo.desk import FULL, Desk
from bookbag.cli.demo.people import Writer
from bookbag.cli.demo.reading import read
from bookbag.cli.demo.timeline import Story, in_school
from bookbag.cli.demo.trust import Colleague
from bookbag.desk.actions.letters import Letter
from bookbag.desk.queries import ReplyKind
from bookbag.desk.wording.closing import Shape
from bookbag.policy import english
from bookbag.policy.permissions import Role
from bookbag.policy.values import Category
from bookbag.policy.worktime import opening

if TYPE_CHECKING:
    from bookbag.outbox.models import Dispatch


@dataclass(frozen=True, slots=True)
class Matter:
    """Something families write about. Without an `answer` it is closed for the reason `closes`."""

    subject: str
    text: str
    to: str
    weight: int = 1
    category: Category = Category.ENQUIRY
    language: str = "en"
    who: str = "parent"
    answer: str = ""
    holding: str = ""
    thanks: str = ""
    closes: str = ""
    note: str = ""
    attach: str = ""
    html: bool = False


@dataclass(frozen=True, slots=True)
class TypedLetter:
    """A letter on paper that the office types."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Matters:
    """All of matters.yaml."""

    matters: tuple[Matter, ...]
    chasers: tuple[str, ...]
    letters: tuple[TypedLetter, ...]
    notes: tuple[str, ...]
    waived: tuple[str, ...]


STRANGERS = [
    Writer("Hilary Vane", "Ms Vane", "hilary.vane@post.example", "", "", "en"),
    Writer("Desmond Croft", "Mr Croft", "d.croft@mail.example", "", "", "en"),
    Writer("Playmark sales", "colleague", "sales@playmark.example", "", "", "en"),
    Writer("Joan Tilbury", "Mrs Tilbury", "joan.tilbury@inbox.example", "", "", "en"),
]
DELAYS = {"quick": (1, 26), "slow": (28, 60), "late": (96, 330), "never": (0, 0)}
"""Hours that an answer takes."""


@dataclass(slots=True)
class Thread:
    """One matter of one family: what is written about, by whom, for which day; then the first letter and its case."""

    matter: Matter
    writer: Writer
    day: str
    teacher: str
    first: mails.Letter = field(init=False)
    case: UUID = field(init=False)

    def filled(self, text: str) -> str:
        """The text with the names and the day of this matter."""
        told = {
            "child": self.writer.child or "our child",
            "class": self.writer.class_name or "Reception",
            "teacher": self.teacher,
            "day": self.day,
        }
        return text.format(**told)


def stories(teller: "Teller", *, wanted: int) -> Iterator[Story]:
    """A school's stories: about so many e-mails over two months, and one of each thing that mail does."""
    until, random = teller.until, teller.random
    since = until - timedelta(days=61)
    # Of ten e-mails about two are thanks, chasers and what machines send.
    moments = timeline.moments(max(12, wanted * 8 // 10), teller.desk.calendar, since=since, until=until, random=random)
    special = [teller.twin, teller.comes_back, teller.away, teller.look_alike, teller.afterthought, teller.second_try]
    early = range(len(moments) * 3 // 4)  # so that each of them has time to end
    places = dict(zip(random.sample(early, len(special)), special, strict=True))
    for place, at in enumerate(moments):
        yield places.get(place, teller.matter)(at)
    for letter in teller.all.letters:
        yield teller.letter(letter, random.choice(moments))


class Teller:
    """Tells stories of one school. Each is a generator: it does something, then says when it goes on."""

    def __init__(self, desk: Desk, writers: Sequence[Writer], *, until: datetime, random: Random) -> None:
        self.desk, self.writers, self.until, self.random = desk, writers, until, random
        self.all = read("matters", Matters)
        self.office = desk.staffed.who_is(Role.OFFICE)
        self._numbers = count(1)

    def matter(self, at: datetime) -> Story:
        """An e-mail comes, is sorted, and finds its answer in time, late, or not yet."""
        thread, fate = self._thread(at), self._fate(at)
        matter, by = thread.matter, self._who_answers(thread)
        yield at
        self.arrives(thread, at)
        if fate == "never":
            yield from self._chased(thread, at)
            return
        yield (at := self.soon(at))
        self.desk.sort(thread.case, matter.category, by, by=self.office, now=at)
        if matter.note or self.random.random() < 0.12:
            yield (at := self.soon(at))
            self.desk.write_note(thread.case, matter.note or self.random.choice(self.all.notes), by=by, now=at)
        if matter.holding:
            yield (at := self.soon(at))
            self.answers(thread, matter.holding, by, at, Shape(ReplyKind.HOLDING, promised=self.day_ahead(at)))
        yield (at := self.later(at, *DELAYS[fate]))
        if matter.closes or self.random.random() < 0.06:
            reason = matter.closes or self.random.choice(self.all.waived)
            self.desk.close(thread.case, reason=reason, by=by, now=at)
            return
        sent = self.answers(thread, matter.answer, by, at)
        yield from self._ends(thread, sent, by, at)

    def twin(self, at: datetime) -> Story:
        """One e-mail to two mailboxes of the school is one case with two doors."""
        thread = self._plain(0, at)
        yield at
        self.arrives(thread, at)
        yield (at := at + timedelta(seconds=2))
        self._again(thread, at, mailbox=f"head@{self.desk.school.slug}.bookbag.test")
        yield from self._settled(thread, at)

    def second_try(self, at: datetime) -> Story:
        """A sender that did not hear that the e-mail was taken brings it once more."""
        thread = self._plain(1, at)
        yield at
        self.arrives(thread, at)
        yield (at := at + timedelta(minutes=15))
        self._again(thread, at)
        yield from self._settled(thread, at)

    def comes_back(self, at: datetime) -> Story:
        """An answer comes back undelivered: the family's mailbox is full."""
        thread = self._plain(2, at)
        yield at
        self.arrives(thread, at)
        yield (at := self.soon(at))
        sent = self.answers(thread, thread.matter.answer, self.office, at)
        yield (at := at + timedelta(minutes=3))
        to = self.desk.school.email
        report = mails.bounce(message_id=sent.message_id, recipient=thread.writer.address, to=to, at=at)
        self.desk.receive(report, now=at)

    def away(self, at: datetime) -> Story:
        """An answering machine answers an answer: it is put aside and starts no clock."""
        thread = self._plain(3, at)
        yield at
        self.arrives(thread, at)
        yield (at := self.soon(at))
        sent = self.answers(thread, thread.matter.answer, self.office, at)
        yield (at := at + timedelta(seconds=40))
        machine = replace(
            self._reply(thread, sent, "I am away until Monday and read no e-mail.", at),
            subject=f"Automatic reply: {sent.subject}",
            headers={"Auto-Submitted": "auto-replied"},
        )
        self.desk.receive(mails.written(machine), now=at)

    def look_alike(self, at: datetime) -> Story:
        """The same person writes twice under the same subject, days apart, and answers nothing: a person is asked."""
        at = max(at, self.until - timedelta(days=4)) - timedelta(hours=4)
        for _ in range(2):
            yield at
            self.arrives(self._plain(4, at), at)
            at += timedelta(hours=3)

    def afterthought(self, at: datetime) -> Story:
        """The family has an afterthought a minute later: both stand in one case."""
        thread = self._plain(5, at)
        yield at
        self.arrives(thread, at)
        yield (at := at + timedelta(minutes=1))
        self._follows(thread, "PS: no need to ring, e-mail is best for me.", at)
        yield from self._settled(thread, at)

    def letter(self, typed: TypedLetter, at: datetime) -> Story:
        """A letter on paper, typed by the office the next time that it is open."""
        yield (typed_at := self.soon(at))
        letter = Letter(typed.subject, typed.text, at, from_name="Doreen Tuck")
        case = self.desk.enter_letter(letter, by=self.office, now=typed_at)
        yield (at := self.later(typed_at, 20, 60))
        self.desk.close(case, reason="Answered on paper, in the book bag.", by=self.office, now=at)

    def _thread(self, at: datetime) -> Thread:
        """Something to write about, and somebody who would write it in that language."""
        matter = self.random.choices(self.all.matters, [each.weight for each in self.all.matters])[0]
        if matter.who == "stranger":
            return self.about(matter, self.random.choice(STRANGERS), at)
        able = [each for each in self.writers if each.language == matter.language]
        return self.about(matter, self.random.choice(able), at) if able else self._plain(None, at)

    def _plain(self, place: int | None, at: datetime) -> Thread:
        """A plain question to the office by the writer in this place, or by anybody."""
        plain = [each for each in self.all.matters if each.answer and each.language == "en" and each.to == "office"]
        readers = [each for each in self.writers if each.language == "en"]
        writer = self.random.choice(readers) if place is None else readers[place % len(readers)]
        return self.about(plain[(place or 0) % len(plain)], writer, at)

    def about(self, matter: Matter, writer: Writer, at: datetime) -> Thread:
        day = english.day(timeline.school_day(at, self.desk.calendar, self.random))
        teacher = self.desk.staffed.who_teaches(writer.class_name).shown if writer.class_name else "colleague"
        return Thread(matter, writer, day, teacher)

    def _who_answers(self, thread: Thread) -> Colleague:
        staffed = self.desk.staffed
        if thread.matter.to == "teacher" and thread.writer.class_name:
            return staffed.who_teaches(thread.writer.class_name)
        return staffed.who_is(Role.HEAD) if thread.matter.to == "head" else self.office

    def _fate(self, at: datetime) -> str:
        """What becomes of an e-mail. Nothing older than three weeks has been forgotten."""
        old = self.until - at > timedelta(days=20)
        return self.random.choices(list(DELAYS), [62, 20, 12, 0 if old else 7])[0]

    def soon(self, at: datetime) -> datetime:
        return self.later(at, 0.2, 2)

    def later(self, at: datetime, low: float, high: float) -> datetime:
        return in_school(at + timedelta(hours=self.random.uniform(low, high)), self.desk.calendar, self.random)

    def arrives(self, thread: Thread, at: datetime) -> None:
        thread.first = self._letter(thread, at)
        outcome = self.desk.receive(mails.written(thread.first), now=at)
        assert outcome.case, "a letter from a person opens or joins a case"
        thread.case = outcome.case

    def _again(self, thread: Thread, at: datetime, *, mailbox: str = "") -> None:
        """The very same e-mail once more."""
        self.desk.receive(mails.written(thread.first), now=at, mailbox=mailbox)

    def _settled(self, thread: Thread, at: datetime) -> Story:
        """The office answers within a day, and the case is closed."""
        yield (at := self.later(at, 1, 20))
        sent = self.answers(thread, thread.matter.answer, self.office, at)
        yield from self._ends(thread, sent, self.office, at)

    def _chased(self, thread: Thread, at: datetime) -> Story:
        """Nobody answers; half of the families ask again after some days, in the same thread."""
        yield (at := at + timedelta(days=self.random.uniform(3, 9)))
        if self.random.random() < 0.5:
            self._follows(thread, self.random.choice(self.all.chasers), at)

    def _follows(self, thread: Thread, text: str, at: datetime) -> None:
        first = thread.first
        following = replace(
            first,
            subject=f"Re: {first.subject}",
            text=text + mails.quoted(first.text, who=first.name, at=first.at),
            at=at,
            message_id=self._message_id(thread.writer),
            in_reply_to=first.message_id,
            attach="",
        )
        self.desk.receive(mails.written(following), now=at)

    def _ends(self, thread: Thread, sent: "Dispatch", by: Colleague, at: datetime) -> Story:
        """Some families say thank you; most cases are closed after a while."""
        if thread.matter.thanks and self.random.random() < 0.6:
            yield (at := at + timedelta(hours=self.random.uniform(0.5, 9)))
            self.desk.receive(mails.written(self._reply(thread, sent, thread.matter.thanks, at)), now=at)
            yield (at := self.soon(at))
            self.desk.close(thread.case, reason="It only thanks.", by=by, now=at)
        elif self.random.random() < 0.96:
            yield (at := self.later(at, 1, 40))
            self.desk.close(thread.case, by=by, now=at)

    def answers(self, thread: Thread, text: str, by: Colleague, at: datetime, shape: Shape = FULL) -> "Dispatch":
        """Somebody answers, beginning and ending as letters do."""
        words = f"Dear {thread.writer.called},\n\n{thread.filled(text)}\n\nWith best wishes\n{by.shown}"
        return self.desk.answer(thread.case, words, shape, by=by, now=at)

    def day_ahead(self, at: datetime, days: int = 5) -> date:
        """A school day, so many days on or soon after."""
        return opening(at + timedelta(days=days), self.desk.calendar).date()

    def _letter(self, thread: Thread, at: datetime) -> mails.Letter:
        matter, writer = thread.matter, thread.writer
        return mails.Letter(
            name=writer.name,
            address=writer.address,
            to=self.desk.school.email,
            subject=thread.filled(matter.subject),
            text=f"{thread.filled(matter.text)}\n\n{writer.name}",
            at=at,
            message_id=self._message_id(writer),
            html=matter.html or (not matter.attach and self.random.random() < 0.1),
            attach=matter.attach,
        )

    def _reply(self, thread: Thread, sent: "Dispatch", text: str, at: datetime) -> mails.Letter:
        signed = f"{thread.filled(text)}\n\n{thread.writer.name.partition(' ')[0]}"
        return replace(
            self._letter(thread, at),
            to=sent.reply_to or self.desk.school.email,
            subject=sent.subject,
            text=signed + mails.quoted(sent.body, who=sent.from_name, at=sent.queued_at),
            in_reply_to=sent.message_id,
            references=[*sent.references, sent.message_id],
            html=False,
            attach="",
        )

    def _message_id(self, writer: Writer) -> str:
        domain = writer.address.rpartition("@")[2]
        return f"{next(self._numbers):05}.{self.random.getrandbits(48):012x}@{domain}"
