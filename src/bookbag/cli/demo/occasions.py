"""What happens once at each school of the demo, a story each: promises of every kind, questions, forms, law, a mistake.

Each is told so many days or hours before the demo's now, so that what is open then can be seen; words in occasions.yaml.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from bookbag.channels.webform import Form
from bookbag.cli.demo.correspondence import Matter, Teller, Thread
from bookbag.cli.demo.reading import read
from bookbag.cli.demo.timeline import LONDON, Story
from bookbag.cli.demo.trust import Colleague
from bookbag.desk import asked
from bookbag.desk.actions import asking, breaches, lawclocks, talks
from bookbag.desk.actions.asking import OutsideHours, Question
from bookbag.desk.queries import ReplyKind
from bookbag.desk.waits import Question as ForLaw
from bookbag.desk.wording.closing import Shape
from bookbag.policy.permissions import Role

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def stories(teller: Teller) -> Iterator[Story]:
    """One story for each thing that has to be seen."""
    told = _Occasions(teller)
    now = teller.until
    yield from [
        told.held(now - 3 * DAY),
        told.delayed(now - 12 * DAY),
        told.rung(now - 2 * DAY),
        told.talked(now - 16 * DAY),
        told.asked(now - DAY),
        told.told(now - 9 * DAY),
        told.wanted(now - 2 * DAY),
        told.own_data(now - 18 * DAY),
        told.astray(now - 30 * HOUR),
        told.form("by_form", "message", now - 2 * DAY),
        told.form("away_today", "absence", now - 0.6 * HOUR),
        told.form("other_pick_up", "collection", now - 0.4 * HOUR),
    ]


class _Occasions:
    """Tells them at one school."""

    def __init__(self, teller: Teller) -> None:
        self.teller, self.desk = teller, teller.desk
        self.matters = read("occasions", dict[str, Matter])
        self.head = self.desk.staffed.who_is(Role.HEAD)
        self.office = teller.office
        readers = [each for each in teller.writers if each.language == "en" and each.class_name]
        self.writers = list({(each.child, each.class_name): each for each in readers}.values())

    def held(self, at: datetime) -> Story:
        """A holding answer names the day of the full one, which has not come yet."""
        thread = self._thread("held", at)
        yield at
        self._taken_up(thread, self.head, at)
        yield (at := self.teller.soon(at))
        promised = self.teller.day_ahead(self.teller.until, 3)
        self.teller.answers(thread, thread.matter.holding, self.head, at, Shape(ReplyKind.HOLDING, promised=promised))

    def delayed(self, at: datetime) -> Story:
        """A holding answer named a day; before it comes, the family hears that it takes longer, and why."""
        thread = self._thread("delayed", at)
        yield at
        self._taken_up(thread, self.head, at)
        yield (at := self.teller.soon(at))
        first = Shape(ReplyKind.HOLDING, promised=self.teller.day_ahead(self.teller.until, 1))
        self.teller.answers(thread, thread.matter.holding, self.head, at, first)
        yield (at := self.teller.until - DAY)
        self.desk.write_note(thread.case, thread.matter.note, by=self.head, now=at)
        why = "The centre has not yet sent us the figures for this year. We have asked it twice."
        later = Shape(ReplyKind.DELAY, promised=self.teller.day_ahead(self.teller.until, 6), why=why)
        self.teller.answers(thread, thread.matter.answer, self.head, at, later)

    def rung(self, at: datetime) -> Story:
        """A call is arranged for the next day on which school is open."""
        thread = self._thread("rung", at)
        teacher = self._teacher(thread)
        yield at
        self._taken_up(thread, teacher, at)
        yield (at := self.teller.soon(at))
        day = self.teller.day_ahead(self.teller.until, 1)
        call = Shape(ReplyKind.CALL, promised=day, promised_at=time(15, 40))
        self.teller.answers(thread, thread.matter.answer, teacher, at, call)

    def talked(self, at: datetime) -> Story:
        """A call was arranged, what was said in it is noted, and the family has it in writing too."""
        thread = self._thread("talked", at)
        teacher = self._teacher(thread)
        yield at
        self._taken_up(thread, teacher, at)
        yield (at := self.teller.soon(at))
        day = self.teller.day_ahead(at, 2)
        call = Shape(ReplyKind.CALL, promised=day, promised_at=time(15, 40))
        self.teller.answers(thread, thread.matter.answer, teacher, at, call)
        yield (at := datetime.combine(day, time(15, 55), LONDON))
        with self.desk.case(thread.case, teacher) as case:
            talks.log(case, text=thread.matter.note, by=teacher.actor, now=at)
        yield (at := at + HOUR)
        self.teller.answers(thread, thread.matter.holding, teacher, at)
        self.desk.close(thread.case, by=teacher, now=at + timedelta(minutes=2))

    def asked(self, at: datetime) -> Story:
        """The office asks a teacher, and waits."""
        thread = self._thread("asked", at)
        yield at
        self.teller.arrives(thread, at)
        yield (at := self.teller.soon(at))
        self._ask(thread, self._teacher(thread), at)

    def told(self, at: datetime) -> Story:
        """The office asks a teacher, hears, and answers the family."""
        thread = self._thread("told", at)
        teacher = self._teacher(thread)
        yield at
        self.teller.arrives(thread, at)
        yield (at := self.teller.soon(at))
        self._ask(thread, teacher, at)
        yield (at := self.teller.later(at, 18, 30))
        with self.desk.case(thread.case, teacher) as case:
            question = asked.about(case, teacher.actor)
            assert question, "the teacher has been asked"
            asking.answer(question, text=thread.matter.thanks, by=teacher.actor, now=at)
        yield (at := self.teller.soon(at))
        self.teller.answers(thread, thread.matter.answer, self.office, at)

    def wanted(self, at: datetime) -> Story:
        """The family is asked to answer by a day, and will be reminded once."""
        thread = self._thread("wanted", at)
        yield at
        self.teller.arrives(thread, at)
        yield (at := self.teller.soon(at))
        by = self.teller.day_ahead(self.teller.until, 2)
        self.teller.answers(thread, thread.matter.answer, self.office, at, Shape(wanted_by=by, reminds=True))

    def own_data(self, at: datetime) -> Story:
        """Somebody asks for what is held about them. The clock waited for proof of who asks, and stands still for a question."""
        thread = self._thread("own_data", at)
        yield at
        self._taken_up(thread, self.head, at)
        yield (at := self.teller.soon(at))
        promised = self.teller.day_ahead(self.teller.until, 10)
        self.teller.answers(thread, thread.matter.holding, self.head, at, Shape(ReplyKind.HOLDING, promised=promised))
        for days, step in ((1, self._proof_asked), (4, self._proof_had), (12, self._meaning_asked)):
            yield (later := at + days * DAY)
            step(thread, later)

    def astray(self, at: datetime) -> Story:
        """An answer went to the wrong person; somebody noticed, and the 72 hours of the law run."""
        thread = self._thread("astray", at)
        yield at
        self.teller.arrives(thread, at)
        yield (at := at + 2 * HOUR)
        self.teller.answers(thread, thread.matter.answer, self.office, at)
        yield (at := max(at + HOUR, self.teller.until - 5 * HOUR))
        with self.desk.case(thread.case, self.office) as case:
            sent = case.messages.filter(direction="out").order_by("-at").first()
            assert sent, "the answer has left"
            breaches.report_misdirected(sent, aware_at=at, what=thread.matter.note, by=self.office.actor, now=at)

    def form(self, name: str, topic: str, at: datetime) -> Story:
        """A family fills in the form on the school's website."""
        thread = self._thread(name, at)
        yield at
        writer = thread.writer
        filled = Form(
            sheet=f"{self.desk.school.slug} {name}",
            who="parent",
            topic=topic,
            name=writer.name,
            subject=thread.filled(thread.matter.subject),
            text=thread.filled(thread.matter.text),
            email=writer.address,
            child=writer.child,
            school_class=writer.class_name,
        )
        self.desk.fill_in(filled, now=at)

    def _thread(self, name: str, at: datetime) -> Thread:
        """Each is about another family."""
        place = list(self.matters).index(name)
        return self.teller.about(self.matters[name], self.writers[-1 - place % len(self.writers)], at)

    def _teacher(self, thread: Thread) -> Colleague:
        return self.desk.staffed.who_teaches(thread.writer.class_name)

    def _taken_up(self, thread: Thread, owner: Colleague, at: datetime) -> None:
        self.teller.arrives(thread, at)
        self.desk.sort(thread.case, thread.matter.category, owner, by=self.office, now=at + timedelta(minutes=5))

    def _ask(self, thread: Thread, teacher: Colleague, at: datetime) -> None:
        """Ask for the end of the next school day, or for the time that is offered instead."""
        question = Question(teacher.actor.person, thread.filled(thread.matter.note), self.teller.day_ahead(at, 1))
        with self.desk.case(thread.case, self.office) as case:
            try:
                asking.ask(case, question, school=self.desk.school, by=self.office.actor, now=at)
            except OutsideHours as outside:
                if outside.offered is None:
                    return
                offered = outside.offered.astimezone(LONDON)
                instead = Question(question.colleague, question.text, offered.date())
                asking.ask(case, instead, school=self.desk.school, by=self.office.actor, now=at)

    def _proof_asked(self, thread: Thread, at: datetime) -> None:
        words = "A document that shows who they are."
        with self.desk.case(thread.case, self.head) as case:
            lawclocks.ask(case, what=ForLaw.PROOF, day=at.date(), question=words, by=self.head.actor, now=at)

    def _proof_had(self, thread: Thread, at: datetime) -> None:
        with self.desk.case(thread.case, self.head) as case:
            lawclocks.told(case, day=at.date(), by=self.head.actor, now=at)

    def _meaning_asked(self, thread: Thread, at: datetime) -> None:
        words = thread.filled(thread.matter.note)
        with self.desk.case(thread.case, self.head) as case:
            lawclocks.ask(case, what=ForLaw.MEANING, day=at.date(), question=words, by=self.head.actor, now=at)
