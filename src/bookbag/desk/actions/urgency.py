"""How urgent a case is: a person says so, or its own words do until a person has said. What is urgent stands before others."""

import re
from datetime import datetime

from bookbag.desk.models import Case, Message
from bookbag.desk.models.case import Urgent
from bookbag.policy.permissions import Actor
from bookbag.policy.values import Category
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy
from bookbag.triage.judging import Judgement

CHOICES = [("", "Not urgent"), *((each.value, each.label) for each in Urgent if each is not Urgent.WORDS)]
"""What a person may say. That its words sound urgent is what Bookbag proposes."""

_URGENT = re.compile(r"(?<!not )(?<!non-)(?<!nothing )\b(urgent|urgently|asap|emergency)\b", re.IGNORECASE)


def says_so(subject: str, text: str) -> bool:
    """Whether its writer calls a message urgent (NWC-016)."""
    return bool(_URGENT.search(subject) or _URGENT.search(text))


def say(case: Case, why: str, *, by: Actor, now: datetime) -> Case:
    """Say why a case goes before others, or with nothing that it does not (WYT-086)."""
    with tenancy.atomic():
        kept = Case.objects.select_for_update(of=("self",)).get(school_id=case.school_id, id=case.id)
        if set_on(kept, why, by=by, now=now):
            kept.save(update_fields=["urgent_for"])
        return kept


def set_on(case: Case, why: str, *, by: Actor, now: datetime) -> bool:
    """The same on a case that the caller holds and saves. Says whether anything changed."""
    if case.urgent_for == why:
        return False
    was, case.urgent_for = case.urgent_for, why
    note(Kind.URGENCY_SAID, by=by, now=now, thing="case", thing_id=case.id, sight=case.sight, was=was, now_is=why)
    return True


def propose(case: Case, message: Message, judged: Judgement, *, by: Actor, now: datetime) -> None:
    """Put a case before others because its words are or sound urgent; the caller saves it. That hides nothing and answers
    nobody. Advertising that calls itself urgent is not put there.
    """
    called = says_so(message.subject, message.new_text) and judged.category != Category.SPAM_OR_MARKETING
    if (judged.urgent or called) and not case.urgent_for:
        set_on(case, Urgent.WORDS, by=by, now=now)


def settle(case: Case, *, urgent: bool, by: Actor, now: datetime) -> None:
    """What a person says of a proposal: it is urgent, or it is not. What somebody has said before stays."""
    if urgent and not case.urgent_for:
        say(case, Urgent.WORDS, by=by, now=now)
    elif not urgent and case.urgent_for == Urgent.WORDS:
        say(case, "", by=by, now=now)
