"""What stands under the words of an answer, by what it is: the day that it names, why it takes longer, what is asked."""

from dataclasses import dataclass
from datetime import date, time

from bookbag.desk.models.reply import Kind
from bookbag.policy import english
from bookbag.policy.complaining import Model


@dataclass(frozen=True, slots=True)
class Shape:
    """What an answer is, and what it names."""

    kind: Kind = Kind.FULL
    promised: date | None = None
    promised_at: time | None = None
    why: str = ""
    settled: tuple[str, ...] = ()
    wanted_by: date | None = None
    reminds: bool = False


def of(shape: Shape) -> str:
    """The sentences that are added to whatever its author has written, a paragraph each."""
    said = []
    if shape.kind == Kind.DELAY and shape.why:
        said.append(f"Why it takes longer: {shape.why}")
    if shape.kind in {Kind.HOLDING, Kind.DELAY} and shape.promised:
        said.append(f"You will have our full answer by {english.day(shape.promised)}.")
    if shape.kind in _OFFERS and shape.promised and shape.promised_at:
        moment = f"{english.day(shape.promised)} at {english.clock(shape.promised_at)}"
        said.append(f"{_OFFERS[shape.kind]} {moment}. If that does not suit you, answer this and name another time.")
    if shape.wanted_by:
        said.append(f"Please answer by {english.day(shape.wanted_by)}.")
    return "\n\n".join(said)


def stage(number: int, model: Model, *, how: str, where: str) -> str:
    """What is said under every answer to a complaint. Where the school's own procedure is not entered, that is said too."""
    named = (
        model.name if model.is_own else f"the steps of {model.name}, which stand until our own procedure says otherwise"
    )
    steps = len(model.stages)
    return (
        f"Your complaint is at stage {min(number, steps)} of {steps}: {model.stages[min(number, steps) - 1]}. We go by"
        f" {named}. If you are not content with how a stage ends you can ask for the next one. How we hear complaints:"
        f" {how} Where yours stands: {where}"
    )


_OFFERS = {Kind.CALL: "We will ring you on", Kind.MEETING: "We invite you to meet us on"}


def reminder(subject: str, wanted_by: date, school_name: str) -> tuple[str, str]:
    """The subject and words of what goes, on the day before, to whoever has not answered by then."""
    words = (
        f"We wrote to you about “{subject}”, and wait for your answer. Please answer by {english.day(wanted_by)}.",
        "If you have answered by another way, you need do nothing.",
        school_name,
    )
    return f"Reminder: {subject}", "\n\n".join(words)
