"""How concerns and complaints are raised, and what comes then: one text for the public page, the leaflet and receipts."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from bookbag.adoption import queries as adoption
from bookbag.desk import complaints
from bookbag.desk.models import Case
from bookbag.desk.printing import ENGLISH, Letter, Part, as_pdf
from bookbag.policy import english, explain
from bookbag.policy.complaining import Model
from bookbag.policy.rules import Promise
from bookbag.policy.values import Category, Channel, DutyKind, Event, EventKind, Facts, Sender
from bookbag.schools.models import School

LONDON = ZoneInfo("Europe/London")
TITLE = "How to raise a concern or a complaint"
_HEARD = {
    DutyKind.ACKNOWLEDGE: "You hear that we have it {}.",
    DutyKind.RESPOND: "You have our answer {}, or a letter that says why it takes longer and names another day.",
}
_WHO = (
    "Anybody: parents and carers, neighbours, the public. You need not have a child at the school. You may bring somebody"
    " with you, and say if you need an interpreter or anything else."
)
_ABOVE = (
    "What is about the headteacher goes to the chair of governors. What is about the chair goes to the clerk to the"
    " governors. Nobody looks into what is about themselves."
)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text: its heading, what it says, and steps where they come one after the other."""

    heading: str
    lines: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


def sections(school: School, *, of_parent: bool, now: datetime) -> tuple[Section, ...]:
    """The text, as it stands under the school's policy and procedure today."""
    model = complaints.model(school, of_parent=of_parent)
    return (
        Section("How", tuple(_ways(school))),
        Section("Who may", (_WHO,)),
        Section("The steps", (_named(model),), model.stages),
        Section("When you hear", (*_when(school, now), "Some steps take time, because people have to be asked.")),
        Section("If it is about somebody at the top", (_ABOVE,)),
    )


def as_text(school: School, *, of_parent: bool, now: datetime) -> str:
    """The same as plain words, for a mail and for paper."""
    parts = []
    for each in sections(school, of_parent=of_parent, now=now):
        steps = [f"{number}. {step}" for number, step in enumerate(each.steps, 1)]
        parts.append("\n".join([f"{each.heading.upper()}", *each.lines, *steps]))
    return "\n\n".join(parts)


def as_leaflet(school: School, *, now: datetime, of_parent: bool = True, before: str = "") -> bytes:
    """The same on paper: a leaflet for the front desk or, with words before it, a receipt."""
    words = "\n\n".join(
        filter(None, [before, as_text(school, of_parent=of_parent, now=now), f"Online: {address(school)}"])
    )
    letter = Letter(TITLE, (Part(ENGLISH, words),), now.astimezone(LONDON).date())
    return as_pdf(school, TITLE, [letter], now=now)


def as_receipt(case: Case, school: School, *, link: str, now: datetime) -> bytes:
    """The same for whoever has complained and is there, with what they said and how to follow it."""
    said = case.messages.filter(direction="in").order_by("at", "id").values_list("text", flat=True).first() or ""
    came = english.full_day(case.opened_at.astimezone(LONDON).date())
    parts = [
        f"From {case.who}, {came}. We have your {case.category}: {case.subject}",
        f"In your words: {said}" if said else "",
        f"Where it stands, at any time: {link}",
    ]
    of_parent = complaints.is_of_parent(case)
    return as_leaflet(school, now=now, of_parent=of_parent, before="\n\n".join(filter(None, parts)))


def address(school: School) -> str:
    """Where the page is, open to all."""
    return f"{settings.PUBLIC_URL}/{school.slug}/write/concerns"


def _ways(school: School) -> list[str]:
    hours = f"{english.clock(school.office_opens)} to {english.clock(school.office_closes)} on school days"
    ring = f"Ring {school.telephone}, or come" if school.telephone else "Come"
    said = [f"First tell whoever it concerns, or the school office. {ring}: {hours}."]
    said.append(f"Write to {school.email}, or on our form: {settings.PUBLIC_URL}/{school.slug}/write.")
    if school.postal_address:
        said.append(f"By letter: {', '.join(school.postal_address.splitlines())}.")
    said.append("What you tell us by telephone or face to face we write down and read back to you.")
    return said


def _named(model: Model) -> str:
    if not model.is_own:
        return f"The school’s own procedure is not entered yet. Until then these are the steps of {model.name}."
    return f"{model.name}: {model.link}" if model.link else f"{model.name}."


def _when(school: School, now: datetime) -> list[str]:
    """What the policy promises to whoever complains, the shortest time of each kind."""
    event = Event(EventKind.MESSAGE_RECEIVED, Channel.FORM, Category.COMPLAINT, now)
    said: dict[DutyKind, str] = {}
    for pack in adoption.packs_of(school):
        for rule in pack.rules:
            if isinstance(rule, Promise) and not pack.is_law and rule.binds(event, Facts(sender=Sender.PUBLIC)):
                said.setdefault(rule.duty, explain.length(rule.within))
    return [words.format(said[duty]) for duty, words in _HEARD.items() if duty in said]
