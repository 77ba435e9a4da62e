"""Names that a school holds and that are spelt or said nearly as somebody wrote them. For search; decides nothing."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from bookbag.people import names
from bookbag.people.models import Contact, Pupil
from bookbag.people.shortnames import LINES_OF

LONG_ENOUGH = 4
"""Letters of a name in which a slip of the finger leaves enough to know it by."""
_NONE = frozenset[int]()


def near(school_id: int, words: Sequence[str], *, teacher: UUID | None) -> tuple[bool, Mapping[str, tuple[str, ...]]]:
    """Whether one of these folded words is, begins or may be meant for a name; and for which, save where it is one itself.

    With `teacher` only names of the children of that teacher's classes and their adults.
    """
    held = _held(school_id, teacher)
    sought = [word for word in words if len(word) >= LONG_ENOUGH and not word.isdigit() and word not in held]
    found = {word: tuple(sorted(name for name in held if _alike(word, name))) for word in sought}
    meant = {word: alike for word, alike in found.items() if alike}
    return bool(meant) or any(name.startswith(tuple(words)) for name in held), meant


def _held(school_id: int, teacher: UUID | None) -> frozenset[str]:
    pupils, adults = Pupil.objects.filter(school_id=school_id), Contact.objects.filter(school_id=school_id)
    if teacher:
        pupils = pupils.filter(school_class__teacher_id=teacher)
        adults = adults.filter(relationships__pupil__school_class__teacher_id=teacher)
    keys = {*pupils.values_list("sort_key", flat=True), *adults.values_list("sort_key", flat=True)}
    plain = (key.replace(",", " ").replace("-", " ").replace("'", "") for key in keys)
    return frozenset(name for key in plain for name in key.split() if len(name) > 2)


def _alike(word: str, name: str) -> bool:
    if LINES_OF.get(word, _NONE) & LINES_OF.get(name, _NONE):
        return True
    shorter, longer = sorted((len(word), len(name)))
    if shorter < LONG_ENOUGH or longer - shorter > 1 or (word[0] != name[0] and word[:2] != name[1::-1]):
        return False
    return names.slips_between(word, name) == 1
