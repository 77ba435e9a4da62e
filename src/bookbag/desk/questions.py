"""What a family has asked and nobody has answered yet, and what the school's policy says of leaving a question open."""

from dataclasses import dataclass

from bookbag.adoption import queries as adoption
from bookbag.compose.questions import questions as questions_in
from bookbag.desk.models import Case, CaseEvent, Message, Reply
from bookbag.desk.models.case import EventKind
from bookbag.desk.models.reply import Kind
from bookbag.policy.clearing import Severity
from bookbag.policy.rules.sending import Content
from bookbag.policy.rules.words import Check
from bookbag.schools.models import School


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions, and the clause that wants them answered with how hard it is."""

    questions: tuple[str, ...] = ()
    clause: str = ""
    severity: Severity = Severity.ASK


def of(case: Case) -> Asked:
    """What was asked since the last full answer; nothing where no pack of the school speaks of it."""
    school = School.objects.get(id=case.school_id)
    for pack in adoption.packs_of(school):
        for rule in pack.running:
            if isinstance(rule, Content) and rule.check is Check.QUESTIONS_ANSWERED:
                return Asked(_since_the_last_answer(case), rule.clause, rule.hardness(pack.clauses))
    return Asked()


def left_open(reply: Reply) -> Asked:
    """What an answer leaves open. Only a full one is to answer everything."""
    if reply.kind != Kind.FULL:
        return Asked()
    asked = of(reply.case)
    left = tuple(question for question in asked.questions if question not in reply.settled)
    return Asked(left, asked.clause, asked.severity)


def _since_the_last_answer(case: Case) -> tuple[str, ...]:
    own = {"school_id": case.school_id, "case": case}
    answered = CaseEvent.objects.filter(**own, kind=EventKind.ANSWERED).order_by("-at").values_list("at", flat=True)
    received = Message.objects.filter(**own, direction="in").order_by("at", "id")
    if last := answered.first():
        received = received.filter(at__gt=last)
    words = received.values_list("new_text", "language")
    return tuple(dict.fromkeys(each for text, language in words for each in questions_in(text, language=language)))
