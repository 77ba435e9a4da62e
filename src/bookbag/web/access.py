"""One checked fetch per kind of thing. Not found and not allowed look the same from outside."""

from typing import TYPE_CHECKING
from uuid import UUID

from bookbag.desk import homecopies, makings
from bookbag.desk import queries as desk
from bookbag.errors import FactorDue, NotFound, PassedOn
from bookbag.governance import queries as governance
from bookbag.people import families, groups, restrictions
from bookbag.policy.permissions import Act, Sight, Standing, may
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.safeguarding import queries as safeguarding
from bookbag.safeguarding import readers, reports
from bookbag.web import entrance
from bookbag.web.requests import AtSchool

if TYPE_CHECKING:
    from bookbag.desk.homecopies import Copy
    from bookbag.desk.makings import Made
    from bookbag.desk.models import Arrival, Attachment, Case, Message
    from bookbag.people.models import Contact, Group, Pupil, Restriction
    from bookbag.policy.clauses import Clause
    from bookbag.safeguarding.models import Concern, Report


def sees_desk(request: AtSchool) -> bool:
    """True for those who work at the desk; others see proof and no post."""
    return bool(may(request.actor, Act.SEE_DESK, Standing(school_id=request.school.id)))


def desk_for(request: AtSchool) -> None:
    """Leave to work at the desk at all. Raises `NotFound` for those who see proof and no post."""
    if not sees_desk(request):
        raise NotFound


def whole_desk_for(request: AtSchool) -> None:
    """Leave to see what belongs to nobody yet. Raises `NotFound` for those who see only their own."""
    desk_for(request)
    if not request.actor.works_whole_desk:
        raise NotFound


def proof_for(request: AtSchool) -> None:
    """Leave to see how the policy is kept. Raises `NotFound` for whoever has no role at the school today."""
    if not may(request.actor, Act.SEE_PROOF, Standing(school_id=request.school.id)):
        raise NotFound


def may_attest(request: AtSchool, clause: "Clause") -> bool:
    """True for those who may confirm who keeps a clause that Bookbag does not."""
    act = governance.act_to_attest(clause)
    return bool(may(request.actor, act, Standing(school_id=request.school.id)))


def policy_for(request: AtSchool) -> None:
    """Leave to keep the policy: the school's own, or that of its trust. Raises `NotFound` for everybody else."""
    standings = (Standing(school_id=request.school.id, of_trust=of_trust) for of_trust in (False, True))
    if not any(may(request.actor, Act.KEEP_POLICY, each) for each in standings):
        raise NotFound


def policy_of(request: AtSchool, *, of_trust: bool) -> None:
    """Leave to open what changes one policy. Raises `NotFound` for a role of the trust at what is the school's own.

    What binds all of the trust opens at the school too: that it is refused when it is sent is noted.
    """
    policy_for(request)
    if not of_trust:
        leave_for(request, Act.KEEP_POLICY)


def calendar_for(request: AtSchool) -> None:
    """Leave to keep the school's calendar. Raises `NotFound` for everybody else."""
    if not may(request.actor, Act.KEEP_CALENDAR, Standing(school_id=request.school.id)):
        raise NotFound


def allows(request: AtSchool, act: Act, *, owner_id: UUID | None = None, of: UUID | None = None) -> bool:
    """True for those who may do this at the school, to what is `owner_id`'s, or to what is held `of` a child."""
    pupils = frozenset([of] if of else [])
    return bool(may(request.actor, act, Standing(school_id=request.school.id, owner_id=owner_id, pupils=pupils)))


def leave_for(request: AtSchool, act: Act, *, of: UUID | None = None) -> None:
    """Leave to do this at the school, or to what is held `of` a child. Raises `NotFound` for everybody else."""
    if not allows(request, act, of=of):
        raise NotFound


def pupil_for(request: AtSchool, pupil_id: UUID, act: Act = Act.SEE_FAMILY) -> "Pupil":
    """A child of whom this person may see, or keep, what is held."""
    desk_for(request)
    pupil = families.find_pupil(request.school.id, pupil_id)
    teacher = pupil.school_class.teacher_id if pupil and pupil.school_class else None
    if pupil is None or not allows(request, act, owner_id=teacher, of=pupil.id):
        raise NotFound
    return pupil


def contact_for(request: AtSchool, contact_id: UUID, act: Act = Act.SEE_FAMILY) -> "Contact":
    """An adult of whom this person may see, or keep, what is held: a teacher, those of the children in the class."""
    desk_for(request)
    contact = families.find_contact(request.school.id, contact_id)
    if contact is None or not may(request.actor, act, families.standing_of_adult(contact)):
        raise NotFound
    return contact


def group_for(request: AtSchool, group_id: UUID) -> "Group":
    """A group of families, for those who keep them."""
    leave_for(request, Act.KEEP_FAMILIES)
    group = groups.find(request.school.id, group_id)
    if group is None:
        raise NotFound
    return group


def may_open(request: AtSchool, order: "Restriction") -> bool:
    """True for those who may read why a court's order is there."""
    return bool(may(request.actor, Act.KEEP_ORDERS, restrictions.standing(order)))


def order_for(request: AtSchool, restriction_id: UUID) -> "Restriction":
    """A court's order, for those who may read why it is there. Each reading is noted."""
    leave_for(request, Act.KEEP_ORDERS)
    found = restrictions.find(request.school.id, restriction_id)
    if found is None or not may_open(request, found):
        raise NotFound
    note(
        Kind.RESTRICTION_READ,
        by=request.actor,
        now=request.now,
        thing="restriction",
        thing_id=found.id,
        sight=found.sight,
    )
    return found


def fresh_factor_for(request: AtSchool) -> None:
    """Have a second factor shown, where it was not lately: before who comes in, and as what, is changed."""
    if not entrance.proved_lately(request):
        raise FactorDue


def case_for(request: AtSchool, case_id: UUID, act: Act = Act.SEE_CASE) -> "Case":
    """A case that this person may do this to. Reading one above ordinary sight is noted in the record."""
    case = desk.find_case(request.actor, case_id)
    if case is None:
        raise PassedOn if readers.was_passed_on(case_id, request.actor) else NotFound
    if not may(request.actor, act, desk.standing(case)):
        raise NotFound
    readers.opened(case, request.actor)
    if case.sight:
        if case.sight >= Sight.SAFEGUARDING and not entrance.proved_lately(request):
            raise FactorDue
        note(
            Kind.CASE_READ,
            by=request.actor,
            now=request.now,
            thing="case",
            thing_id=case.id,
            sight=case.sight,
            act=str(act),
        )
    return case


def concerns_for(request: AtSchool) -> None:
    """Leave to see concerns about children, with a second factor that was shown lately."""
    if not safeguarding.may_see(request.actor):
        raise NotFound
    fresh_factor_for(request)


def concern_for(request: AtSchool, concern_id: UUID) -> "Concern":
    """A concern about a child, for the safeguarding leads. Each reading is noted."""
    concerns_for(request)
    found = safeguarding.find(request.actor, concern_id)
    note(Kind.CONCERN_READ, by=request.actor, now=request.now, thing="concern", thing_id=found.id, sight=found.sight)
    return found


def report_for(request: AtSchool, report_id: UUID, *, to_deal: bool = False) -> "Report":
    """A report that is there for this person; `to_deal` with it, where it was sent to them. What is about a person asks for
    a second factor that was shown lately."""
    proof_for(request)
    found = reports.find(request.actor, report_id)
    if to_deal and reports.reader(found, request.actor) is None:
        raise NotFound
    if found.kind not in reports.TELLS_ITS_AUTHOR:
        fresh_factor_for(request)
    return found


def may_do(request: AtSchool, case: "Case", act: Act) -> bool:
    """True where this person may do this to a case that they see."""
    return bool(may(request.actor, act, desk.standing(case)))


def copy_for(request: AtSchool, copy_id: UUID) -> "Copy":
    """An adult's copy of a letter home, of a case that this person works on."""
    desk_for(request)
    copy = homecopies.find(request.school.id, copy_id)
    if copy is None:
        raise NotFound
    case_for(request, copy.row.reply.case_id, Act.ANSWER)
    return copy


def making_for(request: AtSchool, making_id: UUID) -> "Made":
    """A version of a message to be made for one adult, of a case that this person works on."""
    desk_for(request)
    made = makings.find(request.school.id, making_id)
    if made is None:
        raise NotFound
    case_for(request, made.row.reply.case_id, Act.ANSWER)
    return made


def message_for(request: AtSchool, message_id: UUID) -> "Message":
    """A message of a case that this person may see."""
    message = desk.find_message(request.actor, message_id)
    if message is None:
        raise NotFound
    case_for(request, message.case_id)
    return message


def attachment_for(request: AtSchool, attachment_id: UUID) -> "Attachment":
    """A file of a message of a case that this person may see."""
    attachment = desk.find_attachment(request.actor, attachment_id)
    if attachment is None:
        raise NotFound
    case_for(request, attachment.message.case_id)
    return attachment


def arrival_for(request: AtSchool, arrival_id: UUID) -> "Arrival":
    """An arrival whose case this person may see, or one put aside, for those who work the whole desk."""
    desk_for(request)
    arrival = desk.find_arrival(request.actor, arrival_id)
    if arrival is None:
        raise NotFound
    if arrival.case_id:
        case_for(request, arrival.case_id)
    return arrival
