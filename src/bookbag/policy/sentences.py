"""A rule of a pack in plain words, with the figures that the school wrote. Says what a rule means, never whether it runs."""

from collections.abc import Collection, Iterable
from enum import StrEnum
from functools import singledispatch

from bookbag.policy import english, explain
from bookbag.policy.rules import AnyRule, Promise, Route
from bookbag.policy.rules.base import Matched
from bookbag.policy.rules.sending import Approval, Audience, Channel, Consent, Content
from bookbag.policy.rules.standing import Access, Declaration, Keep, Publication
from bookbag.policy.rules.timed import Hours, Lapse, Procedure, Reminder, Step
from bookbag.policy.rules.words import Occasion, Post
from bookbag.policy.values import Category, DutyKind, EventKind
from bookbag.policy.values import Channel as Incoming

_SPELT = {"dsl": "DSL", "hr": "HR", "email": "e-mail", "no email": "no e-mail"}
_MESSAGES = {Incoming.PHONE: "call", Incoming.SOCIAL: "comment on social media", Incoming.IN_PERSON: "visit"}
_WITHOUT_ARTICLE = {Post.HR, Post.PARENTS, Post.STAFF}
_DONE = {
    DutyKind.ACKNOWLEDGE: "acknowledged",
    DutyKind.RESPOND: "answered",
    DutyKind.REPORT: "reported",
    DutyKind.LOG: "noted",
    DutyKind.BEGIN: "begun with",
    DutyKind.DECIDE: "decided on",
}
_ON = {
    EventKind.ANSWER_HELD: ", of which a holding answer says that it comes later,",
    EventKind.CALL_ARRANGED: ", about which a call was arranged,",
    EventKind.MEETING_ARRANGED: ", about which a meeting was arranged,",
    EventKind.CALL_NOT_TAKEN: " that had been agreed and could not be taken",
    EventKind.MATTER_COMPLEX: ", which was marked as particularly complex,",
}
_FROM = {
    "anyone": "",
    "parent": " from a parent or carer",
    "public": " from the public",
    "pupil": " from a pupil",
    "staff": " from a member of staff",
}


def sentence(rule: AnyRule) -> str:
    """Say what a rule means: "An e-mail or letter from a parent or carer is answered within ten working days."."""
    said = _said(rule)
    return f"{said[:1].upper()}{said[1:]}."


@singledispatch
def _said(rule: object) -> str:
    raise NotImplementedError(f"no words for {type(rule).__name__}")


@_said.register
def _(rule: Promise) -> str:
    unnamed = rule.within.otherwise
    length = explain.length(rule.within) + (f", or {explain.length(unnamed)} where none was" if unnamed else "")
    otherwise = ", where no other promise of this policy holds" if rule.otherwise else ""
    told = f"{message_in_words(rule)}{_ON.get(rule.event, '')} is {_DONE[rule.duty]} {length}{otherwise}"
    asked = f". Its owner is asked {rule.remind} before" if rule.remind else ""
    late = f". Late ones go to {_posts(rule.late_to)} too" if rule.late_to else ""
    return f"{told}. What keeps it: {_any(rule.met_by)}{asked}{late}"


@_said.register
def _(rule: Route) -> str:
    first = " first of all" if rule.first else ""
    narrowed = f" ({message_in_words(rule)})" if rule.event is Occasion.MESSAGE_RECEIVED else ""
    return f"{in_words(rule.event)}{narrowed}: goes to {_posts(rule.to)}{first}{_promptly(rule.promptly)}"


@_said.register
def _(rule: Approval) -> str:
    return f"{in_words(rule.of)}: waits for the yes of {_posts(rule.by, last='and' if rule.all_of_them else 'or')}"


@_said.register
def _(rule: Channel) -> str:
    ways = [f"only by {_any(rule.only)}"] if rule.only else []
    ways += [f"never by {_any(rule.never)}"] if rule.never else []
    towards = {"in": "from", "out": "to", "both": "to and from"}[rule.direction]
    named = f" ({rule.service})" if rule.service else ""
    return f"{in_words(rule.of)}, {towards} {_all(sorted(rule.towards))}: {', and '.join(ways)}{named}"


@_said.register
def _(rule: Audience) -> str:
    parts = [f"{in_words(rule.of)}: goes to {_all(rule.to)}"]
    parts += ["to adults who live apart alike and at the same time"] if rule.alike else []
    parts += [f"on paper for those with {_any(rule.paper_for)}"] if rule.paper_for else []
    parts += [f"leaving out: {_any(rule.left_out)}"] if rule.left_out else []
    parts += ["only where they asked for it"] if rule.asked_first else []
    return ", ".join(parts)


@_said.register
def _(rule: Consent) -> str:
    form = {"written": "the written agreement", "any": "the agreement", "acceptance": "the acceptance"}[rule.form]
    return f"{in_words(rule.of)}: needs {form} of {_all(rule.by)}{', each time' if rule.each_time else ''}"


@_said.register
def _(rule: Content) -> str:
    ways = f" sent by {_any(sorted(rule.ways))}" if rule.ways else ""
    towards = f" to {_any(sorted(rule.towards))}" if rule.towards else ""
    return f"words{ways}{towards} are looked at before they leave: {in_words(rule.check)}"


@_said.register
def _(rule: Hours) -> str:
    when = rule.figures or in_words(rule.school_time or "")
    return f"{in_words(rule.of)}: {in_words(rule.effect)} {'outside' if rule.outside else 'during'} {when}"


@_said.register
def _(rule: Keep) -> str:
    time = f" for {rule.time}" if rule.time else " as long as the school’s retention schedule says"
    removal = "; staff may not remove it" if rule.removal == "never_by_staff" else ""
    return f"{rule.what}: kept in the {in_words(rule.where)}{time}{removal}"


@_said.register
def _(rule: Access) -> str:
    people = [*(post_in_words(post) for post in rule.posts), *(in_words(each) for each in rule.people)]
    parts = [f"seen by {english.listed(people)}"] if people else []
    parts += [f"opened for others by {_posts(rule.opened_by, last='or')}"] if rule.opened_by else []
    return f"{rule.what}: {', '.join(parts)}"


@_said.register
def _(rule: Reminder) -> str:
    warned = [f"{lapse} before" for lapse in rule.review.warn] if rule.review else []
    ahead = f", and a warning {english.listed(warned)}" if warned else ""
    return f"{rule.of}: a reminder to {post_in_words(rule.whom)} {_every(rule.every)}{ahead}"


@_said.register
def _(rule: Procedure) -> str:
    about = f", about {in_words(rule.about)}" if rule.about else ""
    read = ". Whoever answers confirms first that they have read it" if rule.read_first else ""
    return f"{in_words(rule.event)}{about}: {'; '.join(map(step_in_words, rule.steps))}{read}"


def step_in_words(step: Step) -> str:
    """Say who does what in a procedure, and how soon."""
    within = f", within {step.within}" if step.within else ""
    return f"{post_in_words(step.by)}: {step.does[:1].lower()}{step.does[1:]}{within}{_promptly(step.promptly)}"


@_said.register
def _(rule: Publication) -> str:
    what = english.listed(rule.what).rstrip(".")
    return f"{what}: shown for {_all(rule.whom)} by {_all(rule.where)}"


@_said.register
def _(rule: Declaration) -> str:
    asked = [in_words(each) for each in rule.asked] + ([_every(rule.every)] if rule.every else [])
    age = f"; former pupils count until they are {rule.leaver_age}" if rule.leaver_age else ""
    return f"{_all(rule.by)} confirm: “{rule.of}”. They are asked {english.listed(asked)}{age}"


def message_in_words(rule: Matched) -> str:
    """Name the messages that a rule is about: "an e-mail or letter (complaint) from a parent or carer"."""
    channels = (
        "message"
        if rule.channels == frozenset(Incoming)
        else _any([_MESSAGES.get(each, each) for each in sorted(rule.channels)])
    )
    about = "" if rule.categories == frozenset(Category) else f" ({_any(sorted(rule.categories))})"
    about += f" (not a {_any(sorted(rule.but_not))})" if rule.but_not else ""
    return f"{'an' if channels[0] in 'aeio' else 'a'} {channels}{about}{_FROM[rule.who]}"


def _every(lapse: Lapse | None) -> str:
    return f"every {str(lapse).removeprefix('one ')}" if lapse else "regularly"


def _promptly(how: str | None) -> str:
    return f" {in_words(how)}" if how else ""


def _posts(posts: Iterable[Post], *, last: str = "and") -> str:
    return english.listed([post_in_words(post) for post in posts], last=last)


def post_in_words(post: Post) -> str:
    """Name a post as a sentence does: "the head", "staff"."""
    return in_words(post) if post in _WITHOUT_ARTICLE else f"the {in_words(post)}"


def _all(words: Collection[str]) -> str:
    return english.listed([in_words(word) for word in words])


def _any(words: Collection[str]) -> str:
    return english.listed([in_words(word) for word in words], last="or")


def in_words(word: str) -> str:
    """Write a word of the packs as people do: `court_order` is "court order"."""
    plain = (word.value if isinstance(word, StrEnum) else word).replace("_", " ")
    return _SPELT.get(plain, plain)
