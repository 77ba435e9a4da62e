"""What is hidden in one world and not in the other, made as people make it."""

from functools import partial

from tests.builders.addresses import Address
from tests.builders.browsing import Browser
from tests.builders.twoworlds import AUNT, SAMINA, Secret, World

from bookbag.desk.actions import cases
from bookbag.desk.models import Arrival, Case, Message
from bookbag.people.models import Restriction, RestrictionStep
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.safeguarding.models import Concern
from bookbag.schools import tenancy

OF_A_CASE = (
    "case",
    "case-record",
    "write-note",
    "close",
    "reply",
    "log-talk",
    "about-whom",
    "join",
    "split",
    "complaint",
)
"""What is asked of a case that is hidden."""
QUIET = {"sender": AUNT, "subject": "Please keep this quiet", "message_id": "quiet@elsewhere.example"}


def _hide(world: World, case: Case) -> None:
    """Keep the addresses of a hidden case and of what hangs on it."""
    with tenancy.atomic(world.desk.school.id, sight=Sight.SAFEGUARDING):
        message = Message.objects.filter(case=case.id).latest("at")
        arrival = Arrival.objects.get(case=case.id)
        concerns = list(Concern.objects.filter(case=case.id))
    world.hidden += [Address(name, (case.id,)) for name in OF_A_CASE]
    world.hidden += [Address("report-misdirected", (message.id,)), Address("original", (arrival.id,))]
    world.hidden += [Address("concern", (each.id,)) for each in concerns]


def sealed(world: World) -> None:
    """An aunt writes; the office has opened it before a lead seals it. A teacher passes on two worries of her own."""
    case = world.brought("Her uncle hit Amira with a belt again and she is scared to go home.", **QUIET)
    Browser(world.desk.office).get("case", "wyton", case.id)
    world.looks_round()
    with tenancy.atomic(world.desk.school.id, sight=Sight.SAFEGUARDING):
        concern = Concern.objects.get(case=case.id)
    world.browser(Role.DSL).post("seal-concern", "wyton", concern.id, neutral="", needed="")
    tess = Browser(world.desk.teacher)
    tess.post("raise-concern", "wyton", world.desk.case.id)
    noticed = {"aware_on": "2026-03-02", "aware_time": "11:30"}
    tess.post("worried", "wyton", words="A bruise on her arm, from a belt.", child="Amira, 4B", **noticed)
    _hide(world, case)


def _complained_of(role: Role, world: World) -> None:
    """The aunt complains of somebody; the office has opened it. A lead, or of a lead the office, says whom it is about."""
    case = world.brought("I want to complain: they shouted at Amira in the hall.", **QUIET)
    Browser(world.desk.office).get("case", "wyton", case.id)
    world.looks_round()
    teller = Browser(world.desk.office if role is Role.DSL else world.people[Role.DSL])
    teller.post("categorise", "wyton", case.id, category="complaint")
    teller.post("about-whom", "wyton", case.id, staff=[str(world.people[role].staff_id)])
    _hide(world, case)


SUBJECTS = (Role.TEACHER, Role.DSL, Role.HEAD, Role.CHAIR)
ABOUT: dict[Role, Secret] = {role: partial(_complained_of, role) for role in SUBJECTS}
"""A complaint about somebody in each of the roles in which whoever it is about is told nothing."""


def ordered(world: World) -> None:
    """The teacher hears of an order that nobody has seen; of one that holds, the lead has other reasons, and keeps looking."""
    _ordered(world)
    world.looks_round()


def _ordered(world: World) -> None:
    father = world.desk.family.contacts["Omar"].id
    said = {"contact": str(father), "scope": ["no contact"], "said": "His solicitor rang.", "starts_on": "2026-03-02"}
    child = world.desk.family.pupil.id
    Browser(world.desk.teacher).post("enter-order", "wyton", child, ends_on="2099-08-31", **said)
    with tenancy.atomic(world.desk.school.id, sight=Sight.SAFEGUARDING):
        holds = Restriction.objects.exclude(checked_by=None).get()
        Restriction.objects.filter(id=holds.id).update(evidence="The court heard that he shouted at her.")
        RestrictionStep.objects.filter(restriction=holds).update(words="The court heard that he shouted at her.")
    world.browser(Role.DSL).post("review-order", "wyton", holds.id, words="It stands.", review_on="2099-01-01")
    world.hidden += [Address(name, (holds.id,)) for name in ("order", "review-order", "lift-order")]


def confidential(world: World) -> None:
    """What `ordered` hides, and a case that the head has made confidential."""
    _ordered(world)
    case = world.brought("A solicitor has written to us about Amira, and I am ashamed of it.", **QUIET)
    head: Actor = world.people[Role.HEAD]
    with tenancy.atomic(world.desk.school.id, sight=head.sight):
        cases.set_sight(Case.objects.get(id=case.id), Sight.CONFIDENTIAL, by=head, now=world.clock.now)
    world.looks_round()
    _hide(world, case)


def not_for_him(world: World) -> None:
    """The mother asks that his father be told nothing, and the office answers her."""
    case = world.brought(
        "Please do not tell his father, not even through a solicitor: we have moved.",
        sender=SAMINA,
        subject="Please keep this quiet",
        message_id="quiet@home.example",
    )
    world.looks_round()
    office = Browser(world.desk.office)
    office.post("begin-reply", "wyton", case.id, body="Dear Mrs Khan, thank you for telling us.")
    page = office.get("reply", "wyton", case.id)
    to = [each["value"] for each in page.controls if each.get("name") == "to"]
    words = {"subject": "Re: it", "body": "Dear Mrs Khan, thank you for telling us.", "kind": "full", "do": "send"}
    office.post("reply", "wyton", case.id, to=to, seen=world.clock.now.isoformat(), **words)
    _hide(world, case)
