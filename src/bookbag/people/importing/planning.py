"""What taking a file over would do: whom it adds, what it changes, keeps, and must ask about. Pure; nothing is written."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from stdnum.gb import upn as check

from bookbag.people.importing import language
from bookbag.people.importing.held import Held, HeldPupil, HeldStaff, Verdict, judged
from bookbag.people.importing.knowing import Adult, Child, Known, Tie, known
from bookbag.people.importing.values import WAYS, Reading, ReadStaff, Remark

Taken = Mapping[str, Any]
Recall = Callable[[Sequence[UUID]], Mapping[UUID, list[Taken]]]
"""What each source last said of these people, the file's own first."""
OURS, THEIRS = "ours", "theirs"
_AT_ONCE = 1_000
_FEW, _SHARE = 3, 4
"""More children than this, and more than one in four, are not taken to have left because a file does not name them."""


@dataclass(slots=True)
class Change:
    """One value of one person that the file has otherwise. `key` names the question, where it is one."""

    of: str
    id: UUID
    name: str
    field: str
    held: Any
    said: Any
    verdict: Verdict
    adult: UUID | None = None

    @property
    def key(self) -> str:
        """The name under which an answer is given."""
        return f"{self.id}:{self.adult or ''}:{self.field}"


@dataclass(slots=True)
class Plan:
    """All that would be done. `taken` is what is remembered of each person afterwards."""

    source: str
    is_whole: bool | None = None
    """Whether somebody has said that the file names everybody."""
    children: list[Child] = field(default_factory=list)
    adults: list[Adult] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    staff: list[ReadStaff] = field(default_factory=list)
    colleagues_gone: list[HeldStaff] = field(default_factory=list)
    leaders_gone: list[HeldStaff] = field(default_factory=list)
    """Who leads the school and has left as the file says: a headteacher says when they go."""
    classes: dict[str, str] = field(default_factory=dict)
    teachers: dict[str, UUID | ReadStaff] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    leavers: list[HeldPupil] = field(default_factory=list)
    missing: list[HeldPupil] = field(default_factory=list)
    """Children whom the file does not name: too many to be taken for leavers, or lines could not be read."""
    untied: list[tuple[str, str]] = field(default_factory=list)
    met: Mapping[UUID, Adult] = field(default_factory=dict)
    """Every adult of the file."""
    same: int = 0
    remarks: list[Remark] = field(default_factory=list)
    taken: dict[tuple[str, UUID], tuple[str, str]] = field(default_factory=dict)
    """The number, and in JSON what is remembered, of those who were held before: text takes a fourth of the memory."""

    def remember(self, of: str, person: UUID, number: str, taken: Taken) -> None:
        """Keep what the source says of somebody now."""
        self.taken[of, person] = (number, json.dumps(taken))

    @property
    def is_odd(self) -> bool:
        """Whether a person should look before it is taken over: something unread, asked, missing, or many who left."""
        unread = any(remark.refused for remark in self.remarks)
        return bool(unread or self.asks or self.missing or self.leaders_gone) or (
            len(self.leavers) + len(self.colleagues_gone) > _FEW
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be done or asked."""
        done = any(change.verdict in (Verdict.CHANGE, Verdict.ASK) for change in self.changes)
        new = self.children or self.adults or self.ties or self.staff or self.classes or self.teachers
        return not (done or new or self.leavers or self.colleagues_gone or self.is_odd)

    @property
    def asks(self) -> list[Change]:
        """What a person has to decide."""
        return [change for change in self.changes if change.verdict is Verdict.ASK]


def plan(
    reading: Reading, held: Held, recall: Recall, *, source: str, answers: Mapping[str, str], is_whole: bool | None
) -> Plan:
    """Plan a file. `is_whole` says whether it names everybody, where the file does not say so itself."""
    who = known(reading, held)
    made = Plan(source, is_whole, met=who.adults, remarks=[*reading.remarks, *who.remarks, *_upns(reading)])
    _classes(reading, who, held, made)
    _people(who, recall, answers, made)
    _leavers(reading, held, recall, {child.id for child in who.children}, made)
    _staff(reading, held, made)
    _staff_gone(reading, held, recall, made)
    made.remarks.sort(key=lambda remark: remark.line)
    return made


def _upns(reading: Reading) -> Iterator[Remark]:
    for child in reading.pupils:
        if wrong := _wrong_upn(child.upn):
            says = f"the UPN {child.upn} of {child.given_name} {child.family_name} {wrong} It is taken as it stands."
            yield Remark(child.line, says, refused=False)


def _wrong_upn(number: str) -> str:
    """What is wrong with a UPN, or nothing. Which local authorities there are is not asked: they change."""
    if not number:
        return ""
    if len(number) != 13 or not number[1:12].isdigit() or not number.isalnum():
        return "is none: a UPN is a letter and twelve figures."
    try:
        right = check.calc_check_digit(number[1:])
    except ValueError:
        return "is none: a UPN has no such letter at its end."
    return "" if right == number[0] else f"should begin with {right}: its check letter is wrong."


def _classes(reading: Reading, who: Known, held: Held, made: Plan) -> None:
    for child in who.children:
        name = child.read.class_name[:60]
        if name and name not in held.teachers:
            made.classes.setdefault(name, child.read.year[:20])
    for member in reading.staff:
        for name in member.teaches:
            if name[:60] in held.teachers or name[:60] in made.classes:
                made.teachers.setdefault(name[:60], member)


def said_of_child(child: Child) -> dict[str, Any]:
    """What a file says of a child, value by value."""
    read = child.read
    return {
        "given_name": read.given_name[:100],
        "family_name": read.family_name[:100],
        "known_as": read.known_as[:100],
        "known_family_name": read.known_family_name[:100],
        "born_on": read.born_on.isoformat() if read.born_on else None,
        "class_name": read.class_name[:60],
        "upn": read.upn[:13],
        "looked_after_by": read.looked_after_by[:200],
        "here": True,
    }


def said_of_adult(adult: Adult) -> dict[str, Any]:
    """What a file says of an adult; ways of being reached by what they are compared by."""
    return {
        "title": adult.read.title[:20],
        "given_name": adult.read.given_name[:100],
        "family_name": adult.read.family_name[:100],
        "language": language.code(adult.read.language),
        **{name: sorted(key for key, _ in getattr(adult, name)) for name in WAYS},
    }


def said_of_tie(tie: Tie) -> dict[str, Any]:
    """What a file says that an adult is to a child."""
    return {
        "kind": tie.read.relationship[:40],
        "parental_responsibility": tie.read.parental_responsibility,
        "lives_with": tie.read.lives_with,
    }


_OF_PUPILS = ("given_name", "family_name", "known_as", "known_family_name", "class_name", "upn", "looked_after_by")


def _held_of_child(held: HeldPupil) -> dict[str, Any]:
    born = held.born_on.isoformat() if held.born_on else None
    names = {name: getattr(held, name) for name in _OF_PUPILS}
    return {**names, "born_on": born, "here": held.left_on is None}


def _held_of_adult(adult: Adult) -> dict[str, Any]:
    held = adult.held
    names = {name: getattr(held, name) for name in ("title", "given_name", "family_name", "language")}
    return names | {name: sorted(getattr(held, name)) for name in WAYS}


def _people(who: Known, recall: Recall, answers: Mapping[str, str], made: Plan) -> None:
    """Tell new people from those held, and compare the latter, so many at once that little is recalled at a time."""
    ties: dict[UUID, list[Tie]] = {}
    for tie in who.ties:
        ties.setdefault(tie.child.id, []).append(tie)
    for some in _portions(who.children):
        recalled = recall([child.id for child in some if child.held])
        for child in some:
            _child(child, ties.get(child.id, ()), recalled.get(child.id, [{}]), answers, made)
    for portion in _portions(list(who.adults.values())):
        recalled = recall([adult.id for adult in portion if adult.held])
        for adult in portion:
            _adult(adult, recalled.get(adult.id, [{}]), answers, made)


def _portions(people: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for first in range(0, len(people), _AT_ONCE):
        yield people[first : first + _AT_ONCE]


def _child(child: Child, ties: Sequence[Tie], taken: list[Taken], answers: Mapping[str, str], made: Plan) -> None:
    said, name = said_of_child(child), f"{child.read.known_as or child.read.given_name} {child.read.family_name}"
    before = len(made.changes)
    remembered = dict(taken[0])
    # A link that the file brought before and that is not held any more was ended by hand: it stays ended.
    new = [tie for tie in ties if tie.held is None and not (tie.adult.held and str(tie.adult.id) in remembered)]
    made.ties.extend(new)
    if child.held is None:
        made.children.append(child)
        return
    changes = _compared(("pupil", child.id, name), _held_of_child(child.held), said, taken)
    remembered |= _settled(changes, said, answers, taken, made)
    for tie in ties:
        remembered[str(tie.adult.id)] = _tie(tie, name, remembered.get(str(tie.adult.id), {}), answers, made)
    met = {tie.adult.id for tie in ties}
    gone = [one.adult for one in child.held.ties if ties and str(one.adult) in remembered and one.adult not in met]
    made.untied.extend((name, str(key)) for key in gone)
    if not new and len(made.changes) == before:
        made.same += 1
    if remembered != taken[0] or child.held.number is None:
        made.remember("pupil", child.id, child.read.external_id or child.held.number or "", remembered)


def _tie(tie: Tie, of: str, taken: Taken, answers: Mapping[str, str], made: Plan) -> Taken:
    said = said_of_tie(tie)
    if tie.held is None:
        return said
    held = {name: getattr(tie.held, name) for name in said}
    name = f"{tie.read.given_name or tie.read.title} {tie.read.family_name}, adult of {of}"
    changes = _compared(("tie", tie.child.id, name), held, said, [taken], adult=tie.adult.id)
    return {**taken, **_settled(changes, said, answers, [taken], made)}


def _adult(adult: Adult, taken: list[Taken], answers: Mapping[str, str], made: Plan) -> None:
    if adult.held is None:
        made.adults.append(adult)
        return
    said = said_of_adult(adult)
    name = f"{adult.held.given_name or adult.held.title} {adult.held.family_name}"
    changes = _compared(("contact", adult.id, name), _held_of_adult(adult), said, taken)
    remembered = {**taken[0], **_settled(changes, said, answers, taken, made)}
    if remembered != taken[0] or adult.held.number is None:
        made.remember("contact", adult.id, adult.read.external_id or adult.held.number or "", remembered)


def _compared(
    whose: tuple[str, UUID, str], held: Taken, said: Taken, taken: list[Taken], *, adult: UUID | None = None
) -> Iterable[Change]:
    for what, value in said.items():
        verdict = judged(held[what], value, what, taken)
        if verdict is not Verdict.SAME:
            yield Change(*whose, what, held[what], value, verdict, adult)


def _settled(
    changes: Iterable[Change], said: Taken, answers: Mapping[str, str], taken: list[Taken], made: Plan
) -> dict[str, Any]:
    """Enter the changes as they were answered. What stays open is remembered as it was, and asked again next time."""
    remembered = {name: value for name, value in said.items() if value not in (None, "", [])}
    for change in changes:
        if change.verdict is Verdict.ASK and (answer := answers.get(change.key)) in (OURS, THEIRS):
            change.verdict = Verdict.CHANGE if answer == THEIRS else Verdict.KEEP
        if change.verdict is Verdict.ASK:
            remembered.pop(change.field)
            remembered |= {change.field: taken[0][change.field]} if change.field in taken[0] else {}
        made.changes.append(change)
    return remembered


def _leavers(reading: Reading, held: Held, recall: Recall, met: set[UUID], made: Plan) -> None:
    """Whom the file says to have left, or does not name although it names everybody of the class, or of the school."""
    said = set(reading.gone)
    here = [one for one in held.pupils.values() if one.left_on is None and one.number is not None]
    gone = [one for one in here if one.number in said and one.id not in met]
    whole = reading.is_whole if made.is_whole is None else made.is_whole
    listed = {child.class_name for child in reading.pupils}
    by_class = bool(reading.columns) and made.is_whole is None
    absent = [
        one
        for one in here
        if one.id not in met and one.number not in said and (whole or (by_class and one.class_name in listed))
    ]
    too_many = len(absent) > _FEW and len(absent) * _SHARE > len(here)
    if made.is_whole is None and (too_many or any(remark.refused for remark in made.remarks)):
        made.missing, absent = absent, []
    candidates = [*gone, *absent]
    recalled = recall([one.id for one in candidates])
    for one in candidates:
        if judged(True, False, "here", recalled.get(one.id, [{}])) is not Verdict.KEEP:
            made.leavers.append(one)
            taken = recalled.get(one.id, [{}])[0]
            made.remember("pupil", one.id, one.number or "", {**taken, "here": False})


def _staff(reading: Reading, held: Held, made: Plan) -> None:
    numbers = {one.number: one.id for one in held.staff.values() if one.number}
    emails = {one.email: one.id for one in held.staff.values() if one.email}
    names = {one.name: one.id for one in held.staff.values()}
    for member in reading.staff:
        name = f"{member.given_name} {member.family_name}".strip()
        known_as = numbers.get(member.external_id) or emails.get(member.email.lower()) or names.get(name)
        if known_as is None:
            made.staff.append(member)
            continue
        for group in [group for group, teacher in made.teachers.items() if teacher is member]:
            made.teachers[group] = known_as
        if held.staff[known_as].number is None:
            made.remember("staff", known_as, member.external_id, {"name": name})
    # Who is a class's teacher here was decided here: a file names one only where there is none.
    made.teachers = {group: one for group, one in made.teachers.items() if not held.teachers.get(group)}


def _staff_gone(reading: Reading, held: Held, recall: Recall, made: Plan) -> None:
    """Colleagues whom the file says to have left. Whoever was let back here afterwards stays."""
    said = set(reading.gone) - {member.external_id for member in reading.staff}
    gone = [one for one in held.staff.values() if one.left_on is None and one.number and one.number in said]
    recalled = recall([one.id for one in gone])
    for one in gone:
        taken = recalled.get(one.id, [{}])[0]
        if judged(True, False, "here", [taken]) is Verdict.KEEP:
            continue
        (made.leaders_gone if one.leads else made.colleagues_gone).append(one)
        if not one.leads:
            made.remember("staff", one.id, one.number or "", {**taken, "here": False})
