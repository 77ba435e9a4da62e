"""A pack's own examples, each an event with the duties that must follow, and whether the pack's rules bear them out."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

from pydantic import TypeAdapter

from bookbag.errors import Invalid
from bookbag.policy import english, located, packs
from bookbag.policy.calendar import Calendar
from bookbag.policy.decisions import decide
from bookbag.policy.located import Document
from bookbag.policy.packs import Pack
from bookbag.policy.rules.base import Strict
from bookbag.policy.rules.words import Post
from bookbag.policy.values import Category, Channel, DutyKind, Event, EventKind, Facts, LegalKind, Pause, Sender

FILE = "examples.yaml"


class Due(Strict):
    """A duty that must follow. Times are the school's own."""

    duty: DutyKind
    clause: str
    due: datetime
    remind: datetime | None = None
    """When its owner is asked, where the rule says so."""
    late_to: tuple[Post, ...] = ()
    """Who hears of it once its time has passed."""


class Sent(Strict):
    """Somebody to whom it must go."""

    to: Post
    clause: str


class Paused(Strict):
    """From the day on which the school asked to the day on which it had its answer."""

    asked: date
    answered: date


class Example(Strict):
    """Something that happened, with all duties and routes that follow from it."""

    says: str
    event: EventKind = EventKind.MESSAGE_RECEIVED
    channel: Channel
    category: Category = Category.ENQUIRY
    sender: Sender = Sender.UNKNOWN
    legal_kind: LegalKind | None = None
    """What the school is in law, where the pack is law."""
    extended: bool = False
    promised: date | None = None
    """The day that an answer of the school's own has named."""
    pauses: tuple[Paused, ...] = ()
    proof: Paused | None = None
    at: datetime
    expect: tuple[Due, ...]
    routes: tuple[Sent, ...] = ()


class Stated(Strict):
    """What the figures of a rule must be, in words. A promise needs none: its dates stand in the examples."""

    rule: str
    says: str


class Examples(Strict):
    """What stands in examples.yaml."""

    calendar: dict[str, object]
    figures: tuple[Stated, ...] = ()
    examples: tuple[Example, ...]


_EXAMPLES = TypeAdapter(Examples)


def check(folder: Path) -> tuple[Pack, int]:
    """Read a pack and try its examples; gives the pack and their number, or `Invalid` with a line for each fault."""
    return _tried(packs.read(folder), located.read(folder / FILE))


def check_texts(slug: str, texts: Mapping[str, bytes]) -> tuple[Pack, int]:
    """Read a pack from the bytes of its files, by their names, and try its examples; for the rest as `check`."""
    return _tried(packs.parse(slug, texts), located.parse(f"{slug}/{FILE}", texts[FILE]))


def _tried(pack: Pack, document: Document) -> tuple[Pack, int]:
    file, calendar = understood(document)
    faulty = [
        document.fault(("examples", position), f"{example.says} {wrong}")
        for position, example in enumerate(file.examples)
        if (wrong := _difference(example, followed(example, pack, calendar)))
    ]
    faulty += _misstated(file.figures, pack, document)
    if faulty:
        raise Invalid("\n".join(faulty))
    return pack, len(file.examples)


def understood(document: Document) -> tuple[Examples, Calendar]:
    """Read what stands in examples.yaml, with its calendar; `Invalid` holds a line for each fault."""
    file = located.checked(_EXAMPLES, document)
    try:
        return file, Calendar.from_dict(file.calendar)
    except Invalid as error:
        raise Invalid(document.fault(("calendar",), str(error))) from error


def followed(example: Example, pack: Pack, calendar: Calendar) -> Example:
    """Give the same example with what does follow from it under the pack's rules."""
    event = Event(example.event, example.channel, example.category, example.at.replace(tzinfo=calendar.zone))
    pauses = tuple(Pause(each.asked, each.answered) for each in example.pauses)
    facts = Facts(
        sender=example.sender,
        pauses=pauses,
        proof=Pause(example.proof.asked, example.proof.answered) if example.proof else None,
        extended=example.extended,
        promised=example.promised,
    )
    bound = pack.for_kind(example.legal_kind) if example.legal_kind else pack
    decision = decide(event, facts, [bound], calendar)
    expect = (
        Due(
            duty=each.duty,
            clause=each.clause,
            due=each.due.replace(tzinfo=None),
            remind=each.remind_at and each.remind_at.replace(tzinfo=None),
            late_to=tuple(map(Post, each.late_to)),
        )
        for each in decision.duties
    )
    routes = (Sent(to=Post(route.to), clause=route.clause) for route in decision.routes)
    return example.model_copy(update={"expect": tuple(expect), "routes": tuple(routes)})


def _misstated(stated: tuple[Stated, ...], pack: Pack, document: Document) -> Iterator[str]:
    """Say where the figures of a rule differ from what is stated, or are not stated."""
    figures = {rule.id: rule.figures for rule in pack.rules if rule.figures}
    for position, each in enumerate(stated):
        if (given := figures.pop(each.rule, "")) != each.says:
            told = f"the figures of '{each.rule}' are {given!r}, not {each.says!r}."
            yield document.fault(("figures", position), told if given else f"no rule '{each.rule}' has figures.")
    for rule, given in figures.items():
        yield document.fault(("figures",), f"the figures of '{rule}' are not stated here; it says {given!r}.")


def apart(example: Example, given: Example) -> tuple[list[str], list[str]]:
    """Say what an example expects and does not follow, and what follows and is not expected."""
    expected, followed = ({*map(_told, each.expect), *map(_sent, each.routes)} for each in (example, given))
    return sorted(expected - followed), sorted(followed - expected)


def _difference(example: Example, given: Example) -> str:
    """Say how what the rules give differs from what the example expects; nothing where they agree."""
    missing, surplus = apart(example, given)
    told = [f"Expected and not given: {each}." for each in missing]
    return " ".join([*told, *(f"Given and not expected: {each}." for each in surplus)])


def _told(due: Due) -> str:
    asked = f", asked on {english.full_moment(due.remind)}" if due.remind else ""
    late = f", late to {english.listed(sorted(due.late_to))}" if due.late_to else ""
    return f"{due.duty} under {due.clause} by {english.full_moment(due.due)}{asked}{late}"


def _sent(sent: Sent) -> str:
    return f"to {sent.to} under {sent.clause}"
