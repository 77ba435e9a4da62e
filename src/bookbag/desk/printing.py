"""Letters as PDFs: in large print to go with a mail, and each adult's copy to be posted or handed out, in the size they need."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bookbag.paper.typesetting import Value, typeset
from bookbag.people import reading
from bookbag.people.models.family import Need
from bookbag.policy import english

if TYPE_CHECKING:
    from bookbag.compose.models import Draft
    from bookbag.people.models import Contact
    from bookbag.schools.models import School

TEMPLATE = Path(__file__).with_name("letter.typ")
USUAL, LARGE = 12, 18
"""Points. Large print begins at 16; the UK Association for Accessible Formats asks for 18 where nobody has said otherwise."""
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Part:
    """Words in one language."""

    language: str
    words: str

    @property
    def name(self) -> str:
        """The language as those who read it call it."""
        return reading.own_name(self.language)


@dataclass(frozen=True, slots=True)
class Letter:
    """What one adult reads: the words in their language first, where there are some, and the original always beside them."""

    subject: str
    parts: tuple[Part, ...]
    on: date
    to: tuple[str, ...] = ()
    size: int = USUAL
    note: str = ""


def parts_for(adult: "Contact", draft: "Draft") -> tuple[Part, ...]:
    """The words of a draft as this adult gets them."""
    code = reading.language(adult)
    own = next((each.text for each in draft.versions.all() if each.form == code), "") if code else ""
    original = Part(ENGLISH, draft.whole)
    return (Part(code, own), original) if own.strip() else (original,)


def as_text(parts: Sequence[Part]) -> str:
    """The words for a mail. Where there are two languages each stands under its own name."""
    if len(parts) == 1:
        return parts[0].words
    return "\n\n\n".join(f"{part.name.upper()}\n\n{part.words.strip()}" for part in parts) + "\n"


def size_for(adult: "Contact") -> int:
    """How large the letters are to be."""
    return LARGE if Need.LARGE_PRINT in adult.needs else USUAL


def as_pdf(school: "School", title: str, letters: Sequence[Letter], *, now: datetime) -> bytes:
    """One letter after another, each on a page of its own."""
    values: dict[str, Value] = {
        "title": title,
        "school": school.name,
        "telephone": school.telephone,
        "colour": school.colour,
        "letters": [_letter(each) for each in letters],
    }
    return typeset(TEMPLATE, values, now=now)


def _letter(letter: Letter) -> dict[str, Value]:
    named = len(letter.parts) > 1
    return {
        "subject": letter.subject or "Letter",
        "to": list(letter.to),
        "on": english.full_day(letter.on),
        "size": letter.size,
        "note": letter.note,
        "parts": [
            {
                "name": part.name if named else "",
                "language": part.language,
                "words": [each.strip("\n") for each in part.words.replace("\r\n", "\n").split("\n\n") if each.strip()],
            }
            for part in letter.parts
        ],
    }
