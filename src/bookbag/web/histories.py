"""What the pages say of what was held before: each change in words, who made it and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bookbag.people.families import NEEDS, TOLD
from bookbag.people.reading import LANGUAGES

if TYPE_CHECKING:
    from bookbag.people.models import DetailChange, PointChange

WORDS = {
    "title": "Title",
    "given_name": "First name",
    "family_name": "Family name",
    "known_as": "First name in use",
    "known_family_name": "Family name in use",
    "organisation": "Acts for",
    "language": "Language",
    "needs": "How to write to or speak with them",
    "on_paper": "Gets everything on paper",
    "staff": "Works here too",
    "born_on": "Date of birth",
    "upn": "Unique pupil number",
    "school_class": "Class",
    "left_on": "Last day at the school",
    "told_apart_on": "Parents live apart, told on",
    "told_apart_by": "Parents live apart, told by",
    "looked_after_by": "In care of",
    "looked_after_from": "In care from",
    "privately_fostered_from": "Privately fostered from",
    "authority_told_on": "Local authority told on",
    "kind": "Is the child’s",
    "parental_responsibility": "Parental responsibility",
    "section_576": "Parent in education law",
    "lives_with": "Child lives with them",
    "told": "Is told what goes home",
    "tells": "Told only of",
    "priority": "Rung in place",
    "decides": "May decide",
    "link": "Link",
}

LABELS = {"language": dict(LANGUAGES), "needs": dict(NEEDS), "tells": dict(TOLD)}
"""Words for what is held by a short name."""


@dataclass(frozen=True, slots=True)
class Line:
    """One change as a page shows it."""

    at: datetime
    what: str
    was: str
    became: str
    by: str
    about: str = ""


def of_adult(points: Iterable["PointChange"], details: Iterable["DetailChange"]) -> list[Line]:
    """What changed of an adult, the latest first; `about` names the child where it is about what the adult is to one."""
    lines = [
        Line(each.at, each.get_kind_display(), each.was, each.get_because_display(), each.by_name) for each in points
    ]
    lines += [_detail(each, str(each.pupil or "")) for each in details]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def of_child(changes: Iterable["DetailChange"]) -> list[Line]:
    """What changed of a child, as it comes; `about` names the adult where it is about what one is to the child."""
    return [_detail(change, str(change.contact or "")) for change in changes]


def _detail(change: "DetailChange", about: str) -> Line:
    what = WORDS.get(change.what, change.what)
    was, became = (_in_words(change.what, value) for value in (change.was, change.became))
    return Line(change.at, what, was, became, change.by_name, about)


def _in_words(what: str, value: str) -> str:
    labels = LABELS.get(what, {})
    return ", ".join(labels.get(each, each) for each in value.split(", ")) if value else "–"
