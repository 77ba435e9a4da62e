"""The words of an e-mail to a colleague: what waits for them, in one note. It names no family, no child and no subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bookbag.desk.wording.receipt import Notice
from bookbag.policy import english
from bookbag.policy.reminding import Stage
from bookbag.policy.values import DutyKind

DO = {
    DutyKind.ACKNOWLEDGE: "Acknowledge",
    DutyKind.RESPOND: "Answer",
    DutyKind.REPORT: "Report",
    DutyKind.LOG: "Note what was said about",
    DutyKind.BEGIN: "Begin with",
    DutyKind.DECIDE: "Decide whom to bring in about",
}
CAME = {
    "email": "an e-mail",
    "letter": "a letter",
    "phone": "a call",
    "form": "a form",
    "text": "a text message",
    "social": "a comment",
    "in_person": "a visit",
}
SEALED = "Something that only a few may see"
ASK_THE_OFFICE = "Ask the office for it: it is not yours to open."


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to be told. Without a `link` the reader cannot open it; what is sealed says only when it is due."""

    stage: Stage
    duty: DutyKind
    channel: str
    came: datetime
    due: datetime
    clause: str
    because: str
    link: str
    sealed: bool = False
    explains: bool = False
    """The policy asks for an answer, or for word of the delay."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a colleague asks about a case. The note names who asks, and not what: it names a family as a rule."""

    asker: str
    needed_by: datetime
    link: str
    sealed: bool = False


def digest(name: str, lines: Sequence[Line], questions: Sequence[Question] = (), *, school_name: str) -> Notice:
    """Write one note of all that waits for somebody, what is late first."""
    late = [line for line in lines if line.stage is not Stage.BEFORE]
    coming = [line for line in lines if line.stage is Stage.BEFORE]
    parts = [f"Dear {name}"]
    for title, some in (("LATE", late), ("COMING UP", coming)):
        if some:
            parts += [title, *(_said(line) for line in sorted(some, key=lambda each: each.due))]
    if questions:
        parts += ["ASKED OF YOU", *map(_asked, sorted(questions, key=lambda each: each.needed_by))]
    parts.append(
        f"This is an automatic note from Bookbag at {school_name}. It comes in your working hours, once an hour at the most."
    )
    return Notice(subject=_counted(len(lines) + len(questions)), body="\n\n".join(parts))


def emergency(name: str, *, link: str, because: str, school_name: str, day_number: str, night_number: str) -> Notice:
    """Write the note of an emergency. It says where to look and whom to ring, and nothing of what it is."""
    numbers = f"Children's services: {day_number} by day, {night_number} at night and at weekends."
    parts = [
        f"Dear {name}",
        "A child may be in danger. Please look at this now:",
        link,
        "If a child is in danger ring 999." + (f" {numbers}" if day_number and night_number else ""),
        f"This is an automatic note from Bookbag at {school_name}. You get it because {because}.",
    ]
    return Notice(subject="Please look at the desk now", body="\n\n".join(parts))


def _counted(number: int) -> str:
    said = english.count(number, "thing waits", "things wait")
    return f"{said[:1].upper()}{said[1:]} for you at the desk"


def _asked(question: Question) -> str:
    what = SEALED if question.sealed else f"{question.asker} asks you about a case"
    return f"{what}: needed by {english.moment(question.needed_by)}.\n{question.link}"


def _said(line: Line) -> str:
    due = f"{'due' if line.stage is Stage.BEFORE else 'was due'} {english.moment(line.due)}"
    if line.sealed:
        return f"{SEALED}: {due}.\n{line.link or ASK_THE_OFFICE}"
    do = "Answer, or say why it takes longer:" if line.explains else DO[line.duty]
    because = f"{line.because[:1].upper()}{line.because[1:]}"
    what = f"{do} {CAME.get(line.channel, 'a message')} of {english.day(line.came.date())}"
    return f"{what}: {due} ({line.clause}). {because}.\n{line.link or ASK_THE_OFFICE}"
