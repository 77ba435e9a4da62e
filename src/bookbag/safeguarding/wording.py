"""The words of an alert. They say that somebody must look, and nothing of what, of whom or from whom."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """What is sent."""

    subject: str
    body: str


def to_lead(name: str, *, link: str, school_name: str, numbers: str) -> Notice:
    """To somebody who may open it."""
    parts = [
        f"Dear {name}",
        "Something waits for you at the desk, and nobody has it yet. Open it and press “I have it”:",
        link,
        f"You are told again every 15 minutes until somebody has it. In danger ring 999.{numbers}",
        f"This is an automatic note from Bookbag at {school_name}.",
    ]
    return Notice("Please look at the desk now", "\n\n".join(parts))


def to_other(name: str, *, leads: str, school_name: str, numbers: str) -> Notice:
    """To somebody who may not open it and can find who may."""
    find = f"Find one of them now: {leads}." if leads else "The school has named no safeguarding lead. Name one now."
    parts = [
        f"Dear {name}",
        f"Something waits for the safeguarding leads, and none of them has it yet. {find}",
        f"You are told again every 15 minutes until somebody has it. In danger ring 999.{numbers}",
        f"This is an automatic note from Bookbag at {school_name}.",
    ]
    return Notice("Please look at the desk now", "\n\n".join(parts))


def to_reader(name: str, *, link: str, school_name: str, numbers: str, again: bool) -> Notice:
    """To somebody for whom a report is."""
    more = "You are told again until you have pressed “I have it”. " if again else ""
    parts = [
        f"Dear {name}",
        "Something has been passed to you and to nobody who does not need it. Look at it before you speak of it to anybody:",
        link,
        f"{more}In danger ring 999.{numbers}",
        f"This is an automatic note from Bookbag at {school_name}.",
    ]
    return Notice("Something has been passed to you", "\n\n".join(parts))
