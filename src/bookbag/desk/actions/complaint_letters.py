"""What goes out about a complaint in fixed words: the procedure, who sees to it now, whether it was settled, word to leaders.

A person decides each time; nothing here goes by itself. A sealed case sends nothing.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from bookbag.adoption import queries as adoption
from bookbag.channels.email import can_reach
from bookbag.desk import about, colleagues, complaints, following, raising
from bookbag.desk.actions import cases, duties, reminding
from bookbag.desk.actions import complaints as steps
from bookbag.desk.actions.complaints import Step
from bookbag.desk.models import Case
from bookbag.desk.models.case import EventKind
from bookbag.desk.receipts import reply_address
from bookbag.desk.wording import complaining
from bookbag.desk.wording.receipt import Notice
from bookbag.errors import Invalid
from bookbag.outbox.actions import dispatches
from bookbag.people import queries as people
from bookbag.policy import decisions
from bookbag.policy.clearing import Words, fixed_notice
from bookbag.policy.complaining import Said
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.policy.rules.words import Post
from bookbag.policy.values import Category, Channel, Event, Facts
from bookbag.policy.values import EventKind as Happened
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy, tokens
from bookbag.schools.models import School

LEADERS = frozenset({Role.HEAD, Role.SENIOR_LEADER})
HIGHER = ("team leader", "deputy headteacher", "headteacher")
"""To whom what cannot be settled is passed up, in the words in which whoever complained is told."""


def address_of(case: Case) -> str:
    """Where whoever complained is written to by e-mail, or an empty string."""
    wrote = case.messages.filter(direction="in").order_by("-at", "-id").values_list("from_address", flat=True).first()
    return wrote if wrote and can_reach(wrote) and case.sight < Sight.SAFEGUARDING else ""


def send_procedure(case: Case, *, by: Actor, now: datetime) -> None:
    """Send whoever complained the stages and when they hear, and note that it went (WYT-037)."""
    with tenancy.atomic():
        kept = cases.lock(case)
        school = School.objects.get(id=kept.school_id)
        words = raising.as_text(school, of_parent=complaints.is_of_parent(kept), now=now)
        link = following.link(school, kept.id)
        _send(kept, complaining.procedure(kept.subject, words, link=link, school_name=school.name), school, by, now)
        steps.say(kept, Step(Said.PROCEDURE_SENT, now), by=by, now=now)


def hand_over(case: Case, *, by: Actor, now: datetime) -> None:
    """Note that the same was handed over on paper."""
    steps.say(case, Step(Said.PROCEDURE_SENT, now, text="Handed over on paper."), by=by, now=now)


def pass_up(case: Case, *, to: UUID, role: str, by: Actor, now: datetime) -> bool:
    """Give what could not be settled to somebody above, and tell whoever complained; says whether they could be told (WYT-116).

    What was written so far goes with the case. The child's teacher still follows it, as the teacher of the class.
    """
    if role not in HIGHER:
        raise Invalid(fields={"role": "Choose to whom it goes."})
    with tenancy.atomic():
        kept = cases.assign(case, to=to, by=by, now=now)
        school = School.objects.get(id=kept.school_id)
        name = people.staff_names(kept.school_id)[to]
        steps.say(kept, Step(Said.PASSED_UP, now, text=f"To {name}, {role}."), by=by, now=now)
        if not address_of(kept):
            return False
        _send(kept, complaining.passed_up(kept.subject, role, school_name=school.name), school, by, now)
        return True


def ask_settled(case: Case, *, by: Actor, now: datetime) -> bool:
    """Ask whoever raised it, once, whether it was settled; says whether the question went (NWC-110)."""
    with tenancy.atomic():
        kept = cases.lock(case)
        if not address_of(kept) or kept.complaint_steps.filter(kind=Said.ASKED_SETTLED).exists():
            return False
        school = School.objects.get(id=kept.school_id)
        _send(kept, complaining.was_it_settled(kept.subject, school_name=school.name), school, by, now)
        steps.say(kept, Step(Said.ASKED_SETTLED, now), by=by, now=now)
        return True


def goes_to_leaders(case: Case) -> bool:
    """Whether the policy sends a complaint like this one to those who lead, of whom one takes it."""
    if case.category != Category.COMPLAINT:
        return False
    received = case.events.filter(kind=EventKind.RECEIVED).select_related("message")
    first = received.order_by("at", "id").first()
    if first is None:
        return False
    packs = adoption.packs_of(School.objects.get(id=case.school_id))
    came = Event(Happened.MESSAGE_RECEIVED, Channel(first.channel), Category(case.category), first.at)
    routes = decisions.routed(came, Facts(sender=duties.sender_of(first.message)), packs)
    return Post.SENIOR_LEADER in {route.to for route in routes}


def tell_leaders(case: Case, *, by: Actor, now: datetime) -> int:
    """Tell those who lead of a complaint, where the policy sends it to them, and nobody whom it is about; how many (SPT-041)."""
    if not goes_to_leaders(case):
        return 0
    school = School.objects.get(id=case.school_id)
    members = colleagues.staff_of(school, now=now).members
    apart = about.apart_of(case.school_id, [case.id], list(members)).get(case.id, frozenset())
    link = f"{settings.PUBLIC_URL}/{school.slug}/complaints"
    told = [
        each
        for each in members.values()
        if each.roles & LEADERS and each.id not in apart | {by.staff_id} and can_reach(each.email)
    ]
    for each in told:
        notice = complaining.to_leaders(each.name, link=link, school_name=school.name)
        reminding.send_note(school, each, notice, sight=case.sight, by=by, now=now)
        note(
            Kind.COLLEAGUE_TOLD,
            by=by,
            now=now,
            thing="case",
            thing_id=case.id,
            sight=case.sight,
            stage="complaint",
            to=str(each.id),
        )
    return len(told)


def _send(case: Case, notice: Notice, school: School, by: Actor, now: datetime) -> None:
    """Send it in fixed words. Raises `Invalid` where they cannot be reached by e-mail."""
    address = address_of(case)
    if not address:
        raise Invalid("They have no e-mail here: print it, or ring them.")
    words = Words("email", notice.subject, notice.body, (address,))
    dispatches.queue(
        words,
        fixed_notice(words, notice="complaint"),
        about=case.id,
        sight=case.sight,
        to_name=case.who,
        to_address=address,
        from_name=school.name,
        from_address=school.email,
        reply_to=reply_address(school, case),
        token=tokens.issue(school.id, case.id),
        automatic=True,
        by=by,
        now=now,
        not_before=now,
    )
