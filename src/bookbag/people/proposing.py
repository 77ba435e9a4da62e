"""Who may have written, where the address does not say: adults between whom a person chooses, each with why.

Nothing here is ever certain, and nothing is written down by it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from bookbag.people import names, postal, queries, telephones
from bookbag.people.folding import folded, folded_email
from bookbag.people.models import Contact, ContactPoint, Pupil
from bookbag.people.models.family import PointKind
from bookbag.policy.english import listed

MOST = 5
FOOT = 6
"""How many lines at the foot of a mail may hold its writer's name."""
AT_FOOT = "At the foot of the mail: "
_CAPITAL = re.compile(r"[^\W\d_][\w’'-]+")
_ENOUGH = 5
"""What is told of an adult must weigh as much before they are proposed: a family name alone does not."""


@dataclass(frozen=True, slots=True)
class Wrote:
    """What a mail says of its writer: the name and address that it came from, its words, and what stands at its foot."""

    name: str = ""
    address: str = ""
    words: str = ""
    foot: str = ""

    @property
    def called(self) -> tuple[tuple[str, str], ...]:
        """What the writer may be called, each with where it stands: the mail program's name, else the address; the foot."""
        program = self.name if self.name and "@" not in self.name else _spelt_in(self.address)
        foot = [line.strip(" ,.!*_-") for line in self.foot.splitlines() if line.strip()]
        short = [line for line in foot[-FOOT:] if 0 < len(line.split()) <= 4 and not re.search(r"[\d@]", line)]
        return (*([("", program)] if program else []), *((AT_FOOT, line) for line in dict.fromkeys(short)))


@dataclass(frozen=True, slots=True)
class Proposal:
    """An adult who may have written, and why; the children here by whom the office tells them apart."""

    contact: Contact
    because: tuple[str, ...]
    children: tuple[Pupil, ...] = ()


@dataclass(slots=True)
class _Signs:
    """What speaks for one adult."""

    weight: int = 0
    because: list[str] = field(default_factory=list)

    def add(self, weight: int, because: str) -> None:
        if because not in self.because:
            self.weight += weight
            self.because.append(because)


def proposals(school_id: int, wrote: Wrote) -> list[Proposal]:
    """The adults who may have written, the likeliest first; none where nothing speaks for anybody."""
    signs: dict[UUID, _Signs] = defaultdict(_Signs)
    named = _children_in(school_id, wrote)
    _share_the_address(school_id, wrote, signs)
    _have_a_name(school_id, wrote, named, signs)
    _are_told_by(wrote, named, signs)
    _have_a_number(school_id, wrote, signs)
    _live_there(school_id, wrote, signs)
    likely = sorted((each for each in signs if signs[each].weight >= _ENOUGH), key=lambda each: -signs[each].weight)
    adults = Contact.objects.filter(school_id=school_id).in_bulk(likely[:MOST])
    children = queries.children_of(likely[:MOST])
    return [
        Proposal(adults[each], tuple(signs[each].because), tuple(children.get(each, ())))
        for each in likely[:MOST]
        if each in adults
    ]


def holders(school_id: int, address: str) -> list[Contact]:
    """The adults who are held under an e-mail address, by name."""
    points = ContactPoint.objects.filter(school_id=school_id, kind=PointKind.EMAIL, folded=folded_email(address))
    return list({each.contact_id: each.contact for each in points.select_related("contact")}.values())


def _share_the_address(school_id: int, wrote: Wrote, signs: dict[UUID, _Signs]) -> None:
    for adult in holders(school_id, wrote.address):
        signs[adult.id].add(_ENOUGH, "The e-mail address is held for them.")


def _have_a_name(school_id: int, wrote: Wrote, named: Sequence[Pupil], signs: dict[UUID, _Signs]) -> None:
    """Adults of a like name: those whose family name begins with a letter that a word of it begins with, and those of the
    children named, whatever their letter.
    """
    called = wrote.called
    letters = {word[0] for _, name in called for word in folded(name).split() if word[0].isalpha()}
    begins = Q()
    for letter in letters:
        begins |= Q(sort_key__gte=letter, sort_key__lt=f"{letter}\U0010ffff")
    theirs = Q(id__in=[link.contact_id for link in queries.relationships_of([pupil.id for pupil in named])])
    adults = Contact.objects.filter((begins | theirs) if letters else theirs, school_id=school_id)
    for adult_id, given, family in adults.values_list("id", "given_name", "family_name"):
        for where, name in called:
            if alike := names.likeness(name, given, family):
                weight = 10 - 2 * alike.apart if alike.whole else 2
                signs[adult_id].add(weight, f"{where}{_after(where, alike.because)}")
                break


def _after(where: str, said: str) -> str:
    return f"{said[:1].lower()}{said[1:]}" if where else said


def _are_told_by(wrote: Wrote, named: Sequence[Pupil], signs: dict[UUID, _Signs]) -> None:
    """Adults of the children whom the mail names. Only a name that says whose adult it is says enough by itself."""
    whose = [folded(names.child_named(name)) for _, name in wrote.called]
    children: dict[UUID, list[Pupil]] = defaultdict(list)
    for link in queries.relationships_of([pupil.id for pupil in named]):
        children[link.contact_id].append(link.pupil)
    for adult_id, theirs in children.items():
        spoken = [pupil for pupil in theirs if any(_is(pupil, child) for child in whose)]
        if spoken:
            first = spoken[0].known_as or spoken[0].given_name
            signs[adult_id].add(_ENOUGH, f"The name on the mail speaks of {first}, a child of theirs.")
        elif adult_id in signs:
            firsts = listed([pupil.known_as or pupil.given_name for pupil in theirs])
            child = "a child" if len(theirs) == 1 else "children"
            signs[adult_id].add(4, f"{firsts}, {child} of theirs, {'is' if len(theirs) == 1 else 'are'} in the mail.")


def _is(pupil: Pupil, child: str) -> bool:
    given, _, family = child.partition(" ")
    return given in {pupil.called, folded(pupil.given_name)} and family in {"", pupil.surname}


def _children_in(school_id: int, wrote: Wrote) -> list[Pupil]:
    """The children whose first name stands in the mail with a capital, as names do."""
    text = " ".join((wrote.words, wrote.foot, wrote.name)).replace("\0", " ")
    firsts = {folded(re.sub(r"[’']s?$", "", word)) for word in _CAPITAL.findall(text) if word[0].isupper()}
    return list(queries.pupils_called(school_id, firsts)) if firsts else []


def _have_a_number(school_id: int, wrote: Wrote, signs: dict[UUID, _Signs]) -> None:
    numbers = telephones.all_in(f"{wrote.words}\n{wrote.foot}")
    points = ContactPoint.objects.filter(school_id=school_id, kind=PointKind.TELEPHONE, folded__in=numbers)
    _held_by(points, "A telephone number in the mail", signs)


def _live_there(school_id: int, wrote: Wrote, signs: dict[UUID, _Signs]) -> None:
    """Adults at a front door that the mail writes down; where it has a postcode only, whoever alone is held under it."""
    points = ContactPoint.objects.filter(school_id=school_id, kind=PointKind.POST)
    for place in postal.places_in(f"{wrote.words}\n{wrote.foot}"):
        there = points.filter(folded__in=place.keys)
        if there.exists():
            _held_by(there, "The address in the mail", signs)
        else:
            _held_by(
                points.filter(folded__gte=f"{place.postcode}|", folded__lt=f"{place.postcode}}}"), "The postcode", signs
            )


def _held_by(points: Iterable[ContactPoint], what: str, signs: dict[UUID, _Signs]) -> None:
    """What is one adult's alone says enough; what several share speaks for those for whom more speaks."""
    adults = {point.contact_id for point in points}
    for adult_id in adults:
        if len(adults) == 1:
            signs[adult_id].add(8, f"{what} is held for them alone.")
        else:
            signs[adult_id].add(3, f"{what} is held for them, and for somebody else.")


def _spelt_in(address: str) -> str:
    """The name that an address spells out, as in samina.khan7@: two words at the least."""
    words = re.sub(r"\d+", "", folded_email(address).rpartition("@")[0]).replace("_", ".").replace("-", ".").split(".")
    return " ".join(word for word in words if word) if len([word for word in words if word]) > 1 else ""
