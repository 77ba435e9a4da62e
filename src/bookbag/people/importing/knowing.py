"""Who of a file is who of those held. A doubt is never the same person: twins, namesakes and shared mailboxes stay apart."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from bookbag.people.folding import folded, folded_email
from bookbag.people.importing.held import Held, HeldAdult, HeldPupil, HeldTie, Ways
from bookbag.people.importing.values import ReadAdult, Reading, ReadPupil, Remark
from bookbag.people.models.family import PointKind
from bookbag.people.points import LONGEST, compared


@dataclass(slots=True)
class Child:
    """A child of the file, and who it is; `held` is None for a new one."""

    read: ReadPupil
    id: UUID
    held: HeldPupil | None


@dataclass(slots=True)
class Adult:
    """An adult of the file, with all that its lines say of them together."""

    read: ReadAdult
    id: UUID
    held: HeldAdult | None
    emails: Ways = ()
    telephones: Ways = ()
    address: Ways = ()


@dataclass(slots=True)
class Tie:
    """What the file says that an adult is to a child."""

    child: Child
    adult: Adult
    held: HeldTie | None
    read: ReadAdult


@dataclass(slots=True)
class Known:
    """Everybody in the file."""

    children: list[Child] = field(default_factory=list)
    adults: dict[UUID, Adult] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def known(reading: Reading, held: Held) -> Known:
    """Say who everybody in a file is."""
    found = Known()
    pupils, adults = _Pupils(reading, held), _Adults(held)
    for read in reading.pupils:
        if remark := pupils.doubt(read):
            found.remarks.append(remark)
            continue
        before = pupils.found(read)
        child = Child(read, before.id if before else uuid4(), before)
        found.children.append(child)
        for said in read.adults:
            adult = adults.found(said, child)
            found.adults[adult.id] = adult
        found.ties.extend(adults.tied(child))
    return found


class _Pupils:
    """The children who are held, by number, UPN and name."""

    def __init__(self, reading: Reading, held: Held) -> None:
        self._numbers = {one.number: one for one in held.pupils.values() if one.number}
        self._upns = {one.upn: one for one in held.pupils.values() if one.upn}
        self._names: dict[str, list[HeldPupil]] = {}
        for one in held.pupils.values():
            names = (one.given_name, one.family_name), (one.known_as, one.family_name), one.was[:2]
            for name in {_name(*each) for each in names}:
                self._names.setdefault(name, []).append(one)
        self._in_file = {one.external_id for one in reading.pupils}
        self._namesakes = Counter(_name(one.given_name, one.family_name) for one in reading.pupils)
        self._met: dict[UUID, int] = {}

    def doubt(self, read: ReadPupil) -> Remark | None:
        """A remark where a child cannot be told from another."""
        before = self._found(read)
        if before and before.id in self._met:
            says = f"{read.given_name} {read.family_name} is on line {self._met[before.id]} too. Take one of them out."
            return Remark(read.line, says)
        if before is None and read.born_on is None and len(self._alike(read)) > 1:
            says = f"several children are called {read.given_name} {read.family_name}. Add the date of birth."
            return Remark(read.line, says)
        return None

    def found(self, read: ReadPupil) -> HeldPupil | None:
        """The child who is held already, or None."""
        if before := self._found(read):
            self._met[before.id] = read.line
        return before

    def _found(self, read: ReadPupil) -> HeldPupil | None:
        if read.external_id and (before := self._numbers.get(read.external_id)):
            return before
        if read.upn and (before := self._upns.get(read.upn)):
            return before
        alike = self._alike(read)
        if read.born_on:
            day = read.born_on.isoformat()
            same_day = [one for one in alike if read.born_on == one.born_on or day == one.was[2]]
            alike = same_day or [one for one in alike if one.born_on is None and self._is_only(read)]
        elif not self._is_only(read):
            alike = [one for one in alike if one.class_name and one.class_name == read.class_name]
        return alike[0] if len(alike) == 1 else None

    def _is_only(self, read: ReadPupil) -> bool:
        return self._namesakes[_name(read.given_name, read.family_name)] == 1

    def _alike(self, read: ReadPupil) -> list[HeldPupil]:
        """Those of this name whom neither UPN nor number tells from the child."""
        return [
            one
            for one in self._names.get(_name(read.given_name, read.family_name), ())
            if not (one.upn and read.upn and one.upn != read.upn)
            and not (one.number and read.external_id and one.number in self._in_file)
        ]


class _Adults:
    """The adults who are held or have been met in the file: by number, and by name with a way of being reached."""

    def __init__(self, held: Held) -> None:
        self._held = held
        self._numbers = {one.number: one.id for one in held.adults.values() if one.number}
        self._ways: dict[str, tuple[UUID, ...]] = {}
        self._adults: dict[UUID, Adult] = {}
        self._tied: dict[UUID, tuple[Adult, ReadAdult]] = {}
        for one in held.adults.values():
            self._learn(one.id, (*one.emails, *one.telephones, *one.address))

    def found(self, read: ReadAdult, child: Child) -> Adult:
        """Who an adult of a child is."""
        ways = _ways(read)
        adult_id = self._known(read, ways, child) or uuid4()
        adult = self._adults.get(adult_id)
        if adult is None:
            adult = Adult(read, adult_id, self._held.adults.get(adult_id), *ways)
            self._adults[adult_id] = adult
        else:
            adult.emails, adult.telephones = _more(adult.emails, ways[0]), _more(adult.telephones, ways[1])
            adult.address = ways[2] or adult.address
        if read.external_id:
            self._numbers[read.external_id] = adult_id
        self._learn(adult_id, (key for each in ways for key, _ in each))
        self._tied.setdefault(adult_id, (adult, read))
        return adult

    def tied(self, child: Child) -> Iterator[Tie]:
        """The ties of a child whose adults have been found."""
        for adult, read in self._tied.values():
            yield Tie(child, adult, child.held.tie(adult.id) if child.held else None, read)
        self._tied = {}

    def _learn(self, adult_id: UUID, ways: Iterable[str]) -> None:
        for way in ways:
            known = self._ways.get(way, ())
            if adult_id not in known:
                self._ways[way] = (*known, adult_id)

    def _known(self, read: ReadAdult, ways: tuple[Ways, Ways, Ways], child: Child) -> UUID | None:
        if read.external_id and (adult_id := self._numbers.get(read.external_id)):
            return adult_id
        name, others = _adult_name(read), self._others(read.external_id)
        met = (adult_id for each in ways for way, _ in each for adult_id in self._ways.get(way, ()))
        for adult_id in met:
            if adult_id not in others and name in self._called(adult_id):
                return adult_id
        return self._of_the_child(read, name, ways, child)

    def _called(self, adult_id: UUID) -> set[str]:
        """The names by which somebody is known: those held, those that the source had, and those of the file."""
        names = set()
        if held := self._held.adults.get(adult_id):
            names |= {_adult_name(held), _name(*held.was)}
        if met := self._adults.get(adult_id):
            names.add(_adult_name(met.read))
        return names

    def _others(self, number: str) -> set[UUID]:
        """Whom a number tells from the adult: those who are tied to this child under another one."""
        return {key for key, (_, read) in self._tied.items() if number and read.external_id not in ("", number)}

    def _of_the_child(self, read: ReadAdult, name: str, ways: tuple[Ways, Ways, Ways], child: Child) -> UUID | None:
        """Among the child's own adults whom no other line has claimed: the only one of this name; or of this first name
        with the same address or number, who has another family name now.
        """
        if child.held is None:
            return None
        held = self._held.adults
        free = [held[tie.adult] for tie in child.held.ties if tie.adult not in self._tied and tie.adult in held]
        named = [one for one in free if name in (_adult_name(one), _name(*one.was))]
        if not named and read.given_name:
            mine = {way for each in ways[:2] for way, _ in each}
            named = [
                one
                for one in free
                if folded(one.given_name) == folded(read.given_name) and mine & {*one.emails, *one.telephones}
            ]
        return named[0].id if len(named) == 1 else None


def _more(ways: Ways, said: Ways) -> Ways:
    new = tuple(each for each in said if each not in ways)
    return (*ways, *new) if new else ways


def _name(given: str, family: str) -> str:
    return f"{folded(given)} {folded(family)}"


def _adult_name(adult: ReadAdult | HeldAdult) -> str:
    """ "Mrs Khan", of whom no first name is known, is another than "Mr Khan"."""
    return _name(adult.given_name or adult.title, adult.family_name)


def _ways(read: ReadAdult) -> tuple[Ways, Ways, Ways]:
    """An adult's ways of being reached, each by what it is compared by. Numbers are in their one form already."""
    address = read.address[:LONGEST]
    return (
        tuple({folded_email(each): each for each in read.emails if len(each) <= LONGEST}.items()),
        tuple((each, each) for each in read.telephones),
        ((compared(PointKind.POST, address), address),) if address else (),
    )
