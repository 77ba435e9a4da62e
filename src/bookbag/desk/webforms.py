"""What a form means to the desk: whose it may be, which children it names, which case it goes on with. Part of intake.

Anybody can type anybody's name into a form. So what was typed is shown, and compared with what we hold, and never trusted.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from bookbag.channels.mailbox.values import Mail
from bookbag.channels.webform import Form
from bookbag.desk import threading
from bookbag.desk.actions import reminding
from bookbag.desk.models import Case, Message
from bookbag.desk.threading import Place
from bookbag.desk.topics import TOPICS, Goes
from bookbag.people import matching
from bookbag.people import queries as people
from bookbag.people.matching import Match
from bookbag.people.models import Contact, Pupil
from bookbag.policy.permissions import process
from bookbag.policy.values import Category
from bookbag.record.kinds import Kind
from bookbag.record.writing import note

SIGNED_IN = "They were signed in to the family pages."
TYPED = "Somebody typed the e-mail address that we hold. Nobody has checked who."
ANOTHER_MATTER = "It goes on from this case, but is for something else."


def match(school_id: int, form: Form) -> Match:
    """Who may have filled it in. An address that we hold is that adult's, as the answer goes there; a name is a hint."""
    if form.adult:
        return Match(contact=people.contact(school_id, UUID(form.adult)), because=SIGNED_IN)
    found = matching.who_wrote(school_id, address=form.email) if form.email else Match()
    if found.contact:
        return replace(found, because=TYPED)
    if found.staff_id:
        return Match(because="Somebody typed the address of a member of staff. Nobody has checked who.")
    if found.candidates:
        return found
    alike = matching.adults_named(school_id, name=form.name, child=form.child)
    unknown = found.because or "There is no e-mail address."
    because = f"{unknown} A parent of {form.child} has this name. Make sure before you say that it is them."
    return Match(because=because if alike else unknown, candidates=tuple(alike))


def children(school_id: int, form: Form) -> list[Pupil]:
    """The child that it names, where the school has one of that name and class; two of one name are nobody."""
    found = matching.children_named(school_id, name=form.child, class_name=form.school_class)
    return found if len(found) == 1 else []


def place(form: Form, mail: Mail, *, school_id: int, contact: Contact | None, now: datetime) -> Place:
    """Where a form goes: the case whose way to write again was followed, else the open one of the same address and matter.

    What is needed today, and what is for something else than the case, gets a case of its own; a person may join them.
    """
    topic = TOPICS[form.topic]
    where = threading.place(school_id, mail, recipients=(), contact=contact, now=now)
    if where.case is None and not topic.needed:
        goes_on = threading.continued(school_id, mail, category=topic.category, now=now)
        return replace(where, case=goes_on, proposals=()) if goes_on else where
    if where.case and topic.category not in {Category.ENQUIRY, where.case.category}:
        return Place(proposals=((where.case, ANOTHER_MATTER),), sight=where.sight)
    return where


def goes(form: Form) -> Goes:
    """Who sees to the subject that was chosen, where the policy does not say."""
    return TOPICS[form.topic].goes


def mark(case: Case, message: Message, form: Form, *, joined: bool, now: datetime) -> None:
    """Keep with the message what its writer chose; set on the case what it is for, and what is needed today."""
    topic = TOPICS[form.topic]
    said = {
        "who": form.who,
        "topic": form.topic,
        "telephone": form.telephone,
        "child": form.child,
        "school_class": form.school_class,
        "since": form.since,
        "whom": form.whom,
        "times": form.times,
    }
    message.said = {name: answer for name, answer in said.items() if answer}
    message.save(update_fields=["said"])
    if not joined:
        case.category = topic.category
        _hand_over(case, form, now=now)
    if topic.needed:
        case.needed, case.needed_since = topic.needed, now
    case.save(update_fields=["category", "needed", "needed_since", "owner"])
    if topic.is_danger:
        reminding.alarm(case, by=process("intake", case.school_id), now=now)


def _hand_over(case: Case, form: Form, *, now: datetime) -> None:
    """Give a new case to whom a family chose, if they still work here; anybody else's choice is none."""
    chosen = people.staff_member(case.school_id, UUID(form.to)) if form.adult and form.to else None
    if chosen is None:
        return
    case.owner = chosen
    by = process("intake", case.school_id)
    note(Kind.CASE_ASSIGNED, by=by, now=now, thing="case", thing_id=case.id, sight=case.sight, to=str(chosen.id))
