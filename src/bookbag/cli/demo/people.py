"""The demo's families: those of families.yaml, and as many more as are wanted, drawn from its names by a seeded generator."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bookbag.cli.demo import circumstances
from bookbag.cli.demo.circumstances import Told
from bookbag.cli.demo.reading import read
from bookbag.cli.demo.trust import Staffed
from bookbag.people.actions import families, restrictions
from bookbag.people.actions.families import NewAdult, NewFamily, NewPupil
from bookbag.people.actions.restrictions import Order
from bookbag.people.folding import folded
from bookbag.policy.permissions import Role, process
from bookbag.schools import tenancy


@dataclass(frozen=True, slots=True)
class People:
    """Names of families that read one language at home; `share` in a hundred."""

    language: str
    share: int
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """A court's order about an adult of the cast and all of the adult's children."""

    school: str
    adult: str
    scope: tuple[str, ...]
    evidence: str


@dataclass(frozen=True, slots=True)
class Names:
    """All of families.yaml. `cast` holds the families that are always there, by school."""

    domains: tuple[str, ...]
    streets: tuple[str, ...]
    peoples: tuple[People, ...]
    cast: Mapping[str, tuple[NewFamily, ...]]
    restriction: Limit
    told: Mapping[str, Told]


@dataclass(frozen=True, slots=True)
class Writer:
    """An adult who writes to the school about a child; `called` is how a letter begins: "Mrs Khan"."""

    name: str
    called: str
    address: str
    child: str
    class_name: str
    language: str


def enter(at: Staffed, wanted: int, *, random: Random, now: datetime) -> list[Writer]:
    """Enter the school's families with about so many pupils, and return the adults who write e-mail.

    Whom a court keeps away does not write: answers to him would wait for the head.
    """
    names = read("families", Names)
    slug, school_id = at.school.slug, at.school.id
    classes = [each.teaches for each in at.staff if each.teaches]
    planned = drawn(names, wanted, classes=classes, slug=slug, random=random)
    with tenancy.atomic(school_id):
        entered = families.enter(planned, by=process("demo", school_id), now=now)
        if slug in names.told:
            circumstances.tell(at, names.told[slug], entered, now=now)
    if slug == names.restriction.school:
        _restrict(at, names.restriction, entered, now=now)
    return [writer for writer in _writers(planned) if writer.name != names.restriction.adult]


def drawn(names: Names, wanted: int, *, classes: Sequence[str], slug: str, random: Random) -> list[NewFamily]:
    """The families that are always at this school, and as many more as make so many pupils."""
    families = list(names.cast.get(slug, ()))
    drawing = _Drawing(names, random, classes, slug)
    while (missing := wanted - sum(len(family.pupils) for family in families)) > 0:
        families.append(drawing.family(most=missing))
    return families


def _restrict(at: Staffed, limit: Limit, entered: Sequence[families.Family], *, now: datetime) -> None:
    head = at.who_is(Role.HEAD).actor
    with tenancy.atomic(at.school.id, sight=head.sight):
        for family in entered:
            for adult in family.adults:
                if adult.full_name == limit.adult:
                    for pupil in family.pupils:
                        starts = now.date()
                        ends = starts + timedelta(days=400)
                        order = Order(pupil.id, adult.id, limit.scope, limit.evidence, starts, ends)
                        restrictions.enter(order, by=head, now=now)


def _writers(planned: Sequence[NewFamily]) -> Iterator[Writer]:
    for family in planned:
        child = family.pupils[0]
        for adult in family.adults:
            if adult.emails:
                name = f"{adult.given_name} {adult.family_name}"
                called = f"{adult.title} {adult.family_name}" if adult.title else name
                first = child.known_as or child.given_name
                yield Writer(name, called, adult.emails[0], first, child.class_name, adult.language)


class _Drawing:
    """Draws families. Addresses are given once; first names are not."""

    def __init__(self, names: Names, random: Random, classes: Sequence[str], slug: str) -> None:
        self.names, self.random, self.classes, self.slug = names, random, classes, slug
        self.taken: set[str] = set()
        self.number = 400

    def family(self, *, most: int) -> NewFamily:
        """One or two children with one to three adults; some live apart, some have no e-mail, some share a mailbox."""
        draw = self.random
        people = draw.choices(self.names.peoples, [each.share for each in self.names.peoples])[0]
        surname = draw.choice(people.surnames)
        many = min(most, 2 if draw.random() < 0.18 else 1)
        homes = [self._home(), self._home()]
        apart, on_paper = draw.random() < 0.2, draw.random() < 0.04
        shared = self._email(f"the.{surname}s") if draw.random() < 0.05 else ""
        kinds = ["mother", *(["father"] if draw.random() < 0.86 else []), *(["step-parent"] if apart else [])]
        adults = []
        for kind in kinds:
            elsewhere = apart and kind == "father"
            first = draw.choice(people.men if kind != "mother" else people.women)
            email = shared or self._email(f"{first}.{surname}")
            adults.append(
                NewAdult(
                    title="Mr" if kind != "mother" else draw.choice(["Mrs", "Ms", "Miss"]),
                    given_name=first,
                    family_name=surname,
                    kind=kind,
                    emails=() if on_paper else (email,),
                    telephones=(self._telephone(),),
                    address=homes[elsewhere],
                    language=people.language,
                    on_paper=on_paper,
                    parental_responsibility=kind != "step-parent",
                    lives_with=not elsewhere,
                )
            )
        children = [
            NewPupil(draw.choice(draw.choice([people.girls, people.boys])), surname, draw.choice(self.classes))
            for _ in range(many)
        ]
        return NewFamily(tuple(children), tuple(adults))

    def _home(self) -> str:
        return f"{self.random.randint(1, 90)} {self.random.choice(self.names.streets)}, {self.slug.capitalize()}"

    def _email(self, local: str) -> str:
        plain = "".join(c for c in folded(local).replace("'", "") if c.isalnum() or c in ".-")
        domain = self.random.choice(self.names.domains)
        address, number = f"{plain}@{domain}", 2
        while address in self.taken:
            address, number = f"{plain}{number}@{domain}", number + 1
        self.taken.add(address)
        return address

    def _telephone(self) -> str:
        self.number = self.number + 1 if self.number < 999 else 400
        return f"01632 960{self.number}"
