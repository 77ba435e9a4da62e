"""Who may do what: roles as data, one question `may`, and a verdict that names its reason. Knows no tables."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from uuid import UUID

from bookbag.errors import Denied


class Sight(IntEnum):
    """How much a person may see; the database compares it with each row's own level."""

    ORDINARY = 0
    CONFIDENTIAL = 1
    SAFEGUARDING = 2


class Role(StrEnum):
    """What somebody is at a school, in the field's own words."""

    OFFICE = "office"
    TEACHER = "teacher"
    SENIOR_LEADER = "senior_leader"
    HEAD = "head"
    DSL = "dsl"
    DEPUTY_DSL = "deputy_dsl"
    GOVERNOR = "governor"
    CHAIR = "chair"
    CLERK = "clerk"
    SENCO = "senco"
    PASTORAL = "pastoral"
    ATTENDANCE = "attendance"
    BUSINESS_MANAGER = "business_manager"
    DIGITAL_CHAMPION = "digital_champion"
    HR = "hr"
    DPO = "dpo"
    SUPPLY = "supply"
    TRUST_OFFICER = "trust_officer"
    CHIEF_EXECUTIVE = "chief_executive"
    EXECUTIVE_HEAD = "executive_head"
    CHAIR_OF_TRUSTEES = "chair_of_trustees"


SIGHT_OF: dict[Role, Sight] = {
    Role.HEAD: Sight.CONFIDENTIAL,
    Role.SENIOR_LEADER: Sight.CONFIDENTIAL,
    Role.DSL: Sight.SAFEGUARDING,
    Role.DEPUTY_DSL: Sight.SAFEGUARDING,
}
"""Sight above ordinary. Every role that is not named here sees ordinary matters only."""


class Act(StrEnum):
    """What a page or an action asks leave for."""

    SEE_PROOF = "see_proof"
    SEE_DESK = "see_desk"
    SEE_CASE = "see_case"
    ANSWER = "answer"
    WRITE_NOTE = "write_note"
    ASSIGN = "assign"
    CLOSE = "close"
    JOIN = "join"
    MATCH_SENDER = "match_sender"
    LOG_LETTER = "log_letter"
    KEEP_CALENDAR = "keep_calendar"
    SEE_FAMILY = "see_family"
    """Seeing a child and each of its adults. A teacher sees those of their own classes."""
    KEEP_FAMILIES = "keep_families"
    """Entering and correcting what is held of families, and the groups that they are in."""
    KEEP_CONSENTS = "keep_consents"
    SAY_ORDER = "say_order"
    """Saying that somebody speaks of a court's order. Reading what is kept of it is another thing."""
    KEEP_ORDERS = "keep_orders"
    """Reading a court's order and why it is there; saying that one was seen, stopping, reviewing, lifting."""
    SHAPE_CONSENTS = "shape_consents"
    """Saying what families are asked, in which words, and from which age pupils answer for themselves."""
    KEEP_HOURS = "keep_hours"
    """Saying when somebody is in, and who stands in for whom. For oneself everybody may."""
    KEEP_STAFF = "keep_staff"
    """Saying who begins and ends to work here, and as what; what leads or sees more is the head's to give (`may_give`)."""
    READ_LEAVERS = "read_leavers"
    """Opening the correspondence of somebody who has left."""
    SET_UP = "set_up"
    BRING_IN = "bring_in"
    """Bringing pupils, adults and staff in from a file."""
    END_FACTOR = "end_factor"
    """Ending a colleague's second factor that was lost, and saying whether everybody needs one."""
    SEE_CONCERNS = "see_concerns"
    """Opening concerns about children, saying "I have it", sealing them, passing them on outside the school."""
    TAKE_EMERGENCIES = "take_emergencies"
    KEEP_POLICY = "keep_policy"
    """Drafting a version, putting it in force, switching a rule off, reviewing. Signing goes by post (`posts.fills`)."""
    SETTLE_CONFLICT = "settle_conflict"
    ATTEST = "attest"
    """Saying who or what keeps a clause that Bookbag does not."""
    ATTEST_SAFEGUARDING = "attest_safeguarding"


OF_FAMILIES = frozenset({Act.SEE_FAMILY, Act.KEEP_FAMILIES, Act.KEEP_CONSENTS, Act.SAY_ORDER, Act.KEEP_ORDERS})
"""What nobody does, or reads, of their own family or of themselves: there they are a parent like any other."""

OF_TRUST = frozenset({Role.TRUST_OFFICER, Role.CHIEF_EXECUTIVE, Role.EXECUTIVE_HEAD, Role.CHAIR_OF_TRUSTEES})
"""Roles in the trust. Whoever leads one of its schools as well has that school's own role beside."""

PROOF_ONLY = frozenset({Role.GOVERNOR, Role.CHAIR, Role.CLERK}) | OF_TRUST
"""Roles that see proof and no post (DESIGN: governors without a part in a case see no name, subject or words)."""

POLICY_ACTS = frozenset({Act.SEE_PROOF, Act.KEEP_POLICY, Act.SETTLE_CONFLICT, Act.ATTEST, Act.ATTEST_SAFEGUARDING})
"""What needs no sight of the post."""

WHOLE_DESK = frozenset(
    {
        Role.OFFICE,
        Role.HEAD,
        Role.SENIOR_LEADER,
        Role.DSL,
        Role.DEPUTY_DSL,
        Role.BUSINESS_MANAGER,
        Role.ATTENDANCE,
        Role.PASTORAL,
        Role.SENCO,
    }
)
"""Roles that work the whole desk; others at the school see what they own, take part in, or teach."""


OVER_THE_HEAD = OF_TRUST | {Role.CHAIR, Role.CLERK}
"""Roles of those who hear complaints about the head: nobody at the school gives or ends them, whoever runs Bookbag does."""

SECOND_FACTOR = OVER_THE_HEAD | {Role.HEAD, Role.SENIOR_LEADER, Role.DSL, Role.DEPUTY_DSL, Role.BUSINESS_MANAGER}
"""Roles that nobody uses with a password alone."""


def needs_factor(roles: frozenset[Role], *, of_all: bool) -> bool:
    """Whether somebody with these roles needs a second factor; `of_all` where the school demands it of everybody."""
    return of_all or bool(roles & SECOND_FACTOR)


BY_ROLE: dict[Act, tuple[frozenset[Role], str]] = {
    Act.KEEP_CALENDAR: (
        frozenset({Role.OFFICE, Role.HEAD, Role.BUSINESS_MANAGER}),
        "The office, the business manager and the headteacher keep the calendar.",
    ),
    Act.KEEP_FAMILIES: (WHOLE_DESK, "The school office keeps what is held of families."),
    Act.KEEP_CONSENTS: (WHOLE_DESK, "The school office keeps what families have agreed to."),
    Act.SAY_ORDER: (
        WHOLE_DESK | {Role.TEACHER},
        "The school office and the child's teacher pass on what is said of a court order.",
    ),
    Act.KEEP_ORDERS: (
        frozenset({Role.HEAD, Role.DSL, Role.DEPUTY_DSL}),
        "The headteacher and the safeguarding leads keep what is known of court orders.",
    ),
    Act.SHAPE_CONSENTS: (
        frozenset({Role.HEAD, Role.BUSINESS_MANAGER}),
        "The headteacher and the business manager say what families are asked.",
    ),
    Act.KEEP_HOURS: (
        frozenset({Role.OFFICE, Role.HEAD, Role.BUSINESS_MANAGER}),
        "The office, the business manager and the headteacher keep the hours of others.",
    ),
    Act.KEEP_STAFF: (
        frozenset({Role.HEAD, Role.BUSINESS_MANAGER}),
        "The headteacher and the business manager say who works here.",
    ),
    Act.READ_LEAVERS: (frozenset({Role.HEAD}), "The headteacher opens what somebody who left has written."),
    Act.SET_UP: (
        frozenset({Role.OFFICE, Role.HEAD, Role.BUSINESS_MANAGER}),
        "The office, the business manager and the headteacher set the school up.",
    ),
    Act.BRING_IN: (
        frozenset({Role.OFFICE, Role.HEAD, Role.BUSINESS_MANAGER}),
        "The office, the business manager and the headteacher bring people in from files.",
    ),
    Act.END_FACTOR: (
        frozenset({Role.HEAD, Role.BUSINESS_MANAGER}),
        "The headteacher and the business manager see to second factors.",
    ),
    Act.SEE_CONCERNS: (
        frozenset({Role.DSL, Role.DEPUTY_DSL}),
        "The safeguarding lead and the deputies open concerns about children.",
    ),
    Act.TAKE_EMERGENCIES: (
        frozenset({Role.HEAD, Role.SENIOR_LEADER, Role.DSL, Role.DEPUTY_DSL}),
        "Only the headteacher, senior leaders and safeguarding leads are alerted in emergencies.",
    ),
    Act.KEEP_POLICY: (
        frozenset({Role.HEAD, Role.BUSINESS_MANAGER}),
        "The headteacher and the business manager keep the policy.",
    ),
    Act.SETTLE_CONFLICT: (frozenset({Role.HEAD}), "The headteacher decides this."),
    Act.ATTEST: (
        frozenset({Role.HEAD, Role.BUSINESS_MANAGER, Role.CLERK}),
        "The headteacher, the business manager and the clerk confirm what is kept elsewhere.",
    ),
    Act.ATTEST_SAFEGUARDING: (
        frozenset({Role.HEAD, Role.DSL, Role.DEPUTY_DSL}),
        "The headteacher and the safeguarding leads confirm this.",
    ),
}
"""What goes by role alone, whatever else somebody sees: which roles, and what a refusal says."""

TRUST_POLICY_KEEPERS = frozenset({Role.TRUST_OFFICER, Role.CHIEF_EXECUTIVE, Role.EXECUTIVE_HEAD})
"""Roles that administer what binds every school of a trust."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a member of staff at one school, or one of Bookbag's own processes (`staff_id` is None)."""

    name: str
    school_id: int
    staff_id: UUID | None = None
    user_id: int | None = None
    roles: frozenset[Role] = field(default_factory=frozenset)
    own_children: frozenset[UUID] = field(default_factory=frozenset)
    """Pupils whose parent the actor is, and the other children of those pupils' parents: their cases are colleagues' work,
    unless the actor has a part in them; what is held of their families always is (`OF_FAMILIES`)."""

    @property
    def person(self) -> UUID:
        """The member of staff. Raises `Denied` for one of our own processes: some things only a person may do."""
        if self.staff_id is None:
            raise Denied("Only a person can do this.")
        return self.staff_id

    @property
    def sight(self) -> Sight:
        """The most that any of the actor's roles may see; a process of our own sees what it must carry."""
        if self.staff_id is None:
            return Sight.SAFEGUARDING
        return max((SIGHT_OF.get(role, Sight.ORDINARY) for role in self.roles), default=Sight.ORDINARY)

    @property
    def works_whole_desk(self) -> bool:
        """True where the actor's roles cover every ordinary case of the school."""
        return self.staff_id is None or bool(self.roles & WHOLE_DESK)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a room says of one thing, so that a rule can judge it without reading a table."""

    school_id: int
    sight: Sight = Sight.ORDINARY
    of_trust: bool = False
    """It binds every school of the trust, of which `school_id` is one."""
    owner_id: UUID | None = None
    pupils: frozenset[UUID] = field(default_factory=frozenset)
    """The children whom it concerns; of an adult, all of theirs."""
    person_id: UUID | None = None
    """The colleague whom it is held of, as a parent here."""
    taking_part: frozenset[UUID] = field(default_factory=frozenset)
    asked: frozenset[UUID] = field(default_factory=frozenset)
    """Colleagues who were asked about it, or have passed it on, until it is answered: they read, and write a note, no more."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Allowed or not, and why. True in a template where it allows."""

    allowed: bool
    because: str
    clause: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise `Denied` with the reason unless the verdict allows."""
        if not self.allowed:
            raise Denied(self.because, clause=self.clause)


def process(name: str, school_id: int) -> Actor:
    """One of Bookbag's own processes as an actor: it has no roles and no place in anybody's list."""
    return Actor(name=name, school_id=school_id)


def may(actor: Actor, act: Act, thing: Standing) -> Verdict:
    """Say whether the actor may do this to that thing, and why. Refusals do not tell what the thing is."""
    if refusal := _refusal(actor, act, thing):
        return Verdict(allowed=False, because=refusal)
    if actor.staff_id is None:
        return Verdict(allowed=True, because="Bookbag's own process.")
    if act in BY_ROLE:
        return _by_role(actor, act, thing)
    if act in {Act.SEE_DESK, Act.SEE_PROOF} or (actor.works_whole_desk and not actor.own_children & thing.pupils):
        return Verdict(allowed=True, because="Your role at this school allows it.")
    if actor.staff_id == thing.owner_id or actor.staff_id in thing.taking_part:
        return Verdict(allowed=True, because="You have this case or take part in it.")
    asked = actor.staff_id in thing.asked and act in {Act.SEE_CASE, Act.WRITE_NOTE}
    return Verdict(
        asked,
        "A colleague has asked you about it, or you have passed it on."
        if asked
        else "Somebody else has this case. The school office can hand it to you.",
    )


def may_give(actor: Actor, role: Role, *, to: UUID | None) -> Verdict:
    """Whether somebody may give a role to a colleague, or end it: what leads or sees more only the head, and to nobody
    who would be giving it to themselves. A directory, and any other of our own processes, gives none of those.
    """
    if role in OVER_THE_HEAD:
        return Verdict(
            actor.staff_id is None,
            "Whoever runs Bookbag gives and ends the roles of the trust, the chair and the clerk.",
        )
    if role not in SECOND_FACTOR:
        return Verdict(
            actor.staff_id is None or bool(actor.roles & BY_ROLE[Act.KEEP_STAFF][0]), "You keep the staff list."
        )
    if actor.staff_id is not None and actor.staff_id == to:
        return Verdict(allowed=False, because="Nobody gives or ends a role of this kind for themselves.")
    return Verdict(
        Role.HEAD in actor.roles, "This role leads or sees more than others: the headteacher gives and ends it."
    )


def _by_role(actor: Actor, act: Act, thing: Standing) -> Verdict:
    """What goes by role: at a school its own people, and for all of a trust the trust's."""
    if thing.of_trust:
        return Verdict(
            bool(actor.roles & TRUST_POLICY_KEEPERS), "This binds every school of the trust; the trust keeps it."
        )
    if act is Act.KEEP_HOURS and actor.staff_id == thing.owner_id:
        return Verdict(allowed=True, because="These are your own hours.")
    roles, because = BY_ROLE[act]
    return Verdict(bool(actor.roles & roles), because)


def _refusal(actor: Actor, act: Act, thing: Standing) -> str:
    """Why this actor may do nothing at all with the thing, or an empty string."""
    if actor.school_id != thing.school_id:
        return "This belongs to another school."
    if actor.staff_id is None:
        return ""
    if not actor.roles:
        return "You have no role at this school today."
    if actor.roles <= PROOF_ONLY and act not in POLICY_ACTS and actor.staff_id != thing.owner_id:
        return "Governors see proof of the policy, not the post."
    if act in OF_FAMILIES and (actor.own_children & thing.pupils or actor.staff_id == thing.person_id):
        return "It is about your own family: a colleague sees to it."
    return "This is kept for other people." if thing.sight > actor.sight else ""
