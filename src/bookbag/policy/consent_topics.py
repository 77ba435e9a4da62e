"""What families are asked: the topics that every school has, those of its policies, and the school's own. Knows no tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bookbag.policy.packs import Pack
from bookbag.policy.rules.sending import Consent
from bookbag.policy.rules.words import Thing
from bookbag.policy.sentences import in_words


@dataclass(frozen=True, slots=True)
class Topic:
    """What a family is asked. `clause` is the policy's, where one asks for it; `written` where it must be in writing."""

    name: str
    label: str
    explained: str = ""
    clause: str = ""
    written: bool = False
    personal: bool = False
    """Each adult answers for themselves: nobody else's answer touches it, and it needs no parental responsibility."""
    passes_data: bool = False
    """A named club outside the school is told something about the child."""
    yearly: bool = False
    """A yes ends with the school year."""
    version: int = 1
    """Which words these are. A yes to earlier ones counts no more, a no does."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How the school itself puts a topic: one of its own, or its words for one that every school has."""

    name: str
    label: str
    explained: str
    version: int
    yearly: bool = False
    retired: bool = False
    passes_data: bool = False
    """The topic is what a named club outside the school is told."""


PICTURES = ("photo-inside", "photo-website", "photo-social", "photo-press", "video")
"""The topics that say where a child may be seen."""

_PICTURES = (
    Topic(
        "photo-inside",
        "Photographs shown inside the school",
        "On walls, in books and on screens that only people in the school see.",
    ),
    Topic(
        "photo-website",
        "Photographs on the school’s website",
        "Anybody in the world can see and copy them.",
    ),
    Topic(
        "photo-social",
        "Photographs on social media",
        "Anybody can see, copy and share them; the school cannot take back what others have copied.",
    ),
    Topic(
        "photo-press",
        "Photographs given to the press",
        "A newspaper may print them, with a name if you agree to that separately.",
    ),
)
_VIDEO = Topic("video", "Video recordings", "Of lessons, plays and sports days, shown to families.")
_TRIPS = Topic(
    "day-trips",
    "Day trips close to school",
    "Short walks and visits in school hours. We tell you before each one.",
)
_PERSONAL = (
    Topic("paperless", "E-mail instead of paper", "Letters and notices come by e-mail only.", personal=True),
    Topic("promotion-email", "Promotion by e-mail", "Fairs, offers and fund-raising, by e-mail.", personal=True),
    Topic("promotion-text", "Promotion by text", "Fairs, offers and fund-raising, by text.", personal=True),
    Topic("promotion-phone", "Promotion by phone", "Fairs, offers and fund-raising, by phone.", personal=True),
)


def topics(packs: Iterable[Pack], wordings: Iterable[Wording] = ()) -> tuple[Topic, ...]:
    """What families are asked once for all: the standing topics and the school's own, with the clauses that ask for more.

    What needs an agreement each time cannot be answered ahead, and is no topic. What a policy asks for cannot be retired.
    """
    said = {each.name: each for each in sorted(wordings, key=lambda each: each.version)}
    common = _common(packs)
    names = {topic.name for topic in common}
    kept = [
        _reworded(topic, said.get(topic.name))
        for topic in common
        if topic.clause or not (topic.name in said and said[topic.name].retired)
    ]
    own = [_own(each) for each in said.values() if each.name not in names and not each.retired]
    shared = [topic for topic in kept if not topic.personal]
    return (*shared, *sorted(own, key=lambda topic: topic.label), *(topic for topic in kept if topic.personal))


def _common(packs: Iterable[Pack]) -> tuple[Topic, ...]:
    rules = [
        rule
        for pack in packs
        for rule in pack.rules
        if isinstance(rule, Consent) and "parents" in rule.by and not rule.each_time
    ]
    pictures = [_asked(topic, Thing.PHOTO, rules) for topic in _PICTURES]
    others = {rule.of for rule in rules} - {Thing.PHOTO}
    named = [_asked(Topic(of.value.replace("_", "-"), in_words(of).capitalize()), of, rules) for of in sorted(others)]
    return (*pictures, _VIDEO, *named, _TRIPS, *_PERSONAL)


def _asked(topic: Topic, of: Thing, rules: Sequence[Consent]) -> Topic:
    of_it = [rule for rule in rules if rule.of == of]
    written = next((rule for rule in of_it if rule.form == "written"), None)
    rule = written or next(iter(of_it), None)
    return replace(topic, clause=rule.clause, written=written is not None) if rule else topic


def _reworded(topic: Topic, said: Wording | None) -> Topic:
    if said is None:
        return topic
    return replace(topic, label=said.label, explained=said.explained, version=said.version, yearly=said.yearly)


def _own(said: Wording) -> Topic:
    return Topic(
        said.name,
        said.label,
        said.explained,
        version=said.version,
        yearly=said.yearly,
        passes_data=said.passes_data,
    )
